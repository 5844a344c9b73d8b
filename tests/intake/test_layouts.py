"""How a list lies on its sheet: where it begins and ends, what stands beside it, who takes several rows."""

from __future__ import annotations

import pytest

from doanra.intake import DEFAULT, read_file
from intake.listed import AN, AN_FACTS, BINH, BINH_FACTS, HEAD, PEOPLE_HEAD, people
from intake.workbooks import CALL, facts, read, xlsx


def test_plain_table() -> None:
    reading = read([HEAD, AN, BINH])
    assert [facts(row) for row in reading.rows] == [AN_FACTS, BINH_FACTS]
    assert [row.row for row in reading.rows] == [2, 3]
    assert [column.meaning for column in reading.sheets[0].columns] == [
        "index", "full_name", "birth_date", "gender", "position", "programme", "language",
    ]  # fmt: skip
    assert reading.sheets[0].columns[2].example == "05/08/1975"


@pytest.mark.parametrize("place", [1, 7, 19])
def test_leading_empty_rows_and_columns_are_counted(place: int) -> None:
    rows = [[] for _ in range(place)] + [["", "", *HEAD], ["", "", *AN]]
    reading = read(rows)
    assert [row.row for row in reading.rows] == [place + 2]
    assert reading.rows[0].raw["D"] == "Nguyễn Văn An"


def test_notes_beside_the_table() -> None:
    rows = [
        [*HEAD, "", "Hướng dẫn: ghi Ngắn hạn, Trung hạn hoặc Ngoại ngữ"],
        [*AN, "", "Nam"],
        [*BINH, "", "Nữ"],
        ["", "", "", "", "", "", "", "", "Không sửa cột này"],
    ]
    assert people(rows) == [AN_FACTS, BINH_FACTS]


@pytest.mark.parametrize(
    ("heads", "counts"),
    [
        (["Chương trình", "Số lượng", "Nam", "Nữ"], [["Ngắn hạn", 1, 1, 0], ["Trung hạn", 5, 3, 2]]),
        (["", "Nam", "Nữ"], [["Ngắn hạn", 2, 0], ["Ngoại ngữ", 1, 1]]),
        (["Thống kê", "Tỷ lệ"], [["Nữ", "50%"], ["Dưới 40 tuổi", "50 %"]]),
    ],
)
@pytest.mark.parametrize("gap", [1, 2])
def test_a_table_of_counts_on_the_right_says_nothing_of_the_people(
    heads: list[str], counts: list[list[object]], gap: int
) -> None:
    rows: list[list[object]] = [
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình"],
        [1, "Nguyễn Văn An", 1975, "Nam", "Vụ trưởng", "Ngắn hạn"],
        [2, "Trần Thị Bình", 1980, "Nữ", "Vụ phó", "Trung hạn"],
    ]
    beside = [heads, *counts]
    reading = read([["DANH SÁCH"], *([*row, *[""] * gap, *more] for row, more in zip(rows, beside, strict=True))])
    assert [facts(row) for row in reading.rows] == [
        ("Nguyễn Văn An", "male", "1975", "Vụ trưởng", "short", ""),
        ("Trần Thị Bình", "female", "1980", "Vụ phó", "medium", ""),
    ]
    assert not any(row.refused for row in reading.rows)


def test_repeated_header_after_a_page_break() -> None:
    assert people([HEAD, AN, HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], BINH]) == [AN_FACTS, BINH_FACTS]


def test_two_tables_with_titles_of_their_own() -> None:
    rows = [
        ["DANH SÁCH CÁN BỘ ĐĂNG KÝ BỒI DƯỠNG NGẮN HẠN"], HEAD[:5], AN[:5], ["Tổng số: 1"], [],
        ["DANH SÁCH CÁN BỘ ĐĂNG KÝ HỌC TIẾNG TRUNG QUỐC"], HEAD[:5], BINH[:5],
    ]  # fmt: skip
    assert [row[4:] for row in people(rows)] == [("short", ""), ("language", "zh")]


def test_lists_beside_each_other_have_titles_of_their_own() -> None:
    head = PEOPLE_HEAD[:3] + PEOPLE_HEAD[4:5]
    rows = [
        ["Ngắn hạn", "", "", "", "Trung hạn"],
        [*head, *head],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", 1, "Lê Thị Bình", 1980, "Vụ phó"],
    ]
    assert [facts(row)[4] for row in read(rows).rows] == ["short", "medium"]


def test_person_over_several_rows_merged_or_not() -> None:
    rows = [
        HEAD, AN, ["", "", "", "", "Bí thư chi bộ"],
        BINH, ["", "", "", "", "Tỉnh uỷ viên"],
    ]  # fmt: skip
    expected = ["Phó Vụ trưởng Vụ Pháp chế, Bí thư chi bộ", "Giám đốc Sở Nội vụ, Tỉnh uỷ viên"]
    assert [row[3] for row in people(rows)] == expected
    merged = read(rows, merges=["A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "F4:F5"])
    assert [(facts(row)[3], row.row, row.row_end) for row in merged.rows] == [(expected[0], 2, 3), (expected[1], 4, 5)]


def test_clerk_choices_go_before_everything() -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Nhiệm sở", "Ghi chú"]
    content = xlsx({"Ngắn hạn": [head, [1, "Nguyễn Văn An", 1975, "Điều phối", "Nam"]]})
    plain = read_file("a.xlsx", content, call_on=CALL)
    assert plain.rows[0].position == ""
    chosen = read_file(
        "a.xlsx", content, call_on=CALL, column_choices={("Ngắn hạn", "D"): "position", ("Ngắn hạn", "E"): "gender"}
    )
    assert facts(chosen.rows[0])[:4] == ("Nguyễn Văn An", "male", "1975", "Điều phối")
    taught = read_file("a.xlsx", content, call_on=CALL, synonyms=DEFAULT.extended({"position": ["Nhiệm sở"]}))
    assert taught.rows[0].position == "Điều phối"
