"""A sheet as plain values with its own row numbers, merges and hidden rows: the one thing that all containers yield."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from doanra.intake.reading import Value


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block; rows are 1-based sheet rows, columns 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """``lines[i]`` is sheet row ``first_row + i``; empty cells are "" or None, error cells their text (#N/A).

    ``has_dittos`` and ``may_be_secret`` are False where no cell has such words, so that nobody needs to look;
    ``page_texts`` are those of the printed page's head and foot.
    """

    name: str
    lines: list[Sequence[Value]]
    first_row: int = 1
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    has_dittos: bool = True
    may_be_secret: bool = True
    page_texts: tuple[str, ...] = ()


def letter_of(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index - 1
