"""Problems of one year (some ten thousand columns): relax, dive, then neighbourhoods of the schedule, tier by tier."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from doanra.planner.dive import dive
from doanra.planner.formulation import Formulation
from doanra.planner.lexicographic import descend
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.relaxation import Relaxation
from doanra.planner.result import Race

_AT_ONCE = 8


class Exact:
    """The search over the whole problem; everything found goes to the race."""

    def __init__(self, race: Race, *, seed: int, at_once: int = _AT_ONCE) -> None:
        self.race, self.seed, self.at_once = race, seed, at_once
        self.random = random.Random(seed)
        self.modes: dict[str, list[Mode]] = defaultdict(list)
        for mode in race.modes:
            self.modes[mode.course.id].append(mode)
        self.rounds = 0

    def run(self) -> None:
        """T1 by relaxation and dive, then all tiers on that schedule, then neighbourhoods until the end."""
        race, clock = self.race, self.race.clock
        limit = clock.limit if clock.limit < float("inf") else 600.0
        if len(self.modes) <= self.at_once:
            self.whole()
            return
        self.dive(limit=0.3 * limit)
        self.polish(limit=0.15 * limit)
        reached = race.tiers.t1
        while not race.closed("T1") and clock.spent < 0.55 * limit and clock.left > 0:
            self.neighbourhood(("T1",), limit=min(5.0, 0.1 * limit))
        if race.tiers.t1 < reached:
            self.polish(limit=0.15 * limit)
        for tier in TIERS[1:]:
            if clock.spent < 0.75 * limit:
                self.relax(tier)
        while clock.left > 0.15 * limit and not race.proven:
            self.neighbourhood(TIERS, limit=min(6.0, 0.1 * limit))
        while clock.left > 0.1 and not race.proven:
            before = race.tiers.order
            self.polish(limit=clock.left)
            if race.tiers.order == before:
                self.neighbourhood(TIERS, limit=clock.left)

    def whole(self) -> None:
        """Few courses: all of it at once, again with more time while that brings anything."""
        race, before = self.race, None
        while race.clock.left > 0.1 and before != (race.tiers.order, race.proofs) and not race.proven:
            before = race.tiers.order, dict(race.proofs)
            self.solve(race.modes, TIERS, limit=race.clock.left)

    def dive(self, *, limit: float) -> None:
        """The bound of T1 and a schedule by rounding the relaxation step by step."""
        formulation = Formulation(self.race.problem, modes=self.race.modes)
        if self.race.clock.left <= 0:
            return
        relaxation = Relaxation(formulation.rows, Objectives(formulation).tier("T1"), clock=self.race.clock)
        root = relaxation.solve(limit=limit)
        if root is None:
            return
        if formulation.exact:
            self.race.prove(Proof("T1", root.bound, ()))
        if not self.race.closed("T1"):
            modes = dive(formulation, relaxation, root, limit=limit)
            self.solve(modes, ("T1",), limit=limit)

    def polish(self, *, limit: float) -> None:
        """All tiers with the schedule as it is."""
        self.solve([mode for mode, _ in self.race.chosen.values()], TIERS, limit=limit)

    def relax(self, tier: str) -> None:
        """A bound of a tier from the relaxation under rows for the tiers before it."""
        race = self.race
        if race.closed(tier) or race.clock.left <= 0:
            return
        formulation = Formulation(race.problem, modes=race.modes)
        objectives = Objectives(formulation)
        for before in TIERS[: TIERS.index(tier)]:
            sums = objectives.tier(before)
            formulation.rows.add(sums.terms, high=race.value(before) - sums.constant)
        objective = objectives.tier(tier)
        found = Relaxation(formulation.rows, objective, clock=race.clock).solve(limit=0.1 * race.clock.limit)
        if found and formulation.exact:
            race.prove(Proof(tier, found.bound, race.tiers.order[: TIERS.index(tier)]))

    def neighbourhood(self, tiers: Sequence[str], *, limit: float) -> None:
        """Frees the schedule of a few courses that want the same people; everybody may change seats."""
        free = self._neighbours(self.at_once)
        modes = [mode for course in free for mode in self.modes[course]]
        modes += [mode for course, (mode, _) in self.race.chosen.items() if course not in free]
        self.solve(modes, tiers, limit=limit)

    def _neighbours(self, count: int) -> list[str]:
        """A course drawn at random and those drawn near it: the more candidates they share the likelier."""
        courses = sorted(self.modes)
        first = self.random.choice(courses)
        mine = {person for mode in self.modes[first] for person in mode.people}
        near = {
            course: self.random.random() * (1 + len(mine.intersection(*[set(mode.people) for mode in modes[:1]])))
            for course, modes in self.modes.items()
        }
        near[first] = float("inf")
        return sorted(near, key=lambda course: -near[course])[:count]

    def solve(self, modes: Sequence[Mode], tiers: Sequence[str], *, limit: float) -> bool:
        """Solves the tiers over some modes from the best plan, if these modes hold it, and offers what comes out."""
        if self.race.clock.left <= 0:
            return False
        self.rounds += 1
        proofs: list[Proof] | None = [] if len(modes) == len(self.race.modes) else None
        formulation = Formulation(self.race.problem, modes=modes)
        found = descend(
            Objectives(formulation),
            tiers,
            start=lambda: formulation.hint(self.race.chosen),
            clock=self.race.clock,
            seed=self.seed + self.rounds,
            limit=limit,
            proofs=proofs,
        )
        better = found is not None and self.race.offer(formulation.chosen(found), tier=tiers[0])
        for proof in proofs or ():
            self.race.prove(proof)
        return better
