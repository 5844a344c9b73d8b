"""What one plan changes against another: everybody who sits elsewhere, once, by kind and delegation."""

from datetime import date

import factories
import pytest

from doanra import planner
from doanra.stages.plans import differences, drafts
from doanra.stages.plans.problem import person_id
from doanra.web.plans import differing

pytestmark = pytest.mark.django_db
LATER = date(2027, 9, 6)


@pytest.fixture
def call(db):
    return factories.short_year()


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call)


@pytest.fixture
def before(call, named):
    return drafts.as_planned(factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}))


def planned(code, start, named):
    ids = tuple(person_id(one.person_id) for one in named)
    return planner.PlannedCourse(code, start, ids[0], ids)


@pytest.fixture
def after(named):
    """One of NH-01 goes to NH-02, one loses the seat; NH-02 begins later; one more gets a seat."""
    return planner.Plan(
        (
            planned("NH-01", date(2027, 4, 5), [named[0], named[5]]),
            planned("NH-02", LATER, [named[3], named[4], named[1]]),
        )
    )


def test_each_person_is_told_once_with_kind_places_and_reason(call, named, before, after):
    gone = person_id(named[2].person_id)
    found = differences.between(before, after, call=call, reasons={gone: "withdrawn"})
    told = {one.person.pk: one for one in found}
    assert set(told) == {one.person_id for one in named[1:]}
    assert [one.kind for one in found] == ["out", "moved", "redated", "redated", "in"]
    out = told[named[2].person_id]
    assert (out.reason, out.unit, out.before.course, out.after) == ("withdrawn", "Lạng Sơn", "NH-01", None)
    assert told[named[1].person_id].after == differences.Place("NH-02", LATER)
    assert differences.counted(found) == {"out": 1, "moved": 1, "redated": 2, "in": 1}


def test_like_plans_have_no_differences(call, before):
    assert differences.between(before, before, call=call) == []
    assert differences.of_courses(before, before) == []


def test_courses_that_move_stop_or_begin(before, after, named):
    (later,) = differences.of_courses(before, after)
    assert (later.code, later.before, later.after, later.people_after) == ("NH-02", date(2027, 4, 5), LATER, 3)
    stopped, begun = differences.of_courses(before, planner.Plan((planned("NH-03", LATER, named), before.courses[1])))
    assert (stopped.code, stopped.after, begun.code, begun.before) == ("NH-01", None, "NH-03", None)


def test_the_list_is_read_in_few_queries(call, before, after, django_assert_num_queries):
    with django_assert_num_queries(2):
        differences.between(before, after, call=call)


def test_sections_are_counted_and_grouped_by_delegation(call, before, after):
    found = differences.between(before, after, call=call)
    shown = differing.sections(found, why=lambda one: "đơn vị rút" if one.kind == "out" else "")
    assert [(one.kind, one.count, [code for code, _ in one.groups], one.reasoned) for one in shown] == [
        ("out", 1, ["NH-01"], True),
        ("moved", 1, ["NH-01"], False),
        ("redated", 2, ["NH-02"], False),
        ("in", 1, ["NH-01"], False),
    ]
