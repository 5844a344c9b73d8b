"""Changing a draft, two editors, publishing, the next version."""

from datetime import date

import factories
import pytest

from doanra import planner
from doanra.planner.judge import judge
from doanra.records.models import Delegation, Member, PlanningRun, PlanState
from doanra.stages import appraisals, calls, courses, nominations
from doanra.stages.plans import changes, drafts, problem, publishing, runs
from doanra.terms.refusal import NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.short_year(courses=2)


@pytest.fixture
def scene(call):
    """Two courses of three and two people from five units; one more person without a seat."""
    named = factories.one_of_each_unit(call)
    return factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), named


def where(plan):
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def test_a_person_is_moved_and_the_step_is_undone(scene, office):
    plan, named = scene
    person = named[2].person_id
    changes.move(plan, person=person, to="NH-02", by=office)
    assert where(plan)[person] == "NH-02"
    assert changes.undo(plan, by=office) == "move"
    assert where(plan)[person] == "NH-01"
    with pytest.raises(Refused) as refused:
        changes.undo(plan, by=office)
    assert refused.value.code == "nothing_to_undo"


def test_a_person_without_a_seat_comes_in_and_goes_out(scene, office):
    plan, named = scene
    person = named[5].person_id
    changes.move(plan, person=person, to="NH-01", by=office)
    assert where(plan)[person] == "NH-01"
    changes.move(plan, person=person, to=None, by=office)
    assert person not in where(plan)


def test_a_move_that_breaks_a_block_is_refused_and_saves_nothing(call, office):
    high = factories.nominations(call, 2, unit="p-cao-bang", band=5)
    low = factories.nominations(call, 1, unit="p-son-la", band=2)
    plan = factories.plan(call, seats={"NH-01": high})
    before = where(plan), plan.revision
    with pytest.raises(changes.MoveBlocked) as blocked:
        changes.move(plan, person=low[0].person_id, to="NH-01", by=office)
    assert {finding.code for finding in blocked.value.findings} == {"rank_band"}
    plan.refresh_from_db()
    assert (where(plan), plan.revision) == before


def test_a_course_may_be_left_short_until_it_is_mended(scene, office):
    plan, named = scene
    changes.move(plan, person=named[4].person_id, to="NH-01", by=office)
    found = publishing.summary(plan)
    assert {finding.code for finding in found.blocks} == {"too_few"}
    with pytest.raises(Refused) as refused:
        publishing.publish(plan, by=office)
    assert refused.value.code == "plan_blocked"
    assert not Delegation.objects.exists()


def test_taking_the_head_out_leaves_the_course_without_one_and_undo_brings_both_back(scene, office):
    plan, _ = scene
    planned = plan.courses.get(course__code="NH-01")
    head = planned.leader_id
    changes.move(plan, person=head, to=None, by=office)
    planned.refresh_from_db()
    assert planned.leader_id is None
    changes.undo(plan, by=office)
    planned.refresh_from_db()
    assert planned.leader_id == head


def test_two_editors_notice_each_other(scene, office):
    plan, named = scene
    seen = plan.revision
    changes.pin(plan, person=named[0].person_id, pinned=True, by=office, revision=seen)
    with pytest.raises(Stale) as stale:
        changes.move(plan, person=named[1].person_id, to="NH-02", by=office, revision=seen)
    assert "An" in stale.value.message
    assert where(plan)[named[1].person_id] == "NH-01"


def test_only_members_who_can_lead_head_a_delegation(scene, office, call):
    plan, named = scene
    changes.name_head(plan, course="NH-01", person=named[1].person_id, by=office)
    assert plan.courses.get(course__code="NH-01").leader_id == named[1].person_id
    with pytest.raises(Refused) as refused:
        changes.name_head(plan, course="NH-01", person=named[4].person_id, by=office)
    assert refused.value.code == "not_a_member"


def test_a_course_is_dropped_with_its_people_and_brought_back(scene, office):
    plan, named = scene
    changes.pin(plan, person=named[3].person_id, pinned=True, by=office)
    before = where(plan)
    changes.drop_course(plan, course="NH-02", by=office)
    assert "NH-02" not in where(plan).values()
    changes.undo(plan, by=office)
    assert where(plan) == before
    assert plan.seats.get(person_id=named[3].person_id).pinned


