"""allauth's forms in our words. The checks are theirs; labels, help and what is wrong are said in Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HOW_TO_CHOOSE = gettext_lazy("Một câu dài, dễ nhớ với bạn, khó đoán với người khác. Không bắt buộc ký tự lạ.")


def say(form: Any, **labels: str) -> None:
    """Gives fields their labels; a placeholder never stands for a label here."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)


class LoginForm(account_forms.LoginForm):  # type: ignore[misc]  # allauth bears no types
    """User name and password. The name is posted as ``username``, by which django-axes knows it too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, login=_("Tên đăng nhập"), password=_("Mật khẩu"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autocapitalize"] = "none"

    def add_prefix(self, field_name: str) -> str:
        """The name of the field in the page."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class _NewPassword:
    def clean(self) -> dict[str, Any]:
        """Both times the same, said in our words."""
        cleaned: dict[str, Any] = super(account_forms.PasswordVerificationMixin, self).clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần ghi khác nhau. Ghi lại."))  # type: ignore[attr-defined]
        return cleaned


def _say_password(form: Any) -> None:
    say(form, oldpassword=_("Mật khẩu hiện nay"), password1=_("Mật khẩu mới"), password2=_("Ghi lại mật khẩu mới"))
    form.fields["password1"].help_text = HOW_TO_CHOOSE


class ChangePasswordForm(_NewPassword, account_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth bears no types
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_password(self)


class SetPasswordForm(_NewPassword, account_forms.SetPasswordForm):  # type: ignore[misc]  # allauth bears no types
    """A first password, for who came by the single sign-on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_password(self)


class PasswordAgainForm(account_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth bears no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password=_("Mật khẩu"))


class CodeForm(factor_forms.AuthenticateForm):  # type: ignore[misc]  # allauth bears no types
    """A code of the app, or a recovery code, at the login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("Mã xác nhận"))
        self.fields["code"].help_text = _("6 chữ số trong ứng dụng, hoặc một mã dự phòng 8 chữ số chưa dùng.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeAgainForm(factor_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth bears no types
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("Mã xác nhận"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]  # allauth bears no types
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("Mã 6 chữ số mà ứng dụng vừa hiện"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
