"""Choices that belong to the browser, not to a duty: language and theme, each kept in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 60 * 60  # seconds


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Vietnamese or English; an unknown choice changes nothing."""
    response = _back(request)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system has it; an unknown choice changes nothing."""
    return remembered(request, "doanra_theme", allowed=THEMES, chosen=request.POST.get("theme", ""))


def remembered(request: HttpRequest, cookie: str, *, allowed: tuple[str, ...], chosen: str) -> HttpResponse:
    """Back to the page, with the choice kept in this browser for a year if it is one of those allowed."""
    response = _back(request)
    if chosen in allowed:
        response.set_cookie(cookie, chosen, max_age=_YEAR, samesite="Lax", secure=settings.HTTPS)
    return response