def test_a_course_begins_on_a_proposed_day_only(scene, office):
    plan, _ = scene
    changes.choose_day(plan, course="NH-01", first_day=date(2027, 9, 6), by=office)
    assert plan.courses.get(course__code="NH-01").first_day == date(2027, 9, 6)
    with pytest.raises(Refused):
        changes.choose_day(plan, course="NH-01", first_day=date(2027, 9, 7), by=office)


def test_publishing_makes_a_numbered_version_that_never_changes(scene, office):
    plan, named = scene
    published = publishing.publish(plan, by=office)
    assert (published.version, published.state) == (1, PlanState.PUBLISHED)
    assert Delegation.objects.count() == 2
    assert Member.objects.count() == 5
    with pytest.raises(Refused) as refused:
        changes.move(published, person=named[5].person_id, to="NH-01", by=office)
    assert refused.value.code == "plan_published"


def test_the_next_version_starts_from_the_last_and_shows_the_difference(scene, office):
    plan, named = scene
    first = publishing.publish(plan, by=office)
    draft = publishing.next_draft(first, by=office)
    assert where(draft) == where(first)
    changes.move(draft, person=named[5].person_id, to="NH-02", by=office)
    (difference,) = publishing.people_moved(first, draft)
    assert (difference.person, difference.before, difference.after) == (named[5].person, None, "NH-02")
    second = publishing.publish(draft, by=office)
    assert second.version == 2
    assert Delegation.objects.get(course__code="NH-02").members.count() == 3


def test_open_evidence_of_every_seated_person_is_listed(scene):
    plan, named = scene
    listed = publishing.open_evidence(plan, vetting=True)
    assert {one.nomination.pk for one in listed} == {one.pk for one in named[:5]}
    assert all(one.needs for one in listed)


def test_only_the_office_publishes(scene, inspector):
    plan, _ = scene
    with pytest.raises(NotAllowed):
        publishing.publish(plan, by=inspector)


def test_the_office_decides_what_unknown_means(call, office):
    factories.nominations(call, 3)
    built, intake = problem.build(call)
    assert (len(built.nominees), intake.unknown_taken) == (3, 3)
    calls.change(call, by=office, values={"unknown_means": "leave"})
    with pytest.raises(Refused) as refused:
        problem.build(call)
    assert refused.value.code == "nobody_to_place"


def test_a_problem_holds_no_name(call):
    (nomination,) = factories.nominations(call, 1)
    built, _ = problem.build(call)
    kept = problem.keep(call, built)
    assert nomination.person.full_name not in str(kept.body)


def test_a_year_without_courses_says_what_to_do(db):
    call = factories.call(2026)
    with pytest.raises(Refused) as refused:
        problem.build(call)
    assert refused.value.code == "no_courses"
    assert "Khoá của năm" in refused.value.remedy


def test_a_person_whose_time_runs_out_during_the_year_may_only_take_the_earlier_day(call):
    """Born 20/7/1966: retires at 62 in August 2028, 16 months after April 2027; born later, April works alone."""
    late = factories.nominations(call, 1, birth="1966-10-20")[0]
    built, _ = problem.build(call)
    choices = {choice.course: choice.starts for choice in built.nominee[problem.person_id(late.person_id)].choices}
    assert choices["NH-01"] == (date(2027, 4, 5),)


