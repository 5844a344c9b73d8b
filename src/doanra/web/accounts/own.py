"""One's own account: name, mail address, ways in, where one is logged in."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.policy import access
from doanra.records.queries import accounts as queries
from doanra.stages import accounts_own
from doanra.terms.refusal import Refused
from doanra.web.accounts.browsers import browser
from doanra.web.asking import Request, asks
from doanra.web.keys import key


class NameForm(forms.Form):
    """Name and mail address."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        help_text=gettext_lazy("Đổi địa chỉ thì đăng nhập một lần chỉ nhận ra bạn sau khi văn phòng ghi địa chỉ mới."),
    )


@require_GET
@asks("accounts.own")
def page(request: Request) -> HttpResponse:
    """All of it at one look."""
    own = request.user
    kinds = set(Authenticator.objects.filter(user=own).values_list("type", flat=True))
    context = {
        "own": own,
        "has_password": own.has_usable_password(),
        "factors": {"totp", "webauthn"} & kinds,
        "factor_required": settings.SECOND_FACTOR == "required" and access.needs_second_factor(own.duty),
        "factor_off": settings.SECOND_FACTOR != "required",
        "session_count": queries.live_sessions(own, timezone.now()).count(),
        "sign_on": bool(settings.SIGN_ON_URL),
        "linked": SocialAccount.objects.filter(user=own).exists(),
    }
    return render(request, "accounts/own.html", context)


@require_http_methods(["GET", "POST"])
@asks("accounts.own")
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth bears no types
def rename(request: Request) -> HttpResponse:
    """Another name or mail address, after the password once more."""
    own = request.user
    form = NameForm(request.POST or None, initial={"full_name": own.full_name, "email": own.email})
    if request.method == "POST" and form.is_valid():
        try:
            accounts_own.rename(own, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu tên và thư điện tử."))
            return HttpResponseRedirect(reverse("web:accounts_own"))
    return render(request, "accounts/rename.html", {"form": form})


@require_GET
@asks("accounts.own")
def sessions(request: Request) -> HttpResponse:
    """Where one is logged in."""
    current = request.session.session_key
    shown: list[dict[str, Any]] = [
        {"session": one, "browser": browser(one.user_agent), "current": one.session_key == current}
        for one in queries.live_sessions(request.user, timezone.now())
    ]
    shown.sort(key=lambda one: not one["current"])
    return render(request, "accounts/sessions.html", {"sessions": shown, "idle": settings.IDLE_MINUTES})


@require_POST
@asks("accounts.own")
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth bears no types
def end_sessions(request: Request) -> HttpResponse:
    """Ends one session, or all but the one here."""
    chosen = request.POST.get("session", "")
    if chosen:
        accounts_own.end_session(request.user, session=key(chosen) or 0)
        ended = 1
    else:
        ended = accounts_own.end_other_sessions(request.user, current=request.session.session_key or "")
    said = ngettext("Đã kết thúc %(n)s phiên.", "Đã kết thúc %(n)s phiên.", ended) % {"n": ended}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("web:accounts_sessions"))
