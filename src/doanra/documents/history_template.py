"""The sheet on which offices and units write the courses abroad that people have been on, as an Excel workbook."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.intake.sheets.histories import HISTORY_COLUMNS
from doanra.policy.facts import Funding
from doanra.terms.words import Programme

_WIDTHS = {"full_name": 28, "unit": 30, "title": 44, "id_number": 20, "funded_by": 24, "decision": 26}
_CHOICES = {
    "funded_by": ("Kết luận 39", "Đề án 165", Funding.OTHER.label.capitalize()),
    "programme": tuple(one.label for one in Programme),
}
_LINES = 200


def render_history_template(*, on: date, unit: str = "") -> bytes:
    """An .xlsx file with the heads, lists to choose from and how to fill it in; ``unit`` stands above."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Quá trình bồi dưỡng ở nước ngoài", "created": datetime.combine(on, time())})
        sheet = book.add_worksheet("Quá trình")
        bold, title = _form(book, bold=True), _form(book, bold=True, font_size=14)
        sheet.write_string(0, 0, unit.upper(), bold)
        sheet.write_string(1, 0, "QUÁ TRÌNH ĐÀO TẠO, BỒI DƯỠNG Ở NƯỚC NGOÀI CỦA CÁN BỘ TỪ NĂM 2008", title)
        _table(book, sheet)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 1)
        sheet.set_footer('&R&"Times New Roman"&10Trang &P/&N')
        _guide(book)
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _table(book: Workbook, sheet: Any) -> None:
    head = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    plain = _form(book, border=1, text_wrap=True, num_format="@")
    for place, column in enumerate(HISTORY_COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(column.key, 14))
        sheet.write_string(3, place, column.heading, head)
        for row in range(4, 4 + _LINES):
            sheet.write_blank(row, place, None, plain)
        if column.key in _CHOICES:
            rule = {"validate": "list", "source": list(_CHOICES[column.key]), "error_type": "information"}
            sheet.data_validation(4, place, 3 + _LINES, place, rule)


def _guide(book: Workbook) -> None:
    sheet = book.add_worksheet("Cách điền")
    bold, plain = _form(book, bold=True, border=1), _form(book, border=1, text_wrap=True)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for place, (name, told) in enumerate([("Cột", "Ghi gì"), *((c.heading, c.help) for c in HISTORY_COLUMNS)]):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, told, bold if place == 0 else plain)
