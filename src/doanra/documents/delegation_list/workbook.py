"""The list of one delegation as an Excel workbook that prints as it stands: A4 lying, heads on every page."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.delegation_list.context import DelegationList
from doanra.documents.printable import printable

_WIDTHS = (5, 27, 12, 12, 44, 34, 22)  # characters of the font: TT, họ và tên, Nam, Nữ, chức vụ, đơn vị, ghi chú
_HEADS = ("TT", "Họ và tên", "Ngày sinh", "", "Chức vụ", "Đơn vị", "Ghi chú")
_FILL = 1.15  # characters of Times New Roman 12 to a unit of width; a long line breaks a little early
_LINE = 16.5  # points
_LAST = len(_WIDTHS) - 1
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def render_excel(paper: DelegationList, *, on: date) -> bytes:
    """An .xlsx file; ``on`` is written as the day of creation. Text that looks like a formula stays text."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {"title": printable(paper.title), "author": paper.letterhead.name, "created": datetime.combine(on, time())}
        )
        sheet = book.add_worksheet("Danh sách")
        first = _title(book, sheet, paper=paper)
        _heads(book, sheet, first=first)
        _people(book, sheet, paper=paper, first=first + 2)
        _set_page(sheet, paper=paper, first=first, last=first + 1 + len(paper.delegation.members))
    return written.getvalue()


def _format(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", **more})


def _title(book: Workbook, sheet: Any, *, paper: DelegationList) -> int:
    """The lines over the table; returns the row of the table's heads."""
    one = paper.delegation
    centre = _format(book, align="center", bold=True, font_size=14, text_wrap=True)
    sheet.merge_range(0, 0, 0, _LAST, "DANH SÁCH", _format(book, align="center", bold=True, font_size=16))
    sheet.merge_range(1, 0, 1, _LAST, printable(f"{one.name} {one.code} năm {paper.year}"), centre)
    lines = [*([f"Theo {paper.plan_reference}"] if paper.plan_reference else []), *paper.facts]
    plain = _format(book, text_wrap=True)
    for place, line in enumerate(lines, 2):
        sheet.merge_range(place, 0, place, _LAST, printable(line), plain)
        sheet.set_row(place, _LINE * _lines(line, width=sum(_WIDTHS)))
    sheet.set_row(0, 24)
    sheet.set_row(1, 20)
    return len(lines) + 3


def _heads(book: Workbook, sheet: Any, *, first: int) -> None:
    head = _format(book, bold=True, align="center", border=1, text_wrap=True)
    for column, (text, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        if column not in (2, 3):
            sheet.merge_range(first, column, first + 1, column, text, head)
    sheet.merge_range(first, 2, first, 3, "Ngày sinh", head)
    sheet.set_row(first, _LINE + 2)
    sheet.set_row(first + 1, _LINE + 2)
    sheet.write_string(first + 1, 2, "Nam", head)
    sheet.write_string(first + 1, 3, "Nữ", head)


def _people(book: Workbook, sheet: Any, *, paper: DelegationList, first: int) -> None:
    wrapped = _format(book, border=1, text_wrap=True)
    centred = _format(book, border=1, align="center")
    marked = _format(book, border=1, text_wrap=True, quote_prefix=True)
    for place, person in enumerate(paper.delegation.listed):
        texts = (person.full_name, person.born_male, person.born_female, person.post, person.unit, person.remarks)
        lines = max(_lines(text, width=width) for text, width in zip(texts, _WIDTHS[1:], strict=True))
        sheet.set_row(first + place, _LINE * lines + 4)
        sheet.write_number(first + place, 0, place + 1, centred)
        for column, text in enumerate(texts, 1):
            form = marked if text.startswith(_FORMULA_SIGNS) else centred if column in (2, 3) else wrapped
            put = sheet.write_string if text else sheet.write_blank
            put(first + place, column, printable(text), form)


def _set_page(sheet: Any, *, paper: DelegationList, first: int, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.79, right=0.79, top=0.79, bottom=0.79)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first, first + 1)
    sheet.print_area(0, 0, max(last, first + 1), _LAST)
    sheet.set_footer(
        f'&L&"Times New Roman"&10{printable(paper.title).replace("&", "&&")[:150]}&R&"Times New Roman"&10Trang &P/&N'
    )
    sheet.freeze_panes(first + 2, 2)


def _lines(text: str, *, width: float) -> int:
    """Lines that a text takes in a column. Written out, for programs differ in whether they fit heights on opening."""
    return sum(max(1, len(wrap(part, int(width * _FILL)))) for part in text.split("\n"))
