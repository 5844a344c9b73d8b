"""Rows for the question how many people must be moved at least: announced courses on their announced days, little else.

Whatever runs besides could be left out without harm: every constraint between courses only gets looser. So a course
that was not announced for this day stands here only where a pin asks for it. An announced course is either *whole*
(its constraints are here, and everybody who could sit in it) or *loose*: its people may stay, and nothing is asked of
it. Loose courses make the rows a relaxation of the whole problem; held fast, they make them a smaller problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from doanra.planner.construct import Chosen
from doanra.planner.formulation import share_of
from doanra.planner.modes import Mode
from doanra.planner.repair_announced import Announced, Home
from doanra.planner.rows import Linear, Rows, Values


@dataclass(frozen=True, slots=True)
class Delegation:
    """A mode with its columns: whether it runs, and who sits in it. A loose one asks nothing of its members."""

    mode: Mode
    loose: bool
    runs: int
    seats: dict[int, int]


class Keeping:
    """The rows; ``whole`` are the announced courses with all their constraints."""

    def __init__(self, announced: Announced, *, whole: Collection[Home], fast: bool = False) -> None:
        self.announced = announced
        self.rows = Rows()
        self.delegations = [
            *(self._delegation(mode, loose=False) for home in sorted(whole) for mode in announced.windows[home]),
            *(self._loose(home) for home in announced.homes if home not in whole),
            *(self._delegation(mode, loose=False) for mode in self._asked(whole)),
        ]
        self.exact = all(one.loose or share_of(one.mode.course)[1] for one in self.delegations)
        self.deciding = len(self.rows.upper)
        for one in self.delegations:
            self._within(one, fast=fast)
        self._once()
        self._away()
        self._limits()
        self.lost = Linear([(column, 1) for column in self._pins()])
        self.changed = self._changed()

    def _delegation(self, mode: Mode, *, loose: bool) -> Delegation:
        return Delegation(mode, loose, self.rows.column(), {person: self.rows.column() for person in mode.people})

    def _loose(self, home: Home) -> Delegation:
        members = self.announced.homes[home]
        first = self.announced.windows[home][0]
        return self._delegation(Mode(first.course, first.start, first.low, members, len(members)), loose=True)

    def _asked(self, whole: Collection[Home]) -> Iterator[Mode]:
        """Modes of courses that a pin asks for, on the days on which they are not here yet."""
        for course in sorted({course for _, course in self.announced.asked}):
            yield from (m for m in self.announced.of_course[course] if (course, m.start) not in whole)

    def _within(self, one: Delegation, *, fast: bool) -> None:
        """What a delegation asks of itself."""
        course, ones = one.mode.course, [(column, 1) for column in one.seats.values()]
        for column in one.seats.values():
            self.rows.add([(column, 1), (one.runs, -1)], high=0)
        if one.loose:
            if fast:
                self.rows.add([(one.runs, 1), *ones], low=1 + len(ones))
            return
        nominee = self.announced.problem.nominees
        self.rows.add([*ones, (one.runs, -one.mode.most)], high=0)
        self.rows.add([*ones, (one.runs, -max(1, course.seats[0]))], low=0)
        self.rows.add([*((c, 1) for p, c in one.seats.items() if nominee[p].can_lead), (one.runs, -1)], low=0)
        share, _ = share_of(course)
        if share > 0:
            above, below = share.denominator - share.numerator, -share.numerator
            own = {person for person in one.seats if nominee[person].field == course.field}
            self.rows.add([(column, above if p in own else below) for p, column in one.seats.items()], low=0)

    def _once(self) -> None:
        """Each course once, each person on one seat."""
        courses, people = defaultdict(list), defaultdict(list)
        for one in self.delegations:
            courses[one.mode.course.id].append((one.runs, 1))
            for person, column in one.seats.items():
                people[person].append((column, 1))
        for terms in (*courses.values(), *people.values()):
            if len(terms) > 1:
                self.rows.add(terms, high=1)

    def _away(self) -> None:
        """On no day more people of a unit on courses than it allows."""
        problem = self.announced.problem
        arcs: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        for one in self.delegations:
            for person, column in one.seats.items():
                arcs[problem.nominees[person].unit].append((one.mode.first, one.mode.end, column, person))
        for unit, mine in arcs.items():
            limit = problem.unit[unit].away_limit
            if len({person for *_, person in mine}) > limit:
                self._days(mine, limit)

    def _days(self, arcs: Iterable[tuple[int, int, int, int]], limit: int) -> None:
        """A row for each first day of (first, end, column, owner) on which more owners than the limit could meet."""
        seen: set[frozenset[int]] = set()
        arcs = list(arcs)
        for day in sorted({first for first, *_ in arcs}):
            on = [(column, owner) for first, end, column, owner in arcs if first <= day < end]
            columns = frozenset(column for column, _ in on)
            if columns not in seen and len({owner for _, owner in on}) > limit:
                seen.add(columns)
                self.rows.add([(column, 1) for column, _ in on], high=limit)

    def _limits(self) -> None:
        """Delegations abroad at once, the budget, the targets."""
        limits, targets = self.announced.problem.limits, self.announced.problem.targets
        abroad = [(*one.mode.abroad, one.runs, one.runs) for one in self.delegations]
        self._days([span for span in abroad if span[0] < span[1]], limits.abroad_at_once)
        cost: list[tuple[int, int]] = []
        seats: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in self.delegations:
            cost.append((one.runs, one.mode.course.cost_fixed))
            for column in one.seats.values():
                cost.append((column, one.mode.course.cost_per_head))
                seats[one.mode.course.programme].append((column, 1))
        self.rows.add(cost, high=limits.budget)
        for programme, terms in seats.items():
            self.rows.add(terms, high=targets[programme])

    def _pins(self) -> list[int]:
        """For each pin a column that is 1 where it is not kept."""
        found = []
        for person, course in self.announced.asked:
            column = self.rows.measure(self._unless(person, course, asked=True))
            self.rows.add([(column, 1), *((c, 1) for c in self._seats(person, course))], low=1)
            found.append(column)
        for person, course in self.announced.wanted:
            column = self.rows.measure(self._unless(person, course, asked=False))
            runs = [(one.runs, -1) for one in self.delegations if one.mode.course.id == course]
            self.rows.add([(column, 1), *((c, 1) for c in self._seats(person, course)), *runs], low=0)
            found.append(column)
        return found

    def _seats(self, person: int, course: str) -> list[int]:
        return [one.seats[person] for one in self.delegations if one.mode.course.id == course and person in one.seats]

    def _unless(self, person: int, course: str, *, asked: bool) -> Callable[[Values], int]:
        seats = self._seats(person, course)
        runs = [one.runs for one in self.delegations if one.mode.course.id == course]

        def rule(values: Values) -> int:
            due = asked or any(values[column] for column in runs)
            return int(due and not any(values[column] for column in seats))

        return rule

    def _changed(self) -> Linear:
        """How many people told sit elsewhere or nowhere."""
        home_of = self.announced.home_of
        terms = [
            (column, -1)
            for one in self.delegations
            for person, column in one.seats.items()
            if home_of.get(person) == (one.mode.course.id, one.mode.start)
        ]
        return Linear(terms, len(self.announced.told))

    def hint(self, chosen: Chosen) -> Values:
        """Values of all columns near a choice of modes and members; what has no column here is left out."""
        values: dict[int, int] = {}
        for one in self.delegations:
            mode, members = chosen.get(one.mode.course.id, (None, ()))
            if mode and mode.start == one.mode.start and (one.loose or mode.low == one.mode.low):
                values[one.runs] = 1
                values |= {one.seats[person]: 1 for person in members if person in one.seats}
        return self.rows.complete(values)

    def chosen(self, values: Values) -> tuple[Chosen, list[Home]]:
        """The courses that run with their members, and the loose ones among them that these do not make whole."""
        found: Chosen = {}
        unsound: list[Home] = []
        for one in self.delegations:
            members = tuple(person for person, column in one.seats.items() if values[column])
            if not members:
                continue
            home = one.mode.course.id, one.mode.start
            mode = self.announced.mode_for(home, members) if one.loose else one.mode
            if mode is None:
                unsound.append(home)
            else:
                found[one.mode.course.id] = mode, members
        return found, unsound
