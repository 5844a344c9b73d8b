"""Before what binds many, or takes away what only the few may read, one shows once more who one is.

What was typed meanwhile is kept as it is when a session ends, and is sent with one button afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpResponse
from django.urls import reverse

from doanra.web.accounts.gate import redirect
from doanra.web.accounts.kept import WHY_AGAIN, keep_typed, page_of
from doanra.web.asking import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def surely(*methods: str) -> Callable[[View[P]], View[P]]:
    """For requests by these methods the password, a code or a passkey is asked, unless it was within the last minutes.

    Stands below ``asks``: what somebody may not do at all is refused first.
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method in methods and is_reauthentication_required(request, app="doanra"):
                return _first(request)
            return view(request, *args, **kwargs)

        return asked  # type: ignore[return-value]  # functools.wraps names the first argument

    return wrap


def _first(request: Request) -> HttpResponse:
    """To the question, and after it to what was typed, or back to the page with the button."""
    target = request.get_full_path()
    if request.method == "POST":
        kept = keep_typed(request, request.user)
        target = page_of(request) or reverse("web:home")
        if kept is not None:
            target = f"{reverse('web:accounts_kept', args=[kept.pk])}?{WHY_AGAIN}"
    return redirect(request, f"{reverse('account_reauthenticate')}?{urlencode({'next': target})}")
