"""A course that does not run, opened for one person together with others who have no seat, by a simple choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doanra.planner.ledger import Ledger, free_for, lacks_field, most_at_once
from doanra.planner.plan import Plan
from doanra.planner.problem import Course, Nominee, Problem


@dataclass(frozen=True, slots=True)
class Opening:
    """Who would go, on which first day, led by whom; ``person`` is the one it is opened for."""

    person: str
    start: date
    leader: str
    members: tuple[str, ...]


def openings(problem: Problem, plan: Plan, *, course: str, person: Nominee) -> list[Opening]:
    """For each first day and window of bands one delegation of people without a seat, this person among them.

    Units' limits, bands, days, the field and a leader are kept; the least number of seats, the target, the money and
    the number of delegations abroad need not be, but no more seats than the least are filled beyond target or money.
    Days on which not half of the least number come together are left out.
    """
    ledger, wanted = Ledger(problem, plan), problem.course[course]
    found = [opening for start in wanted.starts for opening in _on(ledger, wanted, start, person)]
    return [opening for opening in found if 2 * len(opening.members) >= wanted.seats[0]]


def _most(ledger: Ledger, course: Course) -> int:
    """How many to seat: what target and money leave, but not fewer than the course needs nor more than it holds."""
    target = ledger.problem.targets[course.programme] - ledger.seated[course.programme]
    money = ledger.problem.limits.budget - ledger.cost - course.cost_fixed
    afford = money // course.cost_per_head if course.cost_per_head else course.seats[1]
    return min(course.seats[1], max(course.seats[0], min(target, afford)))


def _on(ledger: Ledger, course: Course, start: date, person: Nominee) -> Iterator[Opening]:
    if not free_for(person, course=course, start=start):
        return
    free = [
        one
        for one in ledger.problem.nominees
        if one.id not in ledger.seats and one.id != person.id and free_for(one, course=course, start=start)
    ]
    for low in range(max(1, person.band - course.band_span + 1), person.band + 1):
        near = [one for one in free if low <= one.band < low + course.band_span]
        members = _seated(ledger, course, start, person, near)
        leads = [one for one in members if one.can_lead]
        if leads:
            leader = max(leads, key=lambda one: one.band).id
            yield Opening(person.id, start, leader, tuple(one.id for one in members))


def _seated(ledger: Ledger, course: Course, start: date, person: Nominee, near: Sequence[Nominee]) -> Sequence[Nominee]:
    """The person, somebody who can lead, then those of the field, then others while the field allows."""
    room = _Room(ledger, course, start)
    if not room.take(person):
        return ()
    ordered = sorted(near, key=lambda one: (one.field != course.field, -one.can_lead))
    if not person.can_lead:
        room.take_first(one for one in ordered if one.can_lead)
    for one in ordered:
        room.take(one)
    while room.members and lacks_field(course, in_field=room.in_field, seats=len(room.members)):
        outside = [one for one in room.members if one.field != course.field and one.id != person.id]
        if not outside:
            return ()
        room.members.remove(outside[-1])
    return room.members


class _Room:
    """Who has been seated so far in a course that is being opened."""

    def __init__(self, ledger: Ledger, course: Course, start: date) -> None:
        self.ledger, self.course, self.start = ledger, course, start
        self.most = _most(ledger, course)
        self.members: list[Nominee] = []
        self.units: Counter[str] = Counter()

    @property
    def in_field(self) -> int:
        """Members who work in the field."""
        return sum(one.field == self.course.field for one in self.members)

    def take(self, one: Nominee) -> bool:
        """Seats a person unless the course is full, they sit already, or their unit has too many away."""
        if len(self.members) >= self.most or one in self.members:
            return False
        end = self.course.end(self.start)
        spans = self.ledger.away.get(one.unit, ())
        away, _ = most_at_once((max(a, self.start), min(b, end)) for a, b in spans if a < end and b > self.start)
        if away + self.units[one.unit] >= self.ledger.problem.unit[one.unit].away_limit:
            return False
        self.members.append(one)
        self.units[one.unit] += 1
        return True

    def take_first(self, people: Iterator[Nominee]) -> None:
        """Seats the first who can be."""
        for one in people:
            if self.take(one):
                return
