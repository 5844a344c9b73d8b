"""Passwords that became known elsewhere, looked up in a file on this machine: nothing is asked outside."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_LENGTH = 40  # hexadecimal signs of a SHA-1


def listed(password: str, file: Path) -> bool:
    """Whether a file of SHA-1 in hexadecimal, one a line in rising order, anything behind it, has the password.

    Such is the download of Pwned Passwords "ordered by hash". Some 35 looks into a file of 40 GB.
    """
    # The list is made of SHA-1; nothing is stored by it here.
    wanted = hashlib.sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            lines.seek(max(middle - 1, 0))
            if middle:
                lines.readline()  # to where the next line begins
            begins, line = lines.tell(), lines.readline()
            found = line[:_LENGTH].upper()
            if begins >= high or found > wanted:
                high = middle
            elif found < wanted:
                low = lines.tell()
            else:
                return True
    return False


class KnownElsewhere:
    """Refuses a password of the file that ``DOANRA_BREACHED`` names; without one it refuses nothing."""

    def validate(self, password: str, user: object = None) -> None:
        """Django's hook."""
        if settings.BREACHED and listed(password, Path(settings.BREACHED)):
            raise ValidationError(
                _("Mật khẩu này đã lộ ở một nơi khác, người đoán thử nó trước tiên. Chọn một câu khác."),
                code="known_elsewhere",
            )

    def get_help_text(self) -> str:
        """What Django would list; our forms say it in their own words."""
        return ""
