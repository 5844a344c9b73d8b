"""Keeps count of a plan, whole or broken, so that one person can be put in or taken out and only what changed is asked.

Counts exactly as the shared checker does: the unknown is skipped, a course without members costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from doanra.planner.plan import Plan
from doanra.planner.problem import Course, Nominee, Problem


@dataclass(slots=True)
class Running:
    """A course of the plan with the people in it, in order."""

    course: Course
    start: date
    leader: str | None
    members: list[Nominee]
    unknown: tuple[str, ...] = ()

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.course.end(self.start)

    @property
    def in_field(self) -> int:
        """Members who work in its field."""
        return sum(person.field == self.course.field for person in self.members)

    @property
    def abroad(self) -> tuple[date, date]:
        """Its days abroad: from, and the first day after."""
        first, end = self.course.abroad
        return self.start + timedelta(days=first), self.start + timedelta(days=end)


def lacks_field(course: Course, *, in_field: int, seats: int) -> bool:
    """Whether too few of the members work in the field of the course."""
    return bool(course.field) and in_field < course.field_share * seats


def free_for(person: Nominee, *, course: Course, start: date) -> bool:
    """Whether the course, on this first day, is one of the person's choices and meets none of their busy days."""
    choice = person.choice(course.id)
    if choice is None or (choice.starts is not None and start not in choice.starts):
        return False
    return person.is_busy(start, course.end(start)) is None


def most_at_once(spans: Iterable[tuple[date, date]]) -> tuple[int, date | None]:
    """The greatest number of spans [first, end) that share a day, and the first such day."""
    steps = sorted((day, change) for first, end in spans if first < end for day, change in ((first, 1), (end, -1)))
    worst, when, now = 0, None, 0
    for day, change in steps:
        now += change
        if now > worst:
            worst, when = now, day
    return worst, when


class Ledger:
    """The running counts of one plan under one problem."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.entries: list[Running] = []
        self.unknown_courses: list[str] = []
        self.seats: dict[str, list[int]] = {}
        self.away: dict[str, list[tuple[date, date]]] = {}
        self.seated: Counter[str] = Counter()
        self.listed = len(plan.courses)
        for planned in plan.courses:
            course = problem.course.get(planned.id)
            if course is None:
                self.unknown_courses.append(planned.id)
                continue
            unknown = tuple(member for member in planned.members if member not in problem.nominee)
            self.entries.append(Running(course, planned.start, planned.leader, [], unknown))
            for member in planned.members:
                if member in problem.nominee:
                    self.put(problem.nominee[member], entry=len(self.entries) - 1)

    def put(self, person: Nominee, *, entry: int) -> None:
        """Gives a person a seat in the course at this place of the plan, whatever that breaks."""
        running = self.entries[entry]
        running.members.append(person)
        self.seats.setdefault(person.id, []).append(entry)
        self.away.setdefault(person.unit, []).append((running.start, running.end))
        self.seated[running.course.programme] += 1

    def take(self, person: Nominee, *, entry: int) -> None:
        """Takes a person's seat in the course at this place of the plan away."""
        running = self.entries[entry]
        running.members.remove(person)
        self.seats[person.id].remove(entry)
        if not self.seats[person.id]:
            del self.seats[person.id]
        self.away[person.unit].remove((running.start, running.end))
        self.seated[running.course.programme] -= 1

    def seat(self, person: str) -> Running | None:
        """The course in which a person sits; the last one where a broken plan has several."""
        places = self.seats.get(person)
        return self.entries[places[-1]] if places else None

    @property
    def cost(self) -> int:
        """What all courses with members cost."""
        return sum(
            running.course.cost_fixed + running.course.cost_per_head * len(running.members)
            for running in self.entries
            if running.members
        )

    def abroad_at_once(self) -> tuple[int, date | None]:
        """Most delegations abroad on one day, and the first such day."""
        return most_at_once(running.abroad for running in self.entries if running.members)

    def away_at_once(self, unit: str) -> tuple[int, date | None]:
        """Most people of a unit on courses on one day, and the first such day."""
        return most_at_once(self.away.get(unit, ()))

    def inversions(self, unit: str, *, programme: str) -> list[tuple[Nominee, Nominee]]:
        """Pairs (lower, higher) of a unit's list: the lower has a seat that the higher, without any, could have had."""
        ranked = self.problem.ranked.get((unit, programme), ())
        found = []
        for n, lower in enumerate(ranked):
            running = self.seat(lower.id)
            if running is None or running.course.programme != programme:
                continue
            for higher in ranked[max(0, n - self.problem.limits.rank_window) : n]:
                if higher.id in self.seats or abs(higher.band - lower.band) > 1:
                    continue
                if free_for(higher, course=running.course, start=running.start):
                    found.append((lower, higher))
        return found
