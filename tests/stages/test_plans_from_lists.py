"""A plan takes those on the approved lists once there are any; who is left out is told, and the office may take all."""

import consulted
import factories
import pytest

from doanra.records.models import PlannedFrom
from doanra.stages import calls
from doanra.stages.consultations import approving, freezing
from doanra.stages.plans import chosen, problem, repairs

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
