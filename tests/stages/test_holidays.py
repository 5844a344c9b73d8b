"""The office's word on holidays over the package's calendar, and what it does to a plan's first days."""

from datetime import date

import factories
import pytest

from doanra.records.models import Holiday
from doanra.stages import holidays, weighing
from doanra.stages.holidays import Calendars
from doanra.stages.plans import problem
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db
NATIONAL, PLAIN, CHUSEOK = date(2027, 9, 2), date(2027, 6, 14), date(2027, 9, 15)


def put(day, change, *, country="VN", name="Nghỉ bù giả định", source="thông báo giả định", by=None):
    return holidays.put(country=country, day=day, change=change, name=name, source=source, by=by)


def counted(country="VN", year=2027):
    return {one.day: one.name for one in Calendars().year(country, year=year) if one.counts}


def test_the_package_speaks_where_the_office_said_nothing():
    days = {one.day: one for one in Calendars().year("VN", year=2027)}
    assert days[NATIONAL].name == "Quốc khánh"
    assert days[NATIONAL].source.startswith("holidays ")
    assert days[NATIONAL].held is None
    assert CHUSEOK in counted("KR")


def test_a_day_is_added_renamed_and_taken_out_by_country():
    put(PLAIN, "add")
    put(NATIONAL, "rename", name="Lễ Quốc khánh")
    put(CHUSEOK, "remove", country="KR", name="")
    assert (counted()[PLAIN], counted()[NATIONAL]) == ("Nghỉ bù giả định", "Lễ Quốc khánh")
    assert CHUSEOK not in counted("KR")
    assert PLAIN not in counted("KR")
    out = next(one for one in Calendars().year("KR", year=2027) if one.day == CHUSEOK)
    assert (out.counts, out.source, bool(out.name)) == (False, "thông báo giả định", True)


def test_a_second_word_on_a_day_replaces_the_first_and_can_be_taken_back():
    put(NATIONAL, "remove", name="")
    row = put(NATIONAL, "rename", name="Lễ Quốc khánh")
    assert Holiday.objects.count() == 1
    holidays.take_back(row, by=None)
    assert counted()[NATIONAL] == "Quốc khánh"


@pytest.mark.parametrize(
    ("day", "change", "more", "said"),
    [
        (NATIONAL, "add", {}, "đã là ngày nghỉ"),
        (PLAIN, "remove", {}, "không phải ngày nghỉ"),
        (PLAIN, "rename", {}, "không phải ngày nghỉ"),
        (PLAIN, "add", {"name": ""}, "chưa ghi tên"),
        (PLAIN, "add", {"source": " "}, "nguồn"),
        (PLAIN, "add", {"country": "XX"}, "XX"),
        (PLAIN, "move", {}, "việc"),
        (date(1999, 1, 2), "add", {}, "1999"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(day, change, more, said):
    with pytest.raises(Refused, match=said):
        put(day, change, **more)
    assert not Holiday.objects.exists()


def test_only_the_office_may(inspector, stranger):
    for account in (inspector, stranger):
        with pytest.raises(NotAllowed):
            put(PLAIN, "add", by=account)


def test_days_within_a_course_cross_the_year():
    found = Calendars().within("VN", first=date(2026, 12, 28), days=14)
    assert [one.day for one in found] == [date(2027, 1, 1)]


def year_with(days, **values):
    call = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    factories.course(call, "NH-01", starts=days, **values)
    factories.nominations(call, 2)
    return call


def test_a_first_day_on_a_holiday_is_offered_and_counted_unless_the_year_leaves_it_out():
    call = year_with((PLAIN, NATIONAL, CHUSEOK))
    built, intake = problem.build(call)
    assert built.courses[0].starts == (PLAIN, NATIONAL, CHUSEOK)
    assert (intake.on_holidays, intake.days_left_out) == (2, 0)
    weighing.put(call, values={"holiday_starts": "leave"}, by=None)
    built, intake = problem.build(call)
    assert built.courses[0].starts == (PLAIN,)
    assert (intake.on_holidays, intake.days_left_out) == (0, 2)
    assert all(choice.starts is None for person in built.nominees for choice in person.choices)


def test_the_office_decides_what_a_holiday_is_for_the_plan():
    call = year_with((PLAIN, NATIONAL))
    weighing.put(call, values={"holiday_starts": "leave"}, by=None)
    put(PLAIN, "add", country="KR")
    put(NATIONAL, "remove", name="")
    assert problem.build(call)[0].courses[0].starts == (NATIONAL,)


def test_a_course_all_of_whose_days_are_left_out_stays_in_the_problem_and_never_runs():
    call = year_with((NATIONAL,))
    weighing.put(call, values={"holiday_starts": "leave"}, by=None)
    built, _ = problem.build(call)
    assert built.courses[0].starts == ()
    assert all(not person.choices for person in built.nominees)


def test_the_settings_of_a_year_reach_all_its_courses_when_asked_to(office):
    call = year_with((PLAIN,), field="economy")
    factories.course(call, "NH-02", starts=(PLAIN,))
    weighing.put(call, values={"band_span": 3, "field_share": "0.4"}, by=office)
    assert {course.band_span for course in call.courses.all()} == {2}
    weighing.put(call, values={"source": "công văn giả định"}, by=office, all_courses=True)
    built, _ = problem.build(call)
    assert {course.band_span for course in built.courses} == {3}
    assert [course.field_share for course in built.courses] == [0.4, 0.5]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"band_span": 0}, "độ rộng bậc"),
        ({"field_share": "1.5"}, "tỉ lệ"),
        ({"largest_unit": "-0.1"}, "đơn vị đông nhất"),
        ({"holiday_starts": "maybe"}, "trùng ngày nghỉ"),
        ({"weight": 3}, "weight"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(values, said):
    with pytest.raises(Refused, match=said):
        weighing.put(factories.call(2027), values=values, by=None)
