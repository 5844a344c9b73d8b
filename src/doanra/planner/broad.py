"""Problems of many years or a whole country: the plunge where that fits, then neighbourhoods, one by one."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from doanra.planner.construct import Chosen
from doanra.planner.formulation import Formulation, Held
from doanra.planner.lexicographic import descend
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives
from doanra.planner.plunge import Plunge
from doanra.planner.result import Race
from doanra.planner.rows import Values
from doanra.planner.seating import seat
from doanra.planner.tiers import LEVELS, steps_due

_AT_ONCE = 250_000
_COLUMNS = 3500
_COURSES = 10
_FILLING = TIERS[:3]


class Broad:
    """The search by neighbourhoods: each frees some courses and all people without a seat elsewhere."""

    def __init__(self, race: Race, *, seed: int, columns: int = _COLUMNS) -> None:
        self.race, self.seed, self.columns = race, seed, columns
        self.random = random.Random(seed)
        self.chosen: Chosen = dict(race.chosen)
        self.modes: dict[str, list[Mode]] = defaultdict(list)
        for mode in race.modes:
            self.modes[mode.course.id].append(mode)
        self.wanted = {
            course: sorted({person for mode in modes for person in mode.people}) for course, modes in self.modes.items()
        }
        self.courses_of: dict[int, list[str]] = defaultdict(list)
        for course, people in self.wanted.items():
            for person in people:
                self.courses_of[person].append(course)
        self.names = sorted(self.modes)
        self.rounds = 0
        self.offered = 0.0

    def run(self) -> None:
        """Neighbourhoods until the time is over: first for the upper tiers, then for all of them."""
        clock = self.race.clock
        limit = clock.limit if clock.limit < float("inf") else 3600.0
        if sum(len(mode.people) for mode in self.race.modes) <= _AT_ONCE:
            self.plunge(limit=0.65 * limit)
        spare = max(0.5, 0.03 * limit) if not clock.deterministic else 0.0
        while clock.left > spare and not self.race.proven:
            tiers = _FILLING if clock.spent < 0.6 * limit else TIERS
            self.neighbourhood(tiers, limit=min(5.0, clock.left - spare))
            if clock.spent - self.offered > 0.1 * limit:
                self._offer()
        self._offer()

    def plunge(self, *, limit: float) -> None:
        """A new plan by rounding the relaxation of all; kept if it is better."""
        race, ends = self.race, self.race.clock.spent + limit
        found = Plunge(race.problem, race.modes, clock=race.clock, limit=limit).run()
        if found is None:
            return
        left = max(0.2 * limit, ends - race.clock.spent)
        chosen = seat(race.problem, *found, clock=race.clock, seed=self.seed, limit=left)
        if race.offer(chosen):
            self.chosen = dict(race.chosen)

    def _offer(self) -> None:
        self.race.offer(self.chosen)
        self.offered = self.race.clock.spent

    def neighbourhood(self, tiers: Sequence[str], *, limit: float) -> None:
        """Solves one neighbourhood and keeps what is as good or better."""
        self.rounds += 1
        free = self._near()
        rest = {course: seats for course, seats in self.chosen.items() if course not in free}
        held = Held(
            {person: mode for mode, members in rest.values() for person in members}, [mode for mode, _ in rest.values()]
        )
        formulation = Formulation(
            self.race.problem, modes=[mode for course in free for mode in self.modes[course]], held=held
        )
        objectives = Objectives(formulation)
        now = {course: self.chosen[course] for course in free if course in self.chosen}
        found = descend(
            objectives,
            tiers,
            start=lambda: formulation.hint(now),
            clock=self.race.clock,
            seed=self.seed + self.rounds,
            limit=limit,
        )
        if found and self._as_good(formulation, objectives, now, found):
            self.chosen = rest | formulation.chosen(found)

    def _as_good(self, formulation: Formulation, objectives: Objectives, now: Chosen, found: Values) -> bool:
        """Whether the new values are no worse than those of now in all tiers in strict order."""
        sums = [objectives.tier(tier) for tier in TIERS]
        before = formulation.hint(now)
        after = formulation.rows.complete({c: found[c] for c in range(formulation.deciding)})
        return before is None or [one.at(after) for one in sums] <= [one.at(before) for one in sums]

    def _near(self) -> list[str]:
        """A course, drawn with favour for those not full, and courses that share candidates with it, within columns."""
        first = self._wronged() if self.rounds % 2 else None
        first = first or max(self.random.sample(self.names, min(3, len(self.names))), key=self._lacks)
        shared = Counter(course for person in self.wanted[first] for course in self.courses_of[person])
        weights = {course: self.random.random() * (1 + count) for course, count in sorted(shared.items())}
        found, columns = [first], self._size(first)
        for course in sorted(weights, key=lambda course: -weights[course]):
            columns += self._size(course)
            if course == first:
                continue
            if columns > self.columns or len(found) == _COURSES:
                break
            found.append(course)
        return found

    def _wronged(self) -> str | None:
        """A course that somebody wants whose unit lacks seats, by the lowest level of T2 that is not closed."""
        problem = self.race.problem
        seats = Counter(problem.nominees[p].unit for _, members in self.chosen.values() for p in members)
        for level in range(len(LEVELS)):
            units = {unit.id for unit in problem.hopeful_units if seats[unit.id] < steps_due(unit)[level]}
            bound = self.race.bound(f"T2.{level}") or 0
            if len(units) > bound:
                return self._wanted_by(units)
        return None

    def _wanted_by(self, units: set[str]) -> str | None:
        """A course that one of these units' people wants, drawn at random."""
        seated = {person for _, members in self.chosen.values() for person in members}
        people = [
            person
            for person, courses in self.courses_of.items()
            if courses and person not in seated and self.race.problem.nominees[person].unit in units
        ]
        return self.random.choice(self.courses_of[self.random.choice(people)]) if people else None

    def _size(self, course: str) -> int:
        return sum(len(mode.people) for mode in self.modes[course]) // 2

    def _lacks(self, course: str) -> float:
        seats = len(self.chosen[course][1]) if course in self.chosen else 0
        return max(mode.most for mode in self.modes[course]) - seats
