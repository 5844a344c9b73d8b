"""A workbook that is written piece by piece opens as any other, and holds no more than some hundred rows."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from doanra.documents.streamed_sheet import Sheet, stream


def sheet(rows, heads=("Họ và tên", "Số", "Ngày")):
    return Sheet(name="Danh sách", above=["Đề cử", "Bộ lọc: tất cả."], heads=heads, widths=[20, 8, 12], rows=rows)


def opened(rows, **more):
    return load_workbook(io.BytesIO(b"".join(stream(sheet(len(rows), **more), rows))))


def test_texts_numbers_and_days_are_what_they_are():
    rows = [
        ["Nguyễn Thử <An> & \"Bình\"", 3, date(2026, 11, 22)],
        ["=1+1", Decimal("2.5"), datetime(2026, 11, 22, 14, 30, tzinfo=UTC)],
        [" hai  khoảng trắng ", None, ""],
    ]  # fmt: skip
    page = opened(rows)["Danh sách"]
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert values[0][0] == "Đề cử" and values[2] == [None, None, None]
    assert values[3] == ["Họ và tên", "Số", "Ngày"]
    assert [*values[4][:2], values[4][2].isoformat()] == [rows[0][0], 3, "2026-11-22T00:00:00"]
    assert [*values[5][:2], values[5][2].isoformat()] == ["=1+1", 2.5, "2026-11-22T14:30:00"]
    assert page.cell(6, 1).data_type != "f"
    assert (page.cell(5, 3).number_format, page.cell(6, 3).number_format) == ("dd/mm/yyyy", "hh:mm dd/mm/yyyy")
    assert values[6][0] == " hai  khoảng trắng "
    assert page.cell(4, 1).font.bold and not page.cell(5, 1).font.bold


def test_the_heads_stay_are_filtered_and_stand_on_every_printed_page():
    page = opened([["a", 1, None]])["Danh sách"]
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref == "A4:C5"
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_name_with_a_quote_and_an_empty_list_can_be_opened():
    book = load_workbook(
        io.BytesIO(b"".join(stream(Sheet(name="Bà Rịa's", above=[], heads=["A"], widths=[9], rows=0), [])))
    )
    assert book.sheetnames == ["Bà Rịa's"]


def test_the_first_piece_is_there_before_the_last_row_is_read():
    read = []

    def rows():
        for number in range(5_000):
            read.append(number)
            yield [f"Người {number}", number, None]

    pieces = stream(sheet(5_000), rows())
    assert next(pieces)
    assert len(read) <= 500
    whole = b"".join(pieces)
    assert len(read) == 5_000
    assert whole


@given(st.text(max_size=40))
def test_any_text_can_be_written(text):
    page = opened([[text, 1, None]])["Danh sách"]
    assert page.cell(5, 2).value == 1
