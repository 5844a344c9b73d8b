"""Opening a year, its settings, who is asked."""

from datetime import date
from decimal import Decimal

import factories
import pytest

from doanra.records.models import Event
from doanra.stages import calls
from doanra.terms.refusal import NotAllowed, NotFound, Refused
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db


def test_a_call_before_the_merger_asks_63_provinces_and_54_bodies(office):
    call = calls.open_call(2023, by=office, on=date(2022, 10, 10))
    kinds = [invitation.unit.kind for invitation in call.invitations.select_related("unit")]
    assert (kinds.count("province"), kinds.count("central")) == (63, 54)


def test_a_call_after_the_merger_asks_34_provinces(office):
    call = calls.open_call(2027, by=office, on=date(2026, 9, 15))
    assert call.invitations.filter(unit__kind="province").count() == 34


def test_a_year_opens_once(office):
    calls.open_call(2027, by=office, on=date(2026, 9, 15))
    with pytest.raises(Refused) as refused:
        calls.open_call(2027, by=office, on=date(2026, 9, 16))
    assert refused.value.code == "call_exists"


def test_only_the_office_opens_a_year_and_a_refusal_leaves_no_trace(inspector):
    with pytest.raises(NotAllowed):
        calls.open_call(2027, by=inspector, on=date(2026, 9, 15))
    assert not Event.objects.filter(verb="calls.open").exists()


def test_opening_leaves_a_trace_with_who_and_what(office):
    call = calls.open_call(2027, by=office, on=date(2026, 9, 15))
    event = Event.objects.get(verb="calls.open")
    assert (event.by, event.year, event.subject_id) == (office, 2027, call.pk)


def test_targets_are_those_of_the_conclusion_until_the_year_sets_its_own(office):
    call = factories.call(2027)
    assert calls.targets(call) == {Programme.SHORT: 300, Programme.MEDIUM: 50, Programme.LANGUAGE: 150}
    calls.change(call, by=office, values={"target_short": 250})
    assert calls.targets(call)[Programme.SHORT] == 250


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"budget": Decimal(-1)}, "budget_negative"),
        ({"away_share": Decimal(2)}, "away_share"),
        ({"unknown_means": "maybe"}, "unknown_means"),
        ({"colour": "red"}, "unknown_setting"),
    ],
)
def test_settings_that_make_no_sense_are_refused_and_change_nothing(office, values, code):
    call = factories.call(2027)
    with pytest.raises(Refused) as refused:
        calls.change(call, by=office, values=values)
    assert refused.value.code == code
    call.refresh_from_db()
    assert call.budget is None


def test_reminding_counts_only_units_that_have_not_answered(office):
    call = factories.call(2027)
    answered, silent = call.invitations.all()[:2]
    answered.answered_on = date(2026, 10, 1)
    answered.save()
    assert calls.remind(call, units=[answered.unit, silent.unit], by=office, on=date(2026, 11, 1)) == 1
    silent.refresh_from_db()
    assert (silent.reminders, silent.reminded_on) == (1, date(2026, 11, 1))


def test_a_year_that_was_not_opened_is_not_found():
    with pytest.raises(NotFound):
        calls.of_year(1999)
