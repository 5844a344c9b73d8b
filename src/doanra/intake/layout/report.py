"""The layout report: of each sheet the tables found, what their columns mean, and the first lines as they are."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.containers.grid import Grid
from doanra.intake.layout.persons import Table
from doanra.intake.layout.views import View
from doanra.intake.preview import SheetReading, ShownLine, TableKind, TableReading
from doanra.intake.reading import Value, original_text

_LINES, _CELLS, _LETTERS = 40, 60, 200


def sheet_report(
    grid: Grid, tables: Sequence[tuple[View, Table]], *, original: Sequence[Sequence[Value]]
) -> SheetReading:
    """How a sheet was understood; ``original`` are its lines before text was cleaned."""
    found = tuple(_table_report(view, table) for view, table in tables)
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


def _table_report(view: View, table: Table) -> TableReading:
    bounds = table.people if view.places is not None else [*table.people[:1], *table.people[-1:]]
    spans = [view.rows(person.line, person.more) for person in bounds]
    header = range(table.header.first, table.header.last + 1) if view.kind is TableKind.COLUMNS else ()
    return TableReading(
        view.kind,
        table.title,
        tuple(view.grid.first_row + line for line in header),
        min((first for first, _ in spans), default=0),
        max((last for _, last in spans), default=0),
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
