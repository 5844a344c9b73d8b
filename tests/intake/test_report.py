"""The layout report: what a mapping page needs to know of each sheet, whether its people could be read or not."""

from __future__ import annotations

from doanra.intake import TableKind, read_file
from intake.workbooks import read, xlsx

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình", "Cột lạ"]
AN = [1, "Nguyễn Văn An", "05/08/1975", "Nam", "Phó Vụ trưởng", "Ngắn hạn", "abc"]
BINH = [2, "Trần Thị Bình", 1980, "Nữ", "Chánh Văn phòng", "Trung hạn", "xyz"]


def test_tables_with_meaning_confidence_and_values_of_each_column() -> None:
    (sheet,) = read([["DANH SÁCH"], [], HEAD, AN, BINH]).sheets
    (table,) = sheet.tables
    assert (table.kind, table.title, table.header_rows) == (TableKind.COLUMNS, ("DANH SÁCH",), (3,))
    assert (table.first_row, table.last_row, table.people) == (4, 5, 2)
    strange = table.columns[6]
    assert (strange.letter, strange.meaning, strange.confidence, strange.sure) == ("G", None, 0.0, False)
    assert strange.values == ("abc", "xyz")
    assert all(column.sure and column.confidence == 1.0 for column in table.columns[:6])


def test_cells_that_contradict_their_header_lower_the_confidence() -> None:
    rows = [[number, "Lê Văn Tư", "1975", "Kinh", "Trưởng phòng", "Ngắn hạn", ""] for number in range(9)]
    (sheet,) = read([HEAD, *rows]).sheets
    assert [column.letter for column in sheet.columns if not column.sure] == ["D"]


def test_lines_are_shown_as_they_are_even_where_nothing_was_understood() -> None:
    reading = read([[], ["ghi chép"], [], ["a", 12, "", "b"]])
    assert reading.refusal is not None
    assert reading.refusal.code == "no_table"
    (sheet,) = reading.sheets
    assert [(line.row, [*line.cells]) for line in sheet.lines] == [
        (2, ["ghi chép", "", "", ""]),
        (4, ["a", "12", "", "b"]),
    ]


def test_what_the_clerk_decided_is_sure() -> None:
    content = xlsx([HEAD, AN, BINH])
    (sheet,) = read_file("a.xlsx", content, column_choices={("DS", "G"): "note"}).sheets
    assert (sheet.columns[6].meaning, sheet.columns[6].confidence, sheet.columns[6].sure) == ("note", 1.0, True)
