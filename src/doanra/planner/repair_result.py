"""What a repair hands back: one plan or several, each with what it changes and what is proven of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from doanra.planner.plan import Plan
from doanra.planner.repair_reasons import LostPin, Moved, Stopped
from doanra.planner.result import Progress
from doanra.planner.tiers import Tiers


@dataclass(frozen=True, slots=True)
class Repaired:
    """A valid plan of what can be done.

    ``moved`` are the people told whose seat changes, ``stopped`` and ``pins_lost`` what else cannot be kept;
    ``reseated`` counts people of cancelled courses with another seat, ``newly`` people who had none. ``bounds`` by tier
    of ``TIERS``: no plan that keeps these pins, changes no more seats and is as good before that tier is better.
    ``t1_bound`` is the one of T1 for ``allowed`` changes, which may be more than the plan needs.
    """

    plan: Plan
    tiers: Tiers
    allowed: int
    moved: tuple[Moved, ...]
    stopped: tuple[Stopped, ...]
    pins_lost: tuple[LostPin, ...]
    reseated: int
    newly: int
    bounds: Mapping[str, int]
    t1_bound: int | None

    @property
    def changes(self) -> int:
        """People told who sit elsewhere or nowhere."""
        return len(self.moved)

    @property
    def dropped(self) -> int:
        """Those of them without any seat."""
        return sum(one.after is None for one in self.moved)

    @property
    def seats_proven(self) -> bool:
        """Whether no plan with no more changes than allowed fills more seats."""
        return self.t1_bound == self.tiers.t1


@dataclass(frozen=True, slots=True)
class RepairResult:
    """The repaired plan with the fewest changes, and others with more changes and more seats.

    No valid plan that keeps as many pins changes fewer seats than ``fewest_bound``. ``status``: ``proven`` (that number
    and every tier), ``limit`` or ``cancelled``.
    """

    best: Repaired
    alternatives: tuple[Repaired, ...]
    fewest_bound: int
    status: str
    seconds: float
    log: tuple[Progress, ...]

    @property
    def plan(self) -> Plan:
        """The repaired plan."""
        return self.best.plan

    @property
    def fewest_proven(self) -> bool:
        """Whether no repair changes fewer seats."""
        return self.best.changes == self.fewest_bound
