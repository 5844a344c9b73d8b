"""The catalogue of a year: its courses by programme with what they sum to, to take away, to begin anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
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
from doanra.terms.names import fold
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.courses.listing import LISTING, About, totals
from doanra.web.courses.wanted import WantedForm
from doanra.web.frame import today
from doanra.web.keys import key
from doanra.web.lists import exporting, listing
from doanra.web.lists.held import Held

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a request asks of the catalogue of one year: all courses, and those that it is narrowed to."""

    call: Call
    offers: list[Offer]
    shown: list[Offer]
    asked: listing.Asked


def _page(request: Request, year: int) -> _Page:
    call = call_of(year)
    offers = queries.catalogue(call)
    form = WantedForm(request.GET, countries=sorted({one.course.country for one in offers}, key=fold))
    shown = form.lines(offers)
    about = About(
        year=year, may_change=may_change(request, call), calendars=Calendars(),
        sums={one.value: queries.add_up(shown, programme=one.value) for one in Programme},
    )  # fmt: skip
    asked = listing.asked(
        request,
        LISTING,
        form=form,
        lines=Held(shown),
        order=form.ordered,
        about=about,
        query=request.GET,
        where=(year,),
    )
    return _Page(call=call, offers=offers, shown=shown, asked=asked)


@require_GET
@asks("courses.see")
def index(request: Request, year: int) -> HttpResponse:
    """The catalogue, or three ways to begin one."""
    page = _page(request, year)
    context = {
        "call": page.call,
        "form": page.asked.form,
        "sums": {one.value: queries.add_up(page.offers, programme=one.value) for one in Programme},
        "total": queries.add_up(page.offers),
        "may_change": page.asked.about.may_change,
        "others": [] if page.offers else queries.others_with_courses(page.call),
        **listing.context(request, page.asked, totals=totals(queries.add_up(page.shown)), grouped=not page.asked.order),
    }
    return render(request, "courses/index.html", context)


@require_GET
@asks("courses.see")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """The catalogue as a file: the same rows, columns and order as on the page."""
    return exporting.answer(request, _page(request, year).asked, form=form, year=year)


def may_change(request: Request, call: Call) -> bool:
    """Whether the account may change the catalogue of a year that is still open."""
    return call.state == CallState.OPEN.value and access.may(request.user.duty, "courses.change")


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
