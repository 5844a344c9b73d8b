"""Between the session and the pages: sessions end by themselves, and guarded duties need their second factor first."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from doanra.policy import access
from doanra.records.queries.accounts import has_second_factor
from doanra.stages import accounts_entry

Answer = Callable[[HttpRequest], HttpResponse]
_TIMES = "times"  # [when the session began, when it was last used], seconds
_FACTOR = "second_factor"
_COARSE = 300  # seconds: how exactly the last use is known; a session is not stored at every click
_OPEN_TO_ALL = frozenset({
    "web:logout", "web:language", "web:theme", "account_logout", "account_reauthenticate", "account_change_password",
    "account_set_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
    "mfa_edit_webauthn", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
})  # fmt: skip
"""Addresses of the enrolment: all that a guarded duty reaches before it has a second factor."""


def begin(request: HttpRequest) -> None:
    """Notes in a new session when it began."""
    now = int(time.time())
    request.session[_TIMES] = [now, now]


def entered_at(request: HttpRequest) -> int | None:
    """When the session began, in seconds of the epoch."""
    times = request.session.get(_TIMES)
    return int(times[0]) if times else None


def redirect(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect of the whole page, for a request of htmx too."""
    if getattr(request, "htmx", False) or request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


class IdleMiddleware:
    """Ends a session that lay idle too long, or is older than a working day, however busy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        times = request.session.get(_TIMES)
        if times and request.user.is_authenticated:
            now = int(time.time())
            began, used = times
            if now - used > settings.IDLE_MINUTES * 60 or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - used > _COARSE:
                request.session[_TIMES] = [began, now]
                self._tell(request)
        return self.get_response(request)

    @staticmethod
    def _tell(request: HttpRequest) -> None:
        accounts_entry.stayed(request.session.session_key or "", at=timezone.now())


class SecondFactorMiddleware:
    """Sends a guarded duty without a second factor to the enrolment, whatever it asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Django's hook, once the address is known."""
        account: Any = request.user
        if settings.SECOND_FACTOR != "required" or not account.is_authenticated:
            return None
        if not access.needs_second_factor(account.duty) or request.session.get(_FACTOR) == account.pk:
            return None
        if has_second_factor(account):
            request.session[_FACTOR] = account.pk
            return None
        match = request.resolver_match
        if match is not None and match.view_name in _OPEN_TO_ALL:
            return None
        return redirect(request, reverse("mfa_index"))
