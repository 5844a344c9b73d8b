"""How a sheet's first lines are drawn: a letter's head runs over the empty cells beside it, as in the workbook."""

from doanra.web.nominations.mapping_sheets import SheetLine


def spans(*cells):
    return SheetLine(row=1, cells=cells, is_head=False).spans()


def test_a_title_alone_takes_what_is_left_of_the_line():
    assert spans("", "DANH SÁCH", "", "") == [("", 1), ("DANH SÁCH", 3)]


def test_the_two_halves_of_a_letters_head_run_up_to_each_other_and_to_the_end():
    assert spans("HỘI PHỤ NỮ", "", "", "", "ĐẢNG CỘNG SẢN", "", "") == [("HỘI PHỤ NỮ", 4), ("ĐẢNG CỘNG SẢN", 3)]


def test_a_line_of_people_keeps_every_cell_and_an_empty_one_too():
    assert spans("1", "An", "", "Nam") == [("1", 1), ("An", 1), ("", 1), ("Nam", 1)]
    assert spans("", "", "") == [("", 1)] * 3
