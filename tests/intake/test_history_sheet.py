"""Old records are read row by row: partial dates stay partial, further courses follow their person, faults are told."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from doanra.documents.history_template import render_history_template
from doanra.intake.sheets.histories import HISTORY_COLUMNS, funding, read_histories
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused

ON = date(2026, 11, 22)
HEAD = [
    "TT",
    "Họ tên",
    "Năm sinh",
    "Cơ quan",
    "Tên khoá",
    "Đề án",
    "Chương trình",
    "Nước đến",
    "Từ",
    "Đến",
    "Quyết định",
]


def book(*rows: list[Any], head: list[str] = HEAD, above: int = 2) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("HS")
        for place, row in enumerate([head, *rows], above):
            sheet.write_row(place, 0, row)
    return content.getvalue()


def line(name: str = "Nguyễn Thử An", **more: Any) -> list[Any]:
    said = {
        "born": "12/03/1975", "unit": "Tỉnh Cao Bằng", "title": "Quản lý công", "by": "Đề án 165", "kind": "Ngắn hạn",
        "country": "Úc", "starts": "9/2012", "ends": "", "decision": "214-QĐ/BTCTW",
    }  # fmt: skip
    return [1, name, *(said | more).values()]


def read(*rows: list[Any]) -> list[Any]:
    return read_histories(book(*rows), on=ON).rows


def test_a_row_says_who_went_where_when_on_whose_money() -> None:
    (row,) = read(line())
    assert row.values | {"id_number": None} == {
        "full_name": "Nguyễn Thử An", "birth": PartialDate(1975, 3, 12), "id_number": None, "unit": "Tỉnh Cao Bằng",
        "title": "Quản lý công", "funded_by": "Đề án 165", "programme": "short", "country": "Úc",
        "starts": PartialDate(2012, 9), "ends": None, "decision": "214-QĐ/BTCTW",
    }  # fmt: skip
    assert (row.row, row.faults, row.is_none) == (4, (), False)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("2012", PartialDate(2012)), (2012, PartialDate(2012)), ("9/2012", PartialDate(2012, 9)),
     ("05/9/2012", PartialDate(2012, 9, 5)), ("5/9/12", PartialDate(2012, 9, 5))],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are_written(written: object, read_as: PartialDate) -> None:
    assert read(line(starts=written))[0].values["starts"] == read_as


def test_further_courses_of_a_person_need_no_name_and_sections_end_that() -> None:
    first, second, third = read(
        line(), line("", born="", unit="", starts="2015"), ["II", "Bộ Y tế"], line("", born="", starts="2016")
    )
    assert (second.values["full_name"], second.values["birth"]) == ("Nguyễn Thử An", first.values["birth"])
    assert [fault.message for fault in third.faults] == ["thiếu họ và tên"]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"starts": ""}, "thiếu thời gian đi"), ({"starts": "31/02/2012"}, "không có ngày này"),
        ({"starts": "2030"}, "còn ở phía trước"), ({"starts": "1812"}, "không đọc được|không đúng"),
        ({"ends": "2011"}, "trước ngày đi"), ({"kind": "Cao cấp"}, "không có trong danh sách"),
        ({"born": "ba mươi"}, "không phải ngày sinh"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_cell(more: dict[str, Any], wrong: str) -> None:
    good, bad = read(line(), line("Trần Thử Bình", **more))
    assert good.faults == ()
    (fault,) = bad.faults
    assert pytest.importorskip("re").search(wrong, fault.message)
    assert fault.row == 5
    assert fault.column
    assert fault.remedy


def test_who_has_been_on_none_says_so() -> None:
    (row,) = read(line(title="Chưa tham gia", by="", kind="", country="", starts=""))
    assert (row.is_none, row.faults) == (True, ())


def test_sums_and_signatures_are_no_people() -> None:
    assert len(read(line(), ["Tổng cộng", "", "", "", "2 khoá"], ["", "", "", "NGƯỜI LẬP BIỂU"], line())) == 1


@pytest.mark.parametrize(
    ("said", "payer"),
    [("Đề án 165", "scheme165"), ("165", "scheme165"), ("Kết luận số 39-KL/TW", "kl39"), ("KL39", "kl39"),
     ("Học bổng Chevening", "other"), ("", ""), (None, "")],
)  # fmt: skip
def test_who_paid(said: str | None, payer: str) -> None:
    assert funding(said) == payer


def test_the_template_reads_back_empty_and_filled() -> None:
    assert read_histories(render_history_template(on=ON, unit="Tỉnh Cao Bằng"), on=ON).rows == []
    head = [column.heading for column in HISTORY_COLUMNS]
    filled = ["An Thử", "1975", "", "", "Khoá", "Kết luận 39", "Ngoại ngữ", "Lào", "2022", "2023", ""]
    (row,) = read_histories(book(filled, head=head), on=ON).rows
    assert (row.faults, row.values["programme"]) == ((), "language")


def test_what_is_no_such_workbook_is_refused() -> None:
    with pytest.raises(Refused, match="Không tìm thấy bảng"):
        read_histories(book(head=["TT", "Mã khoá"]), on=ON)
    with pytest.raises(Refused):
        read_histories(b"%PDF-1.7", on=ON)
