"""The first days on which a year offers its courses: holidays at home and at the host's are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from doanra.records.models import Call, Course, HolidayStarts
from doanra.stages import weighing
from doanra.stages.holidays import Calendars


@dataclass(frozen=True, slots=True)
class Starts:
    """The first days that each course (by its key) is offered on, and what became of those on holidays."""

    offered: dict[int, tuple[date, ...]]
    on_holidays: int
    left_out: int


def starts_of(call: Call, courses: Iterable[Course]) -> Starts:
    """The proposed first days; those on holidays at home or at the host's only if the year offers them."""
    calendars, leave = Calendars(), weighing.of(call).holiday_starts == HolidayStarts.LEAVE.value
    offered, met = {}, 0
    for course in courses:
        days = [start.first_day for start in course.starts.all()]
        free = [day for day in days if not calendars.on(day, country=course.country)]
        met += len(days) - len(free)
        offered[course.pk] = tuple(free if leave else days)
    return Starts(offered, on_holidays=0 if leave else met, left_out=met if leave else 0)
