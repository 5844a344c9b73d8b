"""The one place where refusals become pages: HTTP 4xx with what is wrong and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from django.core.exceptions import RequestDataTooBig
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale

_LOG = logging.getLogger("doanra.refused")
_STATUS: list[tuple[type[Refused], int]] = [(NotAllowed, 403), (NotFound, 404), (Stale, 409), (Refused, 400)]


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal; for a fragment request the same words without the frame."""
    status = next(code for kind, code in _STATUS if isinstance(refusal, kind))
    if isinstance(refusal, NotAllowed | NotFound):
        _LOG.warning("%s %s %s, %s: %s", status, request.method, request.path, _who(request), refusal.code)
    template = "parts/refusal.html" if getattr(request, "htmx", False) else f"{status}.html"
    context = {"refusal": refusal, "in_short": refusal.message.removesuffix(".")}
    return render(request, template, context, status=status)


def _who(request: HttpRequest) -> str:
    """Who was refused, for the log: the account by its key, which tells nothing outside, and the address."""
    account = getattr(request, "user", None)
    return f"account {getattr(account, 'pk', None) or '-'} from {get_adapter().get_client_ip(request)}"


@contextmanager
def told_in(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """What is refused within is said in the form, beside what was typed; nothing typed is lost.

    What somebody may not do, or what is not there for him, is no fault of the form: that goes on to be a page.
    """
    try:
        yield
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error(field, str(refused))


class RefusalMiddleware:
    """Turns a Refused that a view lets through into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook: only refusals are answered here."""
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """HTTP 400; 413 where more came than one upload may weigh."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """HTTP 403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """HTTP 404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """HTTP 500, without touching the database."""
    return render(request, "500.html", status=500)
