"""Repairs an announced plan: first the fewest changes for people already told, then the tiers.

``repair(problem, before, changes, stop=...)`` is the façade. What it proves holds for the whole problem.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from doanra.planner.clock import Clock, Stop
from doanra.planner.construct import Chosen
from doanra.planner.modes import fewest_missing, find_modes
from doanra.planner.objectives import TIERS
from doanra.planner.plan import Plan
from doanra.planner.problem import Problem
from doanra.planner.repair_announced import Announced
from doanra.planner.repair_changes import Changes
from doanra.planner.repair_reasons import Reasons
from doanra.planner.repair_result import Repaired, RepairResult
from doanra.planner.result import Progress
from doanra.planner.tiers import Tiers

if TYPE_CHECKING:
    from doanra.planner.repair_fewest import Fewest
    from doanra.planner.repair_search import Search

MORE = (2, 5, 10, 30)
"""How many more changes than the fewest the alternatives may make, where nobody says otherwise; three are enough."""
_OFFERS = 3
_LONGEST = 3600.0


def repair(
    problem: Problem,
    before: Plan,
    changes: Changes,
    *,
    stop: Stop,
    seed: int = 1,
    more: Sequence[int] = (),
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RepairResult:
    """The best repair found within the limit, always valid, with proven bounds; for each number of ``more`` changes an
    alternative with more seats, where there is one.

    ``on_progress`` hears each step forward, ``changes`` as its first tier; ``cancelled`` is asked ten times a second.
    """
    return _Repair(problem, before, changes, Clock(stop, cancelled=cancelled), seed, on_progress).run(more)


class _Repair:
    """One repair under way."""

    def __init__(
        self,
        problem: Problem,
        before: Plan,
        changes: Changes,
        clock: Clock,
        seed: int,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.problem, self.clock, self.seed, self._on_progress = problem, clock, seed, on_progress
        self.announced = Announced(problem, before, changes)
        self.log: list[Progress] = []
        fewest = importlib.import_module("doanra.planner.repair_fewest").Fewest  # OR-Tools is loaded only now
        self.fewest: Fewest = fewest(self.announced, clock=clock, seed=seed, tell=self._tell_changes)

    def run(self, more: Sequence[int]) -> RepairResult:
        """The fewest changes, then the tiers, then the alternatives."""
        self._tell("changes", None, None, None, "start")
        self.fewest.run()
        start = self.fewest.best
        search = self._search(start, self.announced.changed(start))
        search.run(limit=self._left * (0.5 if more else 1.0))
        best = self._repaired(search, search.bound("T1"))
        found = [best, *self._alternatives(search, more)]
        status = "cancelled" if self.clock.cancelled() else "limit"
        if status == "limit" and self.fewest.proven and search.proven:
            status = "proven"
        plans = tuple(self._finished(one, status) for one in found)
        self._tell("changes", best.changes, self.fewest.bound, best.tiers, "end")
        return RepairResult(plans[0], plans[1:], self.fewest.bound, status, self.clock.elapsed, tuple(self.log))

    def _search(self, start: Chosen, allowed: int) -> Search:
        made = importlib.import_module("doanra.planner.repair_search").Search
        search: Search = made(
            self.announced, start, allowed=allowed, clock=self.clock, seed=self.seed, tell=self._tell_tier
        )
        return search

    @property
    def _left(self) -> float:
        return min(self.clock.left, _LONGEST)

    def _alternatives(self, last: Search, more: Sequence[int]) -> Iterator[Repaired]:
        """For each number of further changes the most seats, then the tiers with no more changes than that takes."""
        fewest, made = last.allowed, 0
        for turn, extra in enumerate(more):
            if made == _OFFERS:
                return
            limit = self._left / (len(more) - turn)
            filling = self._search(last.chosen, fewest + extra)
            filling.fill(limit=0.6 * limit)
            if filling.tiers.t1 < last.tiers.t1:
                last = self._search(filling.chosen, self.announced.changed(filling.chosen))
                last.run(limit=0.4 * limit)
                made += 1
                yield replace(self._repaired(last, filling.bound("T1")), allowed=filling.allowed)

    def _repaired(self, search: Search, t1_bound: int | None) -> Repaired:
        announced = self.announced
        plan = search.plan
        seats, old = plan.seats(), announced.before.seats()
        reasons = Reasons(announced, plan)
        return Repaired(
            plan=plan,
            tiers=search.tiers,
            allowed=search.allowed,
            moved=reasons.moved(),
            stopped=reasons.stopped(),
            pins_lost=reasons.pins(),
            reseated=sum(course in announced.changes.cancelled and name in seats for name, (course, _) in old.items()),
            newly=len(seats.keys() - old.keys()),
            bounds={tier: bound for tier in TIERS if (bound := search.bound(tier)) is not None},
            t1_bound=t1_bound,
        )

    def _finished(self, one: Repaired, status: str) -> Repaired:
        """The same with all that its plan file tells."""
        repair = {
            "changes": {"value": one.changes, "fewest": self.fewest.bound, "proven": one.changes == self.fewest.bound},
            "allowed": one.allowed,
            "t1": {"value": one.tiers.t1, "bound": one.t1_bound, "proven": one.seats_proven},
            "told": len(self.announced.told),
            "dropped": one.dropped,
            "reseated_from_cancelled": one.reseated,
            "newly_seated": one.newly,
            "tiers": _by_tier(one.bounds),
            "stopped": [stopped.as_json() for stopped in one.stopped],
            "pins_lost": [lost.as_json() for lost in one.pins_lost],
        }
        extra = {
            "tiers": one.tiers.as_json(),
            "bounds": {"T1": self._counted(), "T2": None, "T3": None, "T4": None, "T5": None, "T6": None},
            "status": status,
            "repair": repair,
            "changes": [moved.as_json() for moved in one.moved],
        }
        return replace(one, plan=Plan(one.plan.courses, extra))

    def _counted(self) -> int:
        """A bound of T1 that holds for every plan of the problem, as it was and as it is now, whatever it changes."""
        now = self.announced.problem
        both = (now,) if now == self.problem else (now, self.problem)
        each = (replace(one, pins=()) for one in both)
        return min(fewest_missing(one, find_modes(one)[0]) for one in each)

    def _tell_changes(self, say: str) -> None:
        self._tell("changes", self.fewest.value[1], self.fewest.bound, None, say)

    def _tell_tier(self, search: Search, tier: str, say: str) -> None:
        self._tell(tier, search.value(tier), search.bound(tier), search.tiers, say, search.plan)

    def _tell(
        self, tier: str, best: int | None, bound: int | None, tiers: Tiers | None, say: str, plan: Plan | None = None
    ) -> None:
        moment = Progress(self.clock.elapsed, tier, best, bound, tiers, say, plan or Plan())
        self.log.append(moment)
        if self._on_progress:
            self._on_progress(moment)


def _by_tier(bounds: Mapping[str, int]) -> dict[str, int | list[int | None] | None]:
    """Bounds as a plan file writes them: the steps of T2 in one list."""
    found: dict[str, int | list[int | None] | None] = {}
    for tier in TIERS:
        if tier.startswith("T2"):
            steps = found.setdefault("T2", [])
            assert isinstance(steps, list)
            steps.append(bounds.get(tier))
        else:
            found[tier] = bounds.get(tier)
    return found
