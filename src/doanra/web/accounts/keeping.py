"""Acts upon accounts that one keeps for others; each is a page that asks, or a button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.records.models import Account
from doanra.stages import accounts_office
from doanra.terms.refusal import Refused, Stale
from doanra.web.accounts.again import surely
from doanra.web.accounts.keeping_forms import AccountForm, EndForm, NewForm, ReasonForm, initial_of
from doanra.web.accounts.listing import found_for
from doanra.web.asking import Request, asks
from doanra.web.frame import today

_either = require_http_methods(["GET", "POST"])


@_either
@asks("accounts.invite")
@surely("POST")
def new(request: Request) -> HttpResponse:
    """Opens an account and makes its first link of invitation."""
    form = NewForm(request.POST or None, opener=request.user.duty)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with _saying(form):
            account = accounts_office.open_account(
                typed["username"],
                full_name=typed["full_name"],
                email=typed["email"],
                post=form.post(),
                on=today(),
                by=request.user,
            )
            return _invited(request, account)
    return render(request, "accounts/form.html", {"form": form, "account": None})


@_either
@asks("accounts.invite")
@surely("POST")
def change(request: Request, pk: int) -> HttpResponse:
    """Changes name, mail address and post."""
    account = found_for(request, pk)
    form = AccountForm(request.POST or None, initial=initial_of(account), opener=request.user.duty)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with _saying(form):
            accounts_office.change(
                account,
                full_name=typed["full_name"],
                email=typed["email"],
                post=form.post(),
                seen=typed["seen"],
                on=today(),
                by=request.user,
            )
            messages.success(request, _("Đã lưu tài khoản."))
            return _to(account)
    return render(request, "accounts/form.html", {"form": form, "account": account})


@_either
@asks("accounts.invite")
@surely("POST")
def end(request: Request, pk: int) -> HttpResponse:
    """Ends the rights with the end of the post."""
    account = found_for(request, pk)
    form = EndForm(request.POST or None, initial={"ends_on": account.ends_on or today()})
    if request.method == "POST" and form.is_valid():
        with _saying(form):
            accounts_office.end(account, **form.cleaned_data, on=today(), by=request.user)
            messages.success(request, _("Đã ghi ngày thôi nhiệm vụ."))
            return _to(account)
    return render(request, "accounts/end.html", {"form": form, "account": account})


@_either
@asks("accounts.invite")
@surely("POST")
def reset_factors(request: Request, pk: int) -> HttpResponse:
    """Takes away lost second factors, once it is certain who asks."""
    account = found_for(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _saying(form):
            accounts_office.reset_factors(account, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Đã gỡ yếu tố thứ hai. Người này thêm cái mới sau khi đăng nhập."))
            return _to(account)
    return render(request, "accounts/reset_factors.html", {"form": form, "account": account})


@require_POST
@asks("accounts.invite")
@surely("POST")
def invite(request: Request, pk: int) -> HttpResponse:
    """Makes a new link; the older one opens nothing any more."""
    return _invited(request, found_for(request, pk))


@require_POST
@asks("accounts.invite")
def end_sessions(request: Request, pk: int) -> HttpResponse:
    """Ends all sessions of the account."""
    account = found_for(request, pk)
    accounts_office.end_sessions(account, by=request.user)
    messages.success(request, _("Đã kết thúc mọi phiên của tài khoản này."))
    return _to(account)


@require_POST
@asks("accounts.invite")
def unlock(request: Request, pk: int) -> HttpResponse:
    """Lets somebody try the password again."""
    account = found_for(request, pk)
    accounts_office.unlock(account, by=request.user)
    messages.success(request, _("Đã mở khoá. Người này thử lại được ngay."))
    return _to(account)


@contextmanager
def _saying(form: forms.Form) -> Iterator[None]:
    """A refusal of the block is said in the form, so that nothing typed is lost. A stale one has a page of its own."""
    try:
        yield
    except Stale:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))


def _invited(request: Request, account: Account) -> HttpResponse:
    token = accounts_office.invite(account, at=timezone.now(), hours=settings.INVITATION_HOURS, by=request.user)
    address = request.build_absolute_uri(reverse("web:accounts_accept", args=[token]))
    # Shown once, on the next page; the session forgets it there.
    request.session["invitation"] = {"account": account.pk, "address": address}
    return _to(account)


def _to(account: Account) -> HttpResponse:
    return HttpResponseRedirect(reverse("web:accounts_one", args=[account.pk]))
