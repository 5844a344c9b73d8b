"""A marked workbook built anew: for .xls, .ods and text files, and for what is not edited in place."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.marked_workbook.marks import (
    REASONS_WIDTH,
    RESULT_WIDTH,
    Marks,
    SheetMarks,
    Written,
    harmless,
    written,
)
from doanra.documents.printable import printable
from doanra.intake.containers.grid import Grid, index_of
from doanra.intake.reading import Value

_NOT_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MOST_IN_A_CELL = 32_767
NOTE_SHEET = "Ghi chú của Đoàn Ra"


def rebuild(grids: Sequence[Grid], marks: Marks, *, note: str) -> bytes:
    """The same values in an .xlsx file, with the marks, and ``note`` on a sheet of its own behind the others."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with Workbook(target, options) as book:
        forms = _Forms(book)
        taken: set[str] = set()
        for number, grid in enumerate(grids, 1):
            page = book.add_worksheet(_sheet_name(grid.name, number, taken))
            _write(page, grid, marks.get(grid.name), forms)
        page = book.add_worksheet(NOTE_SHEET)
        page.set_column(0, 0, 100)
        page.write_string(0, 0, note, forms.text(""))
    return target.getvalue()


def _sheet_name(name: str, number: int, taken: set[str]) -> str:
    shown = printable(name).translate(_NOT_IN_A_SHEET_NAME).strip()[:31] or f"Trang {number}"
    if shown.casefold() in taken or shown == NOTE_SHEET:
        shown = f"{shown[:25]} {number}"
    taken.add(shown.casefold())
    return shown


class _Forms:
    """Formats by fill, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def _form(self, kind: str, fill: str, said: dict[str, Any]) -> Any:
        if (kind, fill) not in self._made:
            colour = {"bg_color": f"#{fill[2:]}"} if fill else {}
            self._made[kind, fill] = self._book.add_format({**said, **colour})
        return self._made[kind, fill]

    def plain(self, fill: str) -> Any:
        return self._form("plain", fill, {"valign": "top"})

    def day(self, fill: str) -> Any:
        return self._form("day", fill, {"valign": "top", "num_format": "dd/mm/yyyy"})

    def moment(self, fill: str) -> Any:
        return self._form("moment", fill, {"valign": "top", "num_format": "dd/mm/yyyy hh:mm"})

    def text(self, fill: str) -> Any:
        said = {"valign": "top", "text_wrap": True, "num_format": "@", "quote_prefix": True}
        return self._form("text", fill, said)


def _write(page: Any, grid: Grid, sheet: SheetMarks | None, forms: _Forms) -> None:
    lines = written(sheet) if sheet else {}
    width = max((len(line) for line in grid.lines), default=0)
    width = max([width, *(merge.right + 1 for merge in grid.merges)])
    if grid.hidden:
        page.hide()
    for merge in grid.merges:
        if (merge.top, merge.left) != (merge.bottom, merge.right):
            page.merge_range(merge.top - 1, merge.left, merge.bottom - 1, merge.right, "")
    for row, cells in enumerate(grid.lines, grid.first_row):
        _write_line(page, row - 1, cells, lines.get(row), forms)
    for row in grid.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    if sheet and lines:
        columns = (index_of(sheet.columns[0]), index_of(sheet.columns[1])) if sheet.columns else (width, width + 1)
        _write_results(page, lines, columns, forms)


def _write_line(page: Any, row: int, cells: Iterable[Value], line: Written | None, forms: _Forms) -> None:
    fills = {index_of(letter): fill for letter, fill in line.cells.items()} if line else {}
    values = dict(enumerate(cells))
    for column in sorted({*values, *fills}):
        _write_cell(page, row, column, values.get(column), fills.get(column, ""), forms)


def _write_cell(page: Any, row: int, column: int, value: Value, fill: str, forms: _Forms) -> None:
    if value is None or value == "":
        if fill:
            page.write_blank(row, column, None, forms.plain(fill))
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, forms.plain(fill))
    elif isinstance(value, int | float):
        page.write_number(row, column, value, forms.plain(fill))
    elif isinstance(value, date):
        form = (
            forms.moment(fill) if isinstance(value, datetime) and value.time() != value.time().min else forms.day(fill)
        )
        page.write_datetime(row, column, value, form)
    else:
        page.write_string(row, column, printable(str(value))[:_MOST_IN_A_CELL], _text_form(str(value), fill, forms))


def _text_form(value: str, fill: str, forms: _Forms) -> Any:
    """Text that looks like a formula is marked as text, so that it stays what it is when the cell is edited."""
    return forms.text(fill) if harmless(value) != printable(value) else forms.plain(fill)


def _write_results(page: Any, lines: dict[int, Written], columns: tuple[int, int], forms: _Forms) -> None:
    page.set_column(columns[0], columns[0], RESULT_WIDTH)
    page.set_column(columns[1], columns[1], REASONS_WIDTH)
    for row, line in lines.items():
        if not line.result:
            continue
        page.write_string(row - 1, columns[0], harmless(line.result), forms.text(line.fill))
        if line.reasons:
            page.write_string(row - 1, columns[1], harmless(line.reasons), forms.text(""))
