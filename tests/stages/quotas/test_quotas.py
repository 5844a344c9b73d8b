"""The ledger of quotas: one act at a time, the plan behind it, room, and any sequence of acts."""

from datetime import date

import factories
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quota_acts import DAY, GROUND, MEDIUM, SHORT, SLUGS, cut, give, move, row, switched_on, unit, whole

from doanra.records.models import Event, QuotaBalance, QuotaCounts, QuotaEntry, QuotaKind, QuotaMode, Unit
from doanra.records.queries import quotas as queries
from doanra.stages import calls, ledger, quotas
from doanra.stages.acting import acting
from doanra.stages.ledger import Ground, Line
from doanra.stages.plans import problem
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db


def test_a_year_has_no_quotas_until_the_office_says_so_and_nothing_is_limited():
    call = factories.call(2027)
    assert quotas.room(call, unit(), SHORT) is None
    quotas.take(call, unit(), SHORT, wanted=500)
    with pytest.raises(Refused) as refused:
        give(call)
    assert refused.value.code == "quotas_off"


def test_switching_on_opens_the_ledger_with_the_targets(call):
    table = queries.table(call, programmes=[SHORT])
    assert (table.plan, table.not_given, table.total.seats) == (20, 20, 0)
    assert whole(call)


def test_a_line_that_is_sent_twice_counts_once(call, office):
    give(call, seats=4, by=office)
    with pytest.raises(Refused) as refused:
        give(call, seats=4, by=office)
    assert (refused.value.code, str(office) in refused.value.message) == ("entered_already", True)
    assert row(call).seats == 4
    give(call, "p-son-la", seats=4)
    give(call, seats=4, ground=Ground(document="16-TB/BCĐ", document_on=DAY, on=DAY))
    cut(call, seats=8)
    give(call, seats=4)
    assert row(call).seats == 4


def test_each_kind_of_entry_stands_in_its_own_column(call):
    give(call, seats=4)
    give(call, seats=2, kind=QuotaKind.CARRIED)
    move(call, "p-cao-bang", "p-son-la", 1)
    cut(call, seats=1)
    factories.nominations(call, 3)
    one = row(call)
    assert (one.entitled, one.carried, one.topped, one.adjusted) == (4, 2, 0, -2)
    assert (one.seats, one.used, one.left) == (4, 3, 1)
    assert row(call, "p-son-la").adjusted == 1
    assert whole(call)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda call: give(call, seats=21), "plan_exhausted"),
        (lambda call: give(call, seats=0), "seats_range"),
        (lambda call: cut(call, seats=5), "quota_short"),
        (lambda call: move(call, "p-cao-bang", "p-cao-bang", 1), "same_unit"),
        (lambda call: move(call, "p-son-la", "p-cao-bang", 1), "quota_short"),
        (lambda call: give(call, "p-lao-cai-cu"), "unit_not_asked"),
        (lambda call: give(call, kind=QuotaKind.TOPPED), "kind_of_entry"),
        (lambda call: give(call, kind=QuotaKind.RAISED), "kind_of_entry"),
        (lambda call: give(call, ground=Ground(document=" ", on=DAY)), "ground_missing"),
        (lambda call: give(call, ground=Ground(document="1", document_on=date(2026, 10, 2), on=DAY)), "ground_ahead"),
    ],
)
def test_what_does_not_hold_is_refused_and_leaves_no_trace(call, act, code):
    give(call, seats=4)
    closed = Unit.objects.filter(valid_to__isnull=False, kind="province").first()
    Unit.objects.filter(pk=closed.pk).update(slug="p-lao-cai-cu")
    before, entries = Event.objects.count(), QuotaEntry.objects.count()
    with pytest.raises(Refused) as refused:
        act(call)
    assert refused.value.code == code
    assert refused.value.remedy
    assert (Event.objects.count(), QuotaEntry.objects.count()) == (before, entries)
    assert whole(call)


def test_an_entry_is_never_changed(call):
    entry = give(call)
    entry.seats = 9
    with pytest.raises(TypeError):
        entry.save()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "entitled"},
        {"kind": "cut"},
        {"kind": "moved"},
        {"kind": "raised", "seats": 0},
        {"kind": "raised", "document": ""},
    ],
)
def test_the_table_holds_no_entry_that_makes_seats_out_of_nothing(call, values):
    given_ = {"programme": "short", "seats": 1, "document": "x", "on": DAY, "made_at": call.opened_on, **values}
    given_["made_at"] = QuotaEntry.objects.first().made_at
    with pytest.raises(IntegrityError), transaction.atomic(), acting("quotas.change", by=None):
        QuotaEntry.objects.create(call=call, **given_)


def test_no_balance_falls_below_nothing_in_the_table_either(call):
    give(call)
    with pytest.raises(IntegrityError), transaction.atomic(), acting("quotas.change", by=None):
        QuotaBalance.objects.filter(unit=unit()).update(seats=-1)


def test_the_database_refuses_to_change_an_entry(call):
    from django.db import connection  # noqa: PLC0415 - only here

    from doanra.records import guard  # noqa: PLC0415 - only here

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            guard.stand(cursor, vendor=connection.vendor, tables=guard.LEDGER)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute("UPDATE records_quotaentry SET seats = 99")
        if connection.vendor == "sqlite":
            guard.lift(cursor, vendor=connection.vendor, tables=guard.LEDGER)


