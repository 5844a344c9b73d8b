"""Repairs of an announced plan: who is gone is found, offers come of the search, one becomes a draft."""

from datetime import timedelta
from decimal import Decimal

import factories
import pytest
from django.utils import timezone

from doanra.planner.judge import judge
from doanra.records.models import Event, NominationState, Repair, RunState
from doanra.stages import nominations
from doanra.stages.plans import drafts, publishing, repairs
from doanra.stages.plans.problem import person_id
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.short_year(courses=2, target=8)


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call, 7)


@pytest.fixture
def announced(call, named):
    """Three people in the first course, two in the second; two without a seat."""
    return publishing.publish(factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), by=None)


def searched(repair):
    """What the background worker does."""
    repairs.mend.call(repair.pk)
    repair.refresh_from_db()
    return repair


def where(plan):
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def test_who_withdrew_is_found_and_the_seat_is_given_to_somebody_who_waits(announced, named, office):
    nominations.withdraw(named[0], letter="15-CV", by=None)
    assert [(one.person, one.course, one.why) for one in repairs.gone(announced)] == [
        (named[0].person, "NH-01", "withdrawn")
    ]
    repair = searched(repairs.start(announced, by=office, time_limit=10))
    assert (repair.state, repair.withdrawn) == (RunState.DONE, [person_id(named[0].person_id)])
    assert (repair.fewest, repair.fewest_bound) == (0, 0)
    (only,) = repair.offers
    assert only["changes"] == []
    assert only["repair"]["newly_seated"] == 2

    draft = repairs.accept(repair, number=0, by=office)
    assert (draft.based_on, draft.state, draft.seats.count()) == (announced, "draft", 6)
    assert named[0].person_id not in where(draft)
    assert judge(drafts.problem_of(draft), drafts.as_planned(draft)).valid
    assert publishing.publish(draft, by=None).version == 2


def test_people_of_a_cancelled_course_find_other_seats(announced, named, office):
    repair = searched(repairs.start(announced, by=office, cancelled=["NH-02"], time_limit=10))
    first = repairs.offer(repair, 0)
    assert [one.id for one in first.courses] == ["NH-01"]
    assert len(first.courses[0].members) == 4
    assert first.extra["changes"] == []
    draft = repairs.accept(repair, number=0, by=office)
    assert set(where(draft).values()) == {"NH-01"}


def test_somebody_may_be_counted_as_gone_before_the_letter_is_there(announced, named, office):
    repair = searched(repairs.start(announced, by=office, withdrawn=[named[1].person_id], time_limit=10))
    draft = repairs.accept(repair, number=0, by=office)
    assert named[1].person_id not in where(draft)
    named[1].refresh_from_db()
    assert named[1].state == NominationState.STANDING


def test_a_cut_of_the_budget_drops_as_few_as_it_must(announced, office):
    budget = Decimal(100_000_000 * 2 + 80_000_000 * 4)
    repair = searched(repairs.start(announced, by=office, budget=budget, time_limit=10))
    assert (repair.fewest, repair.fewest_bound) == (1, 1)
    (moved,) = repair.offers[0]["changes"]
    assert (moved["to"], moved["reasons"]) == (None, ["budget"])


def test_what_cannot_be_repaired_is_refused_in_words(announced, call, named, office, inspector):
    draft = factories.plan(call, seats={"NH-01": named[:2]})
    cases = {
        "nothing_changed": lambda: repairs.start(announced, by=office),
        "not_in_force": lambda: repairs.start(draft, by=office, cancelled=["NH-01"]),
        "no_course": lambda: repairs.start(announced, by=office, cancelled=["XX"]),
        "not_seated": lambda: repairs.start(announced, by=office, withdrawn=[named[6].person_id]),
        "budget": lambda: repairs.start(announced, by=office, budget=Decimal(-1)),
        "time_limit": lambda: repairs.start(announced, by=office, cancelled=["NH-01"], time_limit=1),
    }
    for code, act in cases.items():
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        repairs.start(announced, by=inspector, cancelled=["NH-01"])
    assert not Repair.objects.exists()


def test_one_search_at_a_time_and_a_dead_one_makes_room(announced, office):
    first = repairs.start(announced, by=office, cancelled=["NH-02"])
    with pytest.raises(Refused) as refused:
        repairs.start(announced, by=office, cancelled=["NH-02"])
    assert refused.value.code == "repair_under_way"
    long_ago = timezone.now() - timedelta(minutes=5)
    Repair.objects.filter(pk=first.pk).update(state=RunState.RUNNING.value, heartbeat_at=long_ago)
    again = repairs.again(first, by=office)
    first.refresh_from_db()
    assert (first.state, bool(first.message), again.cancelled) == (RunState.INTERRUPTED, True, ["NH-02"])


def test_a_search_that_waits_is_cancelled_and_one_at_work_keeps_what_it_has(announced, office):
    waits = repairs.start(announced, by=office, cancelled=["NH-02"])
    repairs.cancel(waits, by=office)
    assert searched(waits).state == RunState.CANCELLED
    assert waits.offers == []

    works = repairs.start(announced, by=office, cancelled=["NH-02"])
    Repair.objects.filter(pk=works.pk).update(cancel_requested=True)
    assert searched(works).offers
    assert works.state in {RunState.CANCELLED, RunState.DONE}


def test_an_offer_is_taken_once_and_not_after_a_newer_version(announced, call, named, office):
    repair = searched(repairs.start(announced, by=office, cancelled=["NH-02"], time_limit=10))
    with pytest.raises(Refused) as refused:
        repairs.accept(repair, number=9, by=office)
    assert refused.value.code == "no_offer"
    repairs.accept(repair, number=0, by=office)
    with pytest.raises(Refused) as refused:
        repairs.accept(repair, number=0, by=office)
    assert refused.value.code == "repair_accepted"
    other = searched(repairs.start(announced, by=office, cancelled=["NH-01"], time_limit=10))
    publishing.publish(factories.plan(call, seats={"NH-01": named[:2]}), by=None)
    with pytest.raises(Refused) as refused:
        repairs.accept(other, number=0, by=office)
    assert refused.value.code == "plan_changed"


def test_the_search_is_put_into_the_queue_once_the_act_is_stored(announced, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        repair = repairs.start(announced, by=office, cancelled=["NH-02"])
    assert len(callbacks) == 1
    assert Event.objects.get(verb="plans.repair").subject_id == repair.pk


def test_an_offer_that_knows_somebody_who_is_no_more_is_refused(announced, named, office):
    repair = searched(repairs.start(announced, by=office, cancelled=["NH-02"], time_limit=10))
    repair.offers[0]["courses"][0]["members"].append("P999999")
    repair.save(update_fields=["offers"])
    with pytest.raises(Refused) as refused:
        repairs.accept(repair, number=0, by=office)
    assert refused.value.code == "people_changed"
