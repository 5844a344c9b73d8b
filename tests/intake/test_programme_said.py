"""Where a list says for what somebody is sent: in a column, a section, a title, the sheet's or the file's name."""

from __future__ import annotations

import pytest

from intake.listed import AN, BINH, HEAD, people
from intake.workbooks import codes, facts, read


@pytest.mark.parametrize(
    ("short", "language", "tongue"),
    [
        ("A. BỒI DƯỠNG NGẮN HẠN", "B. BỒI DƯỠNG NGOẠI NGỮ", "1. Tiếng Lào"),
        ("I. Lớp ngắn hạn", "II. Lớp ngoại ngữ", "II.1. Lớp tiếng Lào"),
        (
            "Phần I: Chương trình bồi dưỡng ngắn hạn (02 đồng chí)",
            "Phần II: Chương trình ngoại ngữ (01 đồng chí)",
            "- Tiếng Lào:",
        ),
        ("1/ Đối tượng đăng ký ngắn hạn", "2/ Đối tượng đăng ký học ngoại ngữ", "a) Tiếng Lào (01 người)"),
        ("* Bồi dưỡng ngắn hạn", "* Bồi dưỡng ngoại ngữ", "+ Tiếng Lào"),
    ],
)
@pytest.mark.parametrize("column", [0, 1])
def test_sections(short: str, language: str, tongue: str, column: int) -> None:
    def line(text: str) -> list[str]:
        return [""] * column + [text]

    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ"],
        line(short), AN[:5], line(language), line(tongue), BINH[:5],
        ["", "Cộng", 2], ["Tổng cộng: 02 đồng chí"],
    ]  # fmt: skip
    assert [(row[0], row[4], row[5]) for row in people(rows)] == [
        ("Nguyễn Văn An", "short", ""),
        ("Trần Thị Bình", "language", "lo"),
    ]


def test_section_number_in_its_own_cell_and_offices_between() -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ"],
        ["A", "Bồi dưỡng trung hạn"],
        ["I", "Vụ Tổ chức cán bộ"], AN[:5],
        ["II", "Ban Quản lý dự án"], BINH[:5],
        ["B", "Bồi dưỡng dài hạn"], [3, "Lê Văn Cường", 1977, "Nam", "Vụ trưởng"],
    ]  # fmt: skip
    reading = read(rows)
    assert [facts(row)[4] for row in reading.rows] == ["medium", "medium", ""]
    assert "programme_unknown" in codes(reading.rows[2])


def test_repeated_header_keeps_the_section() -> None:
    head = HEAD[:5]
    rows = [head, ["A. Ngoại ngữ"], ["1. Tiếng Khmer"], AN[:5], head, BINH[:5]]
    assert [row[4:] for row in people(rows)] == [("language", "km"), ("language", "km")]


def test_words_for_drop_down_lists_on_the_right_are_no_sections() -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ"]
    rows = [
        head,
        ["I", "Ngắn hạn"],
        [1, "Nguyễn Văn An", 1975, "Nam", "Vụ trưởng"],
        [*[""] * 7, "Trung hạn"],
        [*[""] * 7, "Tiếng Lào"],
        [2, "Lê Văn Bình", 1975, "Nam", "Vụ trưởng"],
    ]
    assert [facts(row)[4] for row in read(rows).rows] == ["short", "short"]


def test_programmes_as_columns_of_their_own() -> None:
    head = [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Chức vụ",
        "Đăng ký khoá ngắn hạn",
        "Đăng ký khoá trung hạn",
        "Đăng ký ngoại ngữ",
    ]
    rows = [head, [1, "Nguyễn Văn An", 1975, "A", "x", "", ""], [2, "Trần Thị Bình", 1980, "B", "", "", "Tiếng Anh"]]
    assert [row[4:] for row in people(rows)] == [("short", ""), ("language", "en")]


def test_programmes_under_a_title_that_nobody_knows_belong_to_the_header() -> None:
    rows = [
        ["STT", "Họ và tên", "Nguyện vọng", "", "", "Năm sinh", "Chức vụ"],
        ["", "", "Ngắn hạn", "Trung hạn", "Ngoại ngữ", "", ""],
        [1, "Nguyễn Văn An", "x", "", "", 1975, "Vụ trưởng"],
        [2, "Lê Văn Bình", "", "x", "", 1976, "Vụ phó"],
    ]
    assert [facts(row)[4] for row in read(rows).rows] == ["short", "medium"]


def test_programme_merged_over_several_people_and_ditto() -> None:
    third = [3, "Lê Văn Cường", 1977, "Nam", "Vụ trưởng", "", ""]
    rows = [HEAD, BINH, [*third[:5], ""], [4, "Phạm Thị Dung", 1978, "Nữ", "Vụ trưởng", "-nt-"]]
    assert [row[4] for row in people(rows, merges=["F2:F3"])] == ["short", "short", "short"]


@pytest.mark.parametrize(
    ("sheet", "title", "name", "expected"),
    [
        ("Ngan han", "DANH SÁCH", "a.xlsx", ("short", "")),
        ("NN - tiếng Khmer", "DANH SÁCH", "a.xlsx", ("language", "km")),
        ("Sheet1", "Danh sách cán bộ đăng ký bồi dưỡng ngoại ngữ (tiếng Lào) năm 2023", "a.xlsx", ("language", "lo")),
        ("Sheet1", "DANH SÁCH", "dang-ky-boi-duong-trung-han.xlsx", ("medium", "")),
        ("Tieng Anh", "DANH SÁCH", "a.xlsx", ("language", "en")),
    ],
)
def test_programme_from_surroundings(sheet: str, title: str, name: str, expected: tuple[str, str]) -> None:
    rows = [[title], [], HEAD[:5], AN[:5]]
    assert people({sheet: rows}, name=name)[0][4:] == expected


@pytest.mark.parametrize(
    ("other", "programme", "language"), [("Ngắn", "medium", ""), ("Anh", "language", "zh"), ("Ngắn hạn", "", "")]
)
def test_trung_alone_is_told_by_the_words_beside_it(other: str, programme: str, language: str) -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Lớp"]
    rows = [head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Trung"], [2, "Lê Thị Bình", 1980, "Vụ phó", other]]
    assert facts(read(rows).rows[0])[4:] == (programme, language)


@pytest.mark.parametrize(("sheet", "programme", "language"), [("Tr.hạn", "medium", ""), ("T.Anh", "language", "en")])
def test_sheets_with_their_words_cut(sheet: str, programme: str, language: str) -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ"], [1, "Nguyễn Văn An 1", 1975, "Vụ trưởng"]]
    assert facts(read({sheet: rows}).rows[0]) == ("Nguyễn Văn An", "", "1975", "Vụ trưởng", programme, language)
