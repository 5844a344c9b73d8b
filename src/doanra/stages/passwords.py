"""The checks of a new password: Django's own in our words, and the words that everybody here guesses first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doanra.policy.passwords import guessable


class LongEnough(MinimumLengthValidator):
    """Refuses a short password."""

    def get_error_message(self) -> str:
        """How long it must be."""
        return _("Mật khẩu quá ngắn: cần ít nhất %(n)s ký tự.") % {"n": self.min_length}


class KnownToAll(CommonPasswordValidator):
    """Refuses one of the 20,000 that most people take."""

    def get_error_message(self) -> str:
        """What is wrong with it."""
        return _("Mật khẩu này quá nhiều người dùng. Chọn một câu của riêng bạn.")


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
