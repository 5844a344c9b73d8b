"""What the background worker does with a repair: the planner in a thread, and beside it the row kept true."""

from __future__ import annotations

import threading

from django.utils import timezone

from doanra import planner
from doanra.planner.repair import MORE, repair
from doanra.planner.repair_changes import Changes
from doanra.planner.repair_result import RepairResult
from doanra.records.models import Repair, RunState
from doanra.stages.plans import drafts

_POLL = 0.5  # seconds


def work_off(repair_id: int) -> None:
    """Searches for a repair that waits; one that somebody else took, or that was cancelled before, is left alone."""
    now = timezone.now()
    taken = Repair.objects.filter(pk=repair_id, state=RunState.QUEUED.value).update(
        state=RunState.RUNNING.value, started_at=now, heartbeat_at=now
    )
    if not taken:
        return
    row = Repair.objects.select_related("problem", "plan").get(pk=repair_id)
    work = Work(row)
    work.start()
    while work.is_alive():
        work.join(_POLL)
        if not _beat(row, work):
            work.cancelled.set()
    _finish(row, work)


class Work(threading.Thread):
    """The planner at work on one repair; ``latest`` is what it last said of the number of changes."""

    def __init__(self, row: Repair) -> None:
        super().__init__(daemon=True, name=f"repair-{row.pk}")
        self.problem = planner.read_problem(row.problem.body)
        self.before = drafts.as_planned(row.plan)
        self.changes = Changes(withdrawn=frozenset(row.withdrawn), cancelled=frozenset(row.cancelled))
        self.stop = planner.Stop(time_limit=float(row.time_limit))
        self.cancelled = threading.Event()
        self.latest: planner.Progress | None = None
        self.result: RepairResult | None = None

    def run(self) -> None:
        self.result = repair(
            self.problem,
            self.before,
            self.changes,
            stop=self.stop,
            more=MORE,
            on_progress=self._note,
            cancelled=self.cancelled.is_set,
        )

    def _note(self, moment: planner.Progress) -> None:
        if moment.tier == "changes" and moment.best is not None:
            self.latest = moment


def _beat(row: Repair, work: Work) -> bool:
    """A sign of life with what is known so far; False once somebody asked to stop, or the row is not this worker's."""
    row.heartbeat_at = timezone.now()
    if row.started_at:
        row.elapsed = (row.heartbeat_at - row.started_at).total_seconds()
    if work.latest:
        row.fewest, row.fewest_bound = work.latest.best, work.latest.bound
    mine = Repair.objects.filter(pk=row.pk, state__in=[RunState.RUNNING.value, RunState.INTERRUPTED.value])
    told = mine.update(
        state=RunState.RUNNING.value, message="", heartbeat_at=row.heartbeat_at, elapsed=row.elapsed,
        fewest=row.fewest, fewest_bound=row.fewest_bound,
    )  # fmt: skip
    return bool(told) and not mine.filter(cancel_requested=True).exists()


def _finish(row: Repair, work: Work) -> None:
    result = work.result
    if result is None:
        row.state, row.message = RunState.FAILED.value, "Bộ lập kế hoạch dừng vì lỗi. Nhật ký máy chủ có chi tiết."
        row.save(update_fields=["state", "message"])
        return
    row.elapsed = result.seconds
    row.fewest, row.fewest_bound = result.best.changes, result.fewest_bound
    row.offers = [one.plan.as_json() for one in (result.best, *result.alternatives)]
    row.state = (RunState.CANCELLED if work.cancelled.is_set() else RunState.DONE).value
    row.save(update_fields=["elapsed", "fewest", "fewest_bound", "offers", "state"])
