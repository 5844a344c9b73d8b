"""From the lines of a person to a row: each field read from its cells, each doubt a problem at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from doanra.intake.cells.dates import DateReading, first_written, read_date
from doanra.intake.cells.names import read_name, split_name
from doanra.intake.cells.words import (
    OTHER,
    gender_of,
    identity_number,
    is_ditto,
    is_mark,
    language_of_cell,
    languages_in,
    programmes_of_cell,
    text_of,
    whole_number,
)
from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.layout.columns import Columns
from doanra.intake.layout.tables import Person, Table
from doanra.intake.layout.titles import Context
from doanra.intake.meanings import EXTRA_MEANINGS
from doanra.intake.problems import problem
from doanra.intake.reading import CellProblem, Row, SourceCells, Value
from doanra.intake.text.keys import phrase_key, tidy
from doanra.terms.dates import PartialDate
from doanra.terms.words import Gender, Language, Programme

_MARKED_PROGRAMMES: tuple[tuple[str, Programme | str], ...] = (
    ("programme_short", Programme.SHORT),
    ("programme_medium", Programme.MEDIUM),
    ("programme_language", Programme.LANGUAGE),
    ("programme_other", OTHER),
)
_MARKED_LANGUAGES: tuple[tuple[str, Language | str], ...] = (
    ("language_en", Language.ENGLISH),
    ("language_lo", Language.LAO),
    ("language_zh", Language.CHINESE),
    ("language_km", Language.KHMER),
    ("language_other", OTHER),
)
_NOTHING = {
    "",
    "chua",
    "khong",
    "ko",
    "k",
    "chua vao dang",
    "chua vao",
    "khong co",
    "0",
    "khong phai dang vien",
    "chua ket nap",
    "quan chung",
}
_DASHES = {"-", "–", "—", ".", "...", "…", "/"}
_ERROR_CELL = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!)")
_YOUNGEST, _OLDEST = 18, 80


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same for all rows of a table: where it is, the day of the call, the contexts from near to far."""

    file: str
    grid: Grid
    contexts: tuple[Context, ...]
    call_on: date | None
    original: Callable[[int], Sequence[Value]]
    decode: Callable[[str], str] | None = None