def test_pins_of_who_has_withdrawn_are_let_go(scene, office, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    plan, named = scene
    for one in named[:2]:
        changes.pin(plan, person=one.person_id, pinned=True, by=office)
    named[0].state = "withdrawn"
    named[0].save()
    run = runs.start(plan.call, by=office, pins_of=plan)
    assert [pin["nominee"] for pin in run.problem.body["pins"]] == [problem.person_id(named[1].person_id)]


def test_letters_go_on_after_z():
    assert [drafts.letters(number) for number in (0, 25, 26, 27, 51, 52)] == ["A", "Z", "AA", "AB", "AZ", "BA"]


def test_an_idle_course_runs_on_a_proposed_day_of_its_own_year_only(scene, office, call):
    plan, _ = scene
    spare = factories.course(call, "NH-03")
    newer = factories.plan(call)
    changes.run_course(newer, course=spare, first_day=date(2027, 4, 5), by=office)
    assert changes.undo(newer, by=office) == "run_course"
    twin = factories.course(factories.call(2028), "NH-03")
    for course, day, code in (
        (spare, date(2027, 4, 6), "start_not_offered"),
        (twin, date(2028, 4, 5), "start_not_offered"),
        (call.courses.get(code="NH-01"), date(2027, 4, 5), None),
    ):
        if code:
            with pytest.raises(Refused) as refused:
                changes.run_course(newer, course=course, first_day=day, by=office)
            assert refused.value.code == code
        else:
            changes.run_course(newer, course=course, first_day=day, by=office)
    with pytest.raises(Refused) as refused:
        changes.run_course(plan, course=spare, first_day=date(2027, 4, 5), by=office)
    assert refused.value.code == "course_newer"


def test_who_is_refused_after_the_plan_was_made_blocks_publishing(scene, office):
    plan, named = scene
    appraisals.record_evidence(
        named[0], kind="discipline_clear", by=office, outcome=False, on=date(2027, 1, 5), document="12-QĐ"
    )
    found = publishing.summary(plan)
    assert (found.not_eligible, found.ready) == ((named[0].person,), False)
    with pytest.raises(Refused) as refused:
        publishing.publish(plan, by=office)
    assert "1 người không đủ điều kiện" in refused.value.message


def test_who_was_withdrawn_blocks_publishing(scene, office):
    plan, named = scene
    nominations.withdraw(named[1], by=office, letter="15-CV")
    assert publishing.summary(plan).withdrawn == (named[1].person,)
    with pytest.raises(Refused):
        publishing.publish(plan, by=office)


def test_publishing_what_somebody_changed_meanwhile_is_stale(scene, office):
    plan, named = scene
    changes.pin(plan, person=named[0].person_id, pinned=True, by=office)
    with pytest.raises(Stale):
        publishing.publish(plan, by=office, revision=0)
    assert publishing.publish(plan, by=office, revision=1).version == 1


def test_a_delegation_that_has_come_home_stays_as_it_went(scene, office):
    plan, _ = scene
    first = publishing.publish(plan, by=office)
    Delegation.objects.filter(course__code="NH-02").update(returned_on=date(2027, 4, 19))
    draft = publishing.next_draft(first, by=office)
    changes.drop_course(draft, course="NH-02", by=office)
    changes.choose_day(draft, course="NH-01", first_day=date(2027, 9, 6), by=office)
    publishing.publish(draft, by=office)
    assert Delegation.objects.get(course__code="NH-02").members.count() == 2
    assert Delegation.objects.get(course__code="NH-01").first_day == date(2027, 9, 6)


def test_a_result_whose_course_or_nominee_left_meanwhile_still_becomes_a_draft(call, office):
    named = factories.nominations(call, 3)
    built, _ = problem.build(call)
    kept = problem.keep(call, built)
    wanted = planner.Plan(
        courses=tuple(
            planner.PlannedCourse(code, date(2027, 4, 5), None, tuple(problem.person_id(one.person_id) for one in them))
            for code, them in (("NH-01", named[:2]), ("NH-02", named[2:]))
        )
    )
    courses.remove(call.courses.get(code="NH-02"), by=office)
    nominations.withdraw(named[0], by=office, letter="15-CV")
    run = PlanningRun.objects.create(call=call, problem=kept, created_at=kept.made_at)
    tiers = judge(built, wanted).tiers
    result = planner.Result(plan=wanted, tiers=tiers, bounds={}, status="limit", seconds=1.0, log=())
    plan = drafts.from_result(run, result)
    assert where(plan) == {named[0].person_id: "NH-01", named[1].person_id: "NH-01"}
    assert publishing.summary(plan).withdrawn == (named[0].person,)


def test_a_closed_year_has_no_more_plans(scene, office, call):
    plan, named = scene
    calls.close(calls.of_year(2027), by=office)
    for act in (
        lambda: changes.pin(plan, person=named[0].person_id, pinned=True, by=office),
        lambda: changes.undo(plan, by=office),
        lambda: publishing.publish(plan, by=office),
        lambda: publishing.next_draft(plan, by=office),
        lambda: runs.start(call, by=office),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "call_closed"
