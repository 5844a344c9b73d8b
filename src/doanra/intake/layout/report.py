"""The layout report: of each sheet the tables found, what their columns mean, and the first lines as they are."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.containers.grid import Grid
from doanra.intake.layout.tables import Table
from doanra.intake.preview import SheetReading, ShownLine, TableKind, TableReading
from doanra.intake.reading import Value, original_text

_LINES, _CELLS, _LETTERS = 40, 60, 200


def sheet_report(grid: Grid, tables: Sequence[Table], *, original: Sequence[Sequence[Value]]) -> SheetReading:
    """How a sheet was understood; ``original`` are its lines before text was cleaned."""
    found = tuple(_table_report(grid, table) for table in tables)
    peopled = [table for table in found if table.people]
    return SheetReading(
        grid.name,
        grid.hidden,
        tuple(row for table in found for row in table.header_rows),
        tuple(column for table in found for column in table.columns),
        min((table.first_row for table in peopled), default=0),
        max((table.last_row for table in peopled), default=0),
        grid.first_row + len(grid.lines) - 1 if grid.lines else 0,
        sum(table.people for table in found),
        found,
        tuple(_shown(grid.first_row, original)),
    )


def _table_report(grid: Grid, table: Table) -> TableReading:
    lines = [line for person in table.people for line in (person.line, *person.more)]
    first = grid.first_row
    return TableReading(
        TableKind.COLUMNS,
        table.title,
        tuple(first + line for line in range(table.header.first, table.header.last + 1)),
        first + min(lines) if lines else 0,
        first + max(lines) if lines else 0,
        len(table.people),
        table.columns.shown,
    )


def _shown(first_row: int, lines: Sequence[Sequence[Value]]) -> list[ShownLine]:
    shown: list[ShownLine] = []
    for row, line in enumerate(lines, first_row):
        cells = tuple(original_text(cell)[:_LETTERS] for cell in line[:_CELLS])
        if any(cells):
            shown.append(ShownLine(row, cells))
        if len(shown) == _LINES:
            break
    return shown
