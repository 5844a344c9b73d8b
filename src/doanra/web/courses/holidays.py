"""Holidays at home and in the host country around a course: notes for whoever chooses the first day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from doanra.stages.holidays import HOME, Calendars, DayOff, code_of
from doanra.web.templatetags.doanra import daymonth

LONG = 31
"""Courses of more days always meet holidays; of them only the first day is looked at."""


@dataclass(frozen=True, slots=True)
class DayNote:
    """A first day, and what speaks against it or should be known (several sentences, or none)."""

    day: date
    notes: tuple[str, ...]


def notes_on(starts: tuple[date, ...], *, days: int, country: str, calendars: Calendars | None = None) -> list[DayNote]:
    """Each first day with its notes: a week end, holidays at home and at the host's.

    Pass ``calendars`` where many courses are asked about: the office's table is then read once.
    """
    known = calendars or Calendars()
    return [DayNote(day, tuple(_notes(day, days=days, country=country, calendars=known))) for day in starts]


def _notes(day: date, *, days: int, country: str, calendars: Calendars) -> list[str]:
    found = []
    if day.weekday() >= 5:
        name = _("thứ Bảy") if day.weekday() == 5 else _("Chủ nhật")
        found.append(_("khai giảng vào %(name)s") % {"name": name})
    length = 1 if days > LONG else days
    home = _named(calendars.within(HOME, first=day, days=length))
    if home:
        found.append(_("nghỉ lễ Việt Nam: %(names)s") % {"names": home})
    code = code_of(country)
    away = _named(calendars.within(code, first=day, days=length)) if code and code != HOME else ""
    if away:
        found.append(_("nghỉ lễ %(country)s: %(names)s") % {"country": country, "names": away})
    return found


def _named(days: Iterable[DayOff]) -> str:
    """``2/9 Quốc khánh, 3/9 Quốc khánh``: the holidays among the days of a course."""
    return ", ".join(f"{daymonth(one.day)} {one.name}" for one in days)
