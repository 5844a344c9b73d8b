"""Layouts that the public corpus does not have are read back as meant; bench/intake_layouts.py throws more."""

from __future__ import annotations

import pytest

from doanra.intake import TableKind, read_file
from intake.elsewhere.files import SHAPES, specimen
from intake.elsewhere.judging import faults
from intake.workbooks import CALL, codes, facts, read, xlsx


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("seed", range(15))
def test_nothing_is_lost_invented_or_misread(shape: str, seed: int) -> None:
    assert faults(specimen(7_000_000 + seed, shape=shape)) == []


def test_codes_without_a_legend_are_asked_not_guessed() -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình"], [1, "Nguyễn Văn An", 1975, "Vụ trưởng", 1]]
    (row,) = read(rows).rows
    assert codes(row) == {"programme_unknown"}


def test_legends_that_contradict_each_other_say_nothing() -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình"],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", 1],
        ["Ghi chú: 1: Ngắn hạn; 2: Trung hạn"],
        ["Chú thích: 1: Trung hạn; 2: Ngắn hạn"],
    ]
    (row,) = read(rows).rows
    assert codes(row) == {"programme_unknown"}


def test_a_person_called_tran_trong_is_no_closing_formula() -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ"],
        [1, "Trần Trọng", 1975, ""],
        ["Trân trọng cảm ơn."],
    ]
    assert [row.full_name for row in read({"Ngắn hạn": rows}).rows] == ["Trần Trọng"]


def test_a_numbered_name_alone_is_a_person_with_data_missing() -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình"],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn"],
        [2, "Lê Thị Bình"],
        [],
        ["", "", "", "NGƯỜI LẬP"],
        ["", "", "", "Phạm Văn Ký"],
    ]
    reading = read(rows)
    assert [row.full_name for row in reading.rows] == ["Nguyễn Văn An", "Lê Thị Bình"]
    assert "programme_unknown" in codes(reading.rows[1])


def test_people_in_columns_and_on_cards_tell_how_they_stand() -> None:
    turned = [
        ["Họ và tên", "Nguyễn Văn An", "Trần Thị Bình"],
        ["Ngày sinh", "5/8/1975", "1980"],
        ["Giới tính", "Nam", "Nữ"],
        ["Chức vụ", "Vụ trưởng", "Chánh Văn phòng"],
        ["Chương trình", "Ngắn hạn", "Dài hạn"],
    ]
    reading = read(turned)
    assert [facts(row)[0] for row in reading.rows] == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert reading.sheets[0].tables[0].kind is TableKind.TURNED
    assert [column.letter for column in reading.sheets[0].columns] == [line[0] for line in turned]
    (problem,) = reading.rows[1].problems
    assert (problem.code, problem.column) == ("programme_unknown", "C")
    card = [[f"{label}: {value}"] for label, value, _ in turned]
    (row,) = read([["PHIẾU ĐĂNG KÝ"], *card]).rows
    assert facts(row) == ("Nguyễn Văn An", "male", "1975-08-05", "Vụ trưởng", "short", "")
    assert (row.row, row.row_end) == (2, 6)


def test_a_clerk_names_the_meaning_of_a_label() -> None:
    rows = [
        ["Họ và tên:", "Nguyễn Văn An"],
        ["Năm sinh:", 1975],
        ["Chức vụ:", "Vụ trưởng"],
        ["Ghi chú:", "Ngắn hạn"],
    ]
    content = xlsx(rows)
    (row,) = read_file("a.xlsx", content, call_on=CALL, column_choices={("DS", "Ghi chú"): "programme"}).rows
    assert facts(row)[4] == "short"