def test_the_plan_follows_the_targets_of_the_year(call, office):
    give(call, seats=4)
    calls.change(call, by=office, values={"target_short": 30}, on=DAY)
    assert queries.table(call, programmes=[SHORT]).plan == 30
    calls.change(call, by=office, values={"target_short": 6}, on=DAY)
    assert whole(call)


def test_the_targets_do_not_fall_below_what_units_have(call, office):
    give(call, seats=4)
    with pytest.raises(Refused) as refused:
        calls.change(call, by=office, values={"target_short": 3}, on=DAY)
    assert refused.value.code == "plan_exhausted"
    assert calls.of_year(2027).target_short == 20
    assert whole(call)


def test_a_programme_that_is_not_offered_has_no_seats(call, office):
    calls.change(call, by=office, values={"programmes": "short"}, on=DAY)
    assert calls.targets(call)[MEDIUM] == 0
    assert whole(call)
    with pytest.raises(Refused) as refused:
        give(call, programme=MEDIUM)
    assert refused.value.code == "not_offered"


def test_switching_off_and_on_again_keeps_the_ledger(call, office):
    give(call, seats=4)
    switched_on(call, QuotaMode.OFF)
    calls.change(call, by=office, values={"target_short": 25}, on=DAY)
    switched_on(call)
    assert (row(call).entitled, queries.table(call, programmes=[SHORT]).plan) == (4, 25)
    assert whole(call)


def test_quotas_that_inform_stop_nobody_and_tell_what_is_left(call):
    give(call, seats=2)
    factories.nominations(call, 3)
    assert quotas.room(call, unit(), SHORT) == -1
    quotas.take(call, unit(), SHORT)


def test_quotas_that_limit_refuse_one_more_than_fits(call):
    give(call, seats=2)
    switched_on(call, QuotaMode.LIMIT)
    factories.nominations(call, 1)
    quotas.take(call, unit(), SHORT)
    with pytest.raises(Refused) as refused:
        quotas.take(call, unit(), SHORT, wanted=2)
    assert refused.value.code == "quota_full"
    with pytest.raises(Refused):
        quotas.take(call, unit("p-son-la"), SHORT)


def test_where_quotas_limit_no_used_seat_is_taken_away(call):
    give(call, seats=2)
    switched_on(call, QuotaMode.LIMIT)
    factories.nominations(call, 2)
    for act in (lambda: cut(call), lambda: move(call, "p-cao-bang", "p-son-la", 1)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "seats_used"


def test_used_may_be_the_seats_of_the_plan(call):
    give(call, seats=4)
    switched_on(call, counts=QuotaCounts.SEATS)
    factories.course(call, "NH-01")
    named = factories.nominations(call, 3)
    factories.plan(call, seats={"NH-01": named[:2]})
    assert (row(call).used, quotas.room(call, unit(), SHORT)) == (2, 2)


PROGRAMMES = st.sampled_from([SHORT, MEDIUM])
UNITS = st.sampled_from(SLUGS)
SEATS = st.integers(1, 12)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["entitled", "carried", "cut"]), PROGRAMMES, UNITS, UNITS, SEATS),
    st.tuples(st.just("moved"), PROGRAMMES, UNITS, UNITS, SEATS),
    st.tuples(st.just("target"), PROGRAMMES, UNITS, UNITS, st.integers(0, 30)),
)


def step(call, kind, programme, one, other, seats):
    """One act, as it is asked for; whether it may be is the verb's matter."""
    if kind == "target":
        calls.change(call, by=None, values={f"target_{programme.value}": seats}, on=DAY)
        return
    sides = {"taken_from": unit(one), "given_to": unit(other)}
    quotas.enter(
        call, line=Line(kind=QuotaKind(kind), programme=programme, seats=seats, **sides), ground=GROUND, by=None
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_after_any_sequence_of_acts_the_sum_is_the_plan(call, steps):
    with transaction.atomic():
        fresh = calls.of_year(call.year)
        for one in steps:
            try:
                step(fresh, *one)
            except Refused as refused:
                assert refused.remedy
            fresh = calls.of_year(call.year)
            assert whole(fresh)
        transaction.set_rollback(True)


def test_the_ledger_tells_the_same_as_the_balances_at_every_past_entry(call):
    """Read up to any entry, what was given and what was not adds up to the plan of then."""
    give(call, seats=4)
    move(call, "p-cao-bang", "p-son-la", 3)
    calls.change(call, by=None, values={"target_short": 10}, on=DAY)
    plan = out = 0
    for entry in QuotaEntry.objects.filter(programme="short").order_by("pk"):
        plan += {"raised": entry.seats, "lowered": -entry.seats}.get(entry.kind, 0)
        out += {"entitled": entry.seats, "carried": entry.seats, "topped": entry.seats, "cut": -entry.seats}.get(
            entry.kind, 0
        )
        assert 0 <= out <= plan
    assert (plan, out) == (10, 4)
    assert ledger.plan_of(call)[SHORT] == 10


def test_where_units_have_quotas_these_are_what_the_planner_owes_them(call):
    factories.course(call, "NH-01")
    factories.nominations(call, 3)
    factories.nominations(call, 2, unit="p-son-la")
    give(call, seats=2)
    built, _skipped = problem.build(call)
    due = {one.id: one.seats_due for one in built.units}
    assert due == {f"U{unit().pk}": 2, f"U{unit('p-son-la').pk}": 0}
    switched_on(call, QuotaMode.OFF)
    built, _skipped = problem.build(call)
    assert sum(one.seats_due for one in built.units) == 5
