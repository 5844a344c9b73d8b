"""Planning runs: a small year is really planned; cancelling keeps the best, a dead run is shown and started again."""

import threading
from datetime import date, timedelta

import factories
import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from doanra import planner
from doanra.planner.judge import judge
from doanra.records.models import BestPlan, Event, PlanningRun, RunState
from doanra.stages.plans import changes, computing, drafts, runs
from doanra.stages.plans.problem import person_id
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    """Two courses of two to four people, five nominees of five units."""
    made = factories.short_year(courses=2)
    factories.one_of_each_unit(made, 5)
    return made


def compute(run):
    """What the background worker does with a run."""
    runs.compute.call(run.pk)
    run.refresh_from_db()
    return run


def test_a_run_fills_its_progress_and_makes_a_valid_draft(call, office):
    run = compute(runs.start(call, by=office, time_limit=30, seed=7))
    assert (run.state, run.seated, run.created_by, run.seed) == (RunState.DONE, 5, office, 7)
    assert run.elapsed > 0
    assert run.started_at and run.heartbeat_at
    assert run.seats_bound is None or run.seats_bound >= 5
    assert run.curve[-1][1] == 5
    plan = runs.plan_of(run)
    judgement = judge(drafts.problem_of(plan), drafts.as_planned(plan))
    assert judgement.valid, judgement.errors
    assert (plan.letter, plan.created_by, plan.seats.count()) == ("A", office, 5)
    assert all(seat.nomination.person_id == seat.person_id for seat in plan.seats.select_related("nomination"))


def test_a_run_is_put_into_the_queue_once_the_act_is_stored(call, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        run = runs.start(call, by=office)
    assert not DBTaskResult.objects.exists()
    (enqueue,) = callbacks
    enqueue()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [run.pk]
    assert Event.objects.get(verb="plans.compute").subject_id == run.pk


def test_a_refused_start_queues_nothing(call, office, inspector, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for by, limit in ((inspector, 60), (office, 0), (office, 3601)):
            with pytest.raises(Refused):
                runs.start(call, by=by, time_limit=limit)
        with pytest.raises(NotAllowed):
            runs.start(call, by=inspector)
    assert callbacks == []
    assert not PlanningRun.objects.exists()


def test_of_two_runs_the_second_waits_for_the_first_to_end(call, office):
    first = runs.start(call, by=office, time_limit=1)
    with pytest.raises(Refused) as refused:
        runs.start(call, by=office)
    assert refused.value.code == "run_under_way"
    compute(first)
    assert runs.start(call, by=office).pk != first.pk


def test_a_run_that_waits_is_cancelled_at_once_and_never_computed(call, office):
    run = runs.start(call, by=office)
    runs.cancel(run, by=office)
    assert compute(run).state == RunState.CANCELLED
    assert runs.plan_of(run) is None


def test_a_run_that_waits_for_its_end_keeps_the_best_when_cancelled(call, office):
    run = runs.start(call, by=office, time_limit=600)
    runs.cancel(run, by=office)
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.QUEUED.value)  # taken before the word reached it
    before = timezone.now()
    compute(run)
    assert timezone.now() - before < timedelta(seconds=20)
    assert run.state in {RunState.CANCELLED, RunState.DONE}
    assert runs.plan_of(run).seats.count() == run.seated


def test_a_run_is_computed_once(call, office):
    run = compute(runs.start(call, by=office, time_limit=1))
    compute(run)
    assert call.plans.count() == 1


def test_a_run_without_a_sign_of_life_is_shown_interrupted_and_may_be_started_again(call, office):
    run = runs.start(call, by=office, time_limit=1)
    long_ago = timezone.now() - 2 * runs.SILENCE
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING.value, heartbeat_at=long_ago)
    (shown,) = runs.of_call(call)
    assert (shown.state, bool(shown.message)) == (RunState.INTERRUPTED, True)
    again = compute(runs.start(call, by=office, time_limit=1))
    assert again.state == RunState.DONE


def test_a_run_that_shows_signs_of_life_is_left_alone(call, office):
    run = runs.start(call, by=office)
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING.value, heartbeat_at=timezone.now())
    assert runs.of_call(call)[0].state == RunState.RUNNING


def test_a_problem_that_cannot_be_read_makes_a_failed_run_and_no_draft(call, office):
    run = runs.start(call, by=office, time_limit=1)
    run.problem.body = {"schema": "plan-problem/1"}
    run.problem.save()
    compute(run)
    assert run.state == RunState.FAILED
    assert run.message
    assert runs.plan_of(run) is None
    assert runs.start(call, by=office).pk


def test_pinned_people_stay_in_their_courses(call, office):
    first = runs.plan_of(compute(runs.start(call, by=office, time_limit=30)))
    seat = first.seats.select_related("planned__course").first()
    other = next(code for code in ("NH-01", "NH-02") if code != seat.planned.course.code)
    if not first.courses.filter(course__code=other).exists():
        changes.run_course(first, course=call.courses.get(code=other), first_day=date(2027, 4, 5), by=office)
    changes.move(first, person=seat.person_id, to=other, by=office)
    changes.pin(first, person=seat.person_id, pinned=True, by=office)
    run = compute(runs.start(call, by=office, time_limit=30, pins_of=first))
    assert [pin["nominee"] for pin in run.problem.body["pins"]] == [person_id(seat.person_id)]
    second = runs.plan_of(run)
    assert second.seats.get(person_id=seat.person_id).planned.course.code == other
    assert second.seats.get(person_id=seat.person_id).pinned


