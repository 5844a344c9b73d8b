"""Bounds and schedules, tier by tier: what the relaxation tells while others search for plans.

The guide makes no plan. It is given the tiers of the best plan whenever it asks, and yields proofs, and schedules
(modes) in which a better plan is likely. It runs in a process of its own (prover.py), or step by step within a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from doanra.planner.clock import Clock
from doanra.planner.formulation import Formulation
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.problem import Problem
from doanra.planner.rows import Row
from doanra.planner.tree import Tree
from doanra.planner.working import Pair

_SHARE = {"T1": 0.55}
_ELSE = 0.12
_BRANCHED = 4  # tiers before this one are branched on in the first round, the others only relaxed
Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Modes (course, first day, lowest band) among which a plan good in a tier is likely."""

    tier: str
    modes: tuple[tuple[str, int, int], ...]


class Guide:
    """Works on the first tier that is not closed, for its share of the time, then on the next."""

    def __init__(
        self, problem: Problem, modes: Sequence[Mode], *, clock: Clock, limit: float, best: Callable[[], Order]
    ) -> None:
        self.problem, self.modes, self.clock, self.limit, self.best = problem, modes, clock, limit, best
        self.formulation = Formulation(problem, modes=modes)
        self.objectives = Objectives(self.formulation)
        self.pool: set[Pair] | None = None
        self.proofs: dict[str, Proof] = {}
        self.trees: dict[str, tuple[Order, Tree]] = {}

    def events(self) -> Iterator[Proof | Schedule]:
        """Proofs and schedules until every tier has a bound, then again until nothing more can come of it."""
        deep, worked = False, True
        while self.clock.left > 0 and worked:
            worked = False
            for tier in range(len(TIERS)):
                if self._closed(tier) or (not deep and self._proof(tier)):
                    continue
                before = self._state()
                yield from self._work(tier, deep=deep)
                worked |= self._state() != before
                if self._lost(tier):
                    worked = True
                    break
            else:
                worked, deep = worked or not deep, True

    def _state(self) -> tuple[int, int]:
        """Changes with everything that is done."""
        return sum(tree.numbers for _, tree in self.trees.values()), len(self.proofs)

    def _proof(self, tier: int) -> Proof | None:
        """What is proven of a tier for plans as good as the best one in the tiers before."""
        proof = self.proofs.get(TIERS[tier])
        return proof if proof and _within(self.best(), proof.given) else None

    def _closed(self, tier: int) -> bool:
        proof = self._proof(tier)
        return proof is not None and proof.bound >= self.best()[tier]

    def _lost(self, tier: int) -> bool:
        """Whether a better plan has undone what was proven before."""
        return any(not self._proof(before) for before in range(tier))

    def _work(self, tier: int, *, deep: bool) -> Iterator[Proof | Schedule]:
        """One tier: until it is closed, its share of the time is over, or a better plan changes what is given."""
        name = TIERS[tier]
        ends = self.clock.spent + _SHARE.get(name, _ELSE) * self.limit
        given, tree = self._tree(tier)
        while not tree.ended and self.clock.left > 0 and self.clock.spent < ends and _within(self.best(), given):
            numbers = tree.numbers
            only_root = tier >= _BRANCHED and not deep
            for modes in tree.step(below=self.best()[tier]):
                yield from self._news(name, tree.bound, given)
                if only_root:
                    break
                if modes:
                    yield Schedule(name, tuple((mode.course.id, mode.first, mode.low) for mode in modes))
            yield from self._news(name, tree.bound, given)
            if self._closed(tier) or only_root or tree.numbers == numbers:
                break
        self.pool = tree.working.pool | (self.pool or set())

    def _news(self, name: str, bound: int | None, given: Order) -> Iterator[Proof]:
        """A proof, if it says more than the last."""
        known = self.proofs.get(name)
        if bound is None or (known and known.given == given and known.bound >= bound):
            return
        self.proofs[name] = Proof(name, bound, given)
        if self.formulation.exact:
            yield self.proofs[name]

    def _tree(self, tier: int) -> tuple[Order, Tree]:
        """The tree of a tier, a new one if what it takes as given holds no more."""
        name, best = TIERS[tier], self.best()
        if name in self.trees and _within(best, self.trees[name][0]):
            return self.trees[name]
        limits = []
        for before, value in zip(TIERS, best[:tier], strict=False):
            sums = self.objectives.tier(before)
            limits.append(Row(sums.terms, None, value - sums.constant))
        objective = self.objectives.tier(name)
        tree = Tree(self.formulation, objective, clock=self.clock, limits=limits, pool=self.pool)
        self.trees[name] = best[:tier], tree
        return self.trees[name]


def _within(best: Order, given: Order) -> bool:
    return all(mine <= limit for mine, limit in zip(best, given, strict=False))
