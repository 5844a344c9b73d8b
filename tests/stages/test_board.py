"""The board as it is read: everybody is somewhere, in the order of lists, and reading asks no more for more people."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.stages import nominations as nominating
from doanra.stages.plans import board, changes
from doanra.terms.words import Severity

pytestmark = pytest.mark.django_db
UNITS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau", "p-ha-noi", "p-hue")


@pytest.fixture
def call(db):
    return factories.short_year()


@pytest.fixture
def scene(call):
    """Two courses of three and two; one leader more, one of too low a band for both, one course idle."""
    named = factories.one_of_each_unit(call)
    low = factories.nominations(call, 1, unit="p-son-la", band=1)[0]
    plan = factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]})
    return plan, named, low


def test_everybody_of_the_problem_sits_or_waits(scene, call):
    plan, named, low = scene
    found = board.read(plan, vetting=True)
    seated = {card.person for column in found.columns for card in column.cards}
    waiting = {one.card.person for one in found.unplaced}
    assert seated == {one.person_id for one in named[:5]}
    assert waiting == {named[5].person_id, low.person_id}
    assert found.everybody == len(seated | waiting) == call.nominations.count()
    assert found.tiers.seated == found.seated("short") == 5
    assert (found.target, found.seated("medium")) == (6, 0)


def test_columns_hold_their_people_by_given_name_with_head_and_pin(scene, office):
    plan, named, _ = scene
    changes.pin(plan, person=named[1].person_id, pinned=True, by=office)
    column = board.read(plan, vetting=True).columns[0]
    assert column.course.code == "NH-01"
    keys = [card.nomination.person.sort_key for card in column.cards]
    assert keys == sorted(keys)
    assert column.leader.person == column.planned.leader_id
    assert [card.person for card in column.cards if card.pinned] == [named[1].person_id]
    assert all(card.unknown for card in column.cards)  # nobody's papers are there yet


def test_courses_that_do_not_run_are_idle(scene):
    assert [course.code for course in board.read(scene[0], vetting=True).idle] == ["NH-03"]


def test_who_waits_is_told_why_and_grouped_by_the_nearest_reason(scene):
    plan, named, low = scene
    found = board.read(plan, vetting=True)
    reasons = dict(found.reasons())
    assert {reason: [one.card.person for one in waiting] for reason, waiting in reasons.items()} == {
        "free": [named[5].person_id],
        "rank_band": [low.person_id],
    }
    blocked = dict(next(one for one in found.unplaced if one.card.person == low.person_id).blocked)
    assert blocked == {"NH-01": ("rank_band",), "NH-02": ("rank_band",), "NH-03": ("not_run",)}
    assert found.reasons("medium") == []


def test_what_is_broken_stands_at_its_course_and_is_counted_once(scene, office):
    plan, named, _ = scene
    changes.move(plan, person=named[4].person_id, to="NH-01", by=office)
    found = board.read(plan, vetting=True)
    short = next(column for column in found.columns if column.course.code == "NH-02")
    assert {finding.code for finding in short.findings if finding.level is Severity.ERROR} == {"too_few"}
    assert found.count(Severity.ERROR) == short.count(Severity.ERROR) == 1


def test_a_withdrawn_person_still_has_a_card_until_moved_out(scene, office):
    plan, named, _ = scene
    nominating.withdraw(named[0], by=office, letter="15-CV")
    found = board.read(plan, vetting=True)
    assert named[0].person_id in {card.person for column in found.columns for card in column.cards}


def test_an_empty_plan_has_no_columns_and_everybody_waits(call):
    factories.nominations(call, 3)
    found = board.read(factories.plan(call), vetting=True)
    assert (found.columns, len(found.unplaced), found.seats_bound) == ([], 3, None)
    assert dict(found.reasons()).keys() == {"not_run"}


def test_reading_asks_as_often_for_three_people_as_for_thirty():
    def asked(year, many):
        call = factories.call(year, target_short=40, target_medium=0, target_language=0)
        named = []
        for number in range(10):
            factories.course(call, f"NH-{number:02d}")
        for slug in UNITS:
            named += factories.nominations(call, max(1, many // len(UNITS)), unit=slug)
        seats = {f"NH-{number:02d}": named[number * 2 : number * 2 + 2] for number in range(min(10, many // 3))}
        plan = factories.plan(call, seats=seats)
        plan.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            board.read(type(plan).objects.get(pk=plan.pk), vetting=True)
        return len(queries)

    few, many = asked(2027, 8), asked(2028, 32)
    assert few == many <= 12