class Reader:
    """Reads the people of one table into rows."""

    def __init__(self, table: Table, around: Surroundings) -> None:
        self._around = around
        self._columns: Columns = table.columns
        places = table.columns.places
        self._letters = [letter_of(column) for column in range(len(table.header.paths) + 20)]
        self._extras = [(key, column) for key in EXTRA_MEANINGS for column in places.get(key, ())]
        self._names = [*places.get("full_name", ()), *places.get("family_name", ()), *places.get("given_name", ())]
        self._positions = places.get("position", [])
        self._workplaces = places.get("workplace", [])
        self._programme_columns = places.get("programme", [])
        self._marks = [(places[key][0], kind) for key, kind in _MARKED_PROGRAMMES if key in places]
        self._marks += [(column, OTHER) for column in places.get("programme_other", [])[1:]]
        self._tongues = [(column, tongue) for key, tongue in _MARKED_LANGUAGES for column in places.get(key, ())]
        self._asks = bool(self._programme_columns or self._marks or self._tongues)
        self._births = [(places[key][0], gender) for key, gender in _BIRTH_COLUMNS if key in places]
        self._before: Sequence[Value] = ()
        self._known: dict[Any, Any] = {}
        self._id = table.columns.first("id_number")
        self._may_hide = bool(around.grid.hidden or around.grid.hidden_rows)
        self._birth_places = self._of(
            "birth_date", "birth_male", "birth_female", "birth_day", "birth_month", "birth_year"
        )
        self._gender_places = self._of("gender", "gender_male", "gender_female", "birth_male", "birth_female")
        self._party_places = self._of("party_joined", "party_official")
        marks = [column for column, _ in (*self._marks, *self._tongues)]
        self._course_places = [*self._programme_columns, *marks, *self._of("language")]
        self._ditto_places = [*self._course_places, *self._positions, *self._workplaces, *self._of("gender")]

    def _of(self, *meanings: str) -> list[int]:
        return [column for meaning in meanings for column in self._columns.places.get(meaning, ())]

    def row(self, person: Person) -> Row:
        """The row of a person."""
        line = self._without_dittos(person.cells)
        grid = self._around.grid
        more = [grid.lines[index] for index in person.more]
        problems: list[CellProblem] = []
        name, addressed = self._name(line, problems)
        birth = self._once("birth", self._birth, line, self._birth_places, problems)
        programme, language = self._once("course", self._course, line, self._course_places, problems, person.section)
        first = grid.first_row
        return Row(
            file=self._around.file,
            sheet=grid.name,
            row=first + person.line,
            row_end=first + (person.more[-1] if person.more else person.line),
            full_name=name,
            gender=self._once("gender", self._gender, line, self._gender_places, problems, addressed),
            birth_date=birth,
            position=_joined(self._positions, line, more) if self._positions else self._behind_name(line),
            workplace=_joined(self._workplaces, line, more),
            programme=programme,
            language=language,
            priority=self._priority(line),
            party_joined=self._once("party", self._party, line, self._party_places, problems),
            id_number=identity_number(line[self._id]) if 0 <= self._id < len(line) else None,
            problems=(*problems, *self._hidden(person)) if problems or self._may_hide else (),
            source=SourceCells(
                tuple(map(self._around.original, (person.line, *person.more))),
                self._letters,
                self._extras,
                self._around.decode,
            ),
        )

    def _once(
        self,
        kind: str,
        read: Callable[..., Any],
        line: Sequence[Value],
        places: Sequence[int],
        problems: list[CellProblem],
        *more: object,
    ) -> Any:
        """What ``read`` makes of the cells, computed once for cells of the same content; lists repeat themselves."""
        width = len(line)
        key = (kind, *more, *[line[place] if place < width else "" for place in places])
        known = self._known.get(key)
        if known is None:
            found: list[CellProblem] = []
            known = self._known[key] = (read(line, found, *more), found)
        problems += known[1]
        return known[0]

    def _course(
        self, line: Sequence[Value], problems: list[CellProblem], section: Context
    ) -> tuple[Programme | None, Language | None]:
        programme, tongue = self._programme(line, section, problems)
        return programme, self._language(line, section, programme, tongue, problems)

    def _at(self, line: Sequence[Value], meaning: str) -> Value:
        column = self._columns.first(meaning)
        return line[column] if 0 <= column < len(line) else ""

    def _without_dittos(self, line: Sequence[Value]) -> Sequence[Value]:
        """``"``, ``nt``, ``như trên`` stand for the cell above."""
        before, width = self._before, len(line)
        for column in self._ditto_places:
            if column < width and is_ditto(line[column]):
                cells = list(line)
                cells[column] = before[column] if column < len(before) else ""
                line = cells
        self._before = line
        return line

    def _hidden(self, person: Person) -> tuple[CellProblem, ...]:
        grid = self._around.grid
        found: tuple[CellProblem, ...] = ()
        if grid.hidden_rows and grid.first_row + person.line in grid.hidden_rows:
            found = (problem("hidden_row"),)
        return (*found, problem("hidden_sheet", value=grid.name)) if grid.hidden else found

    # -- name and gender

    def _name(self, line: Sequence[Value], problems: list[CellProblem]) -> tuple[str, Gender | None]:
        texts = [text for column in self._names if column < len(line) and (text := text_of(line[column]).strip())]
        if len(texts) > 1 and texts[-1] == texts[0]:
            texts = texts[:1]
        name, gender = read_name(texts[0] if len(texts) == 1 else " ".join(texts))
        if name[:1].isalpha():
            return (name if name.replace(" ", "").isalpha() else read_name(split_name(name)[0])[0]), gender
        if not any(char.isalpha() for char in name) or _ERROR_CELL.match(" ".join(texts)):
            shown = f" (ô ghi “{' '.join(texts)}”)" if texts else ""
            problems.append(problem("name_missing", column=self._letters[self._names[0]], shown=shown))
            return "", gender
        return name, gender

    def _behind_name(self, line: Sequence[Value]) -> str:
        """The post where it stands behind the name: "Họ và tên, chức vụ"."""
        return tidy(split_name(text_of(line[self._names[0]]))[1]) if self._names[0] < len(line) else ""

    def _gender(self, line: Sequence[Value], problems: list[CellProblem], addressed: Gender | None) -> Gender | None:
        says: dict[str, Gender] = {}
        if addressed:
            says["cách xưng hô"] = addressed
        self._gender_column(line, says, problems)
        self._gender_marks(line, says)
        for column, gender in self._births:
            if gender and column < len(line) and line[column] not in ("", None) and str(line[column]).strip(" -."):
                says[f"cột ngày sinh {gender.label}"] = gender
        if len(set(says.values())) > 1:
            words = ", ".join(f"{source} cho biết {gender.label}" for source, gender in says.items())
            problems.append(problem("gender_conflict", column=self._gender_letter(), value=words))
            return None
        return next(iter(says.values()), None)

    def _gender_letter(self) -> str | None:
        for meaning in ("gender", "gender_female", "gender_male", "birth_female"):
            if (column := self._columns.first(meaning)) >= 0:
                return self._letters[column]
        return None

    def _gender_column(self, line: Sequence[Value], says: dict[str, Gender], problems: list[CellProblem]) -> None:
        text = text_of(self._at(line, "gender")).strip()
        gender = gender_of(text)
        if isinstance(gender, Gender):
            says["cột giới tính"] = gender
        elif gender is not None:
            problems.append(problem("gender_unreadable", column=self._gender_letter(), value=text))

    def _gender_marks(self, line: Sequence[Value], says: dict[str, Gender]) -> None:
        male, female = self._columns.first("gender_male"), self._columns.first("gender_female")
        marked = [
            (gender, _marked(line, column, gender))
            for column, gender in ((male, Gender.MALE), (female, Gender.FEMALE))
            if column >= 0
        ]
        for gender, is_marked in marked:
            if is_marked:
                says[f"cột {gender.label}"] = gender
        if len(marked) == 1 and not marked[0][1]:
            other = Gender.FEMALE if marked[0][0] is Gender.MALE else Gender.MALE
            says[f"cột {marked[0][0].label} để trống"] = other

    # -- dates

    def _birth(self, line: Sequence[Value], problems: list[CellProblem]) -> PartialDate | None:
        column, value = self._birth_cell(line)
        reading = self._birth_parts(line) if column < 0 else read_date(value)
        letter = self._letters[column] if column >= 0 else None
        if reading.date is None:
            if reading.empty:
                problems.append(problem("birth_date_missing", column=letter))
            else:
                problems.append(problem("birth_date_invalid", column=letter, value=text_of(value)))
            return None
        self._judge_age(reading.date, letter, problems)
        return reading.date

    def _birth_cell(self, line: Sequence[Value]) -> tuple[int, Value]:
        """The first birth-date column that is filled; (-1, "") where the date has three columns of its own."""
        filled = [(c, line[c]) for c, _ in self._births if c < len(line) and not read_date(line[c]).empty]
        if filled:
            return filled[0]
        return (-1, "") if self._columns.first("birth_year") >= 0 or not self._births else (self._births[0][0], "")

    def _birth_parts(self, line: Sequence[Value]) -> DateReading:
        parts = [text_of(self._at(line, meaning)).strip() for meaning in ("birth_day", "birth_month", "birth_year")]
        return (
            read_date("/".join(part for part in parts if part)) if parts[2] else DateReading(None, empty=not any(parts))
        )

    def _judge_age(self, birth: PartialDate, letter: str | None, problems: list[CellProblem]) -> None:
        on = self._around.call_on
        if on is None:
            return
        shown = birth.vietnamese()
        if birth.earliest > on:
            problems.append(
                problem("birth_date_future", column=letter, value=shown, on=f"{on.day}/{on.month}/{on.year}")
            )
            return
        oldest, youngest = _age(birth.earliest, on), _age(birth.latest, on)
        if oldest < _YOUNGEST or youngest > _OLDEST:
            problems.append(problem("age_out_of_range", column=letter, value=shown, age=max(youngest, 0)))

    def _party(self, line: Sequence[Value], problems: list[CellProblem]) -> PartialDate | None:
        meaning = "party_joined" if self._columns.first("party_joined") >= 0 else "party_official"
        value = self._at(line, meaning)
        reading = read_date(value, century_from=(self._around.call_on or date(2030, 1, 1)).year)
        if reading.date or reading.empty:
            return reading.date
        text = text_of(value)
        if phrase_key(text) in _NOTHING:
            return None
        if not reading.nonexistent and (written := first_written(text)):
            return written[0] if "chính thức" not in text.casefold()[:10] else written[-1]
        problems.append(problem("party_joined_invalid", column=self._letters[self._columns.first(meaning)], value=text))
        return None

    # -- programme and language

    def _programme(
        self, line: Sequence[Value], section: Context, problems: list[CellProblem]
    ) -> tuple[Programme | None, Language | str | None]:
        """The programme, and the language that its own cells name."""
        text = " ".join(text_of(line[column]) for column in self._programme_columns if column < len(line)).strip()
        found = set(programmes_of_cell(text)) if text else set()
        tongues = {
            tongue for column, tongue in self._tongues if column < len(line) and is_mark(line[column]) is not False
        }
        found |= {kind for column, kind in self._marks if column < len(line) and is_mark(line[column]) is not False}
        if tongues:
            found.add(Programme.LANGUAGE)
        named = languages_in(text)
        if not named and text and Programme.LANGUAGE in found and language_of_cell(text) not in (None, OTHER):
            named = frozenset({language_of_cell(text) or OTHER})
        tongue = _single(tongues | named)
        if found:
            return self._of_cells(found, text, problems), tongue
        return self._of_context(line, section, problems), tongue

    def _of_cells(self, found: set[Programme | str], text: str, problems: list[CellProblem]) -> Programme | None:
        only = _single(found)
        if isinstance(only, Programme):
            return only
        words = (
            f"ô ghi “{text}”"
            if text
            else "đánh dấu nhiều hơn một cột"
            if len(found) > 1
            else "không phải chương trình của đợt này"
        )
        problems.append(problem("programme_unknown", column=self._programme_letter(), value=words))
        return None

    def _of_context(self, line: Sequence[Value], section: Context, problems: list[CellProblem]) -> Programme | None:
        for context in (section, *self._around.contexts):
            if isinstance(context.programme, Programme):
                return context.programme
            if context.programme is not None:
                problems.append(problem("programme_unknown", value="mục không thuộc ba chương trình của đợt này"))
                return None
        if not self._asks and language_of_cell(text_of(self._at(line, "language"))):
            return Programme.LANGUAGE
        problems.append(
            problem("programme_unknown", column=self._programme_letter(), value="không ghi ở cột, mục hay tiêu đề nào")
        )
        return None

    def _programme_letter(self) -> str | None:
        columns = [
            *self._programme_columns,
            *(column for column, _ in self._marks),
            *(column for column, _ in self._tongues),
        ]
        return self._letters[columns[0]] if columns else None

    def _language(
        self,
        line: Sequence[Value],
        section: Context,
        programme: Programme | None,
        tongue: Language | str | None,
        problems: list[CellProblem],
    ) -> Language | None:
        if programme is not Programme.LANGUAGE:
            return None
        text = text_of(self._at(line, "language"))
        own = language_of_cell(text)
        for candidate in (own, tongue, section.language, *(context.language for context in self._around.contexts)):
            if isinstance(candidate, Language):
                return candidate
            if candidate is not None:
                break
        column = self._columns.first("language")
        letter = self._letters[column] if column >= 0 else self._programme_letter()
        words = (
            f"ô ghi “{text}”"
            if text.strip()
            else "không ghi ở cột, mục hay tiêu đề nào, hoặc không thuộc bốn thứ tiếng"
        )
        problems.append(problem("language_unknown", column=letter, value=words))
        return None

    def _priority(self, line: Sequence[Value]) -> int | None:
        value = self._at(line, "priority")
        number = whole_number(value)
        if number is None and isinstance(value, str) and (match := re.search(r"\d{1,4}", value)):
            number = int(match[0])
        return number


_BIRTH_COLUMNS: tuple[tuple[str, Gender | None], ...] = (
    ("birth_date", None),
    ("birth_male", Gender.MALE),
    ("birth_female", Gender.FEMALE),
)


def _marked(line: Sequence[Value], column: int, gender: Gender) -> bool:
    value = line[column] if column < len(line) else ""
    mark = is_mark(value)
    if mark is not None:
        return mark
    return gender_of(text_of(value)) in (gender, OTHER)


def _single(
    found: set[Programme | str] | frozenset[Language | str] | set[Language | str],
) -> Programme | Language | str | None:
    """The one thing found; OTHER for several, None for none."""
    if not found:
        return None
    return next(iter(found)) if len(found) == 1 else OTHER


def _joined(columns: Sequence[int], line: Sequence[Value], more: Sequence[Sequence[Value]]) -> str:
    texts: list[str] = []
    for cells in (line, *more):
        for column in columns:
            if column < len(cells) and (text := tidy(text_of(cells[column]))) and text not in texts and text not in _DASHES:
                texts.append(text)
    return ", ".join(text.rstrip(",;") for text in texts) if len(texts) > 1 else (texts[0] if texts else "")


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
