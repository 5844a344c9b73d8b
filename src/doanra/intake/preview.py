"""How the sheets of a file were understood: what a mapping page shows, the file as it is beside its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SURE = 0.7
"""Below this confidence a clerk had better look at a column."""


class TableKind(StrEnum):
    """How a table lays its people out; what ``ColumnMeaning.letter`` names follows from it."""

    COLUMNS = "columns"
    """A person is a row; fields are columns, named by their letters."""
    TURNED = "turned"
    """A person is a column; fields are rows, named by their numbers."""
    CARDS = "cards"
    """A person is a block of labels and values; fields are labels, named as they are written."""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """A column of a table: its place, its header over all header rows, and what it was understood to mean.

    ``meaning`` is a key of ``meanings.MEANINGS`` or None for a column that says nothing to the programme.
    ``confidence`` goes from 0 (nothing is known of a filled column) to 1 (the header names it, or a clerk did);
    ``sure`` is False when the clerk had better confirm it. ``values`` are its first different values, ``example`` the
    first of them. ``table`` counts the tables of the sheet from 0.
    """

    letter: str
    index: int
    header: str
    meaning: str | None
    example: str = ""
    sure: bool = True
    table: int = 0
    confidence: float = 1.0
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a sheet; rows are 1-based, ``first_row`` and ``last_row`` bound the people, 0 if there are none."""

    kind: TableKind
    title: tuple[str, ...]
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    people: int
    columns: tuple[ColumnMeaning, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a sheet as a person sees it there: its 1-based row, and its cells from column A on."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was understood. Rows are 1-based; ``first_row`` and ``last_row`` bound the people, 0 if none.

    ``columns`` and ``header_rows`` are those of all ``tables`` together; ``lines`` are the first filled lines of the
    sheet, there even where no table was found.
    """

    name: str
    hidden: bool
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnMeaning, ...] = ()
    first_row: int = 0
    last_row: int = 0
    row_count: int = 0
    people: int = 0
    tables: tuple[TableReading, ...] = ()
    lines: tuple[ShownLine, ...] = ()
