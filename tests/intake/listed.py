"""Two invented people as units list them, and who is understood of a list."""

from __future__ import annotations

from typing import Any

from intake.workbooks import facts, read

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình đăng ký", "Ngoại ngữ đăng ký"]
AN = [1, "Nguyễn Văn An", "05/08/1975", "Nam", "Phó Vụ trưởng Vụ Pháp chế", "Ngoại ngữ", "Tiếng Anh"]
BINH = [2, "Trần Thị Bình", "1980", "Nữ", "Giám đốc Sở Nội vụ", "Ngắn hạn", ""]
AN_FACTS = ("Nguyễn Văn An", "male", "1975-08-05", "Phó Vụ trưởng Vụ Pháp chế", "language", "en")
BINH_FACTS = ("Trần Thị Bình", "female", "1980", "Giám đốc Sở Nội vụ", "short", "")
# Without a language, the programme in words, years for birth dates.
PEOPLE_HEAD = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Chương trình"]
AN_ROW = [1, "Nguyễn Văn An", 1975, "Nam", "Vụ trưởng", "Ngắn hạn"]


def people(rows: Any, **options: Any) -> list[tuple[str, str, str, str, str, str]]:
    """The facts of everybody who is understood in a workbook of these rows."""
    reading = read(rows, **options)
    assert reading.refusal is None, reading.refusal
    return [facts(row) for row in reading.rows]
