"""Who of a list is a person: nobody is lost, and no signer, sum, office, district or example is taken for one."""

from __future__ import annotations

import pytest

from intake.listed import AN, AN_FACTS, AN_ROW, BINH, BINH_FACTS, HEAD, PEOPLE_HEAD, people
from intake.workbooks import codes, facts, read


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


def test_signers_in_capitals_with_the_clerk_beside_them_are_nobody() -> None:
    foot = [["", "CHUYÊN VIÊN", "", "", "GIÁM ĐỐC SỞ"], [], ["", "Lê Thị Lập", "", "", "Phạm Văn Ký"]]
    assert [row.full_name for row in read([PEOPLE_HEAD, AN_ROW, *foot]).rows] == ["Nguyễn Văn An"]


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


@pytest.mark.parametrize("number", ["VD", "Ví dụ", "(Mẫu)", "vd:"])
def test_a_row_that_shows_how_to_fill_the_list_in_is_nobody(number: str) -> None:
    example = [number, "Trần Thị Mẫu", "01/01/1980", "Nữ", "Chuyên viên", "Trung hạn"]
    assert [row.full_name for row in read([PEOPLE_HEAD, example, AN_ROW]).rows] == ["Nguyễn Văn An"]


@pytest.mark.parametrize("place", ["Lê Chân", "NGÔ QUYỀN", "Trần Văn Thời"])
def test_districts_called_like_people_head_those_from_there(place: str) -> None:
    assert [row.full_name for row in read([PEOPLE_HEAD[1:], [place], AN_ROW[1:]]).rows] == ["Nguyễn Văn An"]
