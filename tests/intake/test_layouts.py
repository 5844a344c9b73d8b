"""Layouts of lists that units make: each table says one thing about how a sheet is understood."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intake.workbooks import codes, facts, read

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình đăng ký", "Ngoại ngữ đăng ký"]
AN = [1, "Nguyễn Văn An", "05/08/1975", "Nam", "Phó Vụ trưởng Vụ Pháp chế", "Ngoại ngữ", "Tiếng Anh"]
BINH = [2, "Trần Thị Bình", "1980", "Nữ", "Giám đốc Sở Nội vụ", "Ngắn hạn", ""]
AN_FACTS = ("Nguyễn Văn An", "male", "1975-08-05", "Phó Vụ trưởng Vụ Pháp chế", "language", "en")
BINH_FACTS = ("Trần Thị Bình", "female", "1980", "Giám đốc Sở Nội vụ", "short", "")


def people(rows: Any, **options: Any) -> list[tuple[str, str, str, str, str, str]]:
    reading = read(rows, **options)
    assert reading.refusal is None, reading.refusal
    return [facts(row) for row in reading.rows]


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


def test_signatures_beside_each_other_and_below() -> None:
    rows = [
        HEAD, AN, BINH, [],
        ["", "", "", "", "Hà Nội, ngày   tháng 12 năm 2022"],
        ["", "NGƯỜI LẬP", "", "", "KT. BỘ TRƯỞNG"],
        ["", "(Ký, ghi rõ họ tên)", "", "", "THỨ TRƯỞNG"],
        [], ["", "Lê Thị Lập", "", "", "Phạm Văn Ký"], ["", "Điện thoại: 0950000000"],
    ]  # fmt: skip
    assert people(rows) == [AN_FACTS, BINH_FACTS]
    rows[5] = ["Nơi nhận:", "- Như trên;", "", "", "TM. BAN THƯỜNG VỤ"]
    rows[6] = ["- Ban Tổ chức Trung ương;", "", "", "", "PHÓ BÍ THƯ THƯỜNG TRỰC"]
    rows[8] = ["- Lưu VT.", "", "", "", "Phạm Văn Ký"]
    assert people(rows) == [AN_FACTS, BINH_FACTS]


@pytest.mark.parametrize("post", ["CHỦ TỊCH", "GIÁM ĐỐC", "KT.BỘ TRƯỞNG", "TM BAN THƯỜNG VỤ", "NGƯỜI LẬP"])
@pytest.mark.parametrize("column", [1, 3, 4])
def test_signatures_without_place_and_date(post: str, column: int) -> None:
    rows = [HEAD, AN, BINH, [], [""] * column + [post], [], [""] * column + ["Phạm Văn Ký"]]
    assert people(rows) == [AN_FACTS, BINH_FACTS]


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


def test_notes_beside_the_table() -> None:
    rows = [
        [*HEAD, "", "Hướng dẫn: ghi Ngắn hạn, Trung hạn hoặc Ngoại ngữ"],
        [*AN, "", "Nam"],
        [*BINH, "", "Nữ"],
        ["", "", "", "", "", "", "", "", "Không sửa cột này"],
    ]
    assert people(rows) == [AN_FACTS, BINH_FACTS]


def test_repeated_header_after_a_page_break() -> None:
    assert people([HEAD, AN, HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], BINH]) == [AN_FACTS, BINH_FACTS]


def test_repeated_header_keeps_the_section() -> None:
    head = HEAD[:5]
    rows = [head, ["A. Ngoại ngữ"], ["1. Tiếng Khmer"], AN[:5], head, BINH[:5]]
    assert [row[4:] for row in people(rows)] == [("language", "km"), ("language", "km")]


def test_two_tables_with_titles_of_their_own() -> None:
    rows = [
        ["DANH SÁCH CÁN BỘ ĐĂNG KÝ BỒI DƯỠNG NGẮN HẠN"], HEAD[:5], AN[:5], ["Tổng số: 1"], [],
        ["DANH SÁCH CÁN BỘ ĐĂNG KÝ HỌC TIẾNG TRUNG QUỐC"], HEAD[:5], BINH[:5],
    ]  # fmt: skip
    assert [row[4:] for row in people(rows)] == [("short", ""), ("language", "zh")]


def test_person_over_several_rows_merged_or_not() -> None:
    rows = [
        HEAD, AN, ["", "", "", "", "Bí thư chi bộ"],
        BINH, ["", "", "", "", "Tỉnh uỷ viên"],
    ]  # fmt: skip
    expected = ["Phó Vụ trưởng Vụ Pháp chế, Bí thư chi bộ", "Giám đốc Sở Nội vụ, Tỉnh uỷ viên"]
    assert [row[3] for row in people(rows)] == expected
    merged = read(rows, merges=["A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "F4:F5"])
    assert [(facts(row)[3], row.row, row.row_end) for row in merged.rows] == [(expected[0], 2, 3), (expected[1], 4, 5)]


def test_programme_merged_over_several_people_and_ditto() -> None:
    third = [3, "Lê Văn Cường", 1977, "Nam", "Vụ trưởng", "", ""]
    rows = [HEAD, BINH, [*third[:5], ""], [4, "Phạm Thị Dung", 1978, "Nữ", "Vụ trưởng", "-nt-"]]
    assert [row[4] for row in people(rows, merges=["F2:F3"])] == ["short", "short", "short"]


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


def test_priority_is_not_the_running_number() -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "TT ưu tiên"],
        [1, "Nguyễn Văn An", 1975, "A", 7],
        [2, "Lê Bình", 1975, "B", ""],
    ]
    assert [row.priority for row in read({"NH": rows}).rows] == [7, None]


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


def test_statistics_lookups_contacts_and_blank_numbers_are_no_people() -> None:
    reading = read({
        "Tổng hợp": [["TT", "Loại hình", "Số lượng"], [1, "Ngắn hạn", 1], [2, "Ngoại ngữ", 1], ["", "Tổng cộng", 2]],
        "DS": [HEAD, AN, BINH, [3], [4], [5], ["", "Tổng cộng", 2]],
        "DanhMuc": [["Giới tính", "Chương trình"], ["Nam", "Ngắn hạn"], ["Nữ", "Trung hạn"]],
        "Lien he": [["Cán bộ đầu mối liên hệ"], ["TT", "Họ và tên", "Chức vụ", "SĐT"], [1, "Lê Li", "CV", "09"]],
    })  # fmt: skip
    assert [facts(row) for row in reading.rows] == [AN_FACTS, BINH_FACTS]


def test_names_of_other_peoples_and_offices_in_the_name_column() -> None:
    names = ["H'Hen Niê", "Y Khăm Mlô", "Ksor Phước", "Rơ Chăm Y Huy", "Điểu K'Ré", "Giàng A Páo", "Ông Văn Tùng"]
    rows = [HEAD, *([n, name, 1975, "Nam", "Bí thư", "Ngắn hạn"] for n, name in enumerate(names, 1))]
    got = [row[0] for row in people(rows)]
    assert got[:6] == names[:6]
    assert got[6].endswith("Văn Tùng")


def test_a_nameless_row_is_refused_not_lost() -> None:
    reading = read([HEAD, AN, [2, "", *BINH[2:]]])
    assert [row.full_name for row in reading.rows] == ["Nguyễn Văn An", ""]
    assert codes(reading.rows[1]) == {"name_missing"}
    assert reading.rows[1].refused


def test_clerk_choices_go_before_everything() -> None:
    from doanra.intake import DEFAULT, read_file  # noqa: PLC0415
    from intake.workbooks import CALL, xlsx  # noqa: PLC0415

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


@pytest.mark.parametrize(("text", "number"), [("nhất", 1), ("Hai", 2), ("thứ tư", 4), ("UT3", 3), ("-", None)])
def test_priorities_in_words(text: str, number: int | None) -> None:
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Ưu tiên"], [1, "Nguyễn Văn An", 1975, "Vụ trưởng", text]]
    assert read(rows).rows[0].priority == number


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


def test_a_priority_past_an_empty_column_is_no_count() -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình", "", "Ưu tiên"],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn", "", 2],
    ]
    assert read(rows).rows[0].priority == 2


PEOPLE_HEAD = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Chương trình"]
AN_ROW = [1, "Nguyễn Văn An", 1975, "Nam", "Vụ trưởng", "Ngắn hạn"]


@pytest.mark.parametrize("number", ["VD", "Ví dụ", "(Mẫu)", "vd:"])
def test_a_row_that_shows_how_to_fill_the_list_in_is_nobody(number: str) -> None:
    example = [number, "Trần Thị Mẫu", "01/01/1980", "Nữ", "Chuyên viên", "Trung hạn"]
    assert [row.full_name for row in read([PEOPLE_HEAD, example, AN_ROW]).rows] == ["Nguyễn Văn An"]


def test_thu_tu_beside_a_running_number_is_the_priority() -> None:
    rows = [["Thứ tự", *PEOPLE_HEAD], [2, *AN_ROW], [1, 2, "Lê Thị Bình", 1980, "Nữ", "Vụ phó", "Trung hạn"]]
    assert [row.priority for row in read(rows).rows] == [2, 1]
    running = [["Thứ tự", *PEOPLE_HEAD], [1, *AN_ROW], [2, 2, "Lê Thị Bình", 1980, "Nữ", "Vụ phó", "Trung hạn"]]
    assert [row.priority for row in read(running).rows] == [None, None]


@pytest.mark.parametrize("place", ["Lê Chân", "NGÔ QUYỀN", "Trần Văn Thời"])
def test_districts_called_like_people_head_those_from_there(place: str) -> None:
    assert [row.full_name for row in read([PEOPLE_HEAD[1:], [place], AN_ROW[1:]]).rows] == ["Nguyễn Văn An"]


def test_signers_in_capitals_with_the_clerk_beside_them_are_nobody() -> None:
    foot = [["", "CHUYÊN VIÊN", "", "", "GIÁM ĐỐC SỞ"], [], ["", "Lê Thị Lập", "", "", "Phạm Văn Ký"]]
    assert [row.full_name for row in read([PEOPLE_HEAD, AN_ROW, *foot]).rows] == ["Nguyễn Văn An"]


def test_lists_beside_each_other_have_titles_of_their_own() -> None:
    head = PEOPLE_HEAD[:3] + PEOPLE_HEAD[4:5]
    rows = [
        ["Ngắn hạn", "", "", "", "Trung hạn"],
        [*head, *head],
        [1, "Nguyễn Văn An", 1975, "Vụ trưởng", 1, "Lê Thị Bình", 1980, "Vụ phó"],
    ]
    assert [facts(row)[4] for row in read(rows).rows] == ["short", "medium"]


def test_a_remark_in_a_header_says_nothing_of_the_gender() -> None:
    head = ["STT", "Họ và tên", "Năm sinh (nữ ghi thêm chữ Nữ)", "Chức vụ", "Chương trình"]
    assert read([head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn"]]).rows[0].gender is None


def test_the_official_day_may_stand_before_the_probationary_one() -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Ngày vào Đảng"]
    rows = [head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "CT: 03/02/2000 (DB: 03/02/1999)"]]
    assert str(read(rows).rows[0].party_joined) == "1999-02-03"


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


def test_programmes_under_a_title_that_nobody_knows_belong_to_the_header() -> None:
    rows = [
        ["STT", "Họ và tên", "Nguyện vọng", "", "", "Năm sinh", "Chức vụ"],
        ["", "", "Ngắn hạn", "Trung hạn", "Ngoại ngữ", "", ""],
        [1, "Nguyễn Văn An", "x", "", "", 1975, "Vụ trưởng"],
        [2, "Lê Văn Bình", "", "x", "", 1976, "Vụ phó"],
    ]
    assert [facts(row)[4] for row in read(rows).rows] == ["short", "medium"]


def test_a_family_name_ho_heads_no_names() -> None:
    head = ["STT", "Họ và tên đệm", "Tên", "Năm sinh", "Nguyện vọng", "Chức vụ"]
    people = [["a", "Hồ Thị", "Lan", "--/--/1982", "Tiếng Lào", "Vụ phó"], ["b", "Hồ", "An", "1975", "Ngắn hạn", "CV"]]
    reading = read([head, *people])
    assert [(row.full_name, facts(row)[4]) for row in reading.rows] == [("Hồ Thị Lan", "language"), ("Hồ An", "short")]
