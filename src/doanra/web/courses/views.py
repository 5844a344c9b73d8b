"""The catalogue of a year: its courses by programme with what they sum to, to take away as Excel, to begin anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.documents.course_catalogue import render_catalogue
from doanra.policy import access
from doanra.records.models import Call, CallState
from doanra.records.queries import courses as queries
from doanra.records.queries.courses import Offer
from doanra.stages import courses
from doanra.stages.holidays import Calendars
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.courses.holidays import notes_on
from doanra.web.frame import today
from doanra.web.keys import key

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@asks("courses.see")
def index(request: Request, year: int) -> HttpResponse:
    """The catalogue, or three ways to begin one."""
    call = call_of(year)
    offers = queries.catalogue(call)
    calendars = Calendars()
    groups = [_group(one, offers, calendars) for one in Programme]
    context = {
        "call": call,
        "groups": [group for group in groups if group["lines"]],
        "sums": {group["programme"].value: group["sum"] for group in groups},
        "total": queries.add_up(offers),
        "may_change": may_change(request, call),
        "others": [] if offers else queries.others_with_courses(call),
    }
    return render(request, "courses/index.html", context)


def may_change(request: Request, call: Call) -> bool:
    """Whether the account may change the catalogue of a year that is still open."""
    return call.state == CallState.OPEN.value and access.may(request.user.duty, "courses.change")


def _group(programme: Programme, offers: Iterable[Offer], calendars: Calendars) -> dict[str, Any]:
    own = [offer for offer in offers if offer.course.programme == programme.value]
    lines = [
        (
            offer,
            notes_on(offer.starts, days=offer.course.days, country=offer.course.country, calendars=calendars),
        )
        for offer in own
    ]
    return {"programme": programme, "lines": lines, "sum": queries.add_up(own, programme=programme.value)}


@require_GET
@asks("courses.see")
def workbook(request: Request, year: int) -> HttpResponse:
    """The catalogue as Excel; an empty one is the template. What comes out can be handed in again."""
    rows = [queries.as_row(offer) for offer in queries.catalogue(call_of(year))]
    response = HttpResponse(render_catalogue(rows, year=year, on=today()), content_type=_XLSX)
    name = f"danh-muc-khoa-{year}.xlsx" if rows else f"mau-danh-muc-khoa-{year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@asks("courses.change")
def copy(request: Request, year: int) -> HttpResponse:
    """Begins the catalogue with that of another year."""
    source = request.POST.get("source", "")
    count = courses.copy_from(call_of(year), source=call_of(key(source) or 0), by=request.user)
    said = _("Đã chép %(n)s khoá của năm %(source)s. Xem lại ngày khai giảng và chi phí của từng khoá.")
    messages.success(request, said % {"n": count, "source": source})
    return redirect("web:courses", year=year)
