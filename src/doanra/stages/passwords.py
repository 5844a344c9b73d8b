"""The check of a new password that Django asks beside its own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doanra.policy.passwords import guessable


class GuessedFirst:
    """Refuses a password that is little more than the words that everybody here guesses first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Django's hook; ``user`` may not be stored yet."""
        own = (getattr(user, "username", ""), getattr(user, "full_name", ""))
        if guessable(password, own=own):
            raise ValidationError(
                _("Bỏ những từ ai cũng đoán được (tên, cơ quan, “mật khẩu”) thì còn quá ngắn."), code="guessed_first"
            )

    def get_help_text(self) -> str:
        """What Django would list; our forms say it in their own words."""
        return ""
