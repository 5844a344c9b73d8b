"""Quotas as a ledger: entries are only added, and what units have with what is not given out is the plan, always."""

from datetime import date

import factories
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doanra.documents.quota_sheet import QuotaSheet, render_quota_sheet
from doanra.records.models import Event, QuotaBalance, QuotaCounts, QuotaEntry, QuotaKind, QuotaMode, Unit
from doanra.records.queries import quotas as queries
from doanra.stages import calls, ledger, quotas
from doanra.stages.acting import acting
from doanra.stages.ledger import Ground, Line
from doanra.stages.plans import problem
from doanra.stages.quotas import entering, loading, sharing, topping
from doanra.terms.refusal import NotAllowed, Refused
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
GROUND = Ground(document="15-TB/BCĐ", document_on=DAY, on=DAY)
SHORT, MEDIUM = Programme.SHORT, Programme.MEDIUM
SLUGS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-lao-cai")


def unit(slug="p-cao-bang"):
    return Unit.objects.get(slug=slug)


@pytest.fixture
def call(db):
    return switched_on(factories.call(2027, target_short=20, target_medium=5, target_language=0))


def switched_on(call, mode=QuotaMode.INFORM, *, few=None, counts=QuotaCounts.NOMINATIONS):
    return entering.open_quotas(call, mode=mode, counts=counts, few=few, ground=GROUND, by=None)


def give(call, slug="p-cao-bang", seats=4, *, kind=QuotaKind.ENTITLED, programme=SHORT, ground=GROUND, by=None):
    line = Line(kind=kind, programme=programme, seats=seats, given_to=unit(slug))
    return quotas.enter(call, line=line, ground=ground, by=by)


def cut(call, slug="p-cao-bang", seats=1):
    line = Line(kind=QuotaKind.CUT, programme=SHORT, seats=seats, taken_from=unit(slug))
    return quotas.enter(call, line=line, ground=GROUND, by=None)


def move(call, source, target, seats):
    line = Line(kind=QuotaKind.MOVED, programme=SHORT, seats=seats, taken_from=unit(source), given_to=unit(target))
    return quotas.enter(call, line=line, ground=GROUND, by=None)


def row(call, slug="p-cao-bang", programme=SHORT):
    table = queries.table(call, programmes=[programme])
    return next(one for one in table.rows if one.unit.slug == slug)


def whole(call):
    """Nothing lost, nothing made: by the entries, by the balances and by the targets."""
    for programme, seats in calls.targets(call).items():
        table = queries.table(call, programmes=[programme])
        held = call.quota_balances.filter(programme=programme.value)
        by_unit = {one.unit_id: one.seats for one in held}
        assert table.plan == seats == sum(by_unit.values())
        assert table.not_given == by_unit.get(None, 0) >= 0
        assert {one.unit.pk: one.seats for one in table.rows if one.seats} == {
            key: many for key, many in by_unit.items() if key is not None and many
        }
        assert table.total.seats + table.not_given == table.plan
    return True


# One act at a time


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


# The plan follows the targets


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


# Room


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


# First proposals


def test_equal_shares_leave_the_rest_not_given():
    call = switched_on(factories.call(2027, target_short=170))
    shares = sharing.proposal(call, programme=SHORT, way=sharing.Way.EQUAL)
    assert {one.seats for one in shares} == {2}
    assert len(shares) == 81
    assert sharing.share_out(call, programme=SHORT, way=sharing.Way.EQUAL, ground=GROUND, by=None) == 81
    assert queries.table(call, programmes=[SHORT]).not_given == 8
    assert whole(call)


def test_equal_shares_of_too_few_seats_are_refused(call):
    with pytest.raises(Refused) as refused:
        sharing.proposal(call, programme=SHORT, way=sharing.Way.EQUAL)
    assert refused.value.code == "too_few_to_share"


def test_shares_by_last_year_give_out_all_and_follow_the_units_of_now(call):
    before = factories.call(2025)
    factories.nominations(before, 3)
    old = Unit.objects.get(slug="p-yen-bai", valid_to__isnull=False)
    factories.nominations(before, 1, unit=old.slug)
    shares = {one.unit.slug: one.seats for one in sharing.proposal(call, programme=SHORT, way=sharing.Way.LAST_YEAR)}
    (heir,) = {one.successor.slug for one in old.successions.all()}
    assert shares == {"p-cao-bang": 15, heir: 5}


def test_without_a_last_year_there_is_nothing_to_go_by(call):
    with pytest.raises(Refused) as refused:
        sharing.proposal(call, programme=SHORT, way=sharing.Way.LAST_YEAR)
    assert refused.value.code == "no_last_year"


# The workbook


