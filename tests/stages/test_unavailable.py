"""Days on which a nominee cannot go: who may say so, what is kept of it, and that the plan keeps off them."""

import json
from datetime import date, timedelta

import factories
import pytest

from doanra.planner import Plan, PlannedCourse
from doanra.planner.judge import judge
from doanra.records.models import BusyDays, Delegation, Event, Member, Unit
from doanra.stages import unavailable
from doanra.stages.plans import problem
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 4, 1), date(2027, 4, 9)


@pytest.fixture
def call(db):
    return factories.short_year(courses=1)


@pytest.fixture
def named(call):
    return factories.nominations(call, 3)


def add(call, one, **values):
    given = {"first_day": FIRST, "last_day": LAST, "reason": "duty", "letter": "12-CV/TU", "by": None}
    return unavailable.add(call, person=one.person_id, **{**given, **values})


def test_busy_days_reach_the_problem_and_break_a_plan_that_ignores_them(call, named):
    add(call, named[0])
    built, intake = problem.build(call)
    ids = [problem.person_id(one.person_id) for one in named[:2]]
    assert built.nominee[ids[0]].busy == ((FIRST, LAST),)
    assert intake.busy == 1
    planned = Plan((PlannedCourse("NH-01", date(2027, 4, 5), ids[1], tuple(ids)),))
    assert [(one.code, one.nominee) for one in judge(built, planned).errors] == [("busy", ids[0])]


def test_days_are_taken_back(call, named):
    unavailable.remove(add(call, named[0]), by=None)
    assert not BusyDays.objects.exists()
    assert problem.build(call)[0].nominees[0].busy == ()


def test_a_course_of_another_year_that_reaches_in_counts_as_busy(call, named):
    before = factories.call(2026)
    course = factories.course(before, "NN-01", starts=(date(2026, 11, 2),), days=120, abroad_to=120)
    going = Delegation.objects.create(course=course, first_day=date(2026, 11, 2), last_day=date(2027, 3, 1))
    Member.objects.create(delegation=going, person=named[0].person, unit_name="giả định")
    built, _ = problem.build(call)
    who = built.nominee[problem.person_id(named[0].person_id)]
    assert who.busy == ((date(2026, 11, 2), date(2027, 3, 1)),)


def test_a_unit_speaks_for_its_own_people_only(call, named, stranger, inspector):
    assert add(call, named[0], by=stranger).recorded_by == stranger
    other = factories.nominations(call, 1, unit="p-son-la")[0]
    with pytest.raises(NotFound):
        add(call, other, by=stranger)
    with pytest.raises(NotFound):
        unavailable.remove(add(call, other), by=stranger)
    with pytest.raises(NotAllowed):
        add(call, named[0], by=inspector)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"last_day": date(2027, 3, 1)}, "trước ngày đầu"),
        ({"first_day": date(2029, 1, 1), "last_day": date(2029, 1, 5)}, "ngoài năm 2027"),
        ({"last_day": date(2029, 1, 5)}, "dài quá"),
        ({"reason": "sick"}, "loại lý do"),
        ({"letter": "đồng chí đang điều trị"}, "không ghi lý do bằng lời"),
    ],
)
def test_what_makes_no_sense_or_says_too_much_is_refused(call, named, values, said):
    with pytest.raises(Refused, match=said):
        add(call, named[0], **values)
    assert not BusyDays.objects.exists()


def test_the_trail_says_neither_reason_nor_name(call, named):
    row = add(call, named[0], reason="private")
    told = json.dumps(Event.objects.first().detail)
    assert "private" not in told
    assert row.person.full_name not in told


def test_a_problem_holds_no_name_birth_number_or_contact(call):
    """The file that goes out is searched for every word of people and units, whatever key it might hide behind."""
    unit = Unit.objects.get(slug="p-cao-bang")
    who = factories.person(unit, full_name="Trịnh Hoài Thử Nghiệm", birth="1971-08-19")
    who.id_number = "004071998877"
    who.save()
    one = factories.nominations(call, 1, person=who)[0]
    add(call, one, reason="private", letter="77-CV/XYZ")
    body = problem.build(call)[0].as_json()
    said = json.dumps(body, ensure_ascii=False).lower()
    secrets = [
        who.full_name, "trịnh", "nghiệm", who.search_key, "1971", "19/08", who.id_number, who.gender, one.position,
        "tỉnh uỷ", unit.name, unit.short, unit.slug, unit.party_body, unit.letter_code, "77-cv", "private", "hàn quốc",
        one.source,
    ]  # fmt: skip
    assert [word for word in secrets if word and word.lower() in said] == []
    assert isinstance(who.birth, PartialDate)
    keys = {key for person in body["nominees"] for key in person}
    assert keys == {"id", "unit", "band", "field", "can_lead", "unit_rank", "busy", "choices"}
    assert {key for one_unit in body["units"] for key in one_unit} == {"id", "seats_due", "away_limit"}


def test_the_same_days_sent_twice_are_noted_once(call, named, office):
    add(call, named[0], by=office)
    with pytest.raises(Refused) as refused:
        add(call, named[0])
    assert (refused.value.code, str(office) in refused.value.message) == ("busy_already", True)
    assert BusyDays.objects.count() == 1
    add(call, named[1])
    add(call, named[0], letter="13-CV/TU")
    add(call, named[0], last_day=LAST + timedelta(days=1))
    assert BusyDays.objects.count() == 4
