"""The demonstration as a new user gets it: 2023 planned, with its published counts; 2027 ready to be planned."""

from collections import Counter
from datetime import date

import pytest

from doanra.records.models import Call, FileState, Member, Participation, RunState
from doanra.stages.demonstration import accounts, year_2023, year_2027
from doanra.stages.plans import problem

pytestmark = pytest.mark.django_db


def test_2023_was_planned_published_carried_out_and_closed_with_the_published_counts():
    accounts.open_accounts()
    call = year_2023.load(planned=True)
    plan, run = call.plans.get(), call.runs.get()
    assert (run.state, run.seated, plan.seats.count(), plan.published_at.date()) == (
        RunState.DONE.value, 266, 266, date(2023, 2, 6),
    )  # fmt: skip
    assert (call.nominations.count(), call.closed_on, call.synthetic) == (825, date(2024, 1, 15), True)
    went = Member.objects.filter(delegation__course__call=call, delegation__plan=plan)
    assert Counter(went.values_list("delegation__course__programme", flat=True)) == {
        "short": 140, "medium": 24, "language": 102,
    }  # fmt: skip
    people = set(went.values_list("person", flat=True))
    assert people == set(plan.seats.values_list("person", flat=True))
    assert people == set(Participation.objects.values_list("person", flat=True))
    verdicts = call.nominations.filter(person__in=people).values_list("appraisal__standing", flat=True)
    assert set(verdicts) == {"eligible"}


def test_in_2027_half_of_the_units_have_answered_and_a_plan_can_be_computed():
    call = year_2027.load(answered=True)
    states = Counter(call.files.values_list("state", flat=True))
    assert states == {FileState.SAVED.value: 37, FileState.PREVIEW.value: 3}
    assert call.invitations.exclude(answered_on=None).count() == 37
    assert not call.invitations.get(unit__short="Lào Cai").answered_on
    assert {"eligible", "unknown", "not_eligible"} == set(
        call.nominations.values_list("appraisal__standing", flat=True)
    )
    _, going_in = problem.build(call)
    assert going_in.placeable > 300
    assert not Call.objects.filter(synthetic=False).exists()
