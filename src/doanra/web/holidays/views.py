"""Holidays of a year at home and where its courses go: the calendar that counts, and the changes of the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import Call, Course, Holiday, HolidayChange, HolidayStarts
from doanra.stages import holidays, weighing
from doanra.stages.holidays import COUNTRIES, HOME, Calendars, DayOff, code_of
from doanra.terms.refusal import NotAllowed, Refused
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.holidays.forms import HolidayForm
from doanra.web.templatetags.doanra import vndate


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its days of the year and the courses of the year that go there."""

    code: str
    name: str
    courses: int
    days: list[DayOff]

    @property
    def counted(self) -> int:
        """How many of its days are holidays."""
        return sum(one.counts for one in self.days)


@dataclass(frozen=True, slots=True)
class Met:
    """A first day that is a holiday somewhere that matters to its course."""

    course: Course
    day: date
    names: str


@require_http_methods(["GET", "POST"])
@asks("holidays.see")
def index(request: Request, year: int) -> HttpResponse:
    """The calendars of the year, what they mean for first days, and for the office the form that changes them."""
    call = call_of(year)
    may = access.may(request.user.duty, "holidays.change")
    form = HolidayForm(request.POST) if request.method == "POST" else HolidayForm(initial=_asked(request, year))
    if form.is_bound:
        access.require(request.user.duty, "holidays.change")
        if form.is_valid() and _put(request, form):
            return redirect("web:holidays", year=year)
    courses = list(call.courses.prefetch_related("starts"))
    calendars = Calendars()
    met = list(_met(courses, calendars))
    context = {
        "call": call,
        "form": form if may else None,
        "countries": _countries(call, courses, calendars),
        "unknown": sorted({course.country for course in courses if not code_of(course.country)}),
        "met": met,
        "left_out": weighing.of(call).holiday_starts == HolidayStarts.LEAVE.value,
        "opened": request.GET.get("country", ""),
        "package": holidays.package_source(),
    }
    return render(request, "holidays/index.html", context, status=400 if form.is_bound else 200)


def _asked(request: Request, year: int) -> dict[str, Any]:
    """What the form starts with: the day that a link of the table names."""
    asked = {name: request.GET.get(name, "") for name in ("country", "day", "change", "name")}
    asked["country"] = asked["country"] if asked["country"] in COUNTRIES else HOME
    asked["change"] = asked["change"] if asked["change"] in set(HolidayChange) else HolidayChange.ADD.value
    try:
        day: date | None = date.fromisoformat(asked["day"])
    except ValueError:
        day = None
    return {**asked, "day": day}


def _put(request: Request, form: HolidayForm) -> bool:
    try:
        row = holidays.put(**form.cleaned_data, by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    said = _("Đã ghi ngày %(day)s, %(country)s. Có hiệu lực từ lần tính sau.")
    messages.success(request, said % {"day": vndate(row.day), "country": COUNTRIES[row.country][0]})
    return True


@require_POST
@asks("holidays.change")
def take_back(request: Request, year: int, pk: int) -> HttpResponse:
    """Lets the package speak for a day again."""
    row = found(Holiday.objects.all(), what="ngày nghỉ", pk=pk)
    holidays.take_back(row, by=request.user)
    messages.success(request, _("Ngày %(day)s lại theo bộ lịch.") % {"day": vndate(row.day)})
    return redirect("web:holidays", year=year)


def _countries(call: Call, courses: Iterable[Course], calendars: Calendars) -> list[Country]:
    """Home first, then the countries of the year's courses in the order of how many go there."""
    counted: dict[str, int] = {}
    for course in courses:
        code = code_of(course.country)
        if code and code != HOME:
            counted[code] = counted.get(code, 0) + 1
    codes = [HOME, *sorted(counted, key=lambda code: (-counted[code], code))]
    return [
        Country(code, COUNTRIES[code][0], counted.get(code, 0), calendars.year(code, year=call.year)) for code in codes
    ]


def _met(courses: Iterable[Course], calendars: Calendars) -> Iterable[Met]:
    for course in courses:
        for start in course.starts.all():
            days = calendars.on(start.first_day, country=course.country)
            if days:
                names = "; ".join(f"{one.name} ({COUNTRIES[code][0]})" for code, one in days)
                yield Met(course, start.first_day, names)
