"""A workbook of courses: read, shown with every fault at its cell or with what would change, then saved as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.intake.sheets import COLUMNS, CourseRow, CourseSheet
from doanra.records.models import Call
from doanra.records.queries import courses as queries
from doanra.records.queries.courses import Offer
from doanra.stages import courses
from doanra.stages.holidays import Calendars
from doanra.terms.refusal import NotAllowed, Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.courses import carried
from doanra.web.courses.forms import LIMIT, SheetForm
from doanra.web.courses.holidays import DayNote, notes_on

ADDED, CHANGED, SAME = "added", "changed", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A row beside the course of that code: what becomes of it, which columns differ, notes on its days."""

    row: CourseRow
    fate: str
    differs: tuple[str, ...]
    notes: tuple[DayNote, ...]


@require_GET
@asks("courses.change")
def upload(request: Request, year: int) -> HttpResponse:
    """Where a workbook is handed in."""
    return _page(request, call_of(year), form=SheetForm())


@require_POST
@asks("courses.change")
def preview(request: Request, year: int) -> HttpResponse:
    """What the workbook says; nothing is saved."""
    call = call_of(year)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, call, form=form)
    given = form.cleaned_data["sheet"]
    try:
        sheet = courses.read_sheet(call, name=given.name or "", content=given.read(), by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error("sheet", str(refused))
        return _page(request, call, form=form)
    return _preview(request, call, sheet, name=given.name)


@require_POST
@asks("courses.change")
def save(request: Request, year: int) -> HttpResponse:
    """Takes all rows of a preview in, or none."""
    call = call_of(year)
    rows = carried.unpack(request.POST.get("rows", ""), year=year)
    try:
        count = courses.put_many(call, rows=rows, by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, call, form=SheetForm(), refused=refused)
    messages.success(request, _("Đã nhận %(n)s khoá từ bảng tính.") % {"n": count})
    return redirect("web:courses", year=year)


def _page(request: Request, call: Call, *, form: SheetForm, refused: Refused | None = None) -> HttpResponse:
    context = {"call": call, "form": form, "limit": LIMIT, "columns": COLUMNS, "refused": refused}
    return render(request, "courses/upload.html", context, status=400 if refused or form.is_bound else 200)


def _preview(request: Request, call: Call, sheet: CourseSheet, *, name: str) -> HttpResponse:
    offers = queries.catalogue(call)
    compared = _compared(sheet.rows, offers)
    codes = {one.row.values["code"] for one in compared}
    context = {
        "call": call,
        "name": name,
        "sheet": sheet,
        "compared": compared,
        "fates": Counter(one.fate for one in compared),
        "kept": [offer.course.code for offer in offers if offer.course.code not in codes],
        "rows": "" if sheet.faults else carried.pack([(row.values, row.starts) for row in sheet.rows], year=call.year),
    }
    return render(request, "courses/preview.html", context, status=400 if sheet.faults else 200)


def _compared(rows: Iterable[CourseRow], offers: Iterable[Offer]) -> list[Comparison]:
    known = {offer.course.code: offer for offer in offers}
    calendars = Calendars()
    return [_comparison(row, known.get(row.values["code"]), calendars) for row in rows]


def _comparison(row: CourseRow, offer: Offer | None, calendars: Calendars) -> Comparison:
    days, country = row.values["days"], row.values["country"]
    notes = tuple(notes_on(row.starts, days=days, country=country, calendars=calendars))
    if offer is None:
        return Comparison(row=row, fate=ADDED, differs=(), notes=notes)
    differs = _differs(row, offer)
    return Comparison(row=row, fate=CHANGED if differs else SAME, differs=differs, notes=notes)


def _differs(row: CourseRow, offer: Offer) -> tuple[str, ...]:
    """Headings of the columns in which the workbook says something else."""
    values: dict[str, Any] = dict(row.values)
    first, last = values.pop("abroad_from") + 1, values.pop("abroad_to")
    told = {**values, "abroad_first": first, "abroad_last": last, "starts": row.starts}
    stands = queries.as_row(offer)
    return tuple(column.heading for column in COLUMNS if told[column.key] != stands[column.key])
