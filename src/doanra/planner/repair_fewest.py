"""The fewest people who must be moved or dropped, with a bound over the whole problem.

First the courses that broke are mended while all others keep everybody. Then the others are let loose: that can only
give fewer changes, so its bound holds for all plans. Where the two meet the number is proven; where the looser answer
robs a course of somebody it cannot spare, that course gets its constraints too, and the question is put again.
"""

from __future__ import annotations

from collections.abc import Callable

from doanra.planner.clock import Clock
from doanra.planner.cpsat import Engine
from doanra.planner.repair_announced import Announced, Home
from doanra.planner.repair_rows import Keeping
from doanra.planner.rows import Values

_FEW = 12


class Fewest:
    """The search for the fewest broken pins, then the fewest changes; ``best`` is always a valid choice.

    ``pins_bound`` and ``bound`` are proven: no valid plan breaks fewer pins, and none that breaks as few as ``best``
    has fewer changes.
    """

    def __init__(self, announced: Announced, *, clock: Clock, seed: int, tell: Callable[[str], None]) -> None:
        self.announced, self.clock, self.seed, self._tell = announced, clock, seed, tell
        self.best = announced.first()
        self.pins_bound, self.bound = 0, announced.forced
        self.whole: set[Home] = {
            home for home, members in announced.homes.items() if announced.mode_for(home, members) is None
        }
        pinned = {course for _, course in (*announced.asked, *announced.wanted)}
        self.whole |= {home for home in announced.homes if home[0] in pinned}

    @property
    def value(self) -> tuple[int, int]:
        """Broken pins and changes of the best choice."""
        return len(self.announced.pins_broken(self.best)), self.announced.changed(self.best)

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.value == (self.pins_bound, self.bound)

    def run(self) -> None:
        """Until it is proven or the time is over."""
        self._tell("plan")
        self._tell("bound")
        if not self.announced.is_valid(self.announced.untouched()) and len(self.announced.homes) <= _FEW:
            self.whole |= set(self.announced.homes)
        while not self.proven and self.clock.left > 0:
            known = self.best, self.bound, self.pins_bound, len(self.whole)
            if self.whole != set(self.announced.homes):
                self.solve(fast=True)
            if not self.proven and self.clock.left > 0:
                self.solve(fast=False)
            if known == (self.best, self.bound, self.pins_bound, len(self.whole)):
                break

    def solve(self, *, fast: bool) -> None:
        """One question: with the loose courses held fast it brings choices, with them loose bounds as well."""
        keeping = Keeping(self.announced, whole=self.whole, fast=fast)
        engine = Engine(keeping.rows, clock=self.clock, seed=self.seed)
        found: Values | None = keeping.hint(self.best)
        if keeping.lost.terms:
            outcome = engine.minimize(keeping.lost, limit=self.clock.left, hint=found)
            if outcome.bound is not None and keeping.exact and not fast:
                self.pins_bound = max(self.pins_bound, outcome.bound)
            if outcome.values is None:
                return
            found = keeping.rows.complete(dict(enumerate(outcome.values[: keeping.deciding])))
            keeping.rows.add(keeping.lost.terms, high=keeping.lost.at(found))
        outcome = engine.minimize(keeping.changed, limit=self.clock.left, hint=found)
        if outcome.values is not None:
            self._take(keeping, outcome.values)
        if not fast and keeping.exact and outcome.bound is not None:
            self._bound(keeping, found, outcome.bound)

    def _bound(self, keeping: Keeping, found: Values | None, bound: int) -> None:
        """A bound of the changes holds if the rows allow as many broken pins as the best choice has."""
        allowed = keeping.lost.at(found) if found and keeping.lost.terms else 0
        if self.value[0] <= allowed and bound > self.bound:
            self.bound = bound
            self._tell("bound")

    def _take(self, keeping: Keeping, values: Values) -> None:
        """Takes what is better and valid; loose courses that were robbed are whole from now on."""
        chosen, unsound = keeping.chosen(values)
        self.whole |= set(unsound)
        broken, changes = len(self.announced.pins_broken(chosen)), self.announced.changed(chosen)
        if (broken, changes) < self.value and self.announced.is_valid(chosen):
            self.best = chosen
            self._tell("plan")
