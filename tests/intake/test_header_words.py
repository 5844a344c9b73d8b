"""What the header of a list says: the meaning of its columns, in whatever words, rows and order."""

from __future__ import annotations

from datetime import date

import pytest

from intake.listed import AN, AN_FACTS, AN_ROW, BINH, BINH_FACTS, HEAD, PEOPLE_HEAD, people
from intake.workbooks import codes, facts, read

OTHER_WORDS = [
    (["Số thứ tự", "Họ tên cán bộ", "Sinh ngày", "Phái", "Vị trí công tác", "Khoá học đăng ký", "Học tiếng"]),
    (["TT", "HỌ VÀ TÊN CÁN BỘ", "NGÀY THÁNG NĂM SINH", "NAM/NỮ", "CHỨC VỤ HIỆN TẠI", "LỚP BỒI DƯỠNG", "THỨ TIẾNG"]),
    (
        [
            "No",
            "Họ, tên khai sinh",
            "Năm sinh (dương lịch)",
            "Giới",
            "Chức vụ, chức danh",
            "Đăng ký lớp",
            "Ngoại ngữ đăng ký học",
        ]
    ),
    (
        [
            "Stt",
            "Họ và tên người được cử",
            "Ngày, tháng, năm sinh",
            "Giới tính (Nam, Nữ)",
            "Chức vụ, cơ quan công tác",
            "Hệ bồi dưỡng",
            "Ngôn ngữ",
        ]
    ),
    (["STT", "Ho va ten", "Ngay sinh", "Gioi tinh", "Chuc vu", "Chuong trinh", "Ngoai ngu dang ky"]),
    (
        [
            "TT",
            "Họ và tên đồng chí",
            "Ngày tháng năm sinh (dd/mm/yyyy)",
            "Giới tính",
            "Chức vụ, đơn vị",
            "Nội dung đăng ký",
            "Tiếng đăng ký học",
        ]
    ),
    (["#", "Họ tên", "Ngày sinh", "Giới tính", "Chức danh, chức vụ", "Loại khóa bồi dưỡng", "Thứ tiếng đăng ký"]),
]


@pytest.mark.parametrize("head", OTHER_WORDS)
def test_other_words_in_the_header(head: list[str]) -> None:
    assert people([["DANH SÁCH"], [], head, AN, BINH]) == [AN_FACTS, BINH_FACTS]


def test_any_order_of_columns() -> None:
    order = [4, 2, 6, 0, 5, 3, 1]
    assert people([[row[i] for i in order] for row in (HEAD, AN, BINH)]) == [AN_FACTS, BINH_FACTS]


def test_two_header_rows_with_birth_dates_by_gender() -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày tháng năm sinh", "", "Chức vụ", "Chương trình đăng ký", "", "", ""],
        ["", "", "Nam", "Nữ", "", "Ngắn hạn", "Trung hạn", "Tiếng Anh", "Tiếng Lào"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, "Nguyễn Văn An", date(1975, 8, 5), "", "Trưởng phòng", "", "", "x", ""],
        [2, "Trần Thị Bình", "", "7/1980", "Vụ trưởng", "X", "", "", ""],
    ]
    expected = [
        ("Nguyễn Văn An", "male", "1975-08-05", "Trưởng phòng", "language", "en"),
        ("Trần Thị Bình", "female", "1980-07", "Vụ trưởng", "short", ""),
    ]
    assert people(rows) == expected
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:I1"]
    assert people(rows, merges=merges) == expected


