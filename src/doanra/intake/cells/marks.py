"""Crosses and ticks in cells of their own, and boxes of which one is ticked: "☑ Nam ☐ Nữ"."""

from __future__ import annotations

import re

from doanra.intake.reading import Value
from doanra.intake.text.keys import phrase_key
from doanra.intake.text.memory import remembered

_MARKS = frozenset({"x", "v", "co", "1", "xx", "yes", "y", "true", "đ"})
_NO_MARKS = frozenset({"", "0", "khong", "ko", "no", "n", "false"})
_SIGNS = frozenset("✓✔☑☒✗✘×√●•+*■✕✖✅🗸🗹⊠▣◉⦿⚫⬛")
_BOX = re.compile(r"[☐□◻▢○◯⬜]|\[\s*\]|\(\s*\)")
_TICK = r"[☑☒✓✔✗✘■▣⊠🗹◉●⬛✅]|\[\s*[xXvV]\s*\]|\(\s*[xXvV]\s*\)"
_EITHER = re.compile(rf"(?P<tick>{_TICK})|{_BOX.pattern}")


@remembered(4_096)
def mark_of_text(text: str) -> bool | None:
    """``is_mark`` for a text."""
    key = phrase_key(text)
    if key in _MARKS or (not key and text.strip() in _SIGNS):
        return True
    return False if key in _NO_MARKS else None


def is_mark(value: Value) -> bool | None:
    """True for x, v, 1, ✓; False for an empty cell, 0, không; None for anything else."""
    if value is None or value == "" or value is False:
        return False
    if isinstance(value, str):
        return mark_of_text(value)
    if value is True or value == 1:
        return True
    return False if value == 0 else None


def ticked(text: str) -> str:
    """The words whose boxes are ticked, "" if none is; a text without an empty box as it is."""
    if _BOX.search(text) is None:
        return text
    marks = list(_EITHER.finditer(text))
    edges = [0, *(mark.end() for mark in marks)]
    if re.search(r"\w", text[: marks[0].start()]):  # the words stand before their boxes
        words = [text[edge : mark.start()] for edge, mark in zip(edges, marks, strict=False)]
    else:
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        words = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return "; ".join(word.strip(" ,;\n") for word, mark in zip(words, marks, strict=True) if mark["tick"])
