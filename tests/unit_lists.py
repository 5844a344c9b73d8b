"""Lists as units send them, for tests: everybody in them is invented."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình", "Đánh giá năm 2026", "Kỷ luật"]
HEAD_WITH_NUMBER = [*HEAD, "Số CCCD"]


def line(
    name: str = "Nguyễn Thử An",
    birth: str = "12/03/1975",
    position: str = "Phó Giám đốc Sở Tài chính",
    *,
    programme: str = "Ngắn hạn",
    rating: str = "Hoàn thành tốt nhiệm vụ",
    discipline: str = "Không",
    number: str | None = None,
) -> list[Any]:
    """One person of a list, in the order of the head; with ``number`` use ``HEAD_WITH_NUMBER``."""
    return [1, name, birth, "Nam", position, programme, rating, discipline, *([number] if number else [])]


def invented(number: int) -> str:
    """A name for the n-th of many invented people: letters alone, since numbers behind a name are no part of it."""
    letters = "ABCDEGHIKLMNOPQRSTUVXY"
    ends = ""
    while True:
        number, rest = divmod(number, len(letters))
        ends = letters[rest].lower() + ends
        if not number:
            return f"Nguyễn Thử {ends.title()}"
        number -= 1


def workbook(*rows: list[Any], title: str = "TỈNH UỶ CAO BẰNG", head: list[str] = HEAD) -> bytes:
    """A list as a province sends it; texts that look like formulas stay texts."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("DS")
    sheet.write(0, 0, title)
    sheet.write(2, 0, "DANH SÁCH CÁN BỘ ĐỀ CỬ BỒI DƯỠNG Ở NƯỚC NGOÀI NĂM 2027")
    for number, row in enumerate([head, *rows], 4):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()
