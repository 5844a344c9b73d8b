"""allauth's forms of passkeys in our words. What a browser cannot have said is a wrong key, never a fault of ours."""

from __future__ import annotations

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doanra.web.accounts.entry_forms import say

_MOST = 64 * 1024  # characters; a passkey says some thousand
_UNREADABLE = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, struct.error)


class Credential(forms.JSONField):
    """What the browser says of a passkey: an object with the same ``id`` and ``rawId``."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """The object; ValidationError for anything else, however deep or long."""
        try:
            said = super().to_python(value) if len(value or "") <= _MOST else None
        except _UNREADABLE:
            said = None
        if not isinstance(said, dict) or not said.get("rawId") or said.get("id") != said["rawId"]:
            raise ValidationError(_("Không đọc được khoá. Thử lại."))
        return said


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth bears no types
    """A new passkey."""

    credential = Credential()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, name=_("Gọi khoá này là"), passwordless=_("Dùng thay mật khẩu"))
        self.fields["name"].help_text = _("Ví dụ: máy tính ở cơ quan.")
        self.fields["passwordless"].help_text = _("Khoá phải có vân tay, khuôn mặt hoặc mã PIN.")
        self.fields["passwordless"].initial = True

    def clean(self) -> Any:
        """allauth's check of what the key signed."""
        try:
            return super().clean()
        except _UNREADABLE as wrong:
            raise get_adapter().validation_error("incorrect_code") from wrong


class _Shown:
    """A passkey that is shown: what it signed is read by allauth."""

    def clean_credential(self) -> Any:
        """allauth's check of what the key signed."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        except _UNREADABLE as wrong:
            raise get_adapter().validation_error("incorrect_code") from wrong


class LoginPasskeyForm(_Shown, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth bears no types
    """In by a passkey, without a password."""

    credential = Credential()


class SecondPasskeyForm(_Shown, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth bears no types
    """A passkey after the password."""

    credential = Credential()


class PasskeyAgainForm(_Shown, passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth bears no types
    """A passkey once more, before something that matters."""

    credential = Credential()


class NamePasskeyForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth bears no types
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, name=_("Gọi khoá này là"))
