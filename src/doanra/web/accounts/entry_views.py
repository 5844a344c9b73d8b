"""The doors that are more than allauth's: what else the login page offers, leaving, accepting an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.socialaccount.adapter import get_adapter as sign_on
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from doanra.policy import access
from doanra.records.models import Account
from doanra.stages import accounts_entry
from doanra.web.accounts.entry_forms import HOW_TO_CHOOSE
from doanra.web.frame import today


class Login(account_views.LoginView):  # type: ignore[misc]  # allauth bears no types
    """Password, passkey, or the single sign-on where one is set."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The other ways in, and whether a form waits."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        onward = self.get_next_url()
        query = {"next": onward} if onward else {}
        told["sign_on_ways"] = [
            {"name": provider.name, "url": provider.get_login_url(self.request, **query)}
            for provider in sign_on().list_providers(self.request)
        ]
        told["kept_waits"] = "kept" in self.request.GET
        return told


class Factors(factor_views.IndexView):  # type: ignore[misc]  # allauth bears no types
    """One's own second factors; the only page that a guarded duty without one reaches."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the duty needs one."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        own: Any = self.request.user
        told["factor_required"] = settings.SECOND_FACTOR == "required" and access.needs_second_factor(own.duty)
        return told


class Codes(code_views.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth bears no types
    """The recovery codes, once; afterwards only their digests are kept."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page is drawn before the codes are sealed."""
        answer: Any = super().render_to_response(context, **kwargs)
        answer.render()
        if context["can_view_codes"]:
            own: Any = self.request.user
            accounts_entry.seal_codes(own, codes=context["unused_codes"])
        add_never_cache_headers(answer)
        return answer  # type: ignore[no-any-return]


@method_decorator(login_not_required, name="dispatch")
class Logout(account_views.LogoutView):  # type: ignore[misc]  # allauth bears no types
    """Leaving; also from between the password and the second factor, where nobody is logged in yet."""


class NewPasswordForm(forms.Form):
    """A password of one's own choice, twice."""

    password1 = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=HOW_TO_CHOOSE,
    )
    password2 = forms.CharField(
        label=gettext_lazy("Ghi lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        """Long enough, and in no list of passwords that everybody guesses."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        first, second = typed.get("password1"), typed.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần ghi khác nhau. Ghi lại."))
        return typed


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads: the invited person chooses a password, once."""
    at = timezone.now()
    found = accounts_entry.invitation(token, at=at, on=today())
    form = NewPasswordForm(request.POST or None, account=found.account)
    if request.method == "POST" and form.is_valid():
        accounts_entry.accept(token, password=form.cleaned_data["password1"], at=at, on=today())
        messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng tên %(name)s.") % {"name": found.account.username})
        return HttpResponseRedirect(reverse("web:login"))
    context = {"form": form, "account": found.account, "until": found.expires_at}
    return render(request, "accounts/accept.html", context)
