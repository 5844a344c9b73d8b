"""What would seat somebody: solved when asked, kept for the version it is true of, changing nothing."""

import factories
import pytest

from doanra.records.models import Seat, WayIn
from doanra.stages.plans import changes, problem, ways_in
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    """One course of four seats, full, and one person who waits."""
    call = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    factories.course(call, "NH-01")
    named = factories.one_of_each_unit(call, 5)
    return factories.plan(call, seats={"NH-01": named[:4]})


def waiting(plan):
    seated = set(plan.seats.values_list("person_id", flat=True))
    return next(one.person_id for one in plan.call.nominations.all() if one.person_id not in seated)


def test_the_cheapest_change_and_the_exchange_are_kept(plan, office):
    row = ways_in.seek(plan, person=waiting(plan), by=office)
    fit, swap = row.answer["fits"][0], row.answer["swap"]
    assert (fit["course"], fit["changes"]) == (
        "NH-01", [{"limit": "seats", "about": "", "now": 4, "needed": 5}],
    )  # fmt: skip
    assert (swap["status"], swap["displaced"]) == ("proven", 1)
    assert ways_in.seek(plan, person=waiting(plan), by=office).pk == row.pk
    assert WayIn.objects.count() == 1
    assert Seat.objects.filter(plan=plan).count() == 4


def test_an_answer_is_not_told_of_a_changed_plan(plan):
    person = waiting(plan)
    ways_in.seek(plan, person=person, by=None)
    changes.pin(plan, person=plan.seats.first().person_id, pinned=True, by=None)
    plan.refresh_from_db()
    assert ways_in.known(plan, person=person) is None
    again = ways_in.seek(plan, person=person, by=None)
    assert (again.revision, again.answer["held"]) == (plan.revision, 1)


def test_pinned_people_keep_their_seats(plan):
    for seat in plan.seats.all():
        changes.pin(plan, person=seat.person_id, pinned=True, by=None)
    plan.refresh_from_db()
    assert ways_in.seek(plan, person=waiting(plan), by=None).answer["swap"]["status"] == "impossible"


def test_who_has_a_seat_is_refused_and_who_may_not_ask_does_not(plan, stranger):
    seated = plan.seats.first().person_id
    with pytest.raises(Refused, match=problem.person_id(seated)):
        ways_in.seek(plan, person=seated, by=None)
    with pytest.raises(NotAllowed):
        ways_in.seek(plan, person=waiting(plan), by=stranger)
    assert not WayIn.objects.exists()
