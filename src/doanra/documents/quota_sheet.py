"""The workbook in which the office writes how many seats each unit has; read back by `intake.sheets.quotas`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable
from doanra.intake.sheets.quotas import STAMP, headings
from doanra.terms.words import Programme

_HEAD_ROW = 3
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaSheet:
    """``rows``: key, name and seats of each unit, by the order of ``programmes``; ``plans`` what the year has;
    ``entries`` how many the ledger has, by which an old workbook is known."""

    year: int
    programmes: tuple[Programme, ...]
    plans: tuple[int, ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    entries: int | None = None


def render_quota_sheet(sheet: QuotaSheet, *, on: date) -> bytes:
    """An .xlsx file; ``on`` is written as its day of creation."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = f"Chỉ tiêu theo đơn vị năm {sheet.year}"
        book.set_properties({"title": title, "created": datetime.combine(on, time())})
        page = book.add_worksheet("Chỉ tiêu")
        page.write_string(0, 0, title, _form(book, bold=True, font_size=14))
        parts = zip(sheet.programmes, sheet.plans, strict=True)
        plan = "; ".join(f"{programme.label.lower()} {seats}" for programme, seats in parts)
        told = f"Chỉ tiêu của năm: {plan}. Sửa số chỗ rồi nộp lại; ô để trống là không đổi."
        page.write_string(1, 0, told, _form(book, italic=True))
        if sheet.entries is not None:
            page.write_string(2, 0, f"{STAMP}: {sheet.entries}", _form(book, font_size=10, font_color="#5B6770"))
        _fill(book, page, sheet)
        _page(page, sheet)
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _fill(book: Workbook, page: Any, sheet: QuotaSheet) -> None:
    heads = headings(sheet.programmes)
    known = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    write_here = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#E7EFEE")
    words, numbers = _form(book, border=1, quote_prefix=True), _form(book, border=1)
    for column, head in enumerate(heads):
        page.write_string(_HEAD_ROW, column, head, known if column < 2 else write_here)
    for place, (key, name, seats) in enumerate(sheet.rows, _HEAD_ROW + 1):
        page.write_string(place, 0, key, words)
        page.write_string(place, 1, printable(name), words if name.startswith(_FORMULA_SIGNS) else numbers)
        for column, number in enumerate(seats, 2):
            page.write_number(place, column, number, numbers)


def _page(page: Any, sheet: QuotaSheet) -> None:
    last = _HEAD_ROW + len(sheet.rows)
    for column, width in enumerate(_widths(sheet.programmes)):
        page.set_column(column, column, width)
    rule = {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9999,
        "error_title": "Số chỗ", "error_message": "Ghi số nguyên từ 0 đến 9999.",
    }  # fmt: skip
    page.data_validation(_HEAD_ROW + 1, 2, max(last, _HEAD_ROW + 1), 1 + len(sheet.programmes), rule)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.freeze_panes(_HEAD_ROW + 1, 2)
    page.set_footer('&R&"Times New Roman"&10Trang &P/&N')


def _widths(programmes: Sequence[Programme]) -> list[int]:
    return [30, 44, *(14 for _programme in programmes)]
