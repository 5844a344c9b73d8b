"""The workbook that a body gets with a request: its people with the fields it is shown, and the cells to fill in.

The first column holds the key of each row, by which the same workbook is read back (`intake.sheets.opinions`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable
from doanra.intake.sheets.opinions import HEADINGS, headings

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDE = {"Chức vụ": 42, "Nơi công tác": 30, "Đơn vị cử": 24}
_ANSWER_WIDTHS = {"outcome": 16, "document": 18, "on": 14, "note": 44}
_HEAD_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """One row: its key, the name, what else is shown, and the opinion as it stands (words, number, day, note)."""

    key: str
    full_name: str
    shown: tuple[str, ...]
    outcome: str = ""
    document: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSheet:
    """A workbook for one body. ``fields`` are the heads of what is shown; ``choices`` the words of an opinion."""

    title: str
    body: str
    due_on: date
    fields: tuple[str, ...]
    choices: tuple[str, ...]
    with_note: bool
    people: tuple[SheetPerson, ...]


def render_opinion_sheet(sheet: OpinionSheet, *, on: date) -> bytes:
    """An .xlsx file; ``on`` is written as its day of creation. Text that looks like a formula stays text."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": printable(sheet.title), "created": datetime.combine(on, time())})
        page = book.add_worksheet("Ý kiến")
        answers = headings(with_note=sheet.with_note)
        _heads(book, page, sheet, answers)
        for place, person in enumerate(sheet.people, _HEAD_ROW + 1):
            _row(book, page, place, person, answers)
        _page(page, sheet, answers)
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _heads(book: Workbook, page: Any, sheet: OpinionSheet, answers: Sequence[str]) -> None:
    page.write_string(0, 0, printable(sheet.title), _form(book, bold=True, font_size=14))
    told = f"Gửi {sheet.body}, đề nghị trả lời trước ngày {sheet.due_on:%d/%m/%Y}. Dòng để trống là chưa có ý kiến."
    page.write_string(1, 0, printable(told), _form(book, italic=True))
    head = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    write_here = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#E7EFEE")
    shown = [("key", 22), ("full_name", 26)]
    for column, (key, width) in enumerate(shown):
        page.set_column(column, column, width)
        page.write_string(_HEAD_ROW, column, HEADINGS[key], head)
    for column, label in enumerate(sheet.fields, len(shown)):
        page.set_column(column, column, _WIDE.get(label, 14))
        page.write_string(_HEAD_ROW, column, label, head)
    for column, key in enumerate(answers, len(shown) + len(sheet.fields)):
        page.set_column(column, column, _ANSWER_WIDTHS[key])
        page.write_string(_HEAD_ROW, column, HEADINGS[key], write_here)


def _row(book: Workbook, page: Any, place: int, person: SheetPerson, answers: Sequence[str]) -> None:
    forms = {sign: _form(book, border=1, text_wrap=True, **({"quote_prefix": True} if sign else {})) for sign in (0, 1)}
    day = _form(book, border=1, num_format="dd/mm/yyyy")
    said = {"outcome": person.outcome, "document": person.document, "note": person.note}
    texts = [person.key, person.full_name, *person.shown]
    for column, text in enumerate(texts):
        _text(page, place, column, text, forms)
    for column, key in enumerate(answers, len(texts)):
        if key == "on" and person.on:
            page.write_datetime(place, column, datetime.combine(person.on, time()), day)
        elif key == "on":
            page.write_blank(place, column, None, day)
        else:
            _text(page, place, column, said[key], forms)


def _text(page: Any, place: int, column: int, text: str, forms: dict[int, Any]) -> None:
    put = page.write_string if text else page.write_blank
    put(place, column, printable(text), forms[int(text.startswith(_FORMULA_SIGNS))])


def _page(page: Any, sheet: OpinionSheet, answers: Sequence[str]) -> None:
    first, last = 2 + len(sheet.fields), _HEAD_ROW + max(len(sheet.people), 1)
    rule = {"validate": "list", "source": list(sheet.choices), "error_type": "information"}
    page.data_validation(_HEAD_ROW + 1, first, last, first, rule)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.freeze_panes(_HEAD_ROW + 1, 2)
    page.autofilter(_HEAD_ROW, 0, last, first + len(answers) - 1)
    page.set_footer('&R&"Times New Roman"&10Trang &P/&N')
