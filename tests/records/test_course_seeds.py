"""The shipped courses: the catalogue of 2027 can be planned with, and 2023 adds up to what was published."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import holidays
import pytest

from doanra.records.seeds import CourseSeed, load_courses, load_held
from doanra.terms.refusal import NotFound
from doanra.terms.words import Audience, ContentGroup, Language, Programme

COURSES = load_courses(2027)
TET = (date(2027, 1, 30), date(2027, 2, 14))


def by_code(course: CourseSeed) -> str:
    return course.code


def test_the_catalogue_has_16_5_and_8() -> None:
    assert Counter(course.programme for course in COURSES) == {"short": 16, "medium": 5, "language": 8}
    codes = [f"{kind}-{n:02d}" for kind, count in (("NH", 16), ("TH", 5), ("NN", 8)) for n in range(1, count + 1)]
    assert [course.code for course in COURSES] == codes
    assert all(course.illustrative for course in COURSES)
    assert {course.content_group for course in COURSES} == set(ContentGroup)


def test_seats_reach_the_targets_of_the_period() -> None:
    """300, 50 and 150 a year from 2026 to 2030 (Conclusion 39-KL/TW, section 2.2)."""
    most = Counter[str]()
    for course in COURSES:
        most[course.programme] += course.seats[1]
    assert (most["short"] >= 300, most["medium"] >= 50, most["language"] >= 150) == (True, True, True)


@pytest.mark.parametrize("course", COURSES, ids=by_code)
def test_a_course_has_the_shape_of_its_programme(course: CourseSeed) -> None:
    shape = (course.days, course.abroad, course.seats)
    wanted = {
        Programme.SHORT: (14, (0, 14), (15, 20)),
        Programme.MEDIUM: (90, (0, 90), (10, 15)),
        Programme.LANGUAGE: (240, (120, 240), (15, 25)),
    }
    assert shape == wanted[course.programme]
    assert course.interpreted == (course.language is None)
    assert (Audience.F in course.audience) == (course.programme is Programme.LANGUAGE)
    assert (Audience.E in course.audience) == (course.programme is Programme.MEDIUM)
    assert 1 <= course.bands[0] < course.bands[1] <= 5
    assert course.cost_per_head > 0 < course.cost_fixed


@pytest.mark.parametrize("course", COURSES, ids=by_code)
def test_first_days_are_working_mondays_here_and_there(course: CourseSeed) -> None:
    calendars = [holidays.country_holidays(country, years=2027) for country in ("VN", course.country)]
    assert 2 <= len(set(course.starts)) == len(course.starts) <= 4
    assert list(course.starts) == sorted(course.starts)
    for start in course.starts:
        assert (start.year, start.weekday()) == (2027, 0)
        assert not TET[0] <= start <= TET[1]
        assert (start + timedelta(days=course.days - 1)).year == 2027
        departure = start + timedelta(days=course.abroad[0])
        length = 14 if course.programme is Programme.SHORT else 1
        met = [departure + timedelta(days=n) for n in range(length)]
        assert not [day for day in met if day.weekday() < 5 and any(day in days for days in calendars)]


def test_2023_adds_up_to_what_was_published() -> None:
    held = load_held(2023)
    assert [(row.people, row.delegations) for row in held.registered] == [(224, 14), (103, 4), (498, None)]
    assert [held.people(programme) for programme in Programme] == [140, 24, 102]
    assert Counter(course.programme for course in held.courses) == {"short": 8, "medium": 2, "language": 4}
    assert {course.country for course in held.courses if course.programme is Programme.SHORT} == {"NZ", "KR", "AU"}
    assert {course.country for course in held.courses if course.programme is Programme.MEDIUM} == {"NZ"}
    assert {course.language for course in held.courses if course.programme is Programme.LANGUAGE} == set(Language)


def test_an_unknown_year_is_refused_with_the_years_there_are() -> None:
    with pytest.raises(NotFound, match="2027"):
        load_courses(2031)
    with pytest.raises(NotFound, match="2023"):
        load_held(2027)
