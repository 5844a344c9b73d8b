"""Numbers, money and dates as papers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doanra.documents.figures import (
    figure,
    in_words,
    long_day,
    money,
    money_in_words,
    roman,
    short_date,
    short_day,
)
from doanra.terms.dates import PartialDate

_VALUES = {
    word: value
    for value, words in enumerate(
        (
            ("không",),
            ("một", "mốt"),
            ("hai",),
            ("ba",),
            ("bốn", "tư"),
            ("năm", "lăm"),
            ("sáu",),
            ("bảy",),
            ("tám",),
            ("chín",),
        )
    )
    for word in words
}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_000_000, "một triệu"),
        (75_105_000_000, "bảy mươi lăm tỷ một trăm linh năm triệu"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (2_000_000_000_000, "hai nghìn tỷ"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_words_say_the_number(number: int) -> None:
    assert _heard(in_words(number)) == number


def _heard(words: str) -> int:
    """A listener of its own: adds what it hears, unit by unit."""
    total = group = digit = 0
    for word in words.split():
        if word in _VALUES:
            digit = _VALUES[word]
            group += digit
        elif word == "mười":
            group += 10
        elif word in ("mươi", "trăm"):
            group += digit * (9 if word == "mươi" else 99)
        elif word in ("nghìn", "triệu"):
            total, group = total + group * {"nghìn": 10**3, "triệu": 10**6}[word], 0
        elif word == "tỷ":
            total, group = (total + group) * 10**9, 0
    return total + group


@given(st.integers(min_value=0, max_value=10**15))
def test_figures_keep_the_number(number: int) -> None:
    assert int(figure(number).replace(".", "")) == number
    assert figure(Decimal(number)) == figure(number)


def test_money() -> None:
    assert figure(Decimal("1234567.89")) == "1.234.567,89"
    assert money(Decimal(1_234_567_000)) == "1.234.567.000 đồng"
    assert money_in_words(Decimal(1_200_000_000)) == "Một tỷ hai trăm triệu đồng"


@pytest.mark.parametrize("amount", ["-1", "0.5"])
def test_words_are_for_whole_amounts(amount: str) -> None:
    with pytest.raises(ValueError, match="whole amount"):
        money_in_words(Decimal(amount))


def test_days_under_ten_and_the_first_two_months_have_a_zero() -> None:
    assert long_day(date(2022, 10, 5)) == "ngày 05 tháng 10 năm 2022"
    assert long_day(date(2027, 2, 15)) == "ngày 15 tháng 02 năm 2027"
    assert short_day(date(2022, 7, 18)) == "18/7/2022"


@pytest.mark.parametrize(
    ("known", "shown"), [("1975-08-05", "05/8/1975"), ("1975-01", "01/1975"), ("1975", "1975"), (None, "")]
)
def test_dates_are_as_exact_as_known(known: str | None, shown: str) -> None:
    assert short_date(PartialDate.parse(known) if known else None) == shown


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 10, 29)] == ["I", "IV", "IX", "X", "XXIX"]
