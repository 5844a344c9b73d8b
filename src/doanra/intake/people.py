"""From the lines of a person to a row: each field read from its cells, each doubt a problem at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from doanra.intake.cells.names import read_name, several_names, split_name
from doanra.intake.cells.words import identity_number, is_cut_short, is_ditto, text_of, whole_number
from doanra.intake.containers.grid import letter_of
from doanra.intake.fields.course import CourseField
from doanra.intake.fields.days import BirthField, PartyField
from doanra.intake.fields.gender import GenderField
from doanra.intake.layout.legends import code_key
from doanra.intake.layout.persons import Person, Table
from doanra.intake.layout.titles import Context
from doanra.intake.layout.views import View
from doanra.intake.meanings import EXTRA_MEANINGS
from doanra.intake.problems import problem
from doanra.intake.reading import CellProblem, Row, SourceCells, Value
from doanra.intake.text.keys import phrase_key, tidy
from doanra.terms.words import Gender

_DASHES = {"-", "–", "—", ".", "...", "…", "/"}
_ERROR_CELL = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!)")
_FOOTNOTE = re.compile(r"(?<=\w)\s+\d{1,2}$")
_ORDER = {word: number for number, word in enumerate(("i", "ii", "iii", "iv", "v"), 1)}
_WORDED = (("nhat", 1), ("mot", 1), ("nhi", 2), ("hai", 2), ("ba", 3), ("tu", 4), ("bon", 4), ("nam", 5))
_ORDER |= {f"thu {word}": number for word, number in _WORDED}
_ORDER |= dict(_WORDED)
_BEYOND_HEADER = 20  # cells to the right of the header keep their letters in Row.raw


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same for all rows of a table: where it is, the day of the call, the contexts from near to far."""

    file: str
    view: View
    contexts: tuple[Context, ...]
    call_on: date | None
    original: Sequence[Sequence[Value]]
    decode: Callable[[str], str] | None = None


