"""Retirement by Decree 135/2020 against the table by month of birth, and the time left that follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doanra.policy.assess import assess
from doanra.policy.facts import Facts, LeadershipEnd, Person, Post
from doanra.policy.retirement import bound, retires
from doanra.policy.rules import months_left
from doanra.terms.dates import PartialDate, add_months
from doanra.terms.words import Audience, Gender, Programme, Verdict

ON = date(2023, 5, 15)

# First and last month of birth, years and months of age: the ranges of the decree's table by month of birth.
MEN = """1961-01 1961-09 60 3|1961-10 1962-06 60 6|1962-07 1963-03 60 9|1963-04 1963-12 61 0|1964-01 1964-09 61 3
|1964-10 1965-06 61 6|1965-07 1966-03 61 9|1966-04 1999-12 62 0"""
WOMEN = """1966-01 1966-08 55 4|1966-09 1967-04 55 8|1967-05 1967-12 56 0|1968-01 1968-08 56 4|1968-09 1969-04 56 8
|1969-05 1969-12 57 0|1970-01 1970-08 57 4|1970-09 1971-04 57 8|1971-05 1971-12 58 0|1972-01 1972-08 58 4
|1972-09 1973-04 58 8|1973-05 1973-12 59 0|1974-01 1974-08 59 4|1974-09 1975-04 59 8|1975-05 1999-12 60 0"""
ROWS = [
    (gender, *row.split()) for gender, table in ((Gender.MALE, MEN), (Gender.FEMALE, WOMEN)) for row in table.split("|")
]


@pytest.mark.parametrize(("gender", "first", "last", "years", "months"), ROWS)
def test_the_table_by_month_of_birth(gender: Gender, first: str, last: str, years: str, months: str) -> None:
    age = 12 * int(years) + int(months)
    for birth in (PartialDate.parse(first), PartialDate.parse(last)):
        day, found = retires(birth, gender, on=ON)
        assert found == age
        assert day == add_months(birth.earliest, age + 1)


def test_the_post_ends_with_the_month_in_which_the_age_is_reached() -> None:
    assert retires(PartialDate(1963, 8, 31), Gender.MALE, on=ON) == (date(2024, 9, 1), 732)


def test_less_known_births_give_a_span() -> None:
    year_only = bound(Person(full_name="A", birth=PartialDate(1963), gender=Gender.MALE), on=ON)
    assert year_only is not None
    assert (year_only.earliest, year_only.latest) == (date(2023, 11, 1), date(2025, 1, 1))
    assert not year_only.exact
    assert bound(Person(full_name="A"), on=ON) is None


def _leader(birth: PartialDate | None, gender: Gender | None = Gender.MALE, ends: date | None = None) -> Facts:
    person = Person(full_name="Nguyễn Văn Thử", birth=birth, gender=gender)
    end = LeadershipEnd(on=ends, reason="hết nhiệm kỳ") if ends else None
    return Facts(person=person, post=Post(audience=Audience.A, leads=True), term_end=end)


def _verdict(facts: Facts, on: date, programme: Programme = Programme.SHORT) -> Verdict:
    return assess(facts, programme=programme, on=on).of("months_left").verdict


BIRTHS = st.builds(
    lambda day, exactness: PartialDate(*(day.year, day.month, day.day)[:exactness]),
    st.dates(date(1955, 1, 1), date(1990, 12, 31)),
    st.integers(1, 3),
)
LEADERS = st.builds(
    _leader,
    st.none() | BIRTHS,
    st.sampled_from([None, *Gender]),
    st.none() | st.dates(date(2022, 1, 1), date(2040, 12, 31)),
)
STARTS = st.dates(date(2022, 10, 5), date(2040, 12, 31))
ORDER = [Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET]


@given(LEADERS, STARTS, st.integers(0, 3000))
def test_a_later_start_never_improves_the_answer(facts: Facts, on: date, days: int) -> None:
    assert ORDER.index(_verdict(facts, on)) <= ORDER.index(_verdict(facts, on + timedelta(days=days)))


@given(LEADERS, STARTS)
def test_two_years_are_never_easier_than_eighteen_months(facts: Facts, on: date) -> None:
    assert ORDER.index(_verdict(facts, on)) <= ORDER.index(_verdict(facts, on, Programme.MEDIUM))


@given(st.integers(1940, 2005), STARTS, st.sampled_from([None, *Gender]))
def test_a_year_alone_never_passes(year: int, on: date, gender: Gender | None) -> None:
    assert _verdict(_leader(PartialDate(year), gender), on) is not Verdict.MET


@given(LEADERS, STARTS)
def test_knowing_more_never_turns_a_certain_answer(facts: Facts, on: date) -> None:
    """Filling in a month and a gender keeps met met and not met not met."""
    birth = facts.person.birth
    if birth is None:
        return
    before = _verdict(facts, on)
    for month in (1, 6, 12):
        for gender in Gender:
            known = PartialDate(birth.year, birth.month or month)
            sharper = replace(facts, person=replace(facts.person, birth=known, gender=facts.person.gender or gender))
            assert before in (Verdict.UNKNOWN, _verdict(sharper, on))


@given(LEADERS, STARTS)
def test_the_latest_start_is_met_and_the_day_after_is_not(facts: Facts, on: date) -> None:
    latest = months_left.latest_start(facts, programme=Programme.SHORT, on=on)
    if latest is not None and latest >= date(2022, 10, 5):
        assert _verdict(facts, latest) is Verdict.MET
        assert _verdict(facts, latest + timedelta(days=1)) is Verdict.NOT_MET


def test_latest_start_of_the_example() -> None:
    facts = _leader(PartialDate(1963, 8, 12))
    assert months_left.latest_start(facts, programme=Programme.SHORT, on=ON) == date(2023, 3, 1)
    assert months_left.latest_start(facts, programme=Programme.MEDIUM, on=ON) == date(2022, 9, 1)
    assert months_left.latest_start(facts, programme=Programme.LANGUAGE, on=ON) is None
    assert months_left.latest_start(_leader(PartialDate(1963)), programme=Programme.SHORT, on=ON) is None


@pytest.mark.parametrize(("ends", "latest"), [
    (date(2028, 2, 29), date(2026, 8, 31)),
    (date(2027, 2, 28), date(2025, 8, 31)),
    (date(2027, 3, 1), date(2025, 9, 1)),
])  # fmt: skip
def test_latest_start_where_months_differ_in_length(ends: date, latest: date) -> None:
    facts = _leader(PartialDate(1980, 1), ends=ends)
    assert months_left.latest_start(facts, programme=Programme.SHORT, on=ON) == latest
