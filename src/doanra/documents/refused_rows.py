"""The refused rows of a unit's file as a workbook to send back: the row as it came, why, and what to write instead."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDE, _NARROW = 46, 18  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One row: its number in the file, the cells under the heads of its sheet, what is wrong and what to write."""

    row: int
    cells: tuple[str, ...]
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSheet:
    """The refused rows of one sheet under the sheet's own heads."""

    name: str
    heads: tuple[str, ...]
    lines: tuple[RefusedLine, ...]


def render_refused_rows(sheets: Sequence[RefusedSheet], *, title: str) -> bytes:
    """An .xlsx file with one sheet for each sheet of the original. Text that looks like a formula stays text."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": printable(title)})
        for place, sheet in enumerate(sheets, 1):
            _write(book, sheet, title=title, place=place)
    return written.getvalue()


def _write(book: Workbook, sheet: RefusedSheet, *, title: str, place: int) -> None:
    page = book.add_worksheet(f"{place} {sheet.name.translate(_NOT_IN_A_SHEET_NAME)}".strip()[:31])
    heads = ("Dòng trong tệp", *sheet.heads, "Vì sao trả lại", "Cần ghi")
    head, text, marked = _forms(book)
    page.write_string(0, 0, printable(title), book.add_format({"bold": True, "font_size": 14}))
    for column, name in enumerate(heads):
        page.set_column(column, column, _WIDE if column > len(sheet.heads) else _NARROW)
        page.write_string(2, column, printable(name), head)
    for number, line in enumerate(sheet.lines, 3):
        page.write_number(number, 0, line.row, text)
        for column, cell in enumerate((*line.cells, line.wrong, line.remedy), 1):
            page.write_string(number, column, printable(cell), marked if cell.startswith(_FORMULA_SIGNS) else text)
    page.freeze_panes(3, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)


def _forms(book: Workbook) -> tuple[Any, Any, Any]:
    text = {"text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**text, "bold": True, "bg_color": "#E7EFEE"})
    return head, book.add_format(text), book.add_format({**text, "quote_prefix": True})
