"""Planning runs: started from a page, worked off in the background, watched, cancelled, turned into a draft plan."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doanra import planner
from doanra.records.models import Account, BestPlan, Call, Plan, PlanningRun, RunState, Scenario
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.plans import computing, drafts
from doanra.stages.plans.problem import build, keep, person_id
from doanra.terms.refusal import Refused

SILENCE = timedelta(seconds=30)
"""After so long without a sign of life a run counts as interrupted."""
UNDER_WAY = (RunState.QUEUED.value, RunState.RUNNING.value)


def start(call: Call, *, by: Actor, time_limit: int = 60, seed: int = 1, pins_of: Plan | None = None) -> PlanningRun:
    """Puts a run into the queue; people pinned in ``pins_of`` stay in their courses.

    Refused without courses or people, or while another run of the year is under way.
    """
    with acting("plans.compute", by=by) as act:
        calls.require_open(call)
        Call.objects.select_for_update().get(pk=call.pk)  # of two who start at once the second waits, and is refused
        sweep(call)
        if call.runs.filter(state__in=UNDER_WAY, scenario=None).exists():
            raise Refused(
                "run_under_way", f"Năm {call.year} đang có một lần tính chạy.", remedy="Chờ nó xong, hoặc bấm “Dừng”."
            )
        problem, _ = build(call)
        problem = replace(problem, pins=_pins(pins_of, problem) if pins_of else ())
        run = queue(call, problem, seed=seed, time_limit=time_limit, asked_by=by)
        act.added(run)
        act.subject, act.year, act.detail = run, call.year, {"time_limit": time_limit, "seed": seed}
    return run


def queue(call: Call, problem: planner.Problem, *, seed: int, time_limit: int, asked_by: Account | None) -> PlanningRun:
    """A run for the worker, which sees it once the transaction is stored. Refused for a limit out of range."""
    if not 1 <= time_limit <= 3600:
        raise Refused("time_limit", "Thời gian tính phải từ 1 đến 3.600 giây.", remedy="Ví dụ: 60.")
    run = PlanningRun.objects.create(
        call=call, problem=keep(call, problem), seed=seed, time_limit=time_limit, created_at=timezone.now(),
        created_by=asked_by,
    )  # fmt: skip
    transaction.on_commit(lambda: compute.enqueue(run.pk))
    return run


def _pins(plan: Plan, problem: planner.Problem) -> tuple[planner.Pin, ...]:
    """The pins that the year as it stands still knows: who has withdrawn since, or a course that is gone, is let go."""
    pinned = plan.seats.filter(pinned=True).values_list("person_id", "planned__course__code").order_by("id")
    pins = (planner.Pin(person_id(person), course) for person, course in pinned)
    return tuple(pin for pin in pins if pin.nominee in problem.nominee and pin.course in problem.course)


def cancel(run: PlanningRun, *, by: Actor) -> None:
    """Asks a run to stop; the best plan so far becomes a draft."""
    with acting("plans.compute", by=by, verb="plans.cancel") as act:
        PlanningRun.objects.filter(pk=run.pk).update(cancel_requested=True)
        PlanningRun.objects.filter(pk=run.pk, state=RunState.QUEUED.value).update(state=RunState.CANCELLED.value)
        act.changed(run, before={"cancel_requested": False}, after={"cancel_requested": True})
        act.subject, act.year = run, run.call.year


def open_best(run: PlanningRun, *, by: Actor) -> Plan:
    """The best plan of a run that was broken off becomes a draft. Refused while it goes on, or without a plan."""
    with acting("plans.change", by=by, verb="plans.open_best") as act:
        calls.require_open(run.call)
        fresh = PlanningRun.objects.select_for_update().select_related("problem", "call").get(pk=run.pk)
        best = BestPlan.objects.filter(run=fresh).first()
        if best is None or fresh.state in UNDER_WAY:
            raise Refused("no_best_plan", "Lần tính này chưa có phương án để mở.", remedy="Bấm “Tính lại”.")
        if Scenario.objects.filter(run=fresh).exists():
            raise Refused(
                "run_of_scenario",
                "Lần tính này thuộc một kịch bản.",
                remedy="Mở trang “Kịch bản” rồi chọn kịch bản đó.",
            )
        if plan_of(fresh) is not None:
            raise Refused("best_opened", "Phương án của lần tính này đã mở thành bản nháp.", remedy="Mở bản nháp đó.")
        draft = drafts.from_best(fresh, planner.read_plan(best.body), bounds=best.bounds)
        act.added(draft)
        act.subject, act.year, act.detail = draft, run.call.year, {"run": run.pk, "at": best.at.isoformat()}
    return draft


def sweep(call: Call) -> None:
    """Marks runs without a sign of life as interrupted, so that they can be started again; their best plan stays."""
    stale = timezone.now() - SILENCE
    call.runs.filter(state=RunState.RUNNING.value, heartbeat_at__lt=stale).update(
        state=RunState.INTERRUPTED.value, message="Máy tính việc nền đã dừng giữa chừng. Bấm “Tính lại” để chạy lại."
    )


@task()
def compute(run_id: int) -> None:
    """The background task of one run."""
    computing.work_off(run_id)


def wait(run: PlanningRun, *, seconds: float) -> PlanningRun:
    """For the command line and tests: blocks until the run has ended, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run.refresh_from_db()
        if run.state not in {RunState.QUEUED.value, RunState.RUNNING.value}:
            break
        time.sleep(0.2)
    return run


def of_call(call: Call) -> list[PlanningRun]:
    """The runs of a year, newest first, with the state that is true now; those of scenarios are told by these."""
    sweep(call)
    return list(call.runs.filter(scenario=None).select_related("created_by"))


def plan_of(run: PlanningRun) -> Plan | None:
    """The draft that a run made."""
    return Plan.objects.filter(run=run).first()
