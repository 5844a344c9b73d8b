"""Cells that show otherwise than they are read: errors, and dates of which the month or the year alone is shown.

"8/1975", typed into Excel, is stored as 1/8/1975.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from doanra.intake.containers.grid import Grid
from doanra.intake.reading import Value

MONTH, YEAR = "month", "year"
BUILT_IN = {17: MONTH}
"""Excel's own formats that show no day: mmm-yy."""
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Partly(NamedTuple):
    """A cell (1-based row, column from 0) and what its format shows: a month or a year."""

    row: int
    column: int
    shows: str


def shown_by(code: str) -> str | None:
    """What a number format shows of a date: ``mm/yyyy`` the month, ``yyyy`` the year; None for all or for no date."""
    letters = _LITERAL.sub("", code.partition(";")[0]).casefold()
    if "y" not in letters or any(letter in letters for letter in "dhs0#"):
        return None
    return MONTH if "m" in letters else YEAR


def as_shown(value: Value, shows: str) -> Value:
    """The text that a cell shows of a date, if what it does not show is a 1, which nobody wrote."""
    if not isinstance(value, date) or value.day != 1 or (shows == YEAR and value.month != 1):
        return value
    return f"{value.month:02d}/{value.year}" if shows == MONTH else str(value.year)


def show_partly(grid: Grid, cells: Sequence[Partly]) -> None:
    """Makes the dates of some cells of a grid as exact as they are shown."""
    _change(grid, cells, as_shown)


def show_errors(grid: Grid, cells: Sequence[tuple[int, int, str]]) -> None:
    """Puts the errors of a sheet (row of the sheet, column, "#N/A") where the reader left nothing."""
    _change(grid, cells, lambda _, error: error)


def _change(grid: Grid, cells: Iterable[tuple[int, int, Any]], how: Callable[[Any, Any], Any]) -> None:
    """Each cell within the grid becomes what ``how`` makes of it and of what is told of it."""
    changed: dict[int, list[Any]] = {}
    for row, column, told in cells:
        line = row - grid.first_row
        if 0 <= line < len(grid.lines) and column < len(grid.lines[line]):
            own = changed.setdefault(line, list(grid.lines[line]))
            own[column] = how(own[column], told)
    for line, own in changed.items():
        grid.lines[line] = own
