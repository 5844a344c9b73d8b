"""Text that a Word or Excel file can hold."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[^\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without the characters that no XML file may hold, such as those left by old database exports."""
    return _NOT_IN_XML.sub("", text)