def test_three_header_rows() -> None:
    rows = [
        ["TT", "Thông tin cá nhân", "", "", "", "Đăng ký bồi dưỡng", "", "", ""],
        ["", "Họ và tên", "Ngày sinh", "", "Chức vụ", "Ngắn hạn", "Trung hạn", "Ngoại ngữ", ""],
        ["", "", "Nam", "Nữ", "", "", "", "Tiếng Anh", "Tiếng Trung"],
        ["A", "B", "1", "2", "3", "4", "5", "6", "7"],
        ["1", "Nguyễn Văn An", "5/8/1975", "", "Trưởng phòng", "", "", "", "x"],
        ["2", "Trần Thị Bình", "", "1980", "Vụ trưởng", "", "x", "", ""],
    ]
    merges = ["A1:A3", "B1:E1", "F1:I1", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:I2"]
    expected = [
        ("Nguyễn Văn An", "male", "1975-08-05", "Trưởng phòng", "language", "zh"),
        ("Trần Thị Bình", "female", "1980", "Vụ trưởng", "medium", ""),
    ]
    assert people(rows, merges=merges) == expected
    assert people(rows) == expected


def test_day_month_and_year_in_three_columns() -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "", "", "Nữ", "Chức vụ", "Lớp đăng ký"],
        ["", "", "Ngày", "Tháng", "Năm", "", "", ""],
        [1, "Nguyễn Văn An", 5, 8, 1975, "", "Trưởng phòng", "Ngắn hạn"],
        [2, "Trần Thị Bình", "", 7, 1980, "x", "Vụ trưởng", "Ngắn hạn"],
        [3, "Lê Thị Cúc", "31", "2", "1980", "x", "Vụ trưởng", "Ngắn hạn"],
    ]
    reading = read(rows, merges=["C1:E1"])
    assert [facts(row)[1:3] for row in reading.rows] == [("male", "1975-08-05"), ("female", "1980-07"), ("female", "")]
    assert "birth_date_invalid" in codes(reading.rows[2])


def test_name_in_two_columns_with_and_without_sub_headers() -> None:
    rows = [["STT", "Họ và tên", "", "Năm sinh", "Chức vụ"], [1, "Nguyễn Văn", "An", 1975, "Trưởng phòng"]]
    assert people({"Ngắn hạn": rows}, merges=["B1:C1"])[0][0] == "Nguyễn Văn An"
    rows = [["STT", "Họ lót", "Tên", "Năm sinh", "Chức vụ"], [1, "NGUYỄN VĂN", "AN", 1975, "Trưởng phòng"]]
    assert people({"Trung hạn": rows})[0] == ("Nguyễn Văn An", "", "1975", "Trưởng phòng", "medium", "")


def test_a_family_name_ho_heads_no_names() -> None:
    head = ["STT", "Họ và tên đệm", "Tên", "Năm sinh", "Nguyện vọng", "Chức vụ"]
    people = [["a", "Hồ Thị", "Lan", "--/--/1982", "Tiếng Lào", "Vụ phó"], ["b", "Hồ", "An", "1975", "Ngắn hạn", "CV"]]
    reading = read([head, *people])
    assert [(row.full_name, facts(row)[4]) for row in reading.rows] == [("Hồ Thị Lan", "language"), ("Hồ An", "short")]


def test_single_female_column_and_crosses() -> None:
    head = ["STT", "Họ và tên", "Nữ", "Năm sinh", "Chức vụ"]
    rows = [
        head,
        [1, "Nguyễn Văn An", "", 1975, "A"],
        [2, "Trần Thị Bình", "✓", 1980, "B"],
        [3, "Lê Mai", "Nữ", 1980, "C"],
    ]
    assert [row[1] for row in people({"NH": rows})] == ["male", "female", "female"]


def test_gender_is_not_guessed() -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ"], [1, "Trần Thị Bình", 1980, "Vụ trưởng"]]
    assert people({"TH": rows})[0][1] == ""


def test_a_remark_in_a_header_says_nothing_of_the_gender() -> None:
    head = ["STT", "Họ và tên", "Năm sinh (nữ ghi thêm chữ Nữ)", "Chức vụ", "Chương trình"]
    assert read([head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn"]]).rows[0].gender is None


def test_numbers_of_sections_and_sums_in_columns_of_years_are_no_crosses() -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "", "Chức vụ"],
        ["", "", "Nam", "Nữ", ""],
        ["I", "Ngắn hạn", 1, 1, ""],
        [1, "Nguyễn Văn An", 1975, "", "Vụ trưởng"],
        [2, "Trần Thị Bình", "", 1980, "Vụ phó"],
        ["II", "Trung hạn", 1, 0, ""],
        [1, "Lê Văn Cường", 1976, "", "Vụ trưởng"],
        ["", "Tổng cộng", 2, 1, 3],
    ]
    assert [facts(row)[1:3] for row in read(rows).rows] == [("male", "1975"), ("female", "1980"), ("male", "1976")]


