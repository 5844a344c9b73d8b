"""The papers that verdicts wait for, as an Excel workbook that goes out with a request: one row a person and paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable

_HEADS = (
    ("TT", 5), ("Họ và tên", 26), ("Ngày sinh", 12), ("Chức vụ", 40), ("Đơn vị cử", 24), ("Chương trình", 14),
    ("Giấy tờ còn thiếu", 46), ("Nơi trả lời", 28), ("Kết quả", 14), ("Số, ngày văn bản", 20),
)  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """One paper for one person; the two last columns of the sheet are left for the answer."""

    full_name: str
    birth: str
    post: str
    unit: str
    programme: str
    paper: str
    owed_by: str


def render_missing(rows: Sequence[MissingPaper], *, title: str, on: date) -> bytes:
    """An .xlsx file; ``on`` is written as the day of creation. Text that looks like a formula stays text."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": printable(title), "created": datetime.combine(on, time())})
        sheet = book.add_worksheet("Giấy tờ còn thiếu")
        _head(book, sheet, title=title)
        _rows(book, sheet, rows)
        _page(sheet, last=2 + len(rows))
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _head(book: Workbook, sheet: Any, *, title: str) -> None:
    sheet.write_string(0, 0, printable(title), _form(book, bold=True, font_size=14))
    head = _form(book, bold=True, border=1, text_wrap=True, align="center")
    for column, (text, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, text, head)


def _rows(book: Workbook, sheet: Any, rows: Sequence[MissingPaper]) -> None:
    plain = _form(book, border=1, text_wrap=True)
    marked = _form(book, border=1, text_wrap=True, quote_prefix=True)
    for place, row in enumerate(rows, 3):
        texts = (row.full_name, row.birth, row.post, row.unit, row.programme, row.paper, row.owed_by, "", "")
        sheet.write_number(place, 0, place - 2, plain)
        for column, text in enumerate(texts, 1):
            put = sheet.write_string if text else sheet.write_blank
            put(place, column, printable(text), marked if text.startswith(_FORMULA_SIGNS) else plain)


def _page(sheet: Any, *, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, max(last, 3), len(_HEADS) - 1)
    sheet.set_footer('&R&"Times New Roman"&10Trang &P/&N')
