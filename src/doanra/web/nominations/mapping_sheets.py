"""A file's sheets as the mapping page asks about them: as they are, what each column was taken for, what it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from doanra.intake import DEFAULT, EXTRA_MEANINGS, MEANINGS, Synonyms
from doanra.intake.cells.dates import read_date
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.words import OTHER, gender_of, programmes_of_cell
from doanra.intake.meanings import CONTRACT_MEANINGS
from doanra.records.models import ColumnMemory, FileLayout, SourceFile
from doanra.stages.nominations.mapping import letter_of
from doanra.stages.nominations.mapping_memory import Memory, columns, merged, office_words

_LINES, _FEW = 40, 3
_COLUMNS = "columns"
PASS_OVER = "-"
"""The choice of a clerk who wants a column not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedColumn:
    """One column with its question: ``field`` is the name of its choice, ``meaning`` what is chosen now ("-" nothing).

    ``state`` is "sure", "unsure", "remembered" or "decided"; ``memory`` the remembered decision, if it is one.
    """

    field: str
    letter: str
    header: str
    values: tuple[str, ...]
    meaning: str
    state: str
    memory: ColumnMemory | None

    @property
    def label(self) -> str:
        """What is chosen, in words; "" for nothing."""
        return _(MEANINGS[self.meaning]) if self.meaning in MEANINGS else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line as it stands in the sheet."""

    row: int
    cells: tuple[str, ...]
    is_head: bool

    def spans(self) -> list[tuple[str, int]]:
        """The cells with the columns that each takes: texts that stand far apart, such as those of a letter's head,
        run on over the empty ones after them."""
        filled = [place for place, cell in enumerate(self.cells) if cell]
        if not filled or (len(filled) > 1 and len(filled) * 3 > len(self.cells)):
            return [(cell, 1) for cell in self.cells]
        ends = [*filled[1:], len(self.cells)]
        runs = [(self.cells[place], end - place) for place, end in zip(filled, ends, strict=True)]
        return [("", 1)] * filled[0] + runs


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSheet:
    """One sheet; ``head`` is the row taken for its head (0: none was found), ``heads`` the rows that may be it."""

    number: int
    name: str
    hidden: bool
    ignored: bool
    kind: str
    people: int
    head: int
    moved: bool
    heads: tuple[tuple[int, str], ...]
    letters: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    columns: tuple[AskedColumn, ...]

    @property
    def unsure(self) -> int:
        """How many of its columns the clerk had better look at."""
        return sum(column.state == "unsure" for column in self.columns)

    def over(self) -> list[tuple[str, AskedColumn | None]]:
        """For each letter of the sheet the column that stands there."""
        by_letter = {column.letter: column for column in self.columns}
        return [(letter, by_letter.get(letter)) for letter in self.letters]


def meanings() -> list[tuple[str, list[tuple[str, str]]]]:
    """All that a column can mean, in two groups."""
    parts = ((_("Cần cho đề cử"), CONTRACT_MEANINGS), (_("Biết thêm"), EXTRA_MEANINGS))
    return [(head, [(key, _(label)) for key, label in part.items()]) for head, part in parts]


def asked(file: SourceFile, layout: FileLayout, *, heads: Mapping[int, int]) -> list[AskedSheet]:
    """The sheets of a file; ``heads``: number of a sheet → row that the clerk wants to see as its head. Two queries."""
    memory = Memory(file.unit)
    words = DEFAULT.extended(merged(office_words(), memory.words()))
    return [_sheet(number, sheet, layout, memory, words, heads) for number, sheet in enumerate(layout.sheets)]


def _sheet(
    number: int, sheet: dict[str, Any], layout: FileLayout, memory: Memory, words: Synonyms, heads: Mapping[int, int]
) -> AskedSheet:
    lines = sheet["lines"][:_LINES]
    found = set(sheet["header_rows"])
    head = heads.get(number) or layout.headers.get(sheet["name"]) or min(found, default=0)
    kind = sheet["tables"][0]["kind"] if sheet["tables"] else _COLUMNS
    if not found and not head and lines:
        head = _likely_head(lines)
    moved = bool(head) and head not in found
    shown = _from_head(number, sheet, head, words) if moved else _as_read(number, sheet, layout, memory, words)
    width = max((len(line["cells"]) for line in lines), default=0)
    return AskedSheet(
        number=number,
        name=sheet["name"],
        hidden=sheet["hidden"],
        ignored=sheet["name"] in layout.ignored,
        kind=kind,
        people=sheet["people"],
        head=head,
        moved=moved,
        heads=tuple((line["row"], _said(line["cells"])) for line in lines if _words(line["cells"]) >= 2),
        letters=tuple(letter_of(place) for place in range(_filled_width(lines, width))),
        lines=tuple(
            SheetLine(
                row=line["row"],
                cells=tuple(line["cells"]) + ("",) * (_filled_width(lines, width) - len(line["cells"])),
                is_head=line["row"] == head if moved else line["row"] in found,
            )
            for line in lines
        ),
        columns=shown,
    )


def _filled_width(lines: Sequence[dict[str, Any]], width: int) -> int:
    """The columns up to the last that holds anything."""
    return max(
        (place + 1 for line in lines for place in range(width) if "".join(line["cells"][place : place + 1])), default=0
    )


def _words(cells: Sequence[str]) -> int:
    return sum(any(map(str.isalpha, cell)) for cell in cells)


def _said(cells: Sequence[str]) -> str:
    return " · ".join(" ".join(cell.split())[:24] for cell in cells if cell)[:90]


def _likely_head(lines: Sequence[dict[str, Any]]) -> int:
    """The first line with several cells, all of them words."""
    for line in lines:
        filled = [cell for cell in line["cells"] if cell]
        if len(filled) >= _FEW and _words(filled) == len(filled):
            return int(line["row"])
    return 0


def _as_read(
    number: int, sheet: dict[str, Any], layout: FileLayout, memory: Memory, words: Synonyms
) -> tuple[AskedColumn, ...]:
    """The columns as the reading found them; of several tables one below the other each letter once."""
    ignored = sheet["name"] in layout.ignored
    decided = {(name, letter) for name, letter, _meaning in layout.choices}
    remembered = {(name, letter) for name, letter in layout.remembered}
    known = {column.letter: memory.of(column) for column in columns([sheet])}
    asked_about: dict[str, AskedColumn] = {}
    for column in sheet["columns"]:
        place = (sheet["name"], column["letter"])
        if column["letter"] in asked_about:
            continue
        state = "sure" if column["sure"] else "unsure"
        asked_about[column["letter"]] = AskedColumn(
            field=f"m-{number}-{len(asked_about)}",
            letter=column["letter"],
            header=" ".join(column["header"].split()),
            values=tuple(column["values"][:_FEW]),
            meaning=_guess(column["header"], words) if ignored else column["meaning"] or PASS_OVER,
            state="remembered" if place in remembered else "decided" if place in decided else state,
            memory=known.get(column["letter"]) if place in remembered else None,
        )
    return tuple(asked_about.values())


def _from_head(number: int, sheet: dict[str, Any], head: int, words: Synonyms) -> tuple[AskedColumn, ...]:
    """The columns under a row that the clerk calls the head, each with what its words alone would mean."""
    cells: list[str] = next((line["cells"] for line in sheet["lines"] if line["row"] == head), [])
    below = [line["cells"] for line in sheet["lines"] if line["row"] > head]
    found: list[AskedColumn] = []
    for place, cell in enumerate(cells):
        values = tuple(dict.fromkeys(line[place] for line in below if place < len(line) and line[place]))[:_FEW]
        if cell or values:
            found.append(
                AskedColumn(
                    field=f"m-{number}-{len(found)}",
                    letter=letter_of(place),
                    header=" ".join(cell.split()),
                    values=values,
                    meaning=_guess_among(cell, values, words, taken={one.meaning for one in found}),
                    state="unsure",
                    memory=None,
                )
            )
    return tuple(found)


def _guess(header: str, words: Synonyms) -> str:
    found = words.meaning(header) if header else None
    return found[0] if found and found[0] in MEANINGS else PASS_OVER


def _guess_among(header: str, values: Sequence[str], words: Synonyms, *, taken: set[str]) -> str:
    """What the head says, else what the cells beneath look like, if no column before is that already."""
    by_head = _guess(header, words)
    if by_head != PASS_OVER or not values:
        return by_head
    looks = {
        "full_name": all(has_surname(value) and looks_like_name(value) for value in values),
        "birth_date": all(read_date(value).date for value in values),
        "gender": all(gender_of(value) for value in values),
        "programme": all(programmes_of_cell(value) - {OTHER} for value in values),
    }
    return next((meaning for meaning, is_so in looks.items() if is_so and meaning not in taken), PASS_OVER)
