"""The tiers as linear sums over a formulation; each one brings its own columns and rows only when it is asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doanra.planner.formulation import Formulation
from doanra.planner.modes import Mode
from doanra.planner.problem import Nominee, Problem
from doanra.planner.rows import Linear, Values
from doanra.planner.tiers import LEVELS, pairs, steps_due

TIERS = ("T1", *(f"T2.{level}" for level in range(len(LEVELS))), "T3", "T4", "T5", "T6")


@dataclass(frozen=True, slots=True)
class Proof:
    """No plan whose tiers before this one are at most ``given`` has this tier below ``bound``."""

    tier: str
    bound: int
    given: tuple[int, ...]


class Objectives:
    """T1, the five steps of T2 and T3 to T6 of one formulation, in strict order, each to be made small."""

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        self.problem: Problem = formulation.problem
        self.rows = formulation.rows
        self._lacking: dict[str, list[int]] | None = None
        self._made: dict[str, Linear] = {}
        self._held = Counter(formulation.nominee(person).unit for person in formulation.held.seats)

    def tier(self, name: str) -> Linear:
        """The sum for a tier of ``TIERS``."""
        if name not in self._made:
            level = int(name[-1]) if name.startswith("T2") else 0
            makers: dict[str, Callable[[], Linear]] = {
                "T1": self._missing,
                "T2": lambda: self._below(level),
                "T3": self._inversions,
                "T4": self._liked,
                "T5": self._together,
                "T6": self.formulation.cost,
            }
            self._made[name] = makers[name[:2]]()
        return self._made[name]

    def _missing(self) -> Linear:
        """T1: seats missing to the targets."""
        found = Linear([], sum(self.problem.targets.values()))
        for programme in self.problem.targets:
            seats = self.formulation.seats_of(programme)
            found.terms += [(column, -factor) for column, factor in seats.terms]
            found.constant -= seats.constant
        return found

    def _unit_seats(self) -> dict[str, list[int]]:
        """Columns of the seats of each unit."""
        found: dict[str, list[int]] = defaultdict(list)
        for person, places in self.formulation.by_person.items():
            found[self.formulation.nominee(person).unit] += [column for _, column in places]
        return found

    def _steps(self) -> dict[str, list[int]]:
        """For each unit a column per seat that it could lack: lacking[n] is 1 if it has n seats or fewer."""
        if self._lacking is None:
            self._lacking = {}
            held = self._held
            columns = self._unit_seats()
            for unit in self.problem.hopeful_units:
                if unit.id in columns:
                    self._lacking[unit.id] = self._unary(columns[unit.id], held[unit.id], steps_due(unit)[-1])
        return self._lacking

    def _unary(self, seats: list[int], held: int, most: int) -> list[int]:
        """Columns lacking[0] <= lacking[1] <= ... with held + seats + their sum at least ``most``."""

        def rule(n: int) -> Callable[[Values], int]:
            return lambda values: int(held + sum(values[column] for column in seats) <= n)

        steps = [self.rows.measure(rule(n)) for n in range(most)]
        self.rows.add([*((column, 1) for column in seats), *((step, 1) for step in steps)], low=most - held)
        for fewer, more in pairwise(steps):
            self.rows.add([(fewer, 1), (more, -1)], high=0)
        return steps

    def _below(self, level: int) -> Linear:
        """T2: units below one level of the seats due to them."""
        steps = self._steps()
        found = Linear()
        for unit in self.problem.hopeful_units:
            need = steps_due(unit)[level]
            if unit.id in steps:
                found.terms.append((steps[unit.id][need - 1], 1))
            else:
                found.constant += self._held[unit.id] < need
        return found

    def _inversions(self) -> Linear:
        """T3: pairs of a unit's list of whom the lower has a seat that the higher, without any, could have had.

        In a neighbourhood only those of the units in it: all that it can change.
        """
        found = Linear()
        window = self.problem.limits.rank_window
        here = {self.formulation.nominee(person).unit for person in self.formulation.by_person}
        for (unit, programme), ranked in self.problem.ranked.items():
            if unit not in here and self.formulation.held.modes:
                continue
            for n, lower in enumerate(ranked):
                for higher in ranked[max(0, n - window) : n]:
                    if abs(higher.band - lower.band) <= 1:
                        self._inversion(found, lower, higher, programme)
        return found

    def _inversion(self, found: Linear, lower: Nominee, higher: Nominee, programme: str) -> None:
        below, above = self.problem.position[lower.id], self.problem.position[higher.id]
        held = self.formulation.held.seats
        if above in held:
            return
        seat = held.get(below)
        fixed = int(seat is not None and seat.course.programme == programme and self._open(higher, seat))
        seats = self.formulation.by_person
        low = [
            column
            for place, column in seats.get(below, ())
            if self.formulation.modes[place].course.programme == programme
            and self._open(higher, self.formulation.modes[place])
        ]
        if not low and not fixed:
            return
        high = [column for _, column in seats.get(above, ())]
        if not high and not low:
            found.constant += fixed
            return

        def rule(values: Values) -> int:
            return max(0, fixed + sum(values[c] for c in low) - sum(values[c] for c in high))

        inverted = self.rows.measure(rule)
        self.rows.add([(inverted, 1), *((c, -1) for c in low), *((c, 1) for c in high)], low=fixed)
        found.terms.append((inverted, 1))

    def _open(self, person: Nominee, mode: Mode) -> bool:
        """Whether a person chose the course of this mode and is free on its days; their band does not matter."""
        choice = person.choice(mode.course.id)
        if choice is None or (choice.starts is not None and mode.start not in choice.starts):
            return False
        return person.is_busy(mode.start, mode.course.end(mode.start)) is None

    def _liked(self) -> Linear:
        """T4: minus the scores of the choices that people get."""
        found = Linear()
        for person, mode in self.formulation.held.seats.items():
            found.constant -= self._score(person, mode)
        for mode, seats in zip(self.formulation.modes, self.formulation.sits, strict=True):
            found.terms += [(column, -self._score(person, mode)) for person, column in seats.items()]
        return found

    def _score(self, person: int, mode: Mode) -> int:
        choice = self.formulation.nominee(person).choice(mode.course.id)
        return choice.score if choice else 0

    def _together(self) -> Linear:
        """T5: pairs of one unit in one course, by the tangents of n(n-1)/2."""
        held = Counter(
            (mode.course.id, self.formulation.nominee(p).unit) for p, mode in self.formulation.held.seats.items()
        )
        found = Linear([], sum(pairs(count) for count in held.values()))
        groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for mode, seats in zip(self.formulation.modes, self.formulation.sits, strict=True):
            for person, column in seats.items():
                groups[mode.course.id, self.formulation.nominee(person).unit].append((column, person))
        for (_, unit), members in groups.items():
            most = min(len({person for _, person in members}), self.problem.unit[unit].away_limit)
            if most > 1:
                found.terms.append((self._pairs([column for column, _ in members], most), 1))
        return found

    def _pairs(self, columns: Sequence[int], most: int) -> int:
        measured = self.rows.measure(lambda values: pairs(sum(values[c] for c in columns)), upper=pairs(most))
        for tangent in range(1, most):
            terms = [(measured, 1), *((column, -tangent) for column in columns)]
            self.rows.add(terms, low=-pairs(tangent + 1))
        return measured
