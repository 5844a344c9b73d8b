"""A list that was turned, people across and fields down, comes back with the wrong cell coloured and no other."""

import io

import factories
import openpyxl
import pytest

from doanra.stages import nominations
from doanra.stages.nominations import answering

pytestmark = pytest.mark.django_db
FIELDS = (
    ("Họ và tên", "Nguyễn Thử An", "Trần Thử Bình", "Lê Thử Chi"),
    ("Ngày sinh", "12/03/1975", "31/02/1976", "05/06/1979"),
    ("Giới tính", "Nam", "Nữ", "Nữ"),
    ("Chức vụ", "Phó Giám đốc Sở Tài chính", "Trưởng phòng Sở Ngoại vụ", "Phó Giám đốc Sở Nội vụ"),
    ("Chương trình", "Ngắn hạn", "Trung hạn", "Ngắn hạn"),
)


def turned():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS"
    sheet["A1"] = "TỈNH UỶ CAO BẰNG"
    for line in FIELDS:
        sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def coloured(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["DS"]
    return {
        cell.coordinate for row in sheet.iter_rows(max_col=4, max_row=6) for cell in row
        if cell.fill.fill_type == "solid"
    }  # fmt: skip


def test_the_wrong_cell_of_a_turned_list_is_coloured(office):
    call = factories.call(2027)
    file = nominations.receive(call, name="xoay.xlsx", content=turned(), by=office)
    assert (file.rows_read, file.rows_refused) == (3, 1)
    paper = answering.marked_workbook(file, by=office)
    assert coloured(paper.content) == {"C3"}
