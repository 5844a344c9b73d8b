"""Birth date and day of joining the Party, as exact as the cells are, and whether the age can be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from doanra.intake.cells.dates import DateReading, first_written, read_date
from doanra.intake.cells.words import text_of
from doanra.intake.containers.grid import letter_of
from doanra.intake.layout.columns import Columns
from doanra.intake.problems import problem
from doanra.intake.reading import CellProblem, Value
from doanra.intake.text.keys import phrase_key
from doanra.terms.dates import PartialDate

_YOUNGEST, _OLDEST = 18, 80
_OFFICIAL_FIRST = re.compile(r"[\W]*(?:ngày\s+)?(?:chính\s*thức|ct)\b")
_SHORT_YEAR = re.compile(r"[2-9]\d")
_PARTS = ("birth_day", "birth_month", "birth_year")
_NOT_JOINED = frozenset(
    [
        "",
        "0",
        "k",
        "ko",
        "khong",
        "khong co",
        "chua",
        "chua vao",
        "chua vao dang",
        "chua ket nap",
        "khong phai dang vien",
        "quan chung",
    ]
)


class BirthField:
    """Reads the birth dates of one table: one column, one for each gender, or day, month and year apart."""

    def __init__(self, columns: Columns, *, call_on: date | None) -> None:
        self._call_on = call_on
        self._whole = columns.all_of("birth_date", "birth_male", "birth_female")
        self._parts = [columns.first(part) for part in _PARTS]
        self.places = [*self._whole, *(place for place in self._parts if place >= 0)]

    def read(self, line: Sequence[Value], problems: list[CellProblem]) -> PartialDate | None:
        """The birth date, None with a problem where there is none, it does not exist or cannot be read."""
        filled = [place for place in self._whole if place < len(line) and not read_date(line[place]).empty]
        if filled or self._parts[2] < 0:
            place = (filled or self._whole or [-1])[0]
            text = text_of(line[place]) if 0 <= place < len(line) else ""
            reading = read_date(line[place]) if text else DateReading(None, empty=True)
        else:
            place, (text, reading) = self._parts[2], self._assembled(line)
        letter = letter_of(place) if place >= 0 else None
        if _SHORT_YEAR.fullmatch(text.strip()):
            reading = DateReading(PartialDate(1900 + int(text)))
        if reading.date is None:
            code = "birth_date_missing" if reading.empty else "birth_date_invalid"
            problems.append(problem(code, column=letter, value=text))
            return None
        self._judge_age(reading.date, letter, problems)
        return reading.date

    def _assembled(self, line: Sequence[Value]) -> tuple[str, DateReading]:
        texts = [text_of(line[place]).strip() if 0 <= place < len(line) else "" for place in self._parts]
        text = "/".join(part for part in texts if part)
        return text, read_date(text) if texts[2] else DateReading(None, empty=not text)

    def _judge_age(self, birth: PartialDate, letter: str | None, problems: list[CellProblem]) -> None:
        on = self._call_on
        if on is None:
            return
        shown = birth.vietnamese()
        if birth.earliest > on:
            day = f"{on.day}/{on.month}/{on.year}"
            problems.append(problem("birth_date_future", column=letter, value=shown, on=day))
            return
        youngest = _age(birth.latest, on)
        if _age(birth.earliest, on) < _YOUNGEST or youngest > _OLDEST:
            problems.append(problem("age_out_of_range", column=letter, value=shown, age=max(youngest, 0)))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class PartyField:
    """Reads the day of joining the Party: that of probationary admission where both days are given."""

    def __init__(self, columns: Columns, *, call_on: date | None) -> None:
        self.places = (columns.all_of("party_joined") or columns.all_of("party_official"))[:1]
        self._century = (call_on or date(2030, 1, 1)).year

    def read(self, line: Sequence[Value], problems: list[CellProblem]) -> PartialDate | None:
        """The date, None without a problem for "chưa" and the like, with a warning for what cannot be read."""
        if not self.places or self.places[0] >= len(line):
            return None
        value = line[self.places[0]]
        reading = read_date(value, century_from=self._century)
        text = text_of(value)
        if reading.date or reading.empty or phrase_key(text) in _NOT_JOINED:
            return reading.date
        if not reading.nonexistent and (written := first_written(text)):
            return written[-1] if _OFFICIAL_FIRST.match(text.casefold()) else written[0]
        problems.append(problem("party_joined_invalid", column=letter_of(self.places[0]), value=text))
        return None
