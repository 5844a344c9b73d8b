"""A workbook of courses is read whole, or every fault is named with row, column and remedy. No database."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doanra.documents.course_catalogue import render_catalogue
from doanra.intake.sheets import COLUMNS, CourseSheet, read_courses
from doanra.terms.refusal import Refused
from doanra.terms.words import ContentGroup, Field, Language, Programme

HEADS = [column.heading for column in COLUMNS]
COURSE: dict[str, Any] = {
    "Mã khoá": "NH-01", "Chương trình": "Ngắn hạn", "Chủ đề": "Chủ đề giả định", "Nước": "Hàn Quốc",
    "Số chỗ ít nhất": 15, "Số chỗ nhiều nhất": 20, "Ngày khai giảng dự kiến": "05/4/2027; 06/9/2027", "Số ngày": 14,
}  # fmt: skip


def book(*courses: dict[str, Any], heads: list[str] | None = None, above: int = 0) -> bytes:
    """A workbook with these courses below a row of heads."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for _ in range(above):
        sheet.append(["Danh mục khoá"])
    used = heads or list(dict.fromkeys(name for course in courses for name in course)) or HEADS
    sheet.append(used)
    for course in courses:
        sheet.append([course.get(name) for name in used])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def read(*courses: dict[str, Any], **how: Any) -> CourseSheet:
    return read_courses(book(*courses, **how), year=2027)


def places(sheet: CourseSheet) -> list[tuple[int, str]]:
    return [(fault.row, fault.heading) for fault in sheet.faults]


def test_a_course_is_read_with_what_is_left_out() -> None:
    sheet = read(COURSE, above=2)
    assert sheet.faults == []
    (row,) = sheet.rows
    assert row.row == 4
    assert row.starts == (date(2027, 4, 5), date(2027, 9, 6))
    assert row.values == {
        "code": "NH-01", "programme": "short", "topic": "Chủ đề giả định", "content_group": "", "field": "",
        "field_share": Decimal("0.5"), "audiences": "", "host": "", "country": "Hàn Quốc", "language": "",
        "interpreted": False, "seats_min": 15, "seats_max": 20, "band_low": 1, "band_high": 5, "band_span": 2,
        "days": 14, "abroad_from": 0, "abroad_to": 14, "cost_fixed": Decimal(0), "cost_per_head": Decimal(0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "written", "key", "value"),
    [
        ("Chương trình", "NGOẠI NGỮ", "programme", "language"),
        ("Chương trình", "Bồi dưỡng trung hạn", "programme", "medium"),
        ("Nhóm nội dung", 4.0, "content_group", "4"),
        ("Nhóm nội dung", "Kỹ năng lãnh đạo, quản lý", "content_group", "4"),
        ("Lĩnh vực", "kiểm tra, thanh tra", "field", "inspection"),
        ("Đối tượng", "d, a;B", "audiences", "ABD"),
        ("Đối tượng", "A-D", "audiences", "ABCD"),
        ("Tỉ lệ cùng lĩnh vực", "50%", "field_share", Decimal("0.50")),
        ("Tỉ lệ cùng lĩnh vực", "0,75", "field_share", Decimal("0.75")),
        ("Ngoại ngữ", "Anh", "language", "en"),
        ("Có phiên dịch", "x", "interpreted", True),
        ("Chi phí một người (đồng)", "95.000.000 đ", "cost_per_head", Decimal(95_000_000)),
        ("Chi phí một người (đồng)", 95_000_000.0, "cost_per_head", Decimal(95_000_000)),
    ],
)
def test_cells_are_read_as_people_write_them(heading: str, written: object, key: str, value: object) -> None:
    sheet = read({**COURSE, "Ngoại ngữ": "tiếng Lào", heading: written})
    assert sheet.faults == []
    assert sheet.rows[0].values[key] == value


@pytest.mark.parametrize(
    "written", ["05/4; 6/9", "5/4/2027\n06/09/2027", "2027-04-05; 2027-09-06", "06/9/2027, 05/4/2027"]
)
def test_days_are_read_as_people_write_them(written: str) -> None:
    sheet = read({**COURSE, "Ngày khai giảng dự kiến": written})
    assert sheet.rows[0].starts == (date(2027, 4, 5), date(2027, 9, 6)), sheet.faults


def test_a_day_may_be_a_date_of_excel() -> None:
    sheet = read({**COURSE, "Ngày khai giảng dự kiến": datetime(2027, 4, 5)})  # noqa: DTZ001 - as Excel keeps it
    assert sheet.rows[0].starts == (date(2027, 4, 5),)


