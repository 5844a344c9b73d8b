"""Problems of rows, duplicates in and across files, hidden rows and sheets, the call's day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doanra.intake import mark_duplicates, read_file
from doanra.intake.problems import CODES
from intake.workbooks import CALL, codes, read, xlsx

HEAD = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Chương trình đăng ký",
    "Ngoại ngữ đăng ký",
    "Ngày vào Đảng",
]
GOOD = [1, "Nguyễn Văn An", "05/08/1975", "Nam", "Vụ trưởng", "Ngắn hạn", "", "3/2/2001"]


def changed(**cells: Any) -> list[Any]:
    row = list(GOOD)
    for place, value in cells.items():
        row[["_", "name", "birth", "gender", "position", "programme", "language", "party"].index(place)] = value
    return row


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"name": ""}, "name_missing", "B"),
        ({"name": "#REF!"}, "name_missing", "B"),
        ({"birth": "31/02/1975"}, "birth_date_invalid", "C"),
        ({"birth": "không nhớ"}, "birth_date_invalid", "C"),
        ({"birth": "01/03/2077"}, "birth_date_future", "C"),
        ({"birth": "2023"}, "birth_date_future", "C"),
        ({"birth": "28/10/2012"}, "age_out_of_range", "C"),
        ({"birth": "20/07/1927"}, "age_out_of_range", "C"),
        ({"birth": ""}, "birth_date_missing", "C"),
        ({"gender": "Nam/Nữ"}, "gender_unreadable", "D"),
        ({"name": "Bà Nguyễn Văn An"}, "gender_conflict", "D"),
        ({"programme": "Dài hạn"}, "programme_unknown", "F"),
        ({"programme": ""}, "programme_unknown", "F"),
        ({"programme": "Ngắn hạn và trung hạn"}, "programme_unknown", "F"),
        ({"programme": "Ngoại ngữ", "language": "Tiếng Pháp"}, "language_unknown", "G"),
        ({"programme": "Ngoại ngữ"}, "language_unknown", "G"),
        ({"party": "30/02/2001"}, "party_joined_invalid", "H"),
    ],
)
def test_each_problem_stands_at_its_cell(cells: dict[str, str], code: str, column: str) -> None:
    row = read([HEAD, changed(**cells)]).rows[0]
    problems = {problem.code: problem for problem in row.problems}
    assert set(problems) == {code}
    assert problems[code].column == column
    assert problems[code].message.endswith(".")
    assert "{" not in problems[code].message
    assert problems[code].remedy


def test_a_good_row_has_no_problem() -> None:
    row = read([HEAD, GOOD]).rows[0]
    assert not row.problems
    assert not row.refused
    assert row.as_json() == {
        "file": "danh-sach.xlsx",
        "sheet": "DS",
        "row": 2,
        "full_name": "Nguyễn Văn An",
        "gender": "male",
        "birth_date": "1975-08-05",
        "position": "Vụ trưởng",
        "workplace": "",
        "programme": "short",
        "language": None,
        "priority": None,
        "party_joined": "2001-02-03",
        "id_number": None,
        "problems": [],
    }


@pytest.mark.parametrize("text", ["chưa", "Chưa vào Đảng", "-", "Không", ""])
def test_not_in_the_party_is_no_fault(text: str) -> None:
    row = read([HEAD, changed(party=text)]).rows[0]
    assert (row.party_joined, row.problems) == (None, ())


def test_two_crosses_are_a_conflict() -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Nam", "Nữ", "Chức vụ", "Ngắn hạn", "Trung hạn"]
    rows = [
        head,
        [1, "Nguyễn Văn An", 1975, "x", "x", "A", "x", ""],
        [2, "Lê Bình", 1975, "x", "", "A", "x", "x"],
        [3, "Lê Cao", 1975, "", "x", "A", "", ""],
    ]
    assert [codes(row) for row in read(rows).rows] == [
        {"gender_conflict"},
        {"programme_unknown"},
        {"programme_unknown"},
    ]


def test_error_values_are_told() -> None:
    content = xlsx({"Ngắn hạn": [HEAD[:5], GOOD[:5]]})
    assert not read_file("a.xlsx", content, call_on=CALL).rows[0].problems
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                start = data.index(b'<c r="C2"')
                data = data[:start] + b'<c r="C2" t="e"><v>#N/A</v></c>' + data[data.index(b"</c>", start) + 4 :]
            new.writestr(name, data)
    row = read_file("a.xlsx", target.getvalue(), call_on=CALL).rows[0]
    assert codes(row) == {"birth_date_invalid"}
    assert row.raw["C"] == "05/08/1975" or row.raw["C"] == "#N/A"


def test_hidden_rows_and_sheets_are_returned_with_a_warning() -> None:
    reading = read(
        {"DS": [HEAD, GOOD], "Cu": [HEAD, changed(name="Trần Thị Bình", gender="Nữ")]},
        hidden_rows=[2],
        hidden_sheets=["Cu"],
    )
    assert [codes(row) for row in reading.rows] == [{"hidden_row"}, {"hidden_sheet"}]
    assert not any(row.refused for row in reading.rows)


def test_dates_of_the_mac_calendar() -> None:
    assert str(read([HEAD, changed(birth=date(1975, 8, 5))], date1904=True).rows[0].birth_date) == "1975-08-05"


def test_the_same_person_twice_in_a_file() -> None:
    rows = [HEAD, GOOD, changed(name="NGUYỄN VĂN AN"), changed(birth="1975"), changed(birth="06/08/1975")]
    assert [codes(row) for row in read(rows).rows] == [
        set(),
        {"duplicate_in_file"},
        {"duplicate_in_file"},
        {"duplicate_in_file"},
    ]
    apart = [HEAD, GOOD, changed(birth="05/08/1976"), changed(birth="")]
    assert [codes(row) for row in read(apart).rows] == [set(), set(), {"birth_date_missing"}]


def test_the_same_person_in_two_files() -> None:
    one, two = (
        read([HEAD, changed(name="Trần Hoà")], name="a.xlsx"),
        read([HEAD, changed(name="TRẦN HÒA")], name="b.xlsx"),
    )
    other = read([HEAD, changed(birth="1/1/1980")], name="c.xlsx")
    marked = mark_duplicates([one, two, other])
    assert [codes(row) for reading in marked for row in reading.rows] == [
        {"duplicate_across_files"},
        {"duplicate_across_files"},
        set(),
    ]
    assert "“b.xlsx” dòng 2" in marked[0].rows[0].problems[0].message
    assert mark_duplicates(marked) == marked
    assert marked[2] == other
    assert mark_duplicates([replace(one, rows=())]) == [replace(one, rows=())]


def test_the_day_of_the_call_is_found_in_the_file() -> None:
    title = ["DANH SÁCH ĐĂNG KÝ NĂM 2023"]
    child = changed(birth="1/6/2005")
    assert codes(read_file("a.xlsx", xlsx([title, HEAD, child])).rows[0]) == {"age_out_of_range"}
    letter = ["(Kèm theo Công văn số 12-CV/TU ngày 5/6/2023)"]
    reading = read_file("a.xlsx", xlsx([["TỈNH UỶ MẪU"], title, letter, HEAD, child]))
    assert codes(reading.rows[0]) == set()
    assert (reading.letter_number, reading.letter_date, reading.unit_hint) == (
        "12-CV/TU",
        date(2023, 6, 5),
        "TỈNH UỶ MẪU",
    )


def test_the_codes_are_those_of_the_contract() -> None:
    contract = {
        "name_missing",
        "birth_date_invalid",
        "birth_date_future",
        "age_out_of_range",
        "programme_unknown",
        "language_unknown",
        "gender_conflict",
        "duplicate_in_file",
        "duplicate_across_files",
        "birth_date_missing",
        "party_joined_invalid",
        "hidden_row",
        "hidden_sheet",
    }
    assert contract | {"gender_unreadable", "several_people", "id_number_cut"} == CODES


@pytest.mark.parametrize(
    ("written", "number", "warned"),
    [
        ("003075001234", "003075001234", False),
        ("3.075001234E+9", "003075001234", False),
        ("3.07E+11", None, True),
        ("'003075001234", "003075001234", False),
        (3075001234, "003075001234", False),
    ],
)
def test_an_identity_number_that_lost_digits_is_not_made_up(written: object, number: str | None, warned: bool) -> None:
    head = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình", "Số CCCD"]
    (row,) = read([head, [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn", written]]).rows
    assert row.id_number == number
    assert ("id_number_cut" in codes(row)) is warned
    assert not row.refused
