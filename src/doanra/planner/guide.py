"""Bounds and schedules, tier by tier: what the relaxation tells while others search for plans.

The guide makes no plan. It is given the tiers of the best plan whenever it asks, and yields proofs, and schedules
(modes) in which a better plan is likely. It runs in a process of its own (prover.py), or step by step within a run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from doanra.planner.clock import Clock
from doanra.planner.formulation import Formulation
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.problem import Problem
from doanra.planner.rows import Linear, Row
from doanra.planner.tree import Tree
from doanra.planner.working import Pair

_T1_ENOUGH = 0.25  # of the time for T1, even where it stays one above its bound
_T1_ALL = 0.55
_T2_EACH = 0.08
_LAST_LOOK = 0.65  # from here on the tiers without any bound get the one of the relaxation
_TURNS = 60
_T2 = range(1, 6)
_PRESSED = range(1, 4)  # the steps of T2 whose relaxation is sharp enough to branch on
_LEVELS = (32, 16, 8, 4, 1)
_FREEDOM = (0.5, 4.0, 1.0, 8.0, 2.0)  # by how much a mixed schedule may miss the optimum
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
        """T1 first, then the steps of T2, then by turns what is open; a last look at all tiers before the end."""
        yield from self._work(0, share=_T1_ALL, enough=1)
        looked = False
        for turn in range(_TURNS):
            before = self._state()
            yield from self._mixed(turn)
            for tier in _PRESSED if turn % 2 == 0 else (0,):
                yield from self._work(tier, share=_T2_EACH)
            if not looked and (turn > 2 or self.clock.spent > _LAST_LOOK * self.limit):
                looked = True
                for tier in range(len(TIERS)):
                    yield from self._look(tier)
            if self.clock.left <= 0 or (looked and self._state() == before):
                return

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

    def _work(self, tier: int, *, share: float, enough: int = 0) -> Iterator[Proof | Schedule]:
        """Branches on one tier until it is closed, its share of the time is over, or what is given is lost.

        Near enough to the bound it stops earlier.
        """
        started = self.clock.spent
        given, tree = self._tree(tier)
        while not tree.ended and self.clock.left > 0 and not self._closed(tier) and _within(self.best(), given):
            numbers = tree.numbers
            for modes in tree.step(below=self.best()[tier]):
                yield from self._news(tier, tree.bound, given)
                if modes:
                    yield _schedule(TIERS[tier], modes)
            yield from self._news(tier, tree.bound, given)
            spent = self.clock.spent - started
            near = tree.bound is not None and self.best()[tier] - tree.bound <= enough
            if tree.numbers == numbers or spent > share * self.limit or (near and spent > _T1_ENOUGH * self.limit):
                break
        self._keep(tree)

    def _look(self, tier: int) -> Iterator[Proof]:
        """The bound of the relaxation, where nothing is proven yet."""
        if self._proof(tier) or self.clock.left <= 0:
            return
        given, tree = self._tree(tier)
        for _ in tree.step(below=self.best()[tier]):
            break
        yield from self._news(tier, tree.bound, given)
        self._keep(tree)

    def _mixed(self, turn: int) -> Iterator[Schedule]:
        """A schedule good in all steps of T2 at once, each time another and freer one. No bound is drawn from it."""
        if self.clock.left <= 0 or all(self._closed(tier) for tier in _T2):
            return
        factors: dict[int, int] = defaultdict(int)
        for weight, tier in zip(_LEVELS, _T2, strict=True):
            for column, factor in self.objectives.tier(TIERS[tier]).terms:
                factors[column] += weight * factor
        tree = self._grown(Linear(list(factors.items())), self.best()[:1], freedom=_FREEDOM[turn % len(_FREEDOM)])
        for modes in tree.step(below=1 << 40):
            if modes:
                yield _schedule("T2", modes)
                break
        self._keep(tree)

    def _keep(self, tree: Tree) -> None:
        self.pool = tree.working.pool | (self.pool or set())

    def _news(self, tier: int, bound: int | None, given: Order) -> Iterator[Proof]:
        """A proof, if it says more than the last."""
        name = TIERS[tier]
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
        self.trees[name] = best[:tier], self._grown(self.objectives.tier(name), best[:tier])
        return self.trees[name]

    def _grown(self, objective: Linear, given: Order, *, freedom: float = 0.0) -> Tree:
        """A new tree of a sum under rows for what is given."""
        limits = []
        for name, value in zip(TIERS, given, strict=False):
            sums = self.objectives.tier(name)
            limits.append(Row(sums.terms, None, value - sums.constant))
        return Tree(self.formulation, objective, clock=self.clock, limits=limits, pool=self.pool, freedom=freedom)


def _schedule(name: str, modes: Sequence[Mode]) -> Schedule:
    return Schedule(name, tuple((mode.course.id, mode.first, mode.low) for mode in modes))


def _within(best: Order, given: Order) -> bool:
    return all(mine <= limit for mine, limit in zip(best, given, strict=False))
