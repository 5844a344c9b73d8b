"""Walks a sheet from top to bottom: titles, headers, sections, people, totals, signatures, and the next table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.words import OTHER, is_mark, languages_in, programmes_in, whole_number
from doanra.intake.containers.grid import Grid
from doanra.intake.layout.columns import Columns, understand
from doanra.intake.layout.headers import Header, find_header, is_number_row
from doanra.intake.layout.lines import Kind, is_section_number, is_section_text, kind_of, signs
from doanra.intake.layout.merges import fills_of, name_spans
from doanra.intake.layout.titles import Context
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.terms.words import Language, Programme

_EMPTY = ("", None)
_SAMPLE = 60
_EVIDENCE = (
    "birth_date", "birth_male", "birth_female", "birth_year", "gender", "gender_male", "gender_female", "programme",
             "programme_short", "programme_medium", "programme_language", "language", "language_en", "language_lo",
             "language_zh", "language_km", "party_joined", "id_number")  # fmt: skip
_BIRTH = ("birth_date", "birth_male", "birth_female", "birth_year")


@dataclass(slots=True)
class Person:
    """The lines of one nominee (indices into the grid) and the sections that they stand under."""

    line: int
    section: Context
    cells: Sequence[Value]
    more: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A header, the meaning of its columns, the title above it and the people under it."""

    header: Header
    columns: Columns
    title: tuple[str, ...]
    people: list[Person] = field(default_factory=list)


