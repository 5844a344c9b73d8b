"""What stands before one choice of one person as a plan is, with the figures that a sentence about it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date

from doanra.planner.ledger import Ledger, Running, lacks_field, most_at_once
from doanra.planner.problem import Choice, Course, Nominee

CODES = ("not_run", "full", "target", "busy", "start", "rank_band", "field_share", "unit_away", "budget")
Values = Mapping[str, int | float | str]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One constraint that would break if this person alone were added; codes are those of ``CODES``.

    ``values``: full ``seats high``; target ``programme seats target``; busy ``from to``; start ``open`` (first days);
    rank_band ``band lowest highest span``; field_share ``in_field seats share`` (with the person); unit_away ``unit
    away limit day``; budget ``cost left``; not_run ``low able most``: of ``able`` people without a seat at best
    ``most`` could sit in it together by their days and bands.
    """

    code: str
    values: Values = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Barred:
    """A choice with all that stands before it; ``start`` is its first day in the plan, None if it does not run."""

    choice: Choice
    start: date | None
    obstacles: tuple[Obstacle, ...]


def obstacles_of(ledger: Ledger, person: Nominee) -> tuple[Barred, ...]:
    """Every choice of a person without a seat, in their order. The codes are those of ``explain``."""
    running = {one.course.id: one for one in ledger.entries}
    return tuple(_barred(ledger, person, choice, running.get(choice.course)) for choice in person.choices)


def _barred(ledger: Ledger, person: Nominee, choice: Choice, running: Running | None) -> Barred:
    if running is None:
        return Barred(choice, None, (_not_run(ledger, ledger.problem.course[choice.course]),))
    found = (*_seats(ledger, running), *_fit(person, choice, running), *_limits(ledger, person, running))
    return Barred(choice, running.start, found)


def _not_run(ledger: Ledger, course: Course) -> Obstacle:
    """Why a course has no people: how many without a seat could sit in it together, at best."""
    able = [p for p in ledger.problem.nominees if p.id not in ledger.seats and p.choice(course.id)]
    most = 0
    for start in course.starts:
        bands = [person.band for person in able if _comes(person, course, start)]
        windows = (sum(low <= band < low + course.band_span for band in bands) for low in set(bands))
        most = max(most, max(windows, default=0))
    return Obstacle("not_run", {"low": course.seats[0], "most": most, "able": len(able)})


def _comes(person: Nominee, course: Course, start: date) -> bool:
    choice = person.choice(course.id)
    if choice is None or (choice.starts is not None and start not in choice.starts):
        return False
    return person.is_busy(start, course.end(start)) is None


def _seats(ledger: Ledger, running: Running) -> Iterator[Obstacle]:
    course, seats = running.course, len(running.members)
    if seats >= course.seats[1]:
        yield Obstacle("full", {"seats": seats, "high": course.seats[1]})
    seated, target = ledger.seated[course.programme], ledger.problem.targets[course.programme]
    if seated >= target:
        yield Obstacle("target", {"programme": course.programme, "seats": seated, "target": target})


def _fit(person: Nominee, choice: Choice, running: Running) -> Iterator[Obstacle]:
    """What this person's days, band and field bring in the way."""
    course, members = running.course, running.members
    busy = person.is_busy(running.start, running.end)
    if busy:
        yield Obstacle("busy", {"from": busy[0].isoformat(), "to": busy[1].isoformat()})
    if choice.starts is not None and running.start not in choice.starts:
        yield Obstacle("start", {"open": " ".join(day.isoformat() for day in choice.starts)})
    lowest = min((one.band for one in members), default=person.band)
    highest = max((one.band for one in members), default=person.band)
    if max(highest, person.band) - min(lowest, person.band) >= course.band_span:
        bands: Values = {"band": person.band, "lowest": lowest, "highest": highest, "span": course.band_span}
        yield Obstacle("rank_band", bands)
    in_field, seats = running.in_field + (person.field == course.field), len(members) + 1
    if lacks_field(course, in_field=in_field, seats=seats):
        share: Values = {"in_field": in_field, "seats": seats, "share": course.field_share}
        yield Obstacle("field_share", share)


def _limits(ledger: Ledger, person: Nominee, running: Running) -> Iterator[Obstacle]:
    limit = ledger.problem.unit[person.unit].away_limit
    spans = ledger.away.get(person.unit, ())
    within = [(max(a, running.start), min(b, running.end)) for a, b in spans if a < running.end and b > running.start]
    away, day = most_at_once(within)
    if away >= limit:
        values: Values = {"unit": person.unit, "away": away, "limit": limit, "day": (day or running.start).isoformat()}
        yield Obstacle("unit_away", values)
    left = ledger.problem.limits.budget - ledger.cost
    if running.course.cost_per_head > left:
        yield Obstacle("budget", {"cost": running.course.cost_per_head, "left": left})
