"""Walks a sheet from top to bottom: titles, headers, sections, people, totals, signatures, and the next table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.words import programmes_in, whole_number
from doanra.intake.containers.grid import index_of, letter_of
from doanra.intake.layout.columns import Columns, understand
from doanra.intake.layout.counts import counted_beside
from doanra.intake.layout.headers import Header, beside, find_header
from doanra.intake.layout.headings import Headings
from doanra.intake.layout.headlines import NAMES, heads_no_people, is_number_row, is_person, may_head
from doanra.intake.layout.legends import Legends
from doanra.intake.layout.lines import Kind, is_section_number, is_section_text, is_signed, kind_of, signs
from doanra.intake.layout.merges import fills_of, is_wide, name_spans
from doanra.intake.layout.persons import Person, Table
from doanra.intake.layout.places import EMPTY, Places, at, is_void
from doanra.intake.layout.views import View, panels
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

_SAMPLE, _FEW, _LONGEST_NUMBER = 60, 3, 4


class Walk:
    """One pass over a view; ``tables``, ``outside`` (texts of no table) and ``marks`` (of no person) are its yield.

    Lists beside each other are left alone: ``panels`` are the views of each, to be walked instead. With ``headless``
    the table begins at the first person, and ``choices`` (letter → meaning) say what its columns are.
    """

    def __init__(
        self,
        view: View,
        *,
        synonyms: Synonyms,
        choices: Mapping[str, str | None],
        legends: Legends,
        headless: bool = False,
    ) -> None:
        grid = view.grid
        self._headless = headless
        self.view = view
        self.panels: list[View] = []
        self.tables: list[Table] = []
        self.outside: list[str] = []
        self.marks: list[str] = []
        self._grid, self._synonyms, self._choices, self._legends = grid, synonyms, choices, legends
        self._places = Places(Columns())
        self._headings = Headings(view.title)
        self._signed = False
        self._table: Table | None = None
        self._spans: dict[int, int] = {}
        self._fills = fills_of(grid)
        self._merged = True
        self._walk()

    def _walk(self) -> None:
        lines = self._grid.lines
        index = 0
        while index < len(lines):
            line = lines[index]
            if self._table is not None and not self._signed and self._places.is_plain_person(line):
                index = self._add_person(index)
            elif not any(cell not in EMPTY for cell in line):
                index += 1
            elif header := self._chosen(index) or find_header(self._grid, index, self._synonyms):
                windows = self._windows(header)
                if windows:
                    self.panels = self._panels(header, windows)
                    return
                index = self._begin(header)
            else:
                index = self._other_line(index)

    def _windows(self, header: Header) -> list[tuple[int, int]]:
        """The columns of lists beside each other, or of a list and the counts beside it."""
        if self.view.window is not None or self.view.places is not None:
            return []
        return beside(header, self._synonyms) or counted_beside(self._grid, header, self._synonyms)

    def _chosen(self, index: int) -> Header | None:
        """The header of no rows above the first person, where the clerk has said what the columns are."""
        if not self._headless or self._table is not None:
            return None
        line = self._grid.lines[index]
        named = (at(line, index_of(letter)) for letter, meaning in self._choices.items() if meaning in NAMES)
        if not any(isinstance(name, str) and looks_like_name(name) for name in named):
            return None
        return Header(index, index - 1, index, [()] * max(map(len, self._grid.lines)))

    def _panels(self, header: Header, windows: Sequence[tuple[int, int]]) -> list[View]:
        """The lists beside each other, down to the next header of another kind."""
        lines = self._grid.lines
        names = [phrase_key(str(cell)) for cell in lines[header.first] if cell not in EMPTY]
        for end in range(header.body, len(lines)):
            if may_head(lines[end], self._synonyms):
                again = [phrase_key(str(cell)) for cell in lines[end] if cell not in EMPTY]
                if again != names:
                    break
        else:
            end = len(lines)
        return panels(self._grid, first=header.first, end=end, windows=windows, title=self._headings.title)

    def _begin(self, header: Header) -> int:
        lines = self._grid.lines
        stop = min(len(lines), header.body + _SAMPLE)
        end = next((index for index in range(header.body, stop) if self._ends(lines[index])), stop)
        body = [self._filled(index) for index in range(header.body, end)]
        sample = [
            line for line in body if sum(cell not in EMPTY for cell in line) > 1
        ] or body  # a text alone is nobody
        upright = self.view.places is not None
        names = {" ".join(path): letter_of(column) for column, path in enumerate(header.paths)} if upright else {}
        columns = understand(
            header,
            sample,
            synonyms=self._synonyms,
            choices={
                names.get(letter, "" if upright else letter): meaning for letter, meaning in self._choices.items()
            },
            legends=self._legends,
            table=len(self.tables),
        )
        if upright:
            columns.shown = tuple(replace(column, letter=column.header) for column in columns.shown)
        before = self._table.title if self._table else None
        self._table = Table(header, columns, self._headings.begin_table(before, signed=self._signed))
        self.tables.append(self._table)
        self._signed = False
        self._places = Places(columns)
        self._spans = name_spans(self._grid, self._places.name)
        self._merged = bool(self._spans or self._fills)
        return header.body

    def _ends(self, line: Sequence[Value]) -> bool:
        """Whether a line shows that the table is over: another header, or signatures."""
        if may_head(line, self._synonyms) or heads_no_people(line, self._synonyms):
            return True
        return sum(cell not in EMPTY for cell in line) < 4 and signs(line)

    # -- people

    def _add_person(self, index: int) -> int:
        assert self._table is not None
        if self._headings.title:
            self._headings.title = []
        if not self._merged:
            self._table.people.append(Person(index, self._headings.section, self._grid.lines[index]))
            return index + 1
        last = min(self._spans.get(index, index), len(self._grid.lines) - 1)
        person = Person(index, self._headings.section, self._filled(index), list(range(index + 1, last + 1)))
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
        """A line that is no plain person; unless it becomes one after all, its texts may be marks of secrecy."""
        texts = [cell for cell in self._grid.lines[index] if isinstance(cell, str) and cell.strip()]
        people = len(self._table.people) if self._table else 0
        following = self._unlike_a_person(index, texts)
        if self._table is None or len(self._table.people) == people:
            self.marks += [text for text in texts if len(texts) < _FEW or text.isupper()]
        return following

    def _unlike_a_person(self, index: int, texts: Sequence[str]) -> int:
        line = self._grid.lines[index]
        if self._table is None:
            self._outside(texts)
        elif self._signed:
            return self._after_signatures(index, texts)
        elif self._closes(line) and not self._places.is_person_line(line):
            self._signed = True
            self._outside(texts)
        else:
            return self._body_line(index, texts)
        return index + 1

    def _closes(self, line: Sequence[Value]) -> bool:
        """Whether a line opens the signatures, is signed by several, or heads a table of something else.

        A date spelt out in a column of dates opens no signatures.
        """
        if is_signed(line) or heads_no_people(line, self._synonyms):
            return True
        if not signs(line):
            return False
        few = sum(cell not in EMPTY for cell in line) < 3
        return few or signs([cell for column, cell in enumerate(line) if column not in self._places.dates])

    def _outside(self, texts: Sequence[str]) -> None:
        self._headings.title += texts
        self.outside += texts

    def _after_signatures(self, index: int, texts: Sequence[str]) -> int:
        line = self._grid.lines[index]
        if self._places.is_person_line(line) and self._places.numbered(line):
            self._signed = False
            return self._add_person(index)
        self._outside(texts)
        return index + 1

    def _body_line(self, index: int, texts: Sequence[str]) -> int:
        line = self._grid.lines[index]
        filled = [column for column, cell in enumerate(line) if not is_void(cell)]
        if self._places.is_example(line) or self._places.is_apart(self._grid.lines, index):
            return index + 1
        if is_number_row(line) or not filled or filled == [self._places.index]:
            lone = line[filled[0]] if len(filled) == 1 else ""
            if isinstance(lone, str) and (len(lone) > _LONGEST_NUMBER or not is_section_number(lone)):
                self._headings.take(lone)
            return index + 1
        first = next((text for text in texts if len(texts) == 1 or not is_section_number(text)), "")
        kind = kind_of(first) if first and self._first_text_column(line) <= self._places.last_name else None
        if kind in (Kind.TOTAL, Kind.NOTE) and not self._places.has_birth_text(line):
            return index + 1
        others = [
            column for column in filled if column not in (self._places.index, *self._places.names, self._places.given)
        ]
        if not others:
            return self._name_alone(index, line, filled)
        name = self._places.full(line).strip()
        if name:
            return self._named(index, name, others)
        return self._nameless(index, line, filled, others)

    def _first_text_column(self, line: Sequence[Value]) -> int:
        return next((column for column, cell in enumerate(line) if isinstance(cell, str) and cell.strip()), 0)

    def _name_alone(self, index: int, line: Sequence[Value], filled: Sequence[int]) -> int:
        """A line with nothing but a text in the name column, perhaps a number: a section, or a person barely named."""
        text = self._places.full(line).strip()
        number = at(line, self._places.index) if self._places.index >= 0 else ""
        if not text:
            for column in filled:
                if isinstance(line[column], str):
                    self._headings.take(str(line[column]))
            return index + 1
        lettered = isinstance(number, str) and is_section_number(number) and whole_number(number) is None
        nobody = self._places.index >= 0 and number in EMPTY  # in a numbered list a bare name without a number signs it
        if nobody or lettered or is_section_text(text) or kind_of(text) is not None or not has_surname(text):
            self._headings.take(text)
            return index + 1
        return self._add_person(index)

    def _named(self, index: int, name: str, others: Sequence[int]) -> int:
        line = self._grid.lines[index]
        number = at(line, self._places.index) if self._places.index >= 0 else ""
        data = [column for column in others if column in self._places.mapped]
        sectional = isinstance(number, str) and is_section_number(number) and whole_number(number) is None
        if not self._places.evident(line) and (sectional or is_section_text(name)):
            self._headings.take(name)
            return index + 1
        if not looks_like_name(name) and not self._places.evident(line) and len(data) < 2:
            self._headings.take(name)
            return index + 1
        return self._add_person(index)

    def _nameless(self, index: int, line: Sequence[Value], filled: Sequence[int], others: Sequence[int]) -> int:
        """Data without a name: the rest of the person above, a person whose name is missing, or a line of text."""
        people = self._table.people if self._table else []
        texts = [str(line[column]) for column in filled if isinstance(line[column], str)]
        numbered = self._places.index >= 0 and whole_number(at(line, self._places.index)) is not None
        mapped = [column for column in others if column in self._places.mapped]
        lone = len(filled) == 1 and isinstance(line[filled[0]], str)
        if lone and (is_wide(self._grid, index, filled[0]) or is_person(line[filled[0]])):
            self._headings.take(texts[0])
            return index + 1
        if lone and (is_mark(line[filled[0]]) is None) and (programmes_in(texts[0]) or not people or kind_of(texts[0])):
            self._headings.take(texts[0])
            return index + 1
        birth = any(read_date(at(line, column)).date for column in self._places.births)
        if self._places.evident(line) and (birth or numbered or len(mapped) >= 3):
            return self._add_person(index)
        if numbered and len(mapped) >= 2:
            return self._add_person(index)
        if people and not numbered and people[-1].line + len(people[-1].more) == index - 1 and mapped:
            people[-1].more.append(index)
        elif lone:
            self._headings.take(texts[0])
        return index + 1
