"""Small workbooks built in code: rows of values, merges by cell names, several sheets. All people are invented."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from doanra.intake import Reading, Row, read_file

CALL = date(2022, 12, 31)


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]] | Sequence[Sequence[Any]],
    *,
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_sheets: Sequence[str] = (),
    date1904: bool = False,
) -> bytes:
    """An .xlsx of these rows; ``merges`` ("B2:C2", first sheet) keep the value of their first cell."""
    if not isinstance(sheets, Mapping):
        sheets = {"DS": sheets}
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy", "date_1904": date1904})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        _fill(sheet, rows)
        if number == 0:
            _merge(sheet, rows, merges)
            for r in hidden_rows:
                sheet.set_row(r - 1, None, None, {"hidden": True})
        if name in hidden_sheets:
            sheet.hide()
    book.close()
    return target.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, value)
            elif isinstance(value, str) and value:
                sheet.write_string(r, c, value)
            elif value not in ("", None):
                sheet.write(r, c, value)


def _merge(sheet: Any, rows: Sequence[Sequence[Any]], merges: Sequence[str]) -> None:
    for area in merges:
        first, last = area.split(":")
        (top, left), (bottom, right) = xl_cell_to_rowcol(first), xl_cell_to_rowcol(last)
        value = rows[top][left] if left < len(rows[top]) else ""
        sheet.merge_range(top, left, bottom, right, value)


def read(rows: Any, name: str = "danh-sach.xlsx", **options: Any) -> Reading:
    """The reading of a workbook of these rows, judged at the end of 2022."""
    return read_file(name, xlsx(rows, **options), call_on=CALL)


def facts(row: Row) -> tuple[str, str, str, str, str, str]:
    """Name, gender, birth date, position, programme and language of a row, "" for what it lacks."""
    return (
        row.full_name,
        row.gender.value if row.gender else "",
        row.birth_date.iso() if row.birth_date else "",
        row.position,
        row.programme.value if row.programme else "",
        row.language.value if row.language else "",
    )


def codes(row: Row) -> set[str]:
    """The codes of a row's problems."""
    return {problem.code for problem in row.problems}
