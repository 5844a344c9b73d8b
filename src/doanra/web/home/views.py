"""Where everybody lands, and the search over people, units, courses and letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.web.asking import Request, asks


@require_GET
@asks("home.see")
def home(request: Request) -> HttpResponse:
    """The newest year."""
    return render(request, "base.html")


@require_GET
@asks("home.see")
def year(request: Request, year: int) -> HttpResponse:
    """One year at a glance."""
    return render(request, "base.html")


@require_GET
@asks("home.see")
def search(request: Request) -> HttpResponse:
    """What was asked for, found in what the account may see."""
    return render(request, "base.html")
