"""What the background worker does with a run: the planner in a thread, and beside it the row of the run kept true.

Each better plan is stored while the run goes on, so that a worker that is killed takes nothing with it.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from doanra import planner
from doanra.planner.objectives import TIERS
from doanra.planner.repair import repair
from doanra.planner.repair_changes import Changes
from doanra.records.models import BestPlan, PlanningRun, RunState, Scenario
from doanra.stages.acting import finishing
from doanra.stages.plans import drafts
from doanra.terms.refusal import Refused

STORED_EVERY = 2.0
"""Seconds between two better plans that are stored; the first and the last are stored at once."""
_POLL = 0.5  # seconds


def work_off(run_id: int, *, deterministic: bool = False) -> None:
    """Computes a run that waits; one that somebody else took, or that was cancelled before, is left alone.

    ``deterministic``: the limit of the run counts units of the solver's own work (`planner.Stop`) and not seconds.
    """
    now = timezone.now()
    taken = PlanningRun.objects.filter(pk=run_id, state=RunState.QUEUED.value).update(
        state=RunState.RUNNING.value, started_at=now, heartbeat_at=now
    )
    if not taken:
        return
    run = PlanningRun.objects.select_related("problem", "call").get(pk=run_id)
    try:
        work = Work(run, deterministic=deterministic)
    except Refused as refusal:
        _fail(run, str(refusal))
        return
    _watch(run, work)


def _watch(run: PlanningRun, work: Work) -> None:
    keeper = Keeper(run)
    work.start()
    while work.is_alive():
        work.join(_POLL)
        if not _beat(run, work):  # taken off: somebody went on without this worker
            work.cancelled.set()
            work.join()
            return
        keeper.look(work.latest)
    keeper.look(work.last, last=True)
    _finish(run, work)


class Work(threading.Thread):
    """The planner at work on one problem; ``latest`` is its last progress, ``result`` what came out."""

    def __init__(self, run: PlanningRun, *, deterministic: bool = False) -> None:
        super().__init__(daemon=True, name=f"planning-{run.pk}")
        self.problem = planner.read_problem(run.problem.body)
        self.stop = planner.Stop(time_limit=float(run.time_limit), deterministic=deterministic)
        self.seed = run.seed
        self.begins_with, self.keeps_seats = _begins_with(run)
        self.cancelled = threading.Event()
        self.latest: planner.Progress | None = None
        self.result: planner.Result | None = None

    def run(self) -> None:
        if self.keeps_seats and self.begins_with:
            self.result = self._with_fewest_changes(self.begins_with)
            return
        self.result = planner.solve(
            self.problem,
            stop=self.stop,
            seed=self.seed,
            on_progress=self._note,
            cancelled=self.cancelled.is_set,
            start=self.begins_with,
        )

    def _with_fewest_changes(self, before: planner.Plan) -> planner.Result:
        """As few people as possible sit elsewhere than before; the bounds hold among plans that change no more."""
        found = repair(
            self.problem,
            before,
            Changes(),
            stop=self.stop,
            seed=self.seed,
            on_progress=self._note,
            cancelled=self.cancelled.is_set,
        )
        best = found.best
        steps = [best.bounds.get(tier) for tier in TIERS if tier.startswith("T2")]
        bounds = {tier: best.bounds.get(tier) for tier in TIERS if not tier.startswith("T2")}
        plan = planner.Plan(best.plan.courses)
        return planner.Result(plan, best.tiers, {**bounds, "T2": steps}, found.status, found.seconds, found.log)

    @property
    def last(self) -> planner.Progress | None:
        """The end of the run, or where it broke off."""
        end = self.result
        return (
            planner.Progress(end.seconds, "T1", None, None, end.tiers, "end", end.plan, end.bounds)
            if end
            else self.latest
        )

    def _note(self, progress: planner.Progress) -> None:
        self.latest = progress

    def seats(self, missing: int | None) -> int | None:
        """Seats filled where so many are missing to the targets."""
        return None if missing is None else sum(self.problem.targets.values()) - missing


def _begins_with(run: PlanningRun) -> tuple[planner.Plan | None, bool]:
    """The plan against which a scenario is tried, and whether its seats are kept as far as can be."""
    scenario = Scenario.objects.filter(run=run).exclude(base=None).select_related("base").first()
    if scenario is None or scenario.base is None:
        return None, False
    return drafts.as_planned(scenario.base), scenario.keeps_seats


class Keeper:
    """Stores the best plan and its bounds as they get better; ``clock`` counts seconds."""

    def __init__(self, run: PlanningRun, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.run, self.clock = run, clock
        self.stored: planner.Progress | None = None
        self.at = -math.inf

    def look(self, latest: planner.Progress | None, *, last: bool = False) -> None:
        """Stores what is new, if enough time went by since it did so before."""
        if latest is None or latest.tiers is None or not latest.plan.courses or self._knows(latest):
            return
        if last or self.clock() - self.at >= STORED_EVERY:
            BestPlan.objects.update_or_create(
                run=self.run,
                defaults={
                    "body": latest.plan.as_json(),
                    "tiers": latest.tiers.as_json(),
                    "bounds": dict(latest.bounds),
                    "at": timezone.now(),
                },
            )
            self.stored, self.at = latest, self.clock()

    def _knows(self, latest: planner.Progress) -> bool:
        stored = self.stored
        return stored is not None and stored.plan is latest.plan and stored.bounds == latest.bounds


def _beat(run: PlanningRun, work: Work) -> bool:
    """A sign of life with how far it is; False if the run is not this worker's any more.

    A run that was taken for dead because the machine slept goes on, unless its best plan was opened meanwhile.
    """
    run.heartbeat_at = timezone.now()
    if run.started_at:
        run.elapsed = (run.heartbeat_at - run.started_at).total_seconds()
    _progress(run, work)
    names = ("heartbeat_at", "elapsed", "tier", "seated", "seats_bound", "curve")
    values: dict[str, Any] = {name: getattr(run, name) for name in names}
    mine = PlanningRun.objects.filter(pk=run.pk)
    told = mine.filter(state=RunState.RUNNING.value).update(**values) or mine.filter(
        state=RunState.INTERRUPTED.value, plan=None
    ).update(state=RunState.RUNNING.value, message="", **values)
    if told and mine.filter(cancel_requested=True).exists():
        work.cancelled.set()
    return bool(told)


def _progress(run: PlanningRun, work: Work) -> None:
    latest = work.last if work.result else work.latest
    if latest is None:
        return
    run.tier = latest.tier
    run.seated = work.seats(latest.tiers.t1 if latest.tiers else None)
    bound = latest.bounds.get("T1")
    if isinstance(bound, int):
        run.seats_bound = work.seats(bound)
    point = [round(latest.elapsed, 1), run.seated, run.seats_bound]
    if not run.curve or run.curve[-1][1:] != point[1:]:
        run.curve.append(point)


def _finish(run: PlanningRun, work: Work) -> None:
    """What came of it: a draft; for a scenario nothing but its best plan."""
    result = work.result
    if result is None:
        _fail(run, "Bộ lập kế hoạch dừng vì lỗi. Nhật ký máy chủ có chi tiết.")
        return
    with transaction.atomic():
        _progress(run, work)
        run.elapsed = result.seconds
        run.curve.append([round(result.seconds, 1), run.seated, run.seats_bound])
        run.message = _pins_lost(result)
        run.state = (RunState.CANCELLED if work.cancelled.is_set() else RunState.DONE).value
        names = ["elapsed", "tier", "seated", "seats_bound", "curve", "message", "state"]
        run.save(update_fields=names)
        if not Scenario.objects.filter(run=run).exists():
            with finishing("plans.computed", begun_by=run.created_by) as act:
                draft = drafts.from_result(run, result)
                act.added(draft)
                act.subject, act.year, act.detail = draft, run.call.year, {"seated": run.seated}


def _pins_lost(result: planner.Result) -> str:
    many = len(result.pins_lost)
    return f"Không giữ được {many} ghim vì chỗ đó nay không còn hợp lệ." if many else ""


def _fail(run: PlanningRun, message: str) -> None:
    run.state, run.message = RunState.FAILED.value, message[:500]
    run.save(update_fields=["state", "message"])
