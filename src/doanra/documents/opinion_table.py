"""The opinions of all bodies on a list as a workbook: one column for each body, and in words what was left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.printable import printable

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_HEADS = (("TT", 5), ("Họ và tên", 26), ("Chức vụ", 42), ("Đơn vị cử", 24), ("Chương trình", 14), ("Kết luận", 18))


@dataclass(frozen=True, slots=True)
class TableLine:
    """One person: name, post, unit, programme and verdict in words, then a cell for each body."""

    words: tuple[str, str, str, str, str]
    opinions: tuple[str, ...]


def render_opinion_table(
    lines: Sequence[TableLine], *, title: str, bodies: Sequence[str], notes: Sequence[str], on: date
) -> bytes:
    """An .xlsx file. ``notes`` stand above the table: when, by whom, with which filter, what the reader may not see."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": printable(title), "created": datetime.combine(on, time())})
        page = book.add_worksheet("Ý kiến")
        page.write_string(0, 0, printable(title), _form(book, bold=True, font_size=14))
        for place, note in enumerate(notes, 1):
            page.write_string(place, 0, printable(note), _form(book, italic=True))
        at = len(notes) + 2
        _heads(book, page, bodies, at=at)
        _rows(book, page, lines, at=at + 1)
        page.set_landscape()
        page.set_paper(8)
        page.fit_to_pages(1, 0)
        page.repeat_rows(at)
        page.freeze_panes(at + 1, 2)
        page.set_footer('&R&"Times New Roman"&10Trang &P/&N')
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _heads(book: Workbook, page: Any, bodies: Sequence[str], *, at: int) -> None:
    head = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    for column, (text, width) in enumerate([*_HEADS, *((body, 30) for body in bodies)]):
        page.set_column(column, column, width)
        page.write_string(at, column, printable(text), head)


def _rows(book: Workbook, page: Any, lines: Sequence[TableLine], *, at: int) -> None:
    plain = _form(book, border=1, text_wrap=True)
    marked = _form(book, border=1, text_wrap=True, quote_prefix=True)
    for number, line in enumerate(lines, 1):
        page.write_number(at + number - 1, 0, number, plain)
        for column, text in enumerate([*line.words, *line.opinions], 1):
            put = page.write_string if text else page.write_blank
            put(at + number - 1, column, printable(text), marked if text.startswith(_FORMULA_SIGNS) else plain)