def book(*rows):
    return render_quota_sheet(
        QuotaSheet(year=2027, programmes=(SHORT,), plans=(20,), rows=tuple((*row[:2], row[2:]) for row in rows)), on=DAY
    )


def loaded(call, content):
    return loading.load(call, name="chi-tieu.xlsx", content=content, ground=GROUND, by=None)


def test_a_workbook_enters_the_difference(call):
    give(call, seats=4)
    done = loaded(call, book(("p-cao-bang", "Cao Bằng", 1), ("p-son-la", "Sơn La", 18)))
    assert (done.entries, done.faults) == (2, [])
    assert (row(call).adjusted, row(call, "p-son-la").entitled) == (-3, 18)
    assert whole(call)


def test_the_workbook_that_is_given_out_changes_nothing_when_it_comes_back(call):
    give(call, seats=4)
    assert loaded(call, loading.workbook(call, on=DAY)).entries == 0


def test_a_workbook_with_a_fault_enters_nothing_and_names_the_cell(call):
    done = loaded(call, book(("p-cao-bang", "Cao Bằng", 4), ("p-yen-bai", "Yên Bái", 1), ("p-cao-bang", "Lặp", 2)))
    assert [(fault.row, fault.column) for fault in sorted(done.faults, key=lambda one: one.row)] == [(6, "A"), (7, "A")]
    assert row(call).seats == 0


def test_a_workbook_for_more_than_the_plan_is_refused_whole(call):
    with pytest.raises(Refused) as refused:
        loaded(call, book(("p-cao-bang", "Cao Bằng", 4), ("p-son-la", "Sơn La", 17)))
    assert refused.value.code == "plan_exhausted"
    assert row(call).seats == 0


# The top-up of source 003


def eligible(call, slug, many):
    made = factories.nominations(call, many, unit=slug)
    for one in made:
        one.appraisal.standing = "eligible"
        one.appraisal.save()


def test_the_top_up_goes_to_units_with_few_seats_and_people_who_meet_the_conditions(call):
    switched_on(call, few=2)
    give(call, "p-cao-bang", 1)
    give(call, "p-son-la", 2)
    give(call, "p-lang-son", 5)
    eligible(call, "p-cao-bang", 3)
    eligible(call, "p-lang-son", 9)
    factories.nominations(call, 4, unit="p-son-la")  # of whom it is not known
    found = topping.proposal(call, programme=SHORT)
    offers = {one.unit.slug: one for one in found.offers}
    assert (offers["p-cao-bang"].extra, offers["p-son-la"].extra) == (2, 0)
    assert offers["p-son-la"].unknown == 4
    assert "p-lang-son" not in offers
    assert topping.top_up(call, programme=SHORT, given={unit().pk: 2}, ground=GROUND, by=None) == 2
    assert (row(call).topped, row(call).seats) == (2, 3)
    assert whole(call)


def test_the_top_up_never_exceeds_what_is_not_given(call):
    switched_on(call, few=3)
    give(call, "p-lang-son", 19)
    eligible(call, "p-cao-bang", 3)
    eligible(call, "p-son-la", 3)
    assert topping.proposal(call, programme=SHORT).extra == 1


def test_nothing_is_proposed_until_the_office_says_how_many_are_few(call):
    eligible(call, "p-cao-bang", 3)
    found = topping.proposal(call, programme=SHORT)
    assert (found.few, found.offers, found.not_given) == (None, (), 20)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"p-lang-son": 1}, "not_few"),
        ({"p-cao-bang": 3}, "not_enough_eligible"),
        ({"p-son-la": 1}, "not_enough_eligible"),
        ({}, "nothing_given"),
        ({"p-cao-bang": 0}, "nothing_given"),
    ],
)
def test_a_top_up_beyond_the_conditions_is_refused_whole(call, given_, code):
    switched_on(call, few=2)
    give(call, "p-cao-bang", 1)
    give(call, "p-lang-son", 5)
    eligible(call, "p-cao-bang", 3)
    seats = {unit(slug).pk: many for slug, many in given_.items()}
    with pytest.raises(Refused) as refused:
        topping.top_up(call, programme=SHORT, given=seats, ground=GROUND, by=None)
    assert refused.value.code == code
    assert row(call).topped == 0


def test_the_leader_decides_a_top_up_and_no_other_entry(call):
    leader = factories.account("chu", role="leader")
    with pytest.raises(NotAllowed):
        give(call, by=leader)
    switched_on(call, few=2)
    eligible(call, "p-cao-bang", 1)
    assert topping.top_up(call, programme=SHORT, given={unit().pk: 1}, ground=GROUND, by=leader) == 1


# Any sequence of acts


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
