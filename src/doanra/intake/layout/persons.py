"""What a walk over a sheet finds: tables, each with its header and the people under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from doanra.intake.layout.columns import Columns
from doanra.intake.layout.headers import Header
from doanra.intake.layout.titles import Context
from doanra.intake.reading import Value


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
