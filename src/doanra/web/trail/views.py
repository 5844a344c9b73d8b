"""Who did what, when: the events, narrowed by the address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Event
from doanra.records.queries import trail
from doanra.web.asking import Request, asks
from doanra.web.trail import lines
from doanra.web.trail.forms import WantedForm

_PER_PAGE = 50


@require_GET
@asks("trail.see")
def index(request: Request) -> HttpResponse:
    """The newest events first."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    pages: Paginator[Event] = Paginator(trail.events(wanted), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "form": form,
        "narrowed": wanted.narrows,
        "page_obj": page,
        "days": lines.by_day(shown, trail.subjects(shown), names=access.may(request.user.duty, "nominations.see")),
        "total": trail.total(),
    }
    return render(request, "trail/index.html", context)
