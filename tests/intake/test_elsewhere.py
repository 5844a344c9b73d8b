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


HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình"]
AN = [1, "Nguyễn Văn An", "5/8/1975", "Nam", "Vụ trưởng", "Ngắn hạn"]
BINH = [2, "Trần Thị Bình", 1980, "Nữ", "Chuyên viên", "Tiếng Anh"]
MEANT = [
    ("Nguyễn Văn An", "male", "1975-08-05", "Vụ trưởng", "short", ""),
    ("Trần Thị Bình", "female", "1980", "Chuyên viên", "language", "en"),
]


@pytest.mark.parametrize("place", range(1, 6))
@pytest.mark.parametrize("head", ["Cột lạ", "Mục X", "zzz"])
def test_a_column_under_a_head_that_nobody_knows_is_told_by_its_cells(place: int, head: str) -> None:
    heads = [head if at == place else text for at, text in enumerate(HEAD)]
    reading = read([["DANH SÁCH"], heads, AN, BINH])
    assert [facts(row) for row in reading.rows] == MEANT
    assert [column.letter for column in reading.sheets[0].columns if not column.sure] == ["ABCDEF"[place]]


@pytest.mark.parametrize(
    "foot",
    [
        [["", "Chuyên viên", "", "", "Vụ trưởng"], [], ["", "Lê Thị Lập", "", "", "Phạm Văn Ký"]],
        [["", "", "", "", "Q. VỤ TRƯỞNG"], ["", "", "", "", "Phạm Văn Ký"]],
        [
            ["Hà Nội, 5/12/2022"],
            ["", "Người tổng hợp", "", "", "Trưởng ban"],
            ["", "Lê Thị Lập", "", "", "Phạm Văn Ký"],
        ],
        [["Người liên hệ:", "Nguyễn Văn Hỏi", "", "", "0951234567"]],
        [["", "Tỷ lệ nữ", "33%"]],
        [["TỔNG HỢP"], ["Chương trình", "Số lượng", "Nam", "Nữ"], ["Ngắn hạn", 1, 1, 0], ["Ngoại ngữ", 1, 0, 1]],
    ],
)
def test_what_stands_below_a_list_is_nobody(foot: list[list[object]]) -> None:
    assert [facts(row) for row in read([HEAD, AN, BINH, *foot]).rows] == MEANT


@pytest.mark.parametrize(
    "heads", [("NH", "NN", "Anh"), ("a) Ngắn hạn", "b) Ngoại ngữ", "+ Tiếng Anh"), ("NH (1)", "NN", "- Anh")]
)
def test_sections_may_be_abbreviated(heads: tuple[str, str, str]) -> None:
    rows = [HEAD[:5], [heads[0]], AN[:5], [heads[1]], [heads[2]], BINH[:5]]
    assert [facts(row) for row in read(rows).rows] == MEANT


def test_provinces_head_the_people_from_there() -> None:
    rows = [HEAD[1:], ["An Giang"], AN[1:], ["Hà Nội"], BINH[1:]]
    assert [facts(row) for row in read(rows).rows] == MEANT


def test_two_people_in_one_cell_are_not_made_one() -> None:
    cells = [1, "Nguyễn Văn An\nTrần Thị Bình", "5/8/1975\n1980", "Nam", "Vụ trưởng", "Ngắn hạn"]
    (row,) = read([HEAD, cells]).rows
    assert "several_people" in codes(row)


def test_a_list_without_a_header_is_read_by_the_choice_of_a_clerk() -> None:
    content = xlsx([["DANH SÁCH"], AN, BINH, ["", "", "", "", "Phạm Văn Ký"]])
    plain = read_file("a.xlsx", content, call_on=CALL)
    assert plain.refusal is not None
    assert plain.refusal.code == "no_header"
    assert plain.sheets[0].lines
    meanings = ["index", "full_name", "birth_date", "gender", "position", "programme"]
    choices = {("DS", letter): meaning for letter, meaning in zip("ABCDEF", meanings, strict=True)}
    reading = read_file("a.xlsx", content, call_on=CALL, column_choices=choices)
    assert [facts(row) for row in reading.rows] == MEANT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_files_in_any_encoding_and_delimiter(delimiter: str, encoding: str) -> None:
    rows = [["DANH SÁCH"], [], HEAD, AN, [2, '="Trần Thị Bình"', *BINH[2:]]]
    text = "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows)
    reading = read_file("a.csv", text.encode(encoding), call_on=CALL)
    assert [facts(row) for row in reading.rows] == MEANT
