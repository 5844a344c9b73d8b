"""Planning runs: started from a page, worked off in the background, watched, cancelled, turned into a draft plan."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doanra import planner
from doanra.records.models import Call, Plan, PlanningRun, RunState
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.plans import drafts
from doanra.stages.plans.problem import build, keep, person_id
from doanra.terms.refusal import Refused

SILENCE = timedelta(seconds=30)
"""After so long without a sign of life a run counts as interrupted."""
_POLL = 0.5  # seconds


def start(call: Call, *, by: Actor, time_limit: int = 60, seed: int = 1, pins_of: Plan | None = None) -> PlanningRun:
    """Puts a run into the queue; people pinned in ``pins_of`` stay in their courses.

    Refused without courses or people, or while another run of the year is under way.
    """
    if not 1 <= time_limit <= 3600:
        raise Refused("time_limit", "Thời gian tính phải từ 1 đến 3.600 giây.", remedy="Ví dụ: 60.")
    with acting("plans.compute", by=by) as act:
        calls.require_open(call)
        Call.objects.select_for_update().get(pk=call.pk)  # of two who start at once the second waits, and is refused
        sweep(call)
        if call.runs.filter(state__in=[RunState.QUEUED.value, RunState.RUNNING.value]).exists():
            raise Refused(
                "run_under_way", f"Năm {call.year} đang có một lần tính chạy.", remedy="Chờ nó xong, hoặc bấm “Dừng”."
            )
        problem, _ = build(call)
        problem = replace(problem, pins=_pins(pins_of, problem) if pins_of else ())
        run = PlanningRun.objects.create(
            call=call, problem=keep(call, problem), seed=seed, time_limit=time_limit, created_at=timezone.now(),
            created_by=by,
        )  # fmt: skip
        act.subject, act.year, act.detail = run, call.year, {"time_limit": time_limit, "seed": seed}
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
        act.subject, act.year = run, run.call.year


def sweep(call: Call) -> None:
    """Marks runs without a sign of life as interrupted, so that they can be started again."""
    stale = timezone.now() - SILENCE
    call.runs.filter(state=RunState.RUNNING.value, heartbeat_at__lt=stale).update(
        state=RunState.INTERRUPTED.value, message="Máy tính việc nền đã dừng giữa chừng. Bấm “Tính lại” để chạy lại."
    )


@task()
def compute(run_id: int) -> None:
    """The background task of one run. The planner works in a thread; this one keeps the row of the run true."""
    now = timezone.now()
    taken = PlanningRun.objects.filter(pk=run_id, state=RunState.QUEUED.value).update(
        state=RunState.RUNNING.value, started_at=now, heartbeat_at=now
    )
    if not taken:
        return
    run = PlanningRun.objects.select_related("problem", "call").get(pk=run_id)
    try:
        work = _Work(run)
    except Refused as refusal:
        _fail(run, str(refusal))
        return
    work.start()
    while work.is_alive():
        work.join(_POLL)
        _beat(run, work)
    _finish(run, work)


class _Work(threading.Thread):
    """The planner at work on one problem; ``latest`` is its last progress, ``result`` what came out."""

    def __init__(self, run: PlanningRun) -> None:
        super().__init__(daemon=True, name=f"planning-{run.pk}")
        self.problem = planner.read_problem(run.problem.body)
        self.stop = planner.Stop(time_limit=float(run.time_limit))
        self.seed = run.seed
        self.cancelled = threading.Event()
        self.latest: planner.Progress | None = None
        self.result: planner.Result | None = None
        self.curve: list[list[Any]] = []

    def run(self) -> None:
        self.result = planner.solve(
            self.problem,
            stop=self.stop,
            seed=self.seed,
            on_progress=self._note,
            cancelled=self.cancelled.is_set,
        )

    def _note(self, progress: planner.Progress) -> None:
        self.latest = progress


def _seats(problem: planner.Problem, missing: int | None) -> int | None:
    return None if missing is None else sum(problem.targets.values()) - missing


def _beat(run: PlanningRun, work: _Work) -> None:
    run.heartbeat_at = timezone.now()
    if run.started_at:
        run.elapsed = (run.heartbeat_at - run.started_at).total_seconds()
    run.refresh_from_db(fields=["cancel_requested"])
    if run.cancel_requested:
        work.cancelled.set()
    latest = work.latest
    if latest:
        run.tier = latest.tier
        run.seated = _seats(work.problem, latest.tiers.t1 if latest.tiers else None)
        if latest.tier == "T1" and latest.bound is not None:
            run.seats_bound = _seats(work.problem, int(latest.bound))
        point = [round(latest.elapsed, 1), run.seated, run.seats_bound]
        if not run.curve or run.curve[-1][1:] != point[1:]:
            run.curve.append(point)
    run.save(update_fields=["heartbeat_at", "elapsed", "tier", "seated", "seats_bound", "curve"])


def _finish(run: PlanningRun, work: _Work) -> None:
    result = work.result
    if result is None:
        _fail(run, "Bộ lập kế hoạch dừng vì lỗi. Nhật ký máy chủ có chi tiết.")
        return
    with transaction.atomic():
        run.elapsed = result.seconds
        run.seated = _seats(work.problem, result.tiers.t1)
        bound = result.bounds.get("T1")
        run.seats_bound = _seats(work.problem, int(bound)) if isinstance(bound, int) else run.seats_bound
        run.curve.append([round(result.seconds, 1), run.seated, run.seats_bound])
        if result.pins_lost:
            run.message = f"Không giữ được {len(result.pins_lost)} ghim vì chỗ đó nay không còn hợp lệ."
        run.state = (RunState.CANCELLED if work.cancelled.is_set() else RunState.DONE).value
        run.save()
        drafts.from_result(run, result)


def _fail(run: PlanningRun, message: str) -> None:
    run.state, run.message = RunState.FAILED.value, message[:500]
    run.save(update_fields=["state", "message"])


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
    """The runs of a year, newest first, with the state that is true now."""
    sweep(call)
    return list(call.runs.select_related("created_by"))


def plan_of(run: PlanningRun) -> Plan | None:
    """The draft that a run made."""
    return Plan.objects.filter(run=run).first()