def test_plan_level_and_past_courses_are_not_position_language_and_programme() -> None:
    head = ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "Chức danh quy hoạch", "Trình độ ngoại ngữ",
            "Đã đi bồi dưỡng ở nước ngoài (năm, nước, chương trình)", "Kỷ luật", "Xếp loại", "Lớp đăng ký"]  # fmt: skip
    row = [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Thứ trưởng", "Tiếng Pháp B1", "2015, Pháp, ngắn hạn", "Không",
           "HTXSNV", "Trung hạn"]  # fmt: skip
    reading = read([head, row])
    assert facts(reading.rows[0]) == ("Nguyễn Văn An", "", "1975", "Vụ trưởng", "medium", "")
    assert reading.rows[0].extra == {
        "planned_position": "Thứ trưởng",
        "language_level": "Tiếng Pháp B1",
        "courses_abroad": "2015, Pháp, ngắn hạn",
        "discipline": "Không",
        "evaluation": "HTXSNV",
    }


def test_qualifications_grouped_under_one_title() -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "Trình độ", "", "", "Ngoại ngữ"],
        ["", "", "", "", "Chuyên môn", "LLCT", "Ngoại ngữ", ""],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Thạc sĩ", "Cao cấp", "Anh B2", "Tiếng Lào"],
    ]
    assert people({"Ngoại ngữ": rows}) == [("Nguyễn Văn An", "", "1975", "Vụ trưởng", "language", "lo")]


def test_party_dates_probationary_and_official() -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "Ngày vào Đảng", ""],
        ["", "", "", "", "Dự bị", "Chính thức"],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "3/2/2001", "3/2/2002"],
        [2, "Trần Thị Bình", 1975, "Vụ trưởng", "", ""],
        [3, "Lê Văn Cường", 1975, "Vụ trưởng", "đang xem xét", ""],
    ]
    reading = read({"Ngắn hạn": rows}, merges=["E1:F1"])
    assert [str(row.party_joined or "") for row in reading.rows] == ["2001-02-03", "", ""]
    assert [codes(row) for row in reading.rows] == [set(), set(), {"party_joined_invalid"}]


def test_the_official_day_may_stand_before_the_probationary_one() -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Ngày vào Đảng"]
    rows = [head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "CT: 03/02/2000 (DB: 03/02/1999)"]]
    assert str(read(rows).rows[0].party_joined) == "1999-02-03"


def test_priority_is_not_the_running_number() -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "TT ưu tiên"],
        [1, "Nguyễn Văn An", 1975, "A", 7],
        [2, "Lê Bình", 1975, "B", ""],
    ]
    assert [row.priority for row in read({"NH": rows}).rows] == [7, None]


@pytest.mark.parametrize(("text", "number"), [("nhất", 1), ("Hai", 2), ("thứ tư", 4), ("UT3", 3), ("-", None)])
def test_priorities_in_words(text: str, number: int | None) -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Ưu tiên"], [1, "Nguyễn Văn An", 1975, "Vụ trưởng", text]]
    assert read(rows).rows[0].priority == number


def test_a_priority_past_an_empty_column_is_no_count() -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình", "", "Ưu tiên"],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn", "", 2],
    ]
    assert read(rows).rows[0].priority == 2


def test_thu_tu_beside_a_running_number_is_the_priority() -> None:
    rows = [["Thứ tự", *PEOPLE_HEAD], [2, *AN_ROW], [1, 2, "Lê Thị Bình", 1980, "Nữ", "Vụ phó", "Trung hạn"]]
    assert [row.priority for row in read(rows).rows] == [2, 1]
    running = [["Thứ tự", *PEOPLE_HEAD], [1, *AN_ROW], [2, 2, "Lê Thị Bình", 1980, "Nữ", "Vụ phó", "Trung hạn"]]
    assert [row.priority for row in read(running).rows] == [None, None]