def test_waiting_ends_with_the_run_or_with_the_time(call, office):
    run = runs.start(call, by=office, time_limit=1)
    assert runs.wait(run, seconds=0.3).state == RunState.QUEUED
    compute(run)
    assert runs.wait(run, seconds=5).state == RunState.DONE
    assert threading.active_count() < 20
    assert transaction.get_connection().in_atomic_block


# the best plan so far


def test_the_best_plan_of_a_run_is_stored_with_what_was_proven(call, office):
    run = compute(runs.start(call, by=office, time_limit=30))
    best = run.best
    problem = drafts.problem_of(runs.plan_of(run))
    judgement = judge(problem, planner.read_plan(best.body))
    assert judgement.valid
    assert best.tiers == judgement.tiers.as_json()
    assert best.bounds == runs.plan_of(run).bounds
    assert run.started_at <= best.at <= timezone.now()


def told(problem, *, seated, bound=None):
    """A moment of a run with so many people seated."""
    people = [one.id for one in problem.nominees if one.choice("NH-01")][:seated]
    plan = planner.Plan((planner.PlannedCourse("NH-01", date(2027, 4, 5), people[0], tuple(people)),))
    return planner.Progress(1.0, "T1", None, bound, judge(problem, plan).tiers, "plan", plan, {"T1": bound})


def test_better_plans_are_stored_at_once_then_every_two_seconds_and_always_at_the_end(call, office):
    run = runs.start(call, by=office)
    problem = planner.read_problem(run.problem.body)
    now = [100.0]
    keeper = computing.Keeper(run, clock=lambda: now[0])

    def stored():
        best = BestPlan.objects.filter(run=run).first()
        return best and best.tiers["seated"]

    keeper.look(None)
    keeper.look(planner.Progress(0.0, "T1", None, None, judge(problem, planner.Plan()).tiers, "start"))
    assert stored() is None
    keeper.look(told(problem, seated=2))
    assert stored() == 2
    now[0] += 1
    keeper.look(told(problem, seated=3))
    assert stored() == 2
    now[0] += computing.STORED_EVERY
    better = told(problem, seated=3)
    keeper.look(better)
    assert stored() == 3
    at = BestPlan.objects.get(run=run).at
    now[0] += 60
    keeper.look(better)
    assert BestPlan.objects.get(run=run).at == at  # nothing new
    keeper.look(told(problem, seated=4), last=True)
    assert stored() == 4


def broken_off(call, office, *, seated=3):
    """A run whose worker died after it had stored a plan."""
    run = runs.start(call, by=office, time_limit=60)
    problem = planner.read_problem(run.problem.body)
    computing.Keeper(run).look(told(problem, seated=seated, bound=1))
    long_ago = timezone.now() - 2 * runs.SILENCE
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING.value, heartbeat_at=long_ago)
    runs.sweep(call)
    run.refresh_from_db()
    return run


def test_what_a_dead_worker_had_found_is_opened_as_a_draft_once(call, office, inspector):
    run = broken_off(call, office)
    assert run.state == RunState.INTERRUPTED
    with pytest.raises(NotAllowed):
        runs.open_best(run, by=inspector)
    draft = runs.open_best(run, by=office)
    assert (draft.seats.count(), draft.bounds, draft.run) == (3, {"T1": 1}, run)
    assert judge(drafts.problem_of(draft), drafts.as_planned(draft)).valid
    assert Event.objects.get(verb="plans.open_best").subject_id == draft.pk
    with pytest.raises(Refused) as refused:
        runs.open_best(run, by=office)
    assert refused.value.code == "best_opened"
    assert call.plans.count() == 1


def test_a_run_without_a_plan_or_under_way_has_nothing_to_open(call, office):
    run = runs.start(call, by=office)
    computing.Keeper(run).look(told(planner.read_problem(run.problem.body), seated=2))
    with pytest.raises(Refused) as refused:
        runs.open_best(run, by=office)
    assert refused.value.code == "no_best_plan"
    BestPlan.objects.all().delete()
    PlanningRun.objects.update(state=RunState.INTERRUPTED.value)
    with pytest.raises(Refused):
        runs.open_best(run, by=office)


def beat(run):
    PlanningRun.objects.filter(pk=run.pk).update(started_at=timezone.now())
    run.refresh_from_db()
    return computing._beat(run, computing.Work(run))


def test_a_worker_that_only_slept_goes_on_unless_its_plan_was_opened_meanwhile(call, office):
    run = broken_off(call, office)
    assert beat(run)
    run.refresh_from_db()
    assert (run.state, run.message) == (RunState.RUNNING, "")
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.INTERRUPTED.value)
    runs.open_best(run, by=office)
    assert not beat(run)
    run.refresh_from_db()
    assert run.state == RunState.INTERRUPTED
    run.delete()
    assert not computing._beat(PlanningRun(pk=run.pk), computing.Work(broken_off(call, office)))
