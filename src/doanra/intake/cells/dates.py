"""Dates as units write them: day first, partial, spelt out, or the serial number that Excel shows when unformatted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from doanra.intake.cells.months import ENGLISH_MONTH, MONTH, SPOKEN_MONTH, month_number
from doanra.intake.reading import Value
from doanra.intake.text.memory import remembered
from doanra.terms.dates import PartialDate

_SEPARATOR = r"[-/.,–—\\|_\s]+"
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}({MONTH}){_SEPARATOR}'?(\d{{4}}|\d{{2}})")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?:[t\s]+[\d:.]+z?)?")
_MONTH_DAY_YEAR = re.compile(rf"({ENGLISH_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_MONTH_YEAR = re.compile(rf"({MONTH}){_SEPARATOR}'?(\d{{4}}|\d{{2}})")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_YEAR = re.compile(r"(\d{4})")
_WORDS = re.compile(
    r"(?:(?:(?:ngày|ngay|mùng|mồng)\s*)?(?<!\d)(\d{1,2})[\s,./-]*)?(?:tháng|thang|thg\.?)\s*"
    rf"(\d{{1,2}}|{SPOKEN_MONTH})[\s,./-]*(?:(?:năm|nam)\s*)?(\d{{4}}|\d{{2}})(?!\d)"
)
_DAY_IN_WORDS = re.compile(r"(?:ngày|ngay|mùng|mồng)\s+(?!tháng|thang)[^\W\d_]")
_PREFIX = re.compile(r"^(?:(?:sinh|sn|ns|s|năm|nam|ngày|ngay|tháng|thang)\b[\s.:]*)+|^t\.?\s?(?=\d)")
_UNTOLD = re.compile(r"^(?:[\s._…?*–—-]*[/.–—-])+\s*(?=\d)|^x\s*[/.-]\s*(?=\d{1,2}\s*[/.-]\s*\d{2,4}$)")
"""What stands for a day or a month that nobody knows: "…/8/1975", "--/--/1975"."""
_FLOATED, _GROUPED = re.compile(r"(\d{4,8})[.,]0+"), re.compile(r"([12])[.,](\d{3})")
_STROKES = str.maketrans("∕⁄／‐‑‒−", "///----")
_LAST_SERIAL, _FIRST_SERIAL = 73_050, 3_000  # 1908 to 2099, beyond the years themselves
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class DateReading:
    """The date of a cell; ``date`` None with ``empty`` False means that there is text in which no date can be read."""

    date: PartialDate | None
    empty: bool = False
    nonexistent: bool = False


EMPTY = DateReading(None, empty=True)
UNREADABLE = DateReading(None)
NONEXISTENT = DateReading(None, nonexistent=True)


def read_date(value: Value, *, century_from: int | None = None) -> DateReading:
    """What a cell says as a date. Two-digit years are 19xx; with ``century_from`` those up to it are 20xx."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, str):
        return _read_text(value, century_from)
    if isinstance(value, date):
        return _of_day(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, float | int):
        return UNREADABLE
    return _read_number(float(value))


@lru_cache(maxsize=20_000)
def _of_day(year: int, month: int, day: int) -> DateReading:
    return DateReading(PartialDate(year, month, day))


def _read_number(number: float) -> DateReading:
    if 1900 <= number <= 2100 and number.is_integer():
        return DateReading(PartialDate(int(number)))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return DateReading(PartialDate.of(_EPOCH + timedelta(days=int(number))))
    if number.is_integer() and number > 1_000_000:
        return _compact(f"{int(number):08d}")
    return _read_text(f"{number:.4f}", None) if number < 100 else UNREADABLE


@remembered(20_000)
def _read_text(text: str, century_from: int | None) -> DateReading:
    text = " ".join(text.casefold().translate(_STROKES).split()).strip(" .,;:'\"`()[]")
    if not text.strip("-–—._/…\\*xX "):
        return EMPTY
    spoken = _WORDS.search(text)
    if spoken:
        if not spoken[1] and _DAY_IN_WORDS.search(text, 0, spoken.start()):
            return UNREADABLE  # a day that is there is not passed over
        return _day(spoken[1], spoken[2], spoken[3], century_from)
    bare = _UNTOLD.sub("", _PREFIX.sub("", text))
    if number := _FLOATED.fullmatch(bare) or _GROUPED.fullmatch(bare):
        bare = "".join(number.groups())  # a number as a program wrote it out: 1975.0, 1,975
    return _digits(bare) if bare.isdigit() else _written(bare, century_from)


def _written(text: str, century_from: int | None) -> DateReading:
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return _day(match[3], match[2], match[1], century_from)
    if match := _DAY_MONTH_YEAR.match(text):
        return _day(match[1], match[2], match[3], century_from) if _ends(text, match) else UNREADABLE
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        return _day(match[2], match[1], match[3], century_from)
    if match := _YEAR_MONTH.fullmatch(text):
        return _day(None, match[2], match[1], century_from)
    if (match := _MONTH_YEAR.match(text)) and _ends(text, match):
        return _day(None, match[1], match[2], century_from)
    if (match := _YEAR.match(text)) and _ends(text, match) and "1900" <= match[1] <= "2100":
        return DateReading(PartialDate(int(match[1])))
    return UNREADABLE


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the date ends there: no further digit or letter clings to it."""
    rest = text[match.end() :]
    return not rest or (not rest[0].isalnum() and not re.match(r"\s*[-/.]\s*\d|[-/.]\w", rest))


def _digits(text: str) -> DateReading:
    if len(text) == 4 and "1900" <= text <= "2100":
        return DateReading(PartialDate(int(text)))
    if len(text) == 5 and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return DateReading(PartialDate.of(_EPOCH + timedelta(days=int(text))))
    return _compact(text) if len(text) == 8 else UNREADABLE


def _compact(text: str) -> DateReading:
    """``05081975`` or ``19750805``."""
    day_first = _day(text[:2], text[2:4], text[4:], None)
    if day_first.date and 1900 <= day_first.date.year <= 2100:
        return day_first
    year_first = _day(text[6:], text[4:6], text[:4], None)
    return year_first if year_first.date and 1900 <= year_first.date.year <= 2100 else UNREADABLE


def _day(day: str | None, month: str, year: str, century_from: int | None) -> DateReading:
    number = int(year)
    if len(year) == 2:
        number += 2000 if century_from is not None and number <= century_from % 100 else 1900
    try:
        date(number, month_number(month), int(day) if day else 1)
        return DateReading(PartialDate(number, month_number(month), int(day) if day else None))
    except ValueError:
        return NONEXISTENT


def first_written(text: str) -> list[PartialDate]:
    """All full dates that stand in a running text, in order: for letters' dates and cells with two dates."""
    found = []
    for match in re.finditer(rf"{_WORDS.pattern}|{_DAY_MONTH_YEAR.pattern}", text.casefold()):
        parts = match.groups()
        day, month, year = parts[:3] if parts[1] else parts[3:]
        reading = _day(day, month, year, 30)
        if reading.date:
            found.append(reading.date)
    return found
