"""What single cells say: dates, names, genders, marks, programmes, languages, identity numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doanra.intake.cells.dates import first_written, read_date
from doanra.intake.cells.marks import is_mark, ticked
from doanra.intake.cells.names import looks_like_name, read_name, split_name
from doanra.intake.cells.words import (
    OTHER,
    gender_of,
    identity_number,
    is_ditto,
    language_of_cell,
    programmes_of_cell,
    whole_number,
)
from doanra.terms.words import Gender, Language, Programme


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("05/08/1975", "1975-08-05"),
        ("5-8-75", "1975-08-05"),
        ("5.8.1975", "1975-08-05"),
        ("05 / 08 / 1975", "1975-08-05"),
        ("1975-08-05", "1975-08-05"),
        ("1975-08-05 00:00:00", "1975-08-05"),
        ("8/1975", "1975-08"),
        ("T8/1975", "1975-08"),
        ("1975", "1975"),
        (1975, "1975"),
        (1975.0, "1975"),
        ("ngày 5 tháng 8 năm 1975", "1975-08-05"),
        ("Tháng 8 năm 1975", "1975-08"),
        ("sinh năm 1975", "1975"),
        ("5/VIII/1975", "1975-08-05"),
        ("05-Aug-75", "1975-08-05"),
        (27611.0, "1975-08-05"),
        ("27611", "1975-08-05"),
        ("05081975", "1975-08-05"),
        ("1975 (47 tuổi)", "1975"),
        (date(1975, 8, 5), "1975-08-05"),
        ("'05/08/1975", "1975-08-05"),
        ("05/08/1975.", "1975-08-05"),
        (8.1975, "1975-08"),
        (10.198, "1980-10"),
        ("05 tháng 08 năm 1975", "1975-08-05"),
        ("mùng 5 tháng tám năm 1975", "1975-08-05"),
        ("tháng chạp năm 1975", "1975-12"),
        ("5/thg8/1975", "1975-08-05"),
        ("5\u22158\u22151975", "1975-08-05"),
        ("August 5, 1975", "1975-08-05"),
        ("…/8/1975", "1975-08"),
        ("--/--/1975", "1975"),
        ("?/8/1975", "1975-08"),
        ("1975.0", "1975"),
        ("1,975", "1975"),
    ],
)
def test_dates(value: object, iso: str) -> None:
    reading = read_date(value)  # type: ignore[arg-type]
    assert reading.date is not None
    assert reading.date.iso() == iso


@pytest.mark.parametrize("value", ["31/02/1975", "15/13/1990", "00/00/1975", "29/02/1975", "08/25/1975"])
def test_days_that_do_not_exist(value: str) -> None:
    assert read_date(value).nonexistent


@pytest.mark.parametrize(
    "value", ["#N/A", "không rõ", "?", "1234567", 12.0, True, "Nam", "05/08/I975", "ngày năm tháng tám năm 1975"]
)
def test_no_dates(value: object) -> None:
    reading = read_date(value)  # type: ignore[arg-type]
    assert (reading.date, reading.empty) == (None, False)


@pytest.mark.parametrize("value", ["", None, "-", "…", " ", "x"])
def test_empty_dates(value: object) -> None:
    assert read_date(value).empty  # type: ignore[arg-type]


def test_two_digit_years() -> None:
    assert str(read_date("3/2/02").date) == "1902-02-03"
    assert str(read_date("3/2/02", century_from=2022).date) == "2002-02-03"
    assert str(read_date("3/2/88", century_from=2022).date) == "1988-02-03"


def test_two_dates_in_one_cell() -> None:
    assert [str(day) for day in first_written("DB: 03/02/2001; CT: 03/02/2002")] == ["2001-02-03", "2002-02-03"]


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_every_day_comes_back(day: date, mark: str, padded: bool) -> None:
    width = 2 if padded else 1
    reading = read_date(f"{day.day:0{width}}{mark}{day.month:0{width}}{mark}{day.year}")
    assert reading.date is not None
    assert reading.date.exact == day


@given(st.text(max_size=30))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    for reading in (read_date(text), read_date(text, century_from=2022)):
        assert reading.date is None or reading.date.earliest <= reading.date.latest


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Đ/c Nguyễn Văn An", "Nguyễn Văn An", None),
        ("ĐỒNG CHÍ NGUYỄN VĂN AN", "Nguyễn Văn An", None),
        ("đ/c: Lê Hoà", "Lê Hoà", None),
        ("Đ/c.Lê Hoà", "Lê Hoà", None),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", Gender.MALE),
        ("BÀ TRẦN THỊ BÌNH (*)", "Trần Thị Bình", Gender.FEMALE),
        ("Đồng chí Bà Trần Thị Bình", "Trần Thị Bình", Gender.FEMALE),
        ("1. Lê Thị Hoa;", "Lê Thị Hoa", None),
        ("PGS.TS. Lê Nam", "Lê Nam", None),
        ("nguyễn văn an", "Nguyễn Văn An", None),
        ("H'Hen Niê", "H'Hen Niê", None),
        ("Anh Thơ", "Anh Thơ", None),
        ("Đặng Thị Bà", "Đặng Thị Bà", None),
        ("  Nguyễn\u00a0Văn\u200b  An ", "Nguyễn Văn An", None),
    ],
)
def test_names(text: str, name: str, gender: Gender | None) -> None:
    assert read_name(text) == (name, gender)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_a_name(text: str) -> None:
    name, _ = read_name(text)
    assert name == name.strip()


def test_what_looks_like_a_name() -> None:
    assert all(map(looks_like_name, ["Nguyễn Văn An", "Y Khăm Mlô", "Điểu K'Ré", "TRẦN THỊ B"]))
    assert not any(map(looks_like_name, ["Tổng cộng: 5", "Vụ Tổ chức cán bộ", "I", "A. Ngắn hạn", "12", "Nguyễn"]))
    assert split_name("Nguyễn Văn An, Phó Vụ trưởng") == ("Nguyễn Văn An", "Phó Vụ trưởng")
    assert split_name("Phó Vụ trưởng, Vụ Pháp chế") == ("Phó Vụ trưởng, Vụ Pháp chế", "")


def test_genders_and_marks() -> None:
    assert [gender_of(text) for text in ("nam", "NỮ", " Nữ giới ", "", "Nam/Nữ")] == [
        Gender.MALE,
        Gender.FEMALE,
        Gender.FEMALE,
        None,
        OTHER,
    ]
    assert all(is_mark(value) for value in ("x", "X ", "✓", 1.0, True, "có"))
    assert not any(is_mark(value) for value in ("", None, "0", "-", 0, "Không"))
    assert is_mark("Tiếng Anh") is None
    assert all(map(is_ditto, ['"', "nt", "-nt-", "Như trên"]))
    assert not is_ditto("-")


@pytest.mark.parametrize(
    ("text", "programmes", "language"),
    [
        ("BD ngắn hạn", {Programme.SHORT}, OTHER),
        ("TRUNG HẠN", {Programme.MEDIUM}, OTHER),
        ("Ngoại ngữ (Tiếng Khơ-me)", {Programme.LANGUAGE}, Language.KHMER),
        ("tiếng Trung Quốc", {Programme.LANGUAGE}, Language.CHINESE),
        ("Anh văn", {Programme.LANGUAGE}, Language.ENGLISH),
        ("Lào", {Programme.LANGUAGE}, Language.LAO),
        ("Ngắn hạn, trung hạn", {Programme.SHORT, Programme.MEDIUM}, OTHER),
        ("Ngoại ngữ - Tiếng Pháp", {Programme.LANGUAGE}, OTHER),
        ("N.hạn", {Programme.SHORT}, OTHER),
        ("Lớp Tr/hạn", {Programme.MEDIUM}, OTHER),
        ("Ngoại ngữ: Hán ngữ", {Programme.LANGUAGE}, Language.CHINESE),
        ("Tiếng Hàn", {Programme.LANGUAGE}, OTHER),
        ("T. Hàn", {OTHER}, OTHER),
        ("Anh (B1)", {Programme.LANGUAGE}, Language.ENGLISH),
        ("Tiếng K’mer", {Programme.LANGUAGE}, Language.KHMER),
        ("Dài hạn", {OTHER}, OTHER),
        ("Đào tạo thạc sĩ", {OTHER}, OTHER),
        ("", set(), None),
    ],
)
def test_programmes_and_languages(text: str, programmes: set[object], language: object) -> None:
    assert programmes_of_cell(text) == programmes
    assert language_of_cell(text) == language


def test_numbers() -> None:
    assert [whole_number(value) for value in (1.0, "01", "2.", "(3)", 1.5, "x", None, True)] == [
        1,
        1,
        2,
        3,
        None,
        None,
        None,
        None,
    ]
    assert identity_number(7168931601.0) == "007168931601"
    assert identity_number("003 066 296 907") == "003066296907"
    assert identity_number("") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("☑ Nam ☐ Nữ", "Nam"),
        ("Nam ☐ Nữ ☒", "Nữ"),
        ("[x] Ngắn hạn [ ] Trung hạn", "Ngắn hạn"),
        ("☐ Nam ☐ Nữ", ""),
        ("Ngắn hạn (x)", "Ngắn hạn (x)"),
    ],
)
def test_boxes(text: str, words: str) -> None:
    assert ticked(text) == words
