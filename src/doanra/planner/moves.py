"""Where one person of a plan could go, and what each move breaks and mends: asked by the board at each key press."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from doanra.planner.judge import Finding, of_course, of_person, of_pins, of_unit, of_whole
from doanra.planner.ledger import Ledger
from doanra.planner.plan import Plan
from doanra.planner.problem import Nominee, Problem
from doanra.terms.refusal import Refused
from doanra.terms.words import Severity


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one person into a running course, or out of the plan (``course`` None).

    ``adds`` are findings that the move would bring or make worse, ``mends`` those that it would end. The seats before
    and after are those of the course moved to (0 when out); ``score`` is that of the choice, None if it is none.
    """

    course: str | None
    start: date | None
    seats_before: int
    seats_after: int
    seats_allowed: tuple[int, int]
    score: int | None
    adds: tuple[Finding, ...]
    mends: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether it would break a constraint that now holds."""
        return any(finding.level is Severity.ERROR for finding in self.adds)


def moves(problem: Problem, plan: Plan, *, nominee: str) -> list[Move]:
    """Every move of this person: their choices that run, the other running courses of their programmes, then out.

    Within each group in order of fit (fewest new errors, most mended, fewest warnings, highest score). The course in
    which they sit is not listed. Raises Refused if nobody of this id was nominated.
    """
    person = problem.nominee.get(nominee)
    if person is None:
        raise Refused("no_nominee", f"Không có người nào mang mã “{nominee}” trong bài toán.", remedy="Tải lại trang.")
    ledger = Ledger(problem, plan)
    seats = tuple(ledger.seats.get(person.id, ()))
    found = [_into(ledger, person, seats, place) for place in _open(ledger, person, seats)]
    found.sort(key=lambda move: (move.score is None, *_fit(move), -(move.score or 0), str(move.course)))
    return found + ([_out(ledger, person, seats)] if seats else [])


def _fit(move: Move) -> tuple[int, int, int]:
    levels = [finding.level for finding in move.adds]
    mended = sum(finding.level is Severity.ERROR for finding in move.mends)
    return levels.count(Severity.ERROR), -mended, levels.count(Severity.WARNING)


def _open(ledger: Ledger, person: Nominee, seats: tuple[int, ...]) -> Iterator[int]:
    """Places of the plan that this person could be put in."""
    chosen = {choice.course for choice in person.choices}
    programmes = set(person.unit_rank) | {ledger.problem.course[name].programme for name in chosen}
    for place, running in enumerate(ledger.entries):
        if place not in seats and (running.course.id in chosen or running.course.programme in programmes):
            yield place


def _findings(ledger: Ledger, person: Nominee, places: tuple[int, ...]) -> dict[object, Finding]:
    """All findings that a move of this person between these places can change."""
    unit = ledger.problem.unit[person.unit]
    found = [
        *(finding for place in places for finding in of_course(ledger.entries[place])),
        *of_person(ledger, person),
        *of_pins(ledger, nominee=person.id),
        *of_unit(ledger, unit),
        *of_whole(ledger),
    ]
    return {finding.key: finding for finding in found}


def _into(ledger: Ledger, person: Nominee, seats: tuple[int, ...], place: int) -> Move:
    running = ledger.entries[place]
    choice = person.choice(running.course.id)
    before = len(running.members)
    adds, mends = _change(ledger, person, seats, place)
    score = choice.score if choice else None
    return Move(
        running.course.id, running.start, before, before + 1, running.course.seats, score, adds=adds, mends=mends
    )


def _out(ledger: Ledger, person: Nominee, seats: tuple[int, ...]) -> Move:
    adds, mends = _change(ledger, person, seats, None)
    return Move(None, None, 0, 0, (0, 0), None, adds=adds, mends=mends)


def _change(
    ledger: Ledger, person: Nominee, seats: tuple[int, ...], place: int | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the move adds and mends; the ledger is as before afterwards, but for the order of members."""
    places = seats if place is None else (*seats, place)
    before = _findings(ledger, person, places)
    for seat in seats:
        ledger.take(person, entry=seat)
    if place is not None:
        ledger.put(person, entry=place)
    after = _findings(ledger, person, places)
    if place is not None:
        ledger.take(person, entry=place)
    for seat in seats:
        ledger.put(person, entry=seat)
    adds = tuple(one for key, one in after.items() if key not in before or one.amount > before[key].amount)
    return adds, tuple(one for key, one in before.items() if key not in after)
