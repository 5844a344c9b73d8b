"""A sheet, or a part of it, as lines of people, knowing where each cell really stands: set upright, or cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.preview import TableKind
from doanra.intake.reading import Value

Place = tuple[int, int] | None
"""Line and column of a cell in the sheet, from 0; None for a cell that stands nowhere."""


@dataclass(slots=True, eq=False)
class View:
    """What is walked in place of a sheet.

    ``places[line][column]`` tells where a cell of ``grid`` stands in ``sheet``; None where line and column are the
    sheet's own. ``window`` bounds the columns (from, to) that belong to the people of this view.
    """

    sheet: Grid
    grid: Grid
    kind: TableKind = TableKind.COLUMNS
    places: list[list[Place]] | None = None
    window: tuple[int, int] | None = None
    title: tuple[str, ...] = field(default=())

    def rows(self, line: int, more: Sequence[int] = ()) -> tuple[int, int]:
        """The first and the last row of the sheet that a line, with the lines that belong to it, stands on."""
        first = self.sheet.first_row
        if self.places is None:
            return first + line, first + (more[-1] if more else line)
        found = [place[0] for place in self.places[line] if place]
        return first + min(found, default=line), first + max(found, default=line)

    def cell(self, line: int, letter: str, letters: Sequence[str]) -> tuple[int | None, str]:
        """The sheet's row and letter for the letter of a column of the view; no row for a cell that stands nowhere."""
        if self.places is None or letter not in letters:
            return None, letter
        place = next(iter(self.places[line][letters.index(letter) :]), None)
        return (self.sheet.first_row + place[0], letter_of(place[1])) if place else (None, letter)

    def source(
        self, line: int, letters: Sequence[str], original: Sequence[Sequence[Value]]
    ) -> tuple[Sequence[Value], Sequence[str]]:
        """The cells of a line as the file has them, and their letters in the sheet."""
        if self.places is not None:
            places = self.places[line]
            cells = [_at(original, place) for place in places]
            return cells, [letter_of(place[1]) if place else "" for place in places]
        if self.window is None:
            return original[line], letters
        return masked(original[line], self.window), letters


def _at(lines: Sequence[Sequence[Value]], place: Place) -> Value:
    if place is None or place[0] >= len(lines) or place[1] >= len(lines[place[0]]):
        return ""
    return lines[place[0]][place[1]]


def masked(line: Sequence[Value], window: tuple[int, int]) -> list[Value]:
    """A line of which only the columns of a window are left."""
    first, last = window
    return [cell if first <= column <= last else "" for column, cell in enumerate(line)]


def panels(grid: Grid, *, first: int, end: int, windows: Sequence[tuple[int, int]], title: Sequence[str]) -> list[View]:
    """A view for each of the lists beside each other in lines ``first`` to ``end``; the rest is the first one's.

    A line right above or in the header that has a text over more than one list names each of them.
    """
    own: set[Value] = set()
    for line in range(max(first - 1, 0), min(first + 2, end)):
        if sum(any(masked(grid.lines[line], window)) for window in windows) > 1:
            own.update(grid.lines[line])
            first = min(first, line)
    title = [text for text in title if text not in own]
    views = []
    for number, window in enumerate(windows):
        before: list[Sequence[Value]] = list(grid.lines[:first]) if not number else [()] * first
        inside = [masked(line, window) for line in grid.lines[first:end]]
        after = grid.lines[end:] if not number else []
        merges = [
            merge
            for merge in grid.merges
            if window[0] <= merge.left <= window[1] or not first <= merge.top - grid.first_row < end
        ]
        part = Grid(
            grid.name,
            [*before, *inside, *after],
            grid.first_row,
            grid.hidden,
            merges,
            grid.hidden_rows,
            grid.has_dittos,
        )
        views.append(View(grid, part, window=window, title=tuple(title) if number else ()))
    return views
