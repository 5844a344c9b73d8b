"""Problems of one year (some ten thousand columns): schedules that a relaxation points to, then neighbourhoods.

The guide (bounds and schedules by branch and bound) works beside the search in a process of its own; in a
deterministic run the two take turns.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import takewhile

from doanra.planner.formulation import Formulation
from doanra.planner.guide import Guide, Schedule
from doanra.planner.lexicographic import descend
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.prover import Prover
from doanra.planner.result import Race

_AT_ONCE = 8
_NEAR = 3
_FEW = 5000  # people in modes: below that the relaxation takes no time worth a process of its own


class Exact:
    """The search over the whole problem; everything found goes to the race."""

    def __init__(self, race: Race, *, seed: int, at_once: int = _AT_ONCE, workers: int = 2) -> None:
        self.race, self.seed, self.at_once, self.workers = race, seed, at_once, workers
        self.random = random.Random(seed)
        self.modes: dict[str, list[Mode]] = defaultdict(list)
        for mode in race.modes:
            self.modes[mode.course.id].append(mode)
        self.places = {(mode.course.id, mode.first, mode.low): mode for mode in race.modes}
        self.schedules: deque[Schedule] = deque(maxlen=4)
        self.rounds = 0
        self.near = _NEAR
        self.rough = self.guided = False

    def run(self) -> None:
        """Few courses whole, more of them beside the guide, or in turns with it."""
        clock = self.race.clock
        limit = clock.limit if clock.limit < float("inf") else 600.0
        if len(self.modes) <= self.at_once:
            self.whole()
        elif clock.deterministic or sum(len(mode.people) for mode in self.race.modes) < _FEW:
            self.in_turns(limit=limit)
        else:
            self.beside(limit=limit)

    def whole(self) -> None:
        """Few courses: all of it at once, again with more time while that brings anything."""
        race, before = self.race, None
        while race.clock.left > 0.1 and before != (race.tiers.order, race.proofs) and not race.proven:
            before = race.tiers.order, dict(race.proofs)
            self.solve(race.modes, TIERS, limit=race.clock.left)

    def in_turns(self, *, limit: float) -> None:
        """The guide's first round, each schedule tried at once; then neighbourhoods until the end."""
        race, clock = self.race, self.race.clock
        self.workers = 1
        guide = Guide(race.problem, race.modes, clock=clock, limit=limit, best=lambda: race.tiers.order)
        for event in guide.events():
            self.heed([event])
            while self.schedules and clock.left > 0:
                self.turn(limit=limit)
            if clock.spent > 0.7 * limit or race.proven:
                break
        while clock.left > 0.1 and not race.proven:
            self.turn(limit=limit)

    def beside(self, *, limit: float) -> None:
        """Neighbourhoods while the guide thinks, its schedules as soon as there are any.

        In turns with it where no second process can be had.
        """
        race, clock = self.race, self.race.clock
        try:
            prover = Prover(race.problem, seconds=min(limit, clock.left), best=race.tiers.order)
        except OSError:
            self.in_turns(limit=limit)
            return
        self.workers = 1
        with prover:
            while clock.left > 0.1 and not race.proven:
                prover.tell(race.tiers.order)
                self.heed(prover.heard())
                self.turn(limit=limit)
            self.heed(prover.heard())

    def turn(self, *, limit: float) -> None:
        """One thing at a time: what was found in haste first, then what the guide points to, then what is near."""
        clock = self.race.clock
        if self.rough and (self._near_its_bound() or clock.left < 0.1 * limit):
            self.polish(limit=0.1 * limit)
        elif self.attempt():
            return
        elif clock.spent < 0.25 * limit and not self._near_its_bound():
            self.fill(limit=min(3.0, 0.1 * limit))
        else:
            self.neighbourhood(limit=min(4.0, clock.left))

    def heed(self, events: Iterable[Proof | Schedule]) -> None:
        """Takes proofs at once and keeps the last schedules."""
        for event in events:
            if isinstance(event, Proof):
                self.race.prove(event)
            else:
                self.schedules.append(event)

    def _near_its_bound(self) -> bool:
        bound = self.race.bound("T1")
        return bound is not None and self.race.tiers.t1 <= bound + 1

    def attempt(self) -> bool:
        """Tries the newest schedule, with that of the best plan once this one is worth it; whether there was one."""
        if not self.schedules:
            return False
        schedule = self.schedules.pop()
        modes = {key: self.places[key] for key in schedule.modes}
        if self.guided or self._near_its_bound():
            modes |= {(mode.course.id, mode.first, mode.low): mode for mode, _ in self.race.chosen.values()}
        limit = 0.1 * min(self.race.clock.limit, 100.0)
        if schedule.tier == "T1" and not self.race.closed("T1"):
            better = self.solve(list(modes.values()), ("T1",), limit=limit)
        else:
            better = self.solve(list(modes.values()), TIERS, limit=limit)
        self.rough |= better
        self.guided |= better
        return True

    def polish(self, *, limit: float) -> None:
        """All tiers with the schedule as it is: that takes two or three seconds to the very end."""
        self.rough = False
        self.solve([mode for mode, _ in self.race.chosen.values()], TIERS, limit=limit)

    def fill(self, *, limit: float) -> None:
        """T1 alone with the schedule of some courses freed."""
        self.solve(self._around(self._neighbours(self.at_once)), ("T1",), limit=limit)

    def neighbourhood(self, *, limit: float) -> None:
        """Frees the schedule of some courses that want the same people; everybody may change seats."""
        started = self.race.clock.spent
        better = self.solve(self._around(self._neighbours(self.near)), TIERS, limit=limit)
        quick = self.race.clock.spent - started < 0.5 * limit
        if better:
            self.rough |= not quick
        else:
            self.near = min(self.at_once, self.near + 1) if quick else max(2, self.near - 1)

    def _around(self, free: Sequence[str]) -> list[Mode]:
        """All modes of the free courses, and those of the best plan for the others."""
        modes = [mode for course in free for mode in self.modes[course]]
        return modes + [mode for course, (mode, _) in self.race.chosen.items() if course not in free]

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

    def _reached(self, tiers: Sequence[str]) -> int:
        """How many of the first tiers need no search: closed ones, and T1 one seat from its bound among others."""
        held = [tier for tier in ("T1",) if len(tiers) > 1 and self._near_its_bound()]
        return len(list(takewhile(lambda tier: tier in held or self.race.closed(tier), tiers)))

    def solve(self, modes: Sequence[Mode], tiers: Sequence[str], *, limit: float) -> bool:
        """Solves the tiers over some modes from the best plan, if these modes hold it, and offers what comes out."""
        race = self.race
        if race.clock.left <= 0:
            return False
        self.rounds += 1
        proofs: list[Proof] | None = [] if len(modes) == len(race.modes) else None
        formulation = Formulation(race.problem, modes=modes)
        found = descend(
            Objectives(formulation),
            tiers,
            start=lambda: formulation.hint(race.chosen),
            clock=race.clock,
            seed=self.seed + self.rounds,
            limit=limit,
            proofs=proofs,
            reached=0 if proofs is not None else self._reached(tiers),
            floors={name: proof.bound for name, proof in race.proofs.items()},
            workers=self.workers,
        )
        better = found is not None and race.offer(formulation.chosen(found), tier=tiers[0])
        for proof in proofs or ():
            race.prove(proof)
        return better
