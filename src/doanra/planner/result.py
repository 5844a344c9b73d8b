"""What a run tells while it works and when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from doanra.planner.clock import Clock
from doanra.planner.construct import Chosen
from doanra.planner.formulation import planned
from doanra.planner.judge import judge
from doanra.planner.modes import find_modes
from doanra.planner.objectives import TIERS, Proof
from doanra.planner.plan import Plan
from doanra.planner.problem import Pin, Problem
from doanra.planner.tiers import Tiers
from doanra.planner.topup import top_up

Bounds = Mapping[str, int | list[int | None] | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a run: seconds so far, the tier worked on, its best value and proven bound, tiers of the best plan,
    a short code of what happened (start, plan, bound, end), the best plan itself and all its bounds (as in ``Result``).
    """

    elapsed: float
    tier: str
    best: int | None
    bound: int | None
    tiers: Tiers | None
    say: str
    plan: Plan = field(default_factory=Plan)
    bounds: Bounds = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The best plan, valid by ``judge``; ``bounds`` by tier as the contract has them, each a promise, None if unproven.

    ``status`` is ``proven`` (every tier is at its bound), ``limit`` or ``cancelled``; ``never_run`` are courses that
    cannot reach their minimum, ``pins_lost`` the pins that could not be kept.
    """

    plan: Plan
    tiers: Tiers
    bounds: Bounds
    status: str
    seconds: float
    log: tuple[Progress, ...]
    never_run: tuple[str, ...] = ()
    pins_lost: tuple[Pin, ...] = ()


class Race:
    """The best plan so far and the bounds proven so far; tells of each step forward, one at a time."""

    def __init__(self, problem: Problem, *, clock: Clock, on_progress: Callable[[Progress], None] | None) -> None:
        self.problem, self.clock = problem, clock
        self.modes, self.pins_lost = find_modes(problem)
        self.chosen: Chosen = {}
        self.plan = Plan()
        self.tiers = judge(problem, self.plan).tiers
        self.proofs: dict[str, Proof] = {}
        self.log: list[Progress] = []
        self._on_progress = on_progress
        self._lock = threading.Lock()

    def value(self, tier: str) -> int:
        """The best plan's value of a tier of ``TIERS``."""
        return self.tiers.order[TIERS.index(tier)]

    def offer(self, chosen: Chosen, *, tier: str = "T1") -> bool:
        """Takes a plan if it is valid and better than the best; free seats are filled first."""
        filled = top_up(self.problem, chosen)
        plan = Plan(planned(self.problem, filled))
        judgement = judge(self.problem, plan)
        if not judgement.valid or judgement.tiers.order >= self.tiers.order:
            return False
        self.chosen, self.plan, self.tiers = filled, plan, judgement.tiers
        self.proofs = {name: proof for name, proof in self.proofs.items() if self._holds(proof)}
        self.tell(tier, "plan")
        return True

    def prove(self, proof: Proof) -> None:
        """Takes a bound if it holds for all plans as good as the best one in the tiers before, and says more."""
        known = self.bound(proof.tier)
        if self._holds(proof) and (known is None or proof.bound > known):
            self.proofs[proof.tier] = proof
            self.tell(proof.tier, "bound")

    def _holds(self, proof: Proof) -> bool:
        """Whether the best plan's tiers before are within those that the proof takes as given."""
        return all(mine <= given for mine, given in zip(self.tiers.order, proof.given, strict=False))

    def bound(self, tier: str) -> int | None:
        """The proven bound of a tier, or None."""
        proof = self.proofs.get(tier)
        return proof.bound if proof else None

    def closed(self, tier: str) -> bool:
        """Whether the best plan is at the bound of a tier."""
        return self.bound(tier) == self.value(tier)

    @property
    def proven(self) -> bool:
        """Whether every tier is at its bound."""
        return all(self.closed(tier) for tier in TIERS)

    def tell(self, tier: str, say: str) -> None:
        """Passes a moment on and keeps it."""
        with self._lock:
            best, bound = self.value(tier), self.bound(tier)
            now = self.clock.elapsed
            moment = Progress(now, tier, best, bound, self.tiers, say, self.plan, self._contract_bounds())
            self.log.append(moment)
            if self._on_progress:
                self._on_progress(moment)

    def result(self) -> Result:
        """The end of the run."""
        status = "cancelled" if self.clock.cancelled() else "proven" if self.proven else "limit"
        bounds = self._contract_bounds()
        extra = {"tiers": self.tiers.as_json(), "bounds": bounds, "status": status}
        offered = {mode.course.id for mode in self.modes}
        self.tell("T1", "end")
        return Result(
            plan=Plan(self.plan.courses, extra),
            tiers=self.tiers,
            bounds=bounds,
            status=status,
            seconds=self.clock.elapsed,
            log=tuple(self.log),
            never_run=tuple(course.id for course in self.problem.courses if course.id not in offered),
            pins_lost=self.pins_lost,
        )

    def _contract_bounds(self) -> dict[str, int | list[int | None] | None]:
        steps: list[int | None] = [self.bound(tier) for tier in TIERS if tier.startswith("T2")]
        found: dict[str, int | list[int | None] | None] = {
            tier: self.bound(tier) for tier in TIERS if not tier.startswith("T2")
        }
        return {"T1": found.pop("T1"), "T2": steps if any(step is not None for step in steps) else None, **found}
