"""The catalogue of courses as an Excel workbook: what is sent out as a template and read back by intake.sheets."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable
from doanra.intake.sheets import COLUMNS, Column
from doanra.terms.words import Field, Language, Programme

_WIDTHS = {
    "code": 9, "programme": 13, "topic": 46, "content_group": 10, "field": 26, "host": 34, "country": 15,
    "language": 16, "starts": 36, "cost_fixed": 18, "cost_per_head": 18,
}  # fmt: skip
_LISTS = {"programme": Programme, "field": Field, "language": Language}
_WHOLE = frozenset({"cost_fixed", "cost_per_head"})
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_HEAD_ROW, _EMPTY_ROWS = 2, 60


def render_catalogue(rows: Sequence[Mapping[str, Any]], *, year: int, on: date) -> bytes:
    """An .xlsx file; rows by the keys of COLUMNS, none for an empty template. ``on`` is its day of creation."""
    title = f"Danh mục khoá bồi dưỡng ở nước ngoài năm {year}"
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": datetime.combine(on, time())})
        sheet = book.add_worksheet("Khoá")
        sheet.write_string(0, 0, title, _form(book, bold=True, font_size=14))
        sheet.write_string(1, 0, "Cột có dấu * phải điền. Xem trang “Cách điền”.", _form(book, italic=True))
        _heads(book, sheet)
        for place, row in enumerate(rows, _HEAD_ROW + 1):
            _row(book, sheet, place, row)
        _choices(sheet, last=_HEAD_ROW + len(rows) + _EMPTY_ROWS)
        _page(sheet, last=_HEAD_ROW + len(rows))
        _guide(book, year=year)
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _heads(book: Workbook, sheet: Any) -> None:
    head = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(column.key, 11))
        sheet.write_string(_HEAD_ROW, place, _heading(column), head)
    sheet.set_row(_HEAD_ROW, 50)


def _heading(column: Column) -> str:
    return f"{column.heading} *" if column.required else column.heading


def _row(book: Workbook, sheet: Any, place: int, row: Mapping[str, Any]) -> None:
    plain, marked = _form(book, border=1, text_wrap=True), _form(book, border=1, text_wrap=True, quote_prefix=True)
    money, share = _form(book, border=1, num_format="#,##0"), _form(book, border=1, num_format="0.00")
    for column, spec in enumerate(COLUMNS):
        value = row.get(spec.key, "")
        if isinstance(value, Decimal):
            sheet.write_number(place, column, float(value), money if spec.key in _WHOLE else share)
        elif isinstance(value, int) and not isinstance(value, bool):
            sheet.write_number(place, column, value, plain)
        else:
            text = printable(_text(spec.key, value))
            put = sheet.write_string if text else sheet.write_blank
            put(place, column, text, marked if text.startswith(_FORMULA_SIGNS) else plain)


def _text(key: str, value: Any) -> str:
    if key in _LISTS:
        return _LISTS[key](value).label if value else ""
    if key == "starts":
        return "; ".join(f"{day:%d/%m/%Y}" for day in value)
    if key == "audiences":
        return ", ".join(value)
    if isinstance(value, bool):
        return "Có" if value else ""
    return str(value or "")


def _choices(sheet: Any, *, last: int) -> None:
    """Lists to choose from, offered and not enforced: what is written otherwise is judged on reading."""
    for place, column in enumerate(COLUMNS):
        if column.key in _LISTS:
            words = [one.label for one in _LISTS[column.key]]
            if len(",".join(words)) <= 255 and not any("," in word for word in words):
                rule = {"validate": "list", "source": words, "error_type": "information"}
                sheet.data_validation(_HEAD_ROW + 1, place, last, place, rule)


def _page(sheet: Any, *, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.print_area(0, 0, max(last, _HEAD_ROW + 1), len(COLUMNS) - 1)
    sheet.set_footer('&R&"Times New Roman"&10Trang &P/&N')


def _guide(book: Workbook, *, year: int) -> None:
    sheet = book.add_worksheet("Cách điền")
    bold, plain = _form(book, bold=True, border=1), _form(book, border=1, text_wrap=True)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 90)
    for place, text in enumerate(("Cột", "Phải điền", "Ghi gì")):
        sheet.write_string(0, place, text, bold)
    for place, column in enumerate(COLUMNS, 1):
        sheet.write_string(place, 0, column.heading, plain)
        sheet.write_string(place, 1, "có" if column.required else "", plain)
        sheet.write_string(place, 2, _told(column, year=year), plain)


def _told(column: Column, *, year: int) -> str:
    words = "; ".join(one.label for one in _LISTS[column.key]) if column.key in _LISTS else ""
    example = f"05/4/{year}; 06/9/{year}" if column.key == "starts" else ""
    return ". ".join(part for part in (column.help, words, example) if part)