class Reader:
    """Reads the people of one table into rows."""

    def __init__(self, table: Table, around: Surroundings) -> None:
        columns = table.columns
        self._around = around
        self._letters = [letter_of(column) for column in range(len(table.header.paths) + _BEYOND_HEADER)]
        self._extras = [(key, column) for key in EXTRA_MEANINGS for column in columns.all_of(key)]
        self._names = columns.all_of("full_name", "name_male", "name_female", "family_name", "given_name")
        self._positions = columns.all_of("position")
        self._workplaces = columns.all_of("workplace")
        self._codes = columns.codes
        self._id = columns.first("id_number")
        self._priority_place = columns.first("priority")
        self._gender = GenderField(columns)
        self._birth = BirthField(columns, call_on=around.call_on)
        self._party = PartyField(columns, call_on=around.call_on)
        self._course = CourseField(columns, around.contexts)
        self._dittos = [*self._course.places, *self._positions, *self._workplaces, *columns.all_of("gender")]
        self._may_hide = bool(around.view.sheet.hidden or around.view.sheet.hidden_rows)
        self._before: Sequence[Value] = ()
        self._texts: dict[str, str] = {}
        fields = (self._gender, self._birth, self._party, self._course)
        self._cells_of = {field: _getter(field.places) for field in fields}

    def row(self, person: Person) -> Row:
        """The row of a person."""
        view, grid = self._around.view, self._around.view.grid
        line = self._without_dittos(person.cells) if grid.has_dittos else person.cells
        if self._codes:
            line = self._worded(line)
        more = [grid.lines[index] for index in person.more]
        problems: list[CellProblem] = []
        name, addressed = self._name(line, problems)
        birth = self._once(self._birth, line, problems)
        programme, language = self._once(self._course, line, problems, person.section)
        identity = self._identity(line, problems)
        first, last = view.rows(person.line, person.more)
        return Row(
            file=self._around.file,
            sheet=grid.name,
            row=first,
            row_end=last,
            full_name=name,
            gender=self._once(self._gender, line, problems, addressed),
            birth_date=birth,
            position=self._text(self._positions, line, more) if self._positions else self._behind_name(line),
            workplace=self._text(self._workplaces, line, more),
            programme=programme,
            language=language,
            priority=self._priority(line),
            party_joined=self._once(self._party, line, problems),
            id_number=identity,
            problems=(*self._placed(problems, person), *self._hidden(first)) if problems or self._may_hide else (),
            source=self._source(person),
        )

    def _text(self, columns: Sequence[int], line: Sequence[Value], more: Sequence[Sequence[Value]]) -> str:
        """The text of some columns; that of one cell is cleaned once for all rows that have it."""
        if len(columns) == 1 and not more and columns[0] < len(line):
            value = line[columns[0]]
            if type(value) is str:
                known = self._texts.get(value)
                if known is None:
                    known = self._texts[value] = _joined(columns, line, more)
                return known
        return _joined(columns, line, more)

    def _once(self, field: Any, line: Sequence[Value], problems: list[CellProblem], *more: object) -> Any:
        """What a field reads, computed once for cells of the same content: lists repeat themselves."""
        last, cells_of, seen = self._cells_of[field]
        key = (cells_of(line if len(line) > last else [*line, *[""] * (last + 1 - len(line))]), more)
        known = seen.get(key)
        if known is None:
            found: list[CellProblem] = []
            known = seen[key] = (field.read(line, found, *more), found)
        problems += known[1]
        return known[0]

    def _source(self, person: Person) -> SourceCells:
        view, original = self._around.view, self._around.original
        if view.places is None and view.window is None:
            if not person.more:
                return SourceCells((original[person.line],), self._letters, self._extras, self._around.decode)
            lines = tuple(original[line] for line in (person.line, *person.more))
            return SourceCells(lines, self._letters, self._extras, self._around.decode)
        found = [view.source(line, self._letters, original) for line in (person.line, *person.more)]
        return SourceCells(tuple(cells for cells, _ in found), found[0][1], self._extras, self._around.decode)

    def _without_dittos(self, line: Sequence[Value]) -> Sequence[Value]:
        """``"``, ``nt``, ``như trên`` stand for the cell above."""
        before, width = self._before, len(line)
        for column in self._dittos:
            if column < width and is_ditto(line[column]):
                cells = list(line)
                cells[column] = before[column] if column < len(before) else ""
                line = cells
        self._before = line
        return line

    def _worded(self, line: Sequence[Value]) -> Sequence[Value]:
        """Codes replaced by the words that a legend gives for them."""
        cells = list(line)
        for column, codes in self._codes.items():
            if column < len(cells):
                cells[column] = codes.get(code_key(cells[column]), cells[column])
        return cells

    def _placed(self, problems: Sequence[CellProblem], person: Person) -> Sequence[CellProblem]:
        """The problems at the letters that the sheet has, where the table was set upright to be read."""
        view = self._around.view
        if view.places is None:
            return problems
        found = []
        for one in problems:
            row, letter = view.cell(person.line, one.column, self._letters) if one.column else (None, None)
            found.append(replace(one, column=letter, row=row))
        return found

    def _hidden(self, row: int) -> tuple[CellProblem, ...]:
        grid = self._around.view.sheet
        found: tuple[CellProblem, ...] = ()
        if row in grid.hidden_rows:
            found = (problem("hidden_row"),)
        return (*found, problem("hidden_sheet", value=grid.name)) if grid.hidden else found

    def _name(self, line: Sequence[Value], problems: list[CellProblem]) -> tuple[str, Gender | None]:
        if len(self._names) == 1 and self._names[0] < len(line):
            text = line[self._names[0]]
            if type(text) is str and text.replace(" ", "").isalpha():
                return read_name(text)
        texts = [text for column in self._names if column < len(line) and (text := text_of(line[column]).strip())]
        if len(texts) > 1 and texts[-1] == texts[0]:
            texts = texts[:1]
        if len(texts) == 1 and not texts[0].isalpha():
            if several_names(texts[0]):
                problems.append(problem("several_people", column=self._letters[self._names[0]], value=texts[0]))
            texts = [split_name(texts[0])[0]] if "\n" in texts[0] else texts
        name, gender = read_name(texts[0] if len(texts) == 1 else " ".join(texts))
        if name[:1].isalpha():
            alone = name.replace(" ", "").isalpha()
            return name if alone else _FOOTNOTE.sub("", read_name(split_name(name)[0])[0]), gender
        if not any(char.isalpha() for char in name) or _ERROR_CELL.match(" ".join(texts)):
            shown = f" (ô ghi “{' '.join(texts)}”)" if texts else ""
            column = self._letters[self._names[0]] if self._names else None
            problems.append(problem("name_missing", column=column, shown=shown))
            return "", gender
        return name, gender

    def _behind_name(self, line: Sequence[Value]) -> str:
        """The post where it stands behind the name: "Họ và tên, chức vụ"."""
        names = [text_of(line[column]) for column in self._names[:1] if column < len(line)]
        return tidy(split_name(names[0])[1]) if names else ""

    def _identity(self, line: Sequence[Value], problems: list[CellProblem]) -> str | None:
        value = line[self._id] if 0 <= self._id < len(line) else None
        if type(value) is str and not value.isdigit() and is_cut_short(value):
            problems.append(problem("id_number_cut", column=self._letters[self._id], value=value))
        return identity_number(value)

    def _priority(self, line: Sequence[Value]) -> int | None:
        value = line[self._priority_place] if 0 <= self._priority_place < len(line) else None
        number = whole_number(value)
        if number is None and isinstance(value, str):
            match = re.search(r"\d{1,4}", value)
            number = int(match[0]) if match else _ORDER.get(phrase_key(value))
        return number


def _getter(places: Sequence[int]) -> tuple[int, Callable[[Sequence[Value]], Any], dict[Any, Any]]:
    """The last of some columns, a quick way to their cells in a line, and room for what was read from such cells."""
    return max(places, default=-1), itemgetter(*places) if places else len, {}


def _joined(columns: Sequence[int], line: Sequence[Value], more: Sequence[Sequence[Value]]) -> str:
    """The texts of some columns over the lines of a person, each once."""
    if not columns:
        return ""
    if len(columns) == 1 and not more:
        text = tidy(text_of(line[columns[0]])) if columns[0] < len(line) else ""
        return "" if text in _DASHES else text
    texts: list[str] = []
    for cells in (line, *more):
        for column in columns:
            text = tidy(text_of(cells[column])) if column < len(cells) else ""
            if text and text not in texts and text not in _DASHES:
                texts.append(text)
    return ", ".join(text.rstrip(",;") for text in texts) if len(texts) > 1 else (texts[0] if texts else "")
