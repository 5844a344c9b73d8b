"""Dates as exact as the source is: a year, a month of a year, or a day. Nothing is filled in."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date known to the day, to the month, or to the year only."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads ``1975``, ``1975-08`` or ``1975-08-05``; ValueError otherwise."""
        return _parsed(text)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The exact day."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> date | None:
        """The day, or None when less is known."""
        return self.earliest if self.day is not None else None

    def iso(self) -> str:
        """``1975``, ``1975-08`` or ``1975-08-05``: what ``parse`` reads."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def vietnamese(self) -> str:
        """``5/8/1975``, ``8/1975`` or ``1975``, as papers print it."""
        return "/".join(str(part) for part in (self.day, self.month, self.year) if part is not None)

    def __str__(self) -> str:
        return self.iso()


@lru_cache(maxsize=32_768)  # lists repeat the same days; a date never changes
def _parsed(text: str) -> PartialDate:
    match = _ISO.match(text)
    if not match:
        raise ValueError(f"not a year, month or day: {text!r}")
    year, month, day = match.groups()
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months_between(first: date, last: date) -> int:
    """Full months from ``first`` to ``last``; negative when ``last`` is earlier."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (add_months(first, months) > last)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; an open end is None."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)
