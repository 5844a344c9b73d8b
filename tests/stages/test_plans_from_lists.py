"""A plan takes those on the approved lists once there are any; who is left out is told, and the office may take all."""

import consulted
import factories
import pytest

from doanra.records.models import PlannedFrom
from doanra.records.queries import plans as queries
from doanra.stages import calls
from doanra.stages.consultations import approving, freezing
from doanra.stages.nominations import withdrawing
from doanra.stages.plans import changes, chosen, problem, publishing, repairs
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db):
    call = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    factories.course(call)
    return call, factories.nominations(call, 4)


def approved(call, named, *, leave_out=()):
    listed = freezing.freeze(call, title="Danh sách thử", by=None, on=consulted.FROZEN)
    (request,) = consulted.asked(listed, consulted.body())
    consulted.answered(request, *["agree"] * len(named))
    lines = {one.nomination_id: one.pk for one in listed.people.all()}
    approving.approve(
        listed, leave_out=[lines[one.pk] for one in leave_out], document="21-TB/BCĐ", on=consulted.TODAY,
        signer="Phó Trưởng Ban", seen=0, by=None, today=consulted.TODAY,
    )  # fmt: skip
    return listed


def people(built):
    return {problem.person_key(one.id) for one in built.nominees}


def test_without_an_approved_list_all_are_taken_as_before(year):
    call, named = year
    freezing.freeze(call, title="Chưa duyệt", by=None, on=consulted.FROZEN)
    built, intake = problem.build(call)
    assert people(built) == {one.person_id for one in named}
    assert (intake.approved, intake.not_approved) == ((), 0)
    assert chosen.from_lists(problem.keep(call, built)) == []


def test_with_one_only_those_on_it_are_taken_and_the_others_are_told(year):
    call, named = year
    listed = approved(call, named, leave_out=named[:1])
    built, intake = problem.build(call)
    assert people(built) == {one.person_id for one in named[1:]}
    assert [one.consultation for one in intake.approved] == [listed]
    kept = problem.keep(call, built)
    assert chosen.not_approved(kept) == [named[0].person_id]
    assert chosen.from_lists(kept) == [(listed.pk, 1)]


def test_the_office_may_take_all_the_same(year, office):
    call, named = year
    approved(call, named, leave_out=named[:1])
    calls.change(call, by=office, values={"planned_from": PlannedFrom.ALL.value})
    built, intake = problem.build(call)
    assert len(people(built)) == len(named)
    assert intake.approved == ()


def test_a_programme_without_an_approved_list_is_open_to_all(year):
    call, named = year
    approved(call, named, leave_out=named[:1])
    factories.course(call, "TH-01", programme="medium")
    (other,) = factories.nominations(call, 1, programme="medium")
    built, _ = problem.build(call)
    assert people(built) == {one.person_id for one in (*named[1:], other)}


def test_a_dropped_list_and_an_older_version_do_not_count(year):
    call, named = year
    listed = approved(call, named)
    line = listed.people.get(nomination=named[0])
    approving.amend(
        listed, remove=[line.pk], document="22-TB/BCĐ", on=consulted.TODAY, signer="Phó Trưởng Ban", reason="thôi",
        seen=1, by=None, today=consulted.TODAY,
    )  # fmt: skip
    assert named[0].person_id not in people(problem.build(call)[0])
    freezing.reopen(listed, reason="xem lại", by=None)
    freezing.drop(listed, reason="nhầm", by=None)
    assert named[0].person_id in people(problem.build(call)[0])


def test_a_repair_counts_as_gone_whom_the_lists_name_no_more_but_only_of_a_plan_made_from_them(year):
    call, named = year
    before = factories.plan(call, seats={"NH-01": named[:3]})
    listed = approved(call, named)
    after = factories.plan(call, seats={"NH-01": named[:3]})
    approving.amend(
        listed, remove=[listed.people.get(nomination=named[0]).pk], document="22-TB/BCĐ", on=consulted.TODAY,
        signer="Phó Trưởng Ban", reason="thôi", seen=1, by=None, today=consulted.TODAY,
    )  # fmt: skip
    assert repairs.gone(before) == []
    assert [(one.person, one.why) for one in repairs.gone(after)] == [(named[0].person, "not_approved")]


def taken_off(listed, one):
    approving.amend(
        listed, remove=[listed.people.get(nomination=one).pk], document="22-TB/BCĐ", on=consulted.TODAY,
        signer="Phó Trưởng Ban", reason="thôi", seen=1, by=None, today=consulted.TODAY,
    )  # fmt: skip


@pytest.fixture
def apart(db):
    call = factories.short_year(courses=1, target=6)
    return call, factories.one_of_each_unit(call, 4)


def test_a_draft_with_somebody_who_left_the_list_is_not_published_and_the_refusal_names_them(apart, office):
    call, named = apart
    listed = approved(call, named)
    plan = factories.plan(call, seats={"NH-01": named})
    assert publishing.summary(plan).ready
    taken_off(listed, named[3])
    gone = named[3].person
    assert queries.held_back(plan) == {gone.pk: "not_approved"}
    assert publishing.summary(plan).not_approved == (gone,)
    with pytest.raises(Refused) as refused:
        publishing.publish(plan, by=office)
    assert (refused.value.code, gone.full_name in refused.value.message) == ("plan_blocked", True)
    assert "sửa danh sách" in str(refused.value.remedy)
    changes.move(plan, person=gone.pk, to=None, by=office)
    assert publishing.publish(plan, by=office).version == 1


def test_a_draft_of_before_the_list_is_held_by_it_too_unless_the_office_takes_all(apart, office):
    call, named = apart
    plan = factories.plan(call, seats={"NH-01": named})
    approved(call, named, leave_out=named[:1])
    assert publishing.summary(plan).not_approved == (named[0].person,)
    calls.change(call, by=office, values={"planned_from": PlannedFrom.ALL.value})
    plan.refresh_from_db()
    assert publishing.publish(plan, by=office).version == 1


def test_who_has_withdrawn_and_left_the_list_is_told_once(apart):
    call, named = apart
    listed = approved(call, named)
    plan = factories.plan(call, seats={"NH-01": named})
    taken_off(listed, named[0])
    withdrawing.withdraw(named[0], letter="15-CV/TU", reason="", by=None)
    found = publishing.summary(plan)
    assert (found.withdrawn, found.not_approved, found.barred) == ((named[0].person,), (), 1)
    assert queries.held_back(plan) == {named[0].person_id: "withdrawn"}
