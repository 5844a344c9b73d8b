"""The list of a delegation as Excel, read back with openpyxl."""

from __future__ import annotations

import dataclasses
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from doanra.documents.delegation import Member
from doanra.documents.delegation_list.context import DelegationList
from doanra.documents.delegation_list.workbook import render_excel
from doanra.documents.papers import paper

ON = date(2027, 1, 5)


def sample(*members: Member) -> DelegationList:
    context: DelegationList = paper("delegation_list").sample()
    return dataclasses.replace(context, delegation=dataclasses.replace(context.delegation, members=members))


def sheet(context: DelegationList) -> Any:
    return load_workbook(io.BytesIO(render_excel(context, on=ON))).active


def test_the_sheet_reads_as_the_paper_does() -> None:
    rows = [[value for value in row if value is not None] for row in sheet(paper("delegation_list").sample()).values]
    assert [row for row in rows if row] == [
        ["DANH SÁCH"],
        ["Đoàn bồi dưỡng ngắn hạn NH-01 năm 2027"],
        ["Theo Kế hoạch số 01-KH/BCĐ, ngày 15/01/2027"],
        ["Chủ đề: Kỹ năng lãnh đạo, quản lý trong chuyển đổi số"],
        ["Cơ sở đào tạo: Học viện Hành chính công mẫu, Niu Di-lân"],
        ["Thời gian: Từ 05/4/2027 đến 18/4/2027 (14 ngày)"],
        ["Số lượng: 3 cán bộ; Trưởng đoàn: đồng chí Trần Văn Mẫu Đạt"],
        ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Ghi chú"],
        ["Nam", "Nữ"],
        [1, "Lê Mẫu An", "Phó Cục trưởng", "Bộ Mẫu thử", "Còn thiếu giấy khám sức khoẻ; Sinh 1978, chưa rõ giới tính"],
        [2, "Nguyễn Thị Mẫu Ánh", "02/1980", "Phó Vụ trưởng Vụ Tổ chức - Cán bộ", "Bộ Mẫu thử"],
        [
            3,
            "Trần Văn Mẫu Đạt",
            "05/10/1975",
            "Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh uỷ",
            "Tỉnh uỷ Mẫu Sơn",
            "Trưởng đoàn",
        ],
    ]


def test_it_prints_lying_on_a4_with_heads_on_every_page() -> None:
    page = sheet(paper("delegation_list").sample())
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.print_title_rows == "$9:$10"
    assert page.freeze_panes == "C11"
    assert "&P/&N" in (page.oddFooter.right.text or "")
    assert "NH-01" in (page.oddFooter.left.text or "")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["E11"].alignment.wrap_text
    assert page.column_dimensions["E"].width > 40


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(sign: str) -> None:
    cell = sheet(sample(Member("Lê Mẫu An", f"{sign}1+1", "https://example.invalid")))["E11"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{sign}1+1", "s", True)


def test_rows_are_high_enough_for_long_posts() -> None:
    page = sheet(
        sample(Member("Lê Mẫu An", "Cục trưởng", "Bộ"), Member("Lê Mẫu Ba", "Uỷ viên Ban Thường vụ " * 9, "Bộ"))
    )
    assert page.row_dimensions[12].height > 3 * page.row_dimensions[11].height


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    assert sheet(sample(Member("Lê \x0bMẫu An", "Cục trưởng", "Bộ")))["B11"].value == "Lê Mẫu An"


def test_a_list_without_people_has_its_heads_only() -> None:
    assert sheet(sample()).max_row == 10


def test_the_same_input_gives_the_same_bytes() -> None:
    context = paper("delegation_list").sample()
    assert render_excel(context, on=ON) == render_excel(context, on=ON)