class Walk:
    """One pass over a grid; ``tables`` and ``outside`` (texts of no table) are what it leaves."""

    def __init__(self, grid: Grid, *, synonyms: Synonyms, choices: Mapping[str, str | None]) -> None:
        self.tables: list[Table] = []
        self.outside: list[str] = []
        self._grid, self._synonyms, self._choices = grid, synonyms, choices
        self._title: list[str] = []
        self._section = Context()
        self._signed = False
        self._table: Table | None = None
        self._spans: dict[int, int] = {}
        self._fills = fills_of(grid)
        self._walk()

    def _walk(self) -> None:
        lines = self._grid.lines
        index = 0
        while index < len(lines):
            line = lines[index]
            if self._table is not None and not self._signed and self._is_plain_person(line):
                index = self._add_person(index)
            elif not any(cell not in _EMPTY for cell in line):
                index += 1
            elif header := find_header(self._grid, index, self._synonyms):
                index = self._begin(header)
            else:
                index = self._other_line(index)

    def _begin(self, header: Header) -> int:
        lines = self._grid.lines
        stop = min(len(lines), header.body + _SAMPLE)
        end = next((index for index in range(header.body, stop) if signs(lines[index])), stop)
        sample = [self._filled(index) for index in range(header.body, end)]
        columns = understand(header, sample, synonyms=self._synonyms, choices=self._choices, table=len(self.tables))
        again = self._table is not None and not self._title and self._table.columns.places == columns.places
        for texts in lines[max(0, header.first - 1) : header.first]:
            self._title += [cell for cell in texts if isinstance(cell, str) and cell and cell not in self._title]
        self._table = Table(header, columns, tuple(self._title))
        if not again:
            self._section = Context()
        self.tables.append(self._table)
        self._title, self._signed = [], False
        self._name = columns.first("full_name") if columns.first("full_name") >= 0 else columns.first("family_name")
        self._given = columns.first("given_name")
        self._spans = name_spans(self._grid, self._name)
        self._index = columns.first("index")
        self._evidence = [place for meaning in _EVIDENCE for place in columns.places.get(meaning, ())]
        self._births = [place for meaning in _BIRTH for place in columns.places.get(meaning, ())]
        self._mapped = [place for meaning, places in columns.places.items() if meaning != "index" for place in places]
        return header.body

    def _is_plain_person(self, line: Sequence[Value]) -> bool:
        """The common case, quickly: a name with a known family name, and two more cells that mean something."""
        name = self._name
        if name < 0 or len(line) <= name:
            return False
        text = line[name]
        if not isinstance(text, str) or not text or not has_surname(text):
            return False
        width = len(line)
        birth = False
        for place in self._births:
            if place < width and line[place] not in _EMPTY:
                birth = True
                break
        filled = 0
        for place in self._mapped:
            if place < width and line[place] not in _EMPTY:
                filled += 1
                if filled > (2 if birth else 3):
                    return True
        return False

    # -- people

    def _add_person(self, index: int) -> int:
        assert self._table is not None
        last = min(self._spans.get(index, index), len(self._grid.lines) - 1)
        person = Person(index, self._section, self._filled(index), list(range(index + 1, last + 1)))
        self._table.people.append(person)
        return last + 1

    def _filled(self, index: int) -> Sequence[Value]:
        """The cells of a line, those of vertical merges repeated."""
        line = self._grid.lines[index]
        fills = self._fills.get(index)
        if not fills:
            return line
        cells = list(line)
        for column, value in fills:
            cells.extend([""] * (column + 1 - len(cells)))
            if cells[column] in ("", None):
                cells[column] = value
        return cells

    def _other_line(self, index: int) -> int:
        line = self._grid.lines[index]
        texts = [cell for cell in line if isinstance(cell, str) and cell.strip()]
        if self._table is None:
            self._outside(texts)
        elif self._signed:
            return self._after_signatures(index, texts)
        elif signs(line) and not self._is_person_line(line):
            self._signed = True
            self._outside(texts)
        else:
            return self._body_line(index, texts)
        return index + 1

    def _outside(self, texts: Sequence[str]) -> None:
        self._title += texts
        self.outside += texts

    def _after_signatures(self, index: int, texts: Sequence[str]) -> int:
        line = self._grid.lines[index]
        if self._is_person_line(line) and self._numbered(line):
            self._signed = False
            return self._add_person(index)
        self._outside(texts)
        return index + 1

    def _numbered(self, line: Sequence[Value]) -> bool:
        return self._index < 0 or whole_number(_at(line, self._index)) is not None

    def _is_person_line(self, line: Sequence[Value]) -> bool:
        name = _at(line, self._name)
        return (
            isinstance(name, str)
            and looks_like_name(self._full(line))
            and any(read_date(_at(line, c)).date for c in self._births)
        )

    def _full(self, line: Sequence[Value]) -> str:
        parts = [_at(line, self._name), _at(line, self._given) if self._given >= 0 else ""]
        return " ".join(part for part in parts if isinstance(part, str) and part)

    def _body_line(self, index: int, texts: Sequence[str]) -> int:
        line = self._grid.lines[index]
        filled = [column for column, cell in enumerate(line) if not _is_void(cell)]
        if is_number_row(line) or not filled or filled == [self._index]:
            lone = line[filled[0]] if len(filled) == 1 else ""
            if isinstance(lone, str) and len(lone) > 4:
                self._lone_text(lone)
            return index + 1
        first = next((text for text in texts if len(texts) == 1 or not is_section_number(text)), "")
        kind = kind_of(first) if first and self._first_text_column(line) <= max(self._name, self._index, 1) else None
        if kind in (Kind.TOTAL, Kind.NOTE) and not self._has_birth(line):
            return index + 1
        others = [column for column in filled if column not in (self._index, self._name, self._given)]
        if not others:
            return self._name_alone(index, line, filled)
        name = self._full(line).strip()
        if name:
            return self._named(index, name, others)
        return self._nameless(index, line, filled, others)

    def _first_text_column(self, line: Sequence[Value]) -> int:
        return next((column for column, cell in enumerate(line) if isinstance(cell, str) and cell.strip()), 0)

    def _has_birth(self, line: Sequence[Value]) -> bool:
        return any(isinstance(_at(line, column), str) and read_date(_at(line, column)).date for column in self._births)

    def _name_alone(self, index: int, line: Sequence[Value], filled: Sequence[int]) -> int:
        """A line with nothing but a text in the name column, perhaps a number: a section, or a person barely named."""
        text = self._full(line).strip()
        number = _at(line, self._index) if self._index >= 0 else ""
        if not text:
            for column in filled:
                if isinstance(line[column], str):
                    self._lone_text(str(line[column]))
            return index + 1
        lettered = isinstance(number, str) and is_section_number(number) and whole_number(number) is None
        nobody = self._index >= 0 and number in _EMPTY  # in a numbered list a bare name without a number signs it
        if nobody or lettered or is_section_text(text) or kind_of(text) is not None or not has_surname(text):
            self._lone_text(text)
            return index + 1
        return self._add_person(index)

    def _named(self, index: int, name: str, others: Sequence[int]) -> int:
        line = self._grid.lines[index]
        number = _at(line, self._index) if self._index >= 0 else ""
        data = [column for column in others if column in self._mapped]
        sectional = isinstance(number, str) and is_section_number(number) and whole_number(number) is None
        if not self._evident(line) and (sectional or is_section_text(name)):
            self._lone_text(name)
            return index + 1
        if not looks_like_name(name) and not self._evident(line) and len(data) < 2:
            self._lone_text(name)
            return index + 1
        return self._add_person(index)

    def _evident(self, line: Sequence[Value]) -> bool:
        """Whether cells that only people have are filled with more than a count."""
        return any(
            _at(line, column) not in ("", None) and not _is_count(_at(line, column)) for column in self._evidence
        )

    def _nameless(self, index: int, line: Sequence[Value], filled: Sequence[int], others: Sequence[int]) -> int:
        """Data without a name: the rest of the person above, a person whose name is missing, or a line of text."""
        people = self._table.people if self._table else []
        texts = [str(line[column]) for column in filled if isinstance(line[column], str)]
        numbered = self._index >= 0 and whole_number(_at(line, self._index)) is not None
        mapped = [column for column in others if column in self._mapped]
        lone = len(filled) == 1 and isinstance(line[filled[0]], str)
        if lone and (is_mark(line[filled[0]]) is None) and (programmes_in(texts[0]) or not people or kind_of(texts[0])):
            self._lone_text(texts[0])
            return index + 1
        birth = any(read_date(_at(line, column)).date for column in self._births)
        if self._evident(line) and (birth or numbered or len(mapped) >= 3):
            return self._add_person(index)
        if numbered and len(mapped) >= 2:
            return self._add_person(index)
        if people and not numbered and people[-1].line + len(people[-1].more) == index - 1 and mapped:
            people[-1].more.append(index)
        elif lone:
            self._lone_text(texts[0])
        return index + 1

    def _lone_text(self, text: str) -> None:
        """A line of one text in the body: a section, unless it is a total, a note or a signature."""
        if kind_of(text) is not None or len(text) > 200:
            return
        programmes, languages = programmes_in(text), languages_in(text)
        language: Language | str | None = next(iter(languages)) if len(languages) == 1 else None
        named = programmes - {OTHER}
        if len(named) == 1:
            programme: Programme | str = next(iter(named))
            keep = self._section.language if programme == self._section.programme else None
            self._section = Context(programme, language or (keep if not languages else None))
        elif programmes == {OTHER}:
            self._section = Context(OTHER)
        self._title = []


def _is_count(value: Value) -> bool:
    """A small whole number, as totals have them where people have dates and words."""
    number = whole_number(value)
    return number is not None and number < 1900 and not isinstance(value, str)


def _is_void(value: Value) -> bool:
    """An empty cell, or one of dots and dashes that stand for nothing."""
    if value is None or value == "":
        return True
    return isinstance(value, str) and not any(map(str.isalnum, value)) and is_mark(value) is False


def _at(line: Sequence[Value], column: int) -> Value:
    return line[column] if 0 <= column < len(line) else ""
