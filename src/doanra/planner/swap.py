"""The exact exchange: one person is seated, dates as they are, no seat fewer, as few others displaced as can be.

The courses of the plan run on their days; everybody may change seats. What the plan breaks already may stay as bad as
it is, never worse. Solved by CP-SAT, so that a proven answer is one that nobody can better.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from doanra.planner.clock import Clock, Stop
from doanra.planner.giving_way import Seating
from doanra.planner.judge import judge
from doanra.planner.ledger import Ledger
from doanra.planner.nearest import waiting
from doanra.planner.plan import Plan, PlannedCourse
from doanra.planner.problem import Nominee, Problem
from doanra.planner.rows import Values
from doanra.planner.tiers import Tiers

PROVEN, FOUND, IMPOSSIBLE, UNKNOWN = "proven", "found", "impossible", "unknown"


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody with a seat who gets another one; ``to`` None: who loses it; ``away`` None: who gets one at last."""

    nominee: str
    away: str | None
    to: str | None

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return {"nominee": self.nominee, "from": self.away, "to": self.to}


@dataclass(frozen=True, slots=True)
class Swap:
    """How the person could be seated. ``status``: ``proven`` (nobody can displace fewer), ``found`` (time was over),
    ``impossible`` (proven: not on these dates without a seat fewer), ``unknown`` (time was over, nothing found).

    ``moves`` are all changes of seats, the person's own first, then those who lose theirs; ``plan`` is what comes out.
    """

    status: str
    seconds: float
    moves: tuple[Moved, ...] = ()
    plan: Plan | None = None
    tiers: Tiers | None = None

    @property
    def lost(self) -> tuple[str, ...]:
        """Who would lose their seat."""
        return tuple(one.nominee for one in self.moves if one.to is None)

    @property
    def displaced(self) -> int:
        """How many with a seat would lose or change it."""
        return sum(one.away is not None for one in self.moves)

    def as_json(self) -> dict[str, object]:
        """For a file."""
        moves = {"moves": [one.as_json() for one in self.moves], "displaced": self.displaced} if self.moves else {}
        tiers = {"tiers": self.tiers.as_json()} if self.tiers else {}
        return {"status": self.status, "seconds": round(self.seconds, 2), **moves, **tiers}


def find_swap(
    problem: Problem,
    plan: Plan,
    *,
    nominee: str,
    stop: Stop,
    held: Collection[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> Swap:
    """The exchange that seats a person and displaces fewest; ``held`` are people who must keep their seats.

    Fewest displaced first (that is what is proven), then fewest who lose their seat, fewest who come in besides, fewest
    units left without any seat. Raises Refused if there is no such nominee or they have a seat.
    """
    clock, ledger = Clock(stop, cancelled=cancelled), Ledger(problem, plan)
    person = waiting(problem, ledger, nominee=nominee)
    seating = Seating(ledger, person, held=held)
    if not seating.open_to(person):
        return Swap(IMPOSSIBLE, clock.elapsed)
    values, proven = _solved(seating, clock)
    if values is None:
        return Swap(IMPOSSIBLE if proven and seating.whole else UNKNOWN, clock.elapsed)
    after = _after(problem, plan, ledger, seating.places(values))
    moves = _moves(ledger, Ledger(problem, after), person)
    swap = Swap(FOUND, clock.elapsed, moves, after, judge(problem, after).tiers)
    # In a part of a large problem a count of one is still the least: none displaced was tried with everybody.
    sure = proven and (seating.whole or swap.displaced <= 1)
    return replace(swap, status=PROVEN if sure else FOUND)


def _solved(seating: Seating, clock: Clock) -> tuple[Values | None, bool]:
    """Fewest displaced, then the mildest consequences of so many; and whether the first is proven."""
    rows = seating.rows
    engine = importlib.import_module("doanra.planner.cpsat").Engine(rows, clock=clock, seed=1)  # loads OR-Tools
    displaced = seating.displaced()
    outcome = engine.minimize(displaced, limit=clock.left)
    if outcome.values is None or not outcome.proven:
        return outcome.values, outcome.proven
    rows.add(displaced.terms, high=(outcome.value or 0) - displaced.constant)
    milder = engine.minimize(
        seating.consequences(), limit=clock.left, hint=rows.complete(dict(enumerate(outcome.values)))
    )
    return milder.values or outcome.values, True


def _after(problem: Problem, plan: Plan, ledger: Ledger, places: dict[str, str]) -> Plan:
    """The plan with everybody at the course of ``places``; a leader who went is followed by the highest who can."""
    there = {one.id for one in plan.courses}
    coming: dict[str, list[str]] = {name: [] for name in there}
    for name, course in places.items():
        coming[course].append(name)
    courses = []
    for one in plan.courses:
        stays = tuple(m for m in one.members if m not in ledger.seats or places.get(m) == one.id)
        members = (*stays, *(m for m in coming[one.id] if m not in one.members))
        courses.append(replace(one, members=members, leader=_leader(problem, one, members)))
    return replace(plan, courses=tuple(courses))


def _leader(problem: Problem, planned: PlannedCourse, members: tuple[str, ...]) -> str | None:
    if planned.leader in members or planned.leader is None:
        return planned.leader
    leads = [problem.nominee[name] for name in members if name in problem.nominee and problem.nominee[name].can_lead]
    return max(leads, key=lambda one: one.band).id if leads else None


def _moves(before: Ledger, after: Ledger, person: Nominee) -> tuple[Moved, ...]:
    found = []
    for name in before.seats.keys() | after.seats.keys():
        old, new = before.seat(name), after.seat(name)
        away, to = old.course.id if old else None, new.course.id if new else None
        if away != to:
            found.append(Moved(name, away, to))
    place = after.problem.position
    return tuple(
        sorted(found, key=lambda m: (m.nominee != person.id, m.to is not None, m.away is None, place[m.nominee]))
    )
