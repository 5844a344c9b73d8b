"""What every page asks first: who is there, for which year, with which right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django_htmx.middleware import HtmxDetails

from doanra.policy import access
from doanra.records.models import Account, Call
from doanra.stages import calls
from doanra.terms.refusal import NotFound
from doanra.terms.words import Role

P = ParamSpec("P")


class Request(HttpRequest):
    """A request of somebody who is logged in."""

    user: Account
    htmx: HtmxDetails


View = Callable[Concatenate[Request, P], HttpResponse]


def asks(act: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Lets a view run only for a role that includes the act (``policy.access``); 403 with the reason otherwise."""

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user: Any = request.user
            access.require(user.duty, act)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # login is required by the middleware

        asked.act = act  # type: ignore[attr-defined]  # read by `opens`
        return asked  # type: ignore[return-value]  # functools.wraps hides the changed first argument

    return wrap


def opens(address: str, role: Role | None) -> bool:
    """Whether the page at an address of this house is for the role; an address of no page, or of one that asks
    nothing, is for nobody."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    act = getattr(view, "act", None)
    return act is not None and access.may(role, act)


def call_of(year: int) -> Call:
    """The call of the year in the address; 404 with what to do."""
    return calls.of_year(year)


def text_asked(request: HttpRequest) -> str:
    """What somebody looks for (``q`` of the address, or of the form in which one looks while deciding): in one line,
    without signs that no text holds, at most 100 characters.
    """
    told = request.POST.get("q", request.GET.get("q", ""))
    told = "".join(sign if sign.isprintable() else " " for sign in told)
    return " ".join(told.split())[:100].strip()


def found(queryset: Any, *, what: str, **by: Any) -> Any:
    """The one record, or 404 in words: ``what`` is the Vietnamese noun ("tệp", "phương án")."""
    record = queryset.filter(**by).first()
    if record is None:
        raise NotFound("not_found", f"Không có {what} này.", remedy="Có thể địa chỉ cũ, hoặc nó thuộc năm khác.")
    return record