@pytest.mark.parametrize(
    ("heading", "written", "said"),
    [
        ("Mã khoá", "NH 01/a", "không dùng được"),
        ("Chương trình", "Dài hạn", "không có trong danh sách"),
        ("Chương trình", None, "để trống"),
        ("Đối tượng", "A, X", "không phải nhóm đối tượng"),
        ("Có phiên dịch", "tuỳ", "không rõ có hay không"),
        ("Số chỗ ít nhất", 0, "không hợp lệ"),
        ("Số chỗ ít nhất", 15.5, "không hợp lệ"),
        ("Số chỗ nhiều nhất", 10, "ít hơn 15 chỗ ít nhất"),
        ("Bậc thấp nhất", 6, "không hợp lệ"),
        ("Ngày khai giảng dự kiến", "31/2/2027", "không phải là một ngày"),
        ("Ngày khai giảng dự kiến", "05/4/2028", "không thuộc năm 2027"),
        ("Ngày khai giảng dự kiến", "tháng 4/2027", "không phải là một ngày"),
        ("Ở nước ngoài đến ngày thứ", 15, "không nằm trong 14 ngày"),
        ("Chi phí cố định (đồng)", "một trăm", "không phải là số"),
        ("Chi phí cố định (đồng)", -5, "không hợp lệ"),
        ("Tỉ lệ cùng lĩnh vực", "nửa", "không phải là tỉ lệ"),
        ("Chủ đề", "x" * 300, "nhiều nhất 240"),
    ],
)
def test_a_fault_has_its_place_and_its_remedy(heading: str, written: object, said: str) -> None:
    sheet = read({**COURSE, heading: written})
    assert sheet.rows == []
    (fault,) = sheet.faults
    assert (fault.row, fault.heading) == (2, heading)
    assert said in fault.message
    assert fault.column.isalpha()
    assert fault.remedy


def test_all_faults_are_named_at_once_and_the_same_code_twice() -> None:
    sheet = read(
        {**COURSE, "Chương trình": "Dài hạn", "Số ngày": "hai tuần"}, {**COURSE, "Mã khoá": "NH-02"}, COURSE
    )  # fmt: skip
    assert places(sheet) == [(2, "Chương trình"), (2, "Số ngày"), (4, "Mã khoá")]
    assert "đã có ở dòng 2" in sheet.faults[-1].message
    assert [row.values["code"] for row in sheet.rows] == ["NH-02", "NH-01"]


def test_a_language_course_needs_its_language() -> None:
    sheet = read({**COURSE, "Chương trình": "Ngoại ngữ"})
    assert places(sheet) == [(2, "Ngoại ngữ")]


def test_a_missing_column_is_a_fault_and_a_strange_one_is_told() -> None:
    heads = [name for name in COURSE if name != "Số ngày"] + ["Người phụ trách"]
    sheet = read(COURSE, heads=heads)
    assert places(sheet) == [(1, "Số ngày")]
    assert sheet.unread == ["Người phụ trách"]
    assert sheet.rows == []


def test_sums_and_blank_rows_are_no_courses() -> None:
    sheet = read(COURSE, {}, {"Mã khoá": "Tổng cộng", "Số ngày": 14})
    assert (len(sheet.rows), sheet.faults) == (1, [])


def test_a_table_without_courses_is_a_fault() -> None:
    sheet = read()
    assert [fault.message for fault in sheet.faults] == ["không có khoá nào dưới đầu bảng"]


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty_file"), (b"%PDF-1.7", "not_spreadsheet"), (b"PK\x03\x04xx", "corrupt_file")]
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_courses(content, year=2027)
    assert refused.value.code == code
    assert refused.value.remedy


def test_a_workbook_of_something_else_is_refused_with_the_columns_to_have() -> None:
    with pytest.raises(Refused) as refused:
        read({"Họ và tên": "Nguyễn Văn An", "Ngày sinh": "1975"})
    assert refused.value.code == "no_table"
    assert "Mã khoá" in refused.value.remedy


texts = st.text("aăâđêôơưỏỗệ XYZ-=+@'\"(),;", min_size=1, max_size=40).map(str.strip).filter(bool)
one_course = st.fixed_dictionaries(
    {
        "code": st.from_regex(r"[A-Z]{1,3}-[0-9]{2}", fullmatch=True),
        "programme": st.sampled_from([one.value for one in Programme]),
        "topic": texts,
        "content_group": st.sampled_from(["", *(one.value for one in ContentGroup)]),
        "field": st.sampled_from(["", *(one.value for one in Field)]),
        "field_share": st.integers(0, 100).map(lambda part: Decimal(part) / 100),
        "audiences": st.sets(st.sampled_from("ABCDEF")).map(lambda letters: "".join(sorted(letters))),
        "host": st.one_of(st.just(""), texts),
        "country": texts,
        "language": st.sampled_from([one.value for one in Language]),
        "interpreted": st.booleans(),
        "seats_min": st.integers(1, 20),
        "seats_max": st.integers(20, 500),
        "band_low": st.integers(1, 3),
        "band_high": st.integers(3, 5),
        "band_span": st.integers(1, 5),
        "starts": st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), min_size=1).map(lambda d: tuple(sorted(d))),
        "days": st.integers(10, 366),
        "abroad_first": st.integers(1, 5),
        "abroad_last": st.integers(5, 10),
        "cost_fixed": st.integers(0, 10**12).map(Decimal),
        "cost_per_head": st.integers(0, 10**12).map(Decimal),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(one_course, max_size=3, unique_by=lambda course: course["code"]).filter(bool))
def test_what_the_catalogue_writes_is_read_back_alike(courses: list[dict[str, Any]]) -> None:
    sheet = read_courses(render_catalogue(courses, year=2027, on=date(2026, 11, 1)), year=2027)
    assert sheet.faults == []
    assert sheet.unread == []
    for course, row in zip(courses, sheet.rows, strict=True):
        told = {**row.values, "starts": row.starts, "abroad_first": row.values["abroad_from"] + 1}
        told["abroad_last"] = row.values["abroad_to"]
        wanted = {**course, "topic": " ".join(course["topic"].split()), "host": " ".join(course["host"].split())}
        wanted["country"] = " ".join(course["country"].split())
        assert {name: told[name] for name in wanted} == wanted
