"""Why not me: for everyone without a seat, everything that stands in the way of each choice, as the plan is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from doanra.planner.ledger import Ledger, Running, lacks_field
from doanra.planner.plan import Plan
from doanra.planner.problem import Choice, Nominee, Problem

CODES = ("not_run", "full", "target", "busy", "start", "rank_band", "field_share", "unit_away", "budget")


@dataclass(frozen=True, slots=True)
class Blocked:
    """One choice and every constraint that would break if this person alone were added to the course as planned.

    Codes are those of ``CODES``; ``not_run`` stands alone; ``start`` (our addition) means that the rules open the
    course to this person on other first days only. No code at all: the plan left a seat unused.
    """

    course: str
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A nominee without a seat and what stands before each of their choices (none: no choice at all)."""

    nominee: str
    choices: tuple[Blocked, ...]

    def as_json(self) -> dict[str, object]:
        """The explanation as the contract writes it, one line each."""
        choices = [{"course": one.course, "blocked_by": list(one.blocked_by)} for one in self.choices]
        return {"nominee": self.nominee, "choices": choices}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a running course looks like to somebody outside it."""

    running: Running
    seats: int
    lowest: int
    highest: int
    in_field: int


def explain(problem: Problem, plan: Plan) -> list[Explanation]:
    """One explanation for each nominee without a seat, in the order of the problem. Unknown courses are passed over."""
    ledger = Ledger(problem, plan)
    shapes = {running.course.id: _shape(running) for running in ledger.entries}
    left = problem.limits.budget - ledger.cost
    away: dict[tuple[str, date, date], int] = {}
    found = []
    for person in problem.nominees:
        if person.id in ledger.seats:
            continue
        choices = tuple(
            Blocked(choice.course, tuple(_blocks(ledger, person, choice, shapes.get(choice.course), left, away)))
            for choice in person.choices
        )
        found.append(Explanation(person.id, choices))
    return found


def _shape(running: Running) -> _Shape:
    bands = [person.band for person in running.members]
    return _Shape(running, len(bands), min(bands, default=5), max(bands, default=0), running.in_field)


def _blocks(
    ledger: Ledger,
    person: Nominee,
    choice: Choice,
    shape: _Shape | None,
    left: int,
    away: dict[tuple[str, date, date], int],
) -> Iterator[str]:
    """The codes for one choice, in the order of ``CODES``."""
    if shape is None:
        yield "not_run"
        return
    course = shape.running.course
    if shape.seats >= course.seats[1]:
        yield "full"
    if ledger.seated[course.programme] >= ledger.problem.targets[course.programme]:
        yield "target"
    yield from _unfit(person, choice, shape)
    key = (person.unit, shape.running.start, shape.running.end)
    if key not in away:
        away[key] = _away_within(ledger, *key)
    if away[key] >= ledger.problem.unit[person.unit].away_limit:
        yield "unit_away"
    if course.cost_per_head > left:
        yield "budget"


def _unfit(person: Nominee, choice: Choice, shape: _Shape) -> Iterator[str]:
    """What this person's days, band and field bring in the way."""
    running, course = shape.running, shape.running.course
    if person.is_busy(running.start, running.end):
        yield "busy"
    if choice.starts is not None and running.start not in choice.starts:
        yield "start"
    if max(shape.highest, person.band) - min(shape.lowest, person.band) >= course.band_span:
        yield "rank_band"
    if lacks_field(course, in_field=shape.in_field + (person.field == course.field), seats=shape.seats + 1):
        yield "field_share"


def _away_within(ledger: Ledger, unit: str, first: date, end: date) -> int:
    """Most people of a unit on courses on one of the days [first, end)."""
    spans = [(a, b) for a, b in ledger.away.get(unit, ()) if a < end and b > first]
    days = {first, *(a for a, _ in spans if a > first)}
    return max(Counter({day: sum(a <= day < b for a, b in spans) for day in days}).values())
