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
        ({"budget": -1}, "budget_negative"),
        ({"away_share": Decimal("0.001")}, "away_share"),
        ({"budget": Decimal(10) ** 17}, "call_wrong"),
        ({"target_short": -1}, "call_wrong"),
        ({"abroad_at_once": None}, "call_wrong"),
        ({"title": "x" * 201}, "call_wrong"),
        ({"title": ""}, "call_wrong"),
        ({"closes_on": date(2026, 9, 1)}, "call_wrong"),
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


@pytest.mark.parametrize("year", [0, 1, 2021, 2101, 99999])
def test_a_year_outside_the_programme_is_refused(office, year):
    with pytest.raises(Refused) as refused:
        calls.open_call(year, by=office, on=date(2026, 9, 15))
    assert refused.value.code == "year_range"


def test_a_year_called_late_has_not_closed_before_it_opened(office):
    assert calls.open_call(2027, by=office, on=date(2027, 1, 10)).closes_on == date(2027, 1, 10)
    with pytest.raises(Refused):
        calls.open_call(2028, by=office, on=date(2027, 9, 15), closes_on=date(2027, 9, 14))


def test_the_total_is_the_published_one_until_the_year_sets_a_figure_of_its_own(office):
    call = factories.call(2027)
    assert calls.total_target(call) == 500
    calls.change(call, by=office, values={"target_short": 200})
    assert calls.total_target(call) == 400


def test_two_clerks_who_change_different_settings_lose_nothing(office):
    call = factories.call(2027)
    other = calls.of_year(2027)
    calls.change(call, by=office, values={"budget": Decimal(5)})
    calls.change(other, by=office, values={"target_short": 7})
    assert calls.of_year(2027).budget == 5


def test_a_closed_year_is_changed_by_nobody(office):
    call = factories.call(2027)
    other = calls.of_year(2027)
    calls.close(call, by=office)
    before = Event.objects.count()
    for act in (
        lambda: calls.change(other, by=office, values={"target_short": 1}),
        lambda: calls.remind(other, units=[], by=office, on=date(2026, 11, 1)),
        lambda: calls.close(other, by=office),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "call_closed"
    assert Event.objects.count() == before
