"""The workbooks of opinions, read back with openpyxl: what a body gets, and the table of all bodies."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from doanra.documents.opinion_sheet import OpinionSheet, SheetPerson, render_opinion_sheet
from doanra.documents.opinion_table import TableLine, render_opinion_table

ON = date(2026, 11, 10)
CHOICES = ("Đồng ý", "Không đồng ý", "Cần bổ sung")


def page(*people: SheetPerson, with_note: bool = True) -> Any:
    sheet = OpinionSheet(
        title="Ý kiến thử", body="Cơ quan Mẫu", due_on=date(2026, 12, 4), fields=("Ngày sinh", "Chức vụ"),
        choices=CHOICES, with_note=with_note, people=people,
    )  # fmt: skip
    return load_workbook(io.BytesIO(render_opinion_sheet(sheet, on=ON))).active


def person(**values: Any) -> SheetPerson:
    given = {"key": "YK-1-0-abcdef", "full_name": "Lê Mẫu An", "shown": ("05/8/1975", "Phó Cục trưởng")}
    return SheetPerson(**{**given, **values})


def test_a_body_gets_its_fields_and_the_cells_to_fill_in() -> None:
    sheet = page(person(), person(key="YK-2-1-fedcba", outcome="Đồng ý", document="45-CV", on=date(2026, 11, 9)))
    heads, silent, said = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6))
    assert heads == [
        "Mã dòng (không sửa)", "Họ và tên", "Ngày sinh", "Chức vụ", "Ý kiến", "Số văn bản", "Ngày văn bản",
        "Lý do, hoặc cần bổ sung gì",
    ]  # fmt: skip
    assert silent == ["YK-1-0-abcdef", "Lê Mẫu An", "05/8/1975", "Phó Cục trưởng", None, None, None, None]
    assert [said[4], said[5], said[6].date()] == ["Đồng ý", "45-CV", date(2026, 11, 9)]
    assert "Dòng để trống là chưa có ý kiến" in sheet["A2"].value


def test_the_opinions_are_offered_in_their_cells() -> None:
    sheet = page(person(), person())
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("E5:E6", '"Đồng ý,Không đồng ý,Cần bổ sung"')
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("C5", "landscape")


def test_vetting_has_no_column_for_a_note() -> None:
    assert [cell.value for cell in page(person(), with_note=False)[4]][-1] == "Ngày văn bản"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(sign: str) -> None:
    cell = page(person(shown=("", f"{sign}1+1")))["D5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{sign}1+1", "s", True)


def test_the_table_says_above_it_what_was_left_out() -> None:
    line = TableLine(("Lê Mẫu An", "Phó Cục trưởng", "Bộ Mẫu", "Ngắn hạn", "Đủ điều kiện"), ("Đồng ý, 45-CV", "=1+1"))
    content = render_opinion_table([line], title="Danh sách", bodies=["Một", "Hai"], notes=["Lọc: Tất cả."], on=ON)
    rows = [[cell for cell in row if cell is not None] for row in load_workbook(io.BytesIO(content)).active.values]
    assert [row for row in rows if row] == [
        ["Danh sách"],
        ["Lọc: Tất cả."],
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị cử", "Chương trình", "Kết luận", "Một", "Hai"],
        [1, "Lê Mẫu An", "Phó Cục trưởng", "Bộ Mẫu", "Ngắn hạn", "Đủ điều kiện", "Đồng ý, 45-CV", "=1+1"],
    ]
