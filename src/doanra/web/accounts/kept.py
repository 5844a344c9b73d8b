"""A session that ends in a form keeps what was typed, and gives it back after the login with one button."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import Account, KeptForm
from doanra.stages import accounts_own
from doanra.web.accounts.gate import redirect
from doanra.web.asking import Request, asks
from doanra.web.keys import key

_WHO = f"{settings.COOKIE_PREFIX}doanra_who"  # cookie: whose browser this was, signed; by it alone nobody comes in
_SALT = "doanra.kept"
_WEEK = 7 * 24 * 60 * 60  # seconds
_AGAIN = "kept-form"
WHY_AGAIN = "again"
"""In the address of a kept form: it waits because its author first had to show again who he is."""
_NEVER = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "credential"})
_OWN_DOORS = ("/account/", "/login/", "/logout/", "/sso/", "/invitations/")


class KeepingMiddleware:
    """Keeps a form that comes after the session's end, and lets the login lead back to it. Stands before Django's own
    LoginRequiredMiddleware, which answers all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Marks whose browser it is; forgets a kept form that was sent again and taken."""
        response = self.get_response(request)
        account: Any = request.user
        if account.is_authenticated:
            _mark(request, response, account)
            again = key(request.GET.get(_AGAIN, ""))
            if request.method == "POST" and again is not None and response.status_code in (302, 303):
                accounts_own.drop_form(account, pk=again)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Django's hook. To the login, after it to the kept form, else to the page where the form or the part stood."""
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        kept = _keep(request) if request.method == "POST" else None
        if kept is not None:
            return redirect(request, _login(reverse("web:accounts_kept", args=[kept.pk]), kept=True))
        if request.method == "POST" or request.headers.get("HX-Request") == "true":
            return redirect(request, _login(page_of(request) or reverse("web:home")))
        return None


def _login(target: str, *, kept: bool = False) -> str:
    query = {"next": target, "kept": "1"} if kept else {"next": target}
    return f"{reverse('web:login')}?{urlencode(query)}"


def _mark(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    if request.get_signed_cookie(_WHO, "", salt=_SALT) == str(account.pk):
        return
    response.set_signed_cookie(
        _WHO,
        str(account.pk),
        salt=_SALT,
        max_age=_WEEK,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def page_of(request: HttpRequest) -> str:
    """Where the form stood: the page of the same host that sent it."""
    told = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if told.netloc != request.get_host():
        return ""
    return f"{told.path}?{told.query}" if told.query else told.path


def _keep(request: HttpRequest) -> KeptForm | None:
    who = request.get_signed_cookie(_WHO, "", salt=_SALT, max_age=_WEEK) or ""
    account = Account.objects.filter(pk=key(who) or 0).first()
    if account is None or request.path.startswith(_OWN_DOORS):
        return None
    return keep_typed(request, account)


def keep_typed(request: HttpRequest, account: Account) -> KeptForm | None:
    """Keeps a form for its author; None where nothing was typed, or too much."""
    typed = [(name, str(value)) for name, values in request.POST.lists() for value in values if name not in _NEVER]
    files = [str(file.name) for __, sent in request.FILES.lists() for file in sent]
    return accounts_own.keep_form(
        account, path=request.get_full_path(), page=page_of(request), fields=typed, files=files, at=timezone.now()
    )


@require_GET
@asks("accounts.own")
def page(request: Request, pk: int) -> HttpResponse:
    """What was typed, and one button to send it again."""
    kept = accounts_own.kept_form(request.user, pk=pk, at=timezone.now())
    known = dict(_fields(kept.path))
    typed = [(known[name].label, _said(known[name], value)) for name, value in kept.fields if name in known and value]
    joint = "&" if "?" in kept.path else "?"
    context = {
        "kept": kept,
        "typed": typed,
        "rest": [(name, value) for name, value in kept.fields if value and name not in known],
        "action": f"{kept.path}{joint}{_AGAIN}={kept.pk}",
        "shown_again": WHY_AGAIN in request.GET,
    }
    return render(request, "accounts/kept.html", context)


@require_POST
@asks("accounts.own")
def drop(request: Request, pk: int) -> HttpResponse:
    """Forgets it."""
    accounts_own.drop_form(request.user, pk=pk)
    messages.info(request, _("Đã bỏ điều đã gõ."))
    return HttpResponseRedirect(reverse("web:home"))


def _fields(path: str) -> Iterator[tuple[str, forms.Field]]:
    """The visible fields of the forms of the page that the address belongs to, by name."""
    try:
        room = resolve(urlsplit(path).path).func.__module__.rpartition(".")[0]
    except Resolver404:
        return
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{room}."):
            for thing in vars(module).values():
                if isinstance(thing, type) and issubclass(thing, forms.Form):
                    yield from _visible(thing)


def _visible(form: type[forms.Form]) -> Iterator[tuple[str, forms.Field]]:
    # Choices are often filled in when a form is made; one that wants more than nothing is told by its class.
    told = signature(form).parameters.values()
    needs = any(one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD) for one in told)
    try:
        fields = form.base_fields if needs else form().fields
    except KeyError:  # allauth's forms take what they need out of a dictionary
        fields = form.base_fields
    for name, field in fields.items():
        if field.label and not isinstance(field.widget, forms.HiddenInput):
            yield name, field


def _said(field: Any, value: str) -> str:
    """A chosen value by its label."""
    choices = getattr(field, "choices", ())
    return next((str(label) for one, label in choices if str(one) == value), value)
