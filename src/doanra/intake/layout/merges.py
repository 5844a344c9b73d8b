"""What merged blocks mean for people: one person over several lines, one value for several people."""

from __future__ import annotations

from doanra.intake.containers.grid import Grid
from doanra.intake.reading import Value

_MOST_LINES = 20
_MOST_FILLS = 300_000


def name_spans(grid: Grid, name: int) -> dict[int, int]:
    """First line → last line of the blocks merged downward in the column of names: people over several lines."""
    return {
        merge.top - grid.first_row: merge.bottom - grid.first_row
        for merge in grid.merges
        if merge.left <= name <= merge.right and 0 < merge.bottom - merge.top < _MOST_LINES
    }


def is_wide(grid: Grid, line: int, column: int) -> bool:
    """Whether a cell is merged over three columns or more of its line, as headings are."""
    row = grid.first_row + line
    return any(merge.top <= row <= merge.bottom and merge.left == column < merge.right - 1 for merge in grid.merges)


def fills_of(grid: Grid) -> dict[int, list[tuple[int, Value]]]:
    """Line → cells that a merge from above stands for."""
    fills: dict[int, list[tuple[int, Value]]] = {}
    left = _MOST_FILLS
    for merge in grid.merges:
        top, height = merge.top - grid.first_row, merge.bottom - merge.top
        if height < 1 or not 0 <= top < len(grid.lines) or height > left:
            continue
        value = grid.lines[top][merge.left] if merge.left < len(grid.lines[top]) else ""
        if value in ("", None):
            continue
        left -= height
        for line in range(top + 1, min(top + height + 1, len(grid.lines))):
            fills.setdefault(line, []).append((merge.left, value))
    return fills
