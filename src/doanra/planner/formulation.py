"""The mode formulation: a column for each mode, one for each person in each mode, and rows for every constraint.

Seats, field and leader stand per mode, so that a linear relaxation sees whole delegations: that is what makes its bound
strong (docs/planner.md). It can hold the whole problem, or a neighbourhood while the rest of a plan is held fast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from doanra.planner.modes import Mode, smallest_field
from doanra.planner.plan import PlannedCourse
from doanra.planner.problem import Course, Nominee, Problem
from doanra.planner.rows import Linear, Rows, Values


@dataclass(slots=True)
class Held:
    """The part of a plan that stays as it is: who sits in which mode."""

    seats: dict[int, Mode] = field(default_factory=dict)
    modes: list[Mode] = field(default_factory=list)

    def cost(self) -> int:
        """What it costs."""
        fixed = sum(mode.course.cost_fixed for mode in self.modes)
        return fixed + sum(mode.course.cost_per_head for mode in self.seats.values())


class Formulation:
    """Rows for some modes and some people of a problem, all else held fast."""

    def __init__(
        self,
        problem: Problem,
        *,
        modes: Sequence[Mode],
        held: Held | None = None,
        people: Collection[int] | None = None,
    ) -> None:
        self.problem = problem
        self.modes = list(modes)
        self.held = held or Held()
        self.rows = Rows()
        self.exact = all(share_of(mode.course)[1] for mode in self.modes)
        self.runs = [self.rows.column() for _ in self.modes]
        self.sits = [self._seats(mode, people) for mode in self.modes]
        self.by_person: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, seats in enumerate(self.sits):
            for person, column in seats.items():
                self.by_person[person].append((place, column))
        self.deciding = len(self.rows.upper)
        self._delegations()
        self._once()
        self._units_away()
        self._whole()

    def _seats(self, mode: Mode, people: Collection[int] | None) -> dict[int, int]:
        free = (p for p in mode.people if p not in self.held.seats and (people is None or p in people))
        return {person: self.rows.column() for person in free}

    def nominee(self, person: int) -> Nominee:
        """The nominee at a position."""
        return self.problem.nominees[person]

    def _delegations(self) -> None:
        """Per mode: seats only if it runs, seats from low to high, the share of the field, a leader, units' limits."""
        for mode, runs, seats in zip(self.modes, self.runs, self.sits, strict=True):
            ones = [(column, 1) for column in seats.values()]
            for column in seats.values():
                self.rows.add([(column, 1), (runs, -1)], high=0)
            self.rows.add([*ones, (runs, -mode.most)], high=0)
            self.rows.add([*ones, (runs, -max(1, mode.course.seats[0]))], low=0)
            self._field(mode, seats)
            leads = [(column, 1) for person, column in seats.items() if self.nominee(person).can_lead]
            self.rows.add([*leads, (runs, -1)], low=0)
            for person in mode.pinned:
                self.rows.add([(runs, 1), *([(seats[person], -1)] if person in seats else [])], high=0)
            for unit, columns in self._by_unit(seats.items()).items():
                limit = self.problem.unit[unit].away_limit
                if len(columns) > limit:
                    self.rows.add([*((column, 1) for column in columns), (runs, -limit)], high=0)

    def _by_unit(self, seats: Iterable[tuple[int, int]]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for person, column in seats:
            found[self.nominee(person).unit].append(column)
        return found

    def _field(self, mode: Mode, seats: dict[int, int]) -> None:
        share, _ = share_of(mode.course)
        if share <= 0:
            return
        above, below = share.denominator - share.numerator, -share.numerator
        own = mode.course.field
        self.rows.add([(c, above if self.nominee(p).field == own else below) for p, c in seats.items()], low=0)

    def _once(self) -> None:
        """Each course in one mode at most, each person on one seat at most."""
        courses: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for mode, runs in zip(self.modes, self.runs, strict=True):
            courses[mode.course.id].append((runs, 1))
        for terms in courses.values():
            self.rows.add(terms, high=1)
        for places in self.by_person.values():
            if len(places) > 1:
                self.rows.add([(column, 1) for _, column in places], high=1)

    def _units_away(self) -> None:
        """On no day more people of a unit on courses than it allows; rows only for days that say more than others."""
        arcs: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        for mode, seats in zip(self.modes, self.sits, strict=True):
            first, end = mode.first, mode.end
            for person, column in seats.items():
                arcs[self.nominee(person).unit].append((first, end, column, person))
        fixed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for person, mode in self.held.seats.items():
            fixed[self.nominee(person).unit].append((mode.first, mode.end))
        for unit, mine in arcs.items():
            for columns, used in _days(mine, fixed.get(unit, [])):
                room = self.problem.unit[unit].away_limit - used
                if len({person for _, person in columns}) > room:
                    self.rows.add([(column, 1) for column, _ in columns], high=room)

    def _whole(self) -> None:
        """Delegations abroad at once, the budget, the targets."""
        limits = self.problem.limits
        spans = [(*mode.abroad, runs, runs) for mode, runs in zip(self.modes, self.runs, strict=True)]
        for columns, used in _days([s for s in spans if s[0] < s[1]], [mode.abroad for mode in self.held.modes]):
            if len(columns) > limits.abroad_at_once - used:
                self.rows.add([(column, 1) for column, _ in columns], high=limits.abroad_at_once - used)
        cost = self.cost()
        self.rows.add(cost.terms, high=limits.budget - cost.constant)
        for programme, target in self.problem.targets.items():
            seats = self.seats_of(programme)
            self.rows.add(seats.terms, high=target - seats.constant)

    def seats_of(self, programme: str) -> Linear:
        """Seats filled in a programme."""
        held = sum(mode.course.programme == programme for mode in self.held.seats.values())
        terms = [
            (column, 1)
            for mode, seats in zip(self.modes, self.sits, strict=True)
            if mode.course.programme == programme
            for column in seats.values()
        ]
        return Linear(terms, held)

    def cost(self) -> Linear:
        """The cost of the plan (T6)."""
        terms: list[tuple[int, int]] = []
        for mode, runs, seats in zip(self.modes, self.runs, self.sits, strict=True):
            terms.append((runs, mode.course.cost_fixed))
            terms += [(column, mode.course.cost_per_head) for column in seats.values()]
        return Linear(terms, self.held.cost())

    def hint(self, chosen: Mapping[str, tuple[Mode, Sequence[int]]]) -> Values | None:
        """Values of all columns for a choice of modes and members by course; None where it has no such column."""
        values: dict[int, int] = {}
        places = {(mode.course.id, mode.start, mode.low): place for place, mode in enumerate(self.modes)}
        for mode, members in chosen.values():
            place = places.get((mode.course.id, mode.start, mode.low))
            if place is None or any(person not in self.sits[place] for person in members):
                return None
            values[self.runs[place]] = 1
            values.update((self.sits[place][person], 1) for person in members)
        return self.rows.complete(values)

    def chosen(self, values: Values) -> dict[str, tuple[Mode, tuple[int, ...]]]:
        """The modes that run and their members, by course."""
        found = {}
        for mode, runs, seats in zip(self.modes, self.runs, self.sits, strict=True):
            if values[runs]:
                members = tuple(person for person, column in seats.items() if values[column])
                found[mode.course.id] = mode, members
        return found


def share_of(course: Course) -> tuple[Fraction, bool]:
    """The share of the field as a fraction, and whether it asks for exactly as many as the checker's floats do.

    Where no small fraction does (a share of 0.55 of 20 is 11.000000000000002), the fraction asks for more, never less;
    then no bound may be drawn from the rows.
    """
    if not course.field or course.field_share <= 0:
        return Fraction(0), True
    plain = Fraction(str(course.field_share)).limit_denominator(1000)
    needs = [(smallest_field(course, seats=n), n) for n in range(1, course.seats[1] + 1)]
    if all(-(-plain.numerator * n // plain.denominator) == need for need, n in needs):
        return plain, True
    return max(Fraction(need, n) for need, n in needs), False


def _days(
    arcs: list[tuple[int, int, int, int]], fixed: list[tuple[int, int]]
) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """For each first day of (first, end, column, owner): the columns and owners on it, and how many fixed spans are.

    A day is left out if another one has the same columns, or more, and as many fixed spans.
    """
    seen: list[tuple[frozenset[int], int]] = []
    days = sorted({arc[0] for arc in arcs} | {first for first, _ in fixed})
    found = []
    for day in days:
        on = [(column, owner) for first, end, column, owner in arcs if first <= day < end]
        used = sum(first <= day < end for first, end in fixed)
        found.append((on, used, frozenset(column for column, _ in on)))
    for on, used, columns in sorted(found, key=lambda item: -len(item[0])):
        if on and not any(columns <= other and used <= more for other, more in seen):
            seen.append((columns, used))
            yield on, used


def planned(problem: Problem, chosen: Mapping[str, tuple[Mode, Sequence[int]]]) -> tuple[PlannedCourse, ...]:
    """The courses of a plan from chosen modes and members; the leader is the one of the highest band who can."""
    courses = []
    for course in problem.courses:
        if course.id not in chosen:
            continue
        mode, members = chosen[course.id]
        people = [problem.nominees[person] for person in sorted(members)]
        leads = [person for person in people if person.can_lead]
        leader = max(leads, key=lambda person: person.band).id if leads else None
        courses.append(PlannedCourse(course.id, mode.start, leader, tuple(person.id for person in people)))
    return tuple(courses)
