"""What Django and allauth tell of the door, brought to the verbs that write the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in as came_in
from allauth.mfa import signals as factors
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import ngettext

from doanra.stages import accounts_entry
from doanra.web.accounts import gate
from doanra.web.frame import today


def listen() -> None:
    """Connects the receivers, once, when the application starts."""
    user_logged_in.connect(_session_began, dispatch_uid="doanra.began")
    came_in.connect(_entered, dispatch_uid="doanra.entered")
    user_logged_out.connect(_left, dispatch_uid="doanra.left")
    user_login_failed.connect(_failed, dispatch_uid="doanra.failed")
    user_locked_out.connect(_locked, dispatch_uid="doanra.locked")
    factors.authentication_failed.connect(_wrong_code, dispatch_uid="doanra.wrong_code")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="doanra.factor_added")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="doanra.factor_removed")
    factors.authenticator_reset.connect(_codes_made, dispatch_uid="doanra.codes_made")


def address_of(request: HttpRequest) -> str:
    """The address of the machine that asks."""
    return str(get_adapter().get_client_ip(request))


def _session_began(request: HttpRequest, **_: Any) -> None:
    gate.begin(request)


def _entered(request: HttpRequest, user: Any, **_: Any) -> None:
    ways = [record.get("method") for record in get_authentication_records(request, user)]
    first = str(ways[0]) if ways else "password"
    way = {"mfa": "passkey", "socialaccount": "sign_on"}.get(first, first)
    accounts_entry.entered(user, way=way, address=address_of(request))


def _left(user: Any, **_: Any) -> None:
    if user is not None:
        accounts_entry.left(user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # Who is locked out goes on knocking: one line for each try up to the lock is enough.
    if request is not None and not getattr(request, "axes_locked_out", False):
        accounts_entry.failed(str(credentials.get("username", "")), address=address_of(request))


def _wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    accounts_entry.failed(user.username, address=address_of(request), verb="accounts.wrong_code")


def _locked(request: HttpRequest, username: str, **_: Any) -> None:
    address = address_of(request)
    accounts_entry.locked(username or "", address=address, hours=settings.AXES_COOLOFF_TIME, day=today())


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _changed(request, user, authenticator, verb="accounts.factor_added")


def _factor_removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _changed(request, user, authenticator, verb="accounts.factor_removed")


def _codes_made(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _changed(request, user, authenticator, verb="accounts.codes_made")


def _changed(request: HttpRequest, user: Any, authenticator: Any, *, verb: str) -> None:
    current = request.session.session_key or ""
    ended = accounts_entry.factor(user, verb=verb, kind=str(authenticator.type), current=current)
    if ended:
        said = ngettext("Đã kết thúc %(n)s phiên khác của bạn.", "Đã kết thúc %(n)s phiên khác của bạn.", ended)
        messages.info(request, said % {"n": ended})
