"""Judges any plan, whole or broken: what breaks, what deserves a look, and the tiers. Codes and figures only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date

from doanra.planner.ledger import Ledger, Running, lacks_field
from doanra.planner.plan import Plan
from doanra.planner.problem import Nominee, Problem, Unit
from doanra.planner.tiers import Tiers, measure, pairs
from doanra.terms.words import Severity

Values = Mapping[str, int | float | str | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a plan: an error breaks a constraint, a warning asks for eyes, a note informs.

    ``code`` says what (docs/planner.md lists them), ``values`` the figures, ``amount`` by how much (1 where there is no
    degree); course, nominee and unit are ids, None where the finding is not about one.
    """

    level: Severity
    code: str
    course: str | None = None
    nominee: str | None = None
    unit: str | None = None
    values: Values = made(default_factory=dict)
    amount: int = 1

    @property
    def key(self) -> tuple[str, str | None, str | None, str | None, object]:
        """What makes it the same finding in two plans, whatever its figures."""
        about = self.values.get("programme") or self.values.get("higher")
        return self.code, self.course, self.nominee, self.unit, about


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of a plan, the gravest first, and its tiers."""

    findings: tuple[Finding, ...]
    tiers: Tiers

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The broken constraints."""
        return tuple(finding for finding in self.findings if finding.level is Severity.ERROR)

    @property
    def valid(self) -> bool:
        """Whether no constraint is broken."""
        return not self.errors


def judge(problem: Problem, plan: Plan) -> Judgement:
    """Everything there is to say about a plan under a problem."""
    ledger = Ledger(problem, plan)
    found = [
        *_of_catalogue(ledger),
        *(finding for running in ledger.entries for finding in of_course(running)),
        *(finding for person in ledger.seats for finding in of_person(ledger, problem.nominee[person])),
        *of_pins(ledger),
        *(finding for unit in problem.units for finding in of_unit(ledger, unit)),
        *of_whole(ledger),
    ]
    gravity = list(Severity)
    return Judgement(tuple(sorted(found, key=lambda finding: gravity.index(finding.level))), measure(ledger))


def _of_catalogue(ledger: Ledger) -> Iterator[Finding]:
    """Courses that do not exist or stand twice."""
    for name in ledger.unknown_courses:
        yield Finding(Severity.ERROR, "unknown_course", course=name)
    times = Counter([running.course.id for running in ledger.entries] + ledger.unknown_courses)
    for name, count in times.items():
        if count > 1:
            yield Finding(Severity.ERROR, "course_twice", course=name, values={"times": count})


def of_course(running: Running) -> Iterator[Finding]:
    """What a course breaks by itself: its date, seats, bands, field, leader, and the fit of each member."""
    course, seats = running.course, len(running.members)
    for name in running.unknown:
        yield Finding(Severity.ERROR, "unknown_nominee", course=course.id, nominee=name)
    if running.start not in course.starts:
        values = {"start": running.start.isoformat()}
        yield Finding(Severity.ERROR, "start_not_offered", course=course.id, values=values)
    low, high = course.seats
    if seats < low:
        yield Finding(Severity.ERROR, "too_few", course.id, values={"seats": seats, "low": low}, amount=low - seats)
    if seats > high:
        yield Finding(Severity.ERROR, "too_many", course.id, values={"seats": seats, "high": high}, amount=seats - high)
    if running.members:
        yield from _of_delegation(running)
    for person in running.members:
        yield from _of_member(running, person)
    yield from _of_pairs(running)


def _of_delegation(running: Running) -> Iterator[Finding]:
    """Bands, field and leader of a course with members."""
    course, seats = running.course, len(running.members)
    bands = [person.band for person in running.members]
    spread = max(bands) - min(bands)
    if spread >= course.band_span:
        values = {"lowest": min(bands), "highest": max(bands), "span": course.band_span}
        yield Finding(Severity.ERROR, "rank_band", course.id, values=values, amount=spread - course.band_span + 1)
    if lacks_field(course, in_field=running.in_field, seats=seats):
        values = {"in_field": running.in_field, "seats": seats}
        share: Values = {**values, "share": course.field_share, "field": course.field}
        yield Finding(Severity.ERROR, "field_share", course.id, values=share)
    leads = [person.id for person in running.members if person.can_lead]
    if running.leader not in leads:
        able: Values = {"leader": running.leader, "able": len(leads)}
        yield Finding(Severity.ERROR, "no_leader", course.id, values=able)


def _of_member(running: Running, person: Nominee) -> Iterator[Finding]:
    """Whether one member may sit here on these days."""
    course, choice = running.course, person.choice(running.course.id)
    when = {"start": running.start.isoformat()}
    if choice is None:
        yield Finding(Severity.ERROR, "not_a_choice", course.id, person.id, person.unit)
    elif choice.starts is not None and running.start not in choice.starts:
        yield Finding(Severity.ERROR, "start_closed", course.id, person.id, person.unit, when)
    busy = person.is_busy(running.start, running.end)
    if busy:
        days: Values = {**when, "from": busy[0].isoformat(), "to": busy[1].isoformat()}
        yield Finding(Severity.ERROR, "busy", course.id, person.id, person.unit, days)


def _of_pairs(running: Running) -> Iterator[Finding]:
    """Units with several people in one course (T5)."""
    for unit, count in Counter(person.unit for person in running.members).items():
        if count > 1:
            values = {"seats": count, "pairs": pairs(count)}
            yield Finding(
                Severity.WARNING, "unit_pair", running.course.id, unit=unit, values=values, amount=pairs(count)
            )


def of_person(ledger: Ledger, person: Nominee) -> Iterator[Finding]:
    """Whether a person has more than one seat."""
    places = ledger.seats.get(person.id, [])
    if len(places) > 1:
        names = ", ".join(ledger.entries[place].course.id for place in places)
        yield Finding(Severity.ERROR, "two_seats", nominee=person.id, unit=person.unit, values={"courses": names})


def of_pins(ledger: Ledger, *, nominee: str | None = None) -> Iterator[Finding]:
    """Pins that the plan does not keep though their course runs; of one nominee or of all."""
    running = {entry.course.id for entry in ledger.entries}
    for pin in ledger.problem.pins:
        if pin.course not in running or nominee not in (None, pin.nominee):
            continue
        seat = ledger.seat(pin.nominee)
        if seat is None or seat.course.id != pin.course:
            unit = ledger.problem.nominee[pin.nominee].unit
            yield Finding(Severity.WARNING, "pin_broken", pin.course, pin.nominee, unit)


def of_unit(ledger: Ledger, unit: Unit) -> Iterator[Finding]:
    """A unit's people away at once, inversions of its own order (T3) and seats below those due (T2)."""
    worst, day = ledger.away_at_once(unit.id)
    if worst > unit.away_limit:
        values: Values = {"away": worst, "limit": unit.away_limit, "day": _iso(day)}
        yield Finding(Severity.ERROR, "unit_away", unit=unit.id, values=values, amount=worst - unit.away_limit)
    for programme in ledger.problem.targets:
        for lower, higher in ledger.inversions(unit.id, programme=programme):
            course = ledger.seat(lower.id)
            about: Values = {"higher": higher.id, "list": programme}
            name = course.course.id if course else None
            yield Finding(Severity.WARNING, "inversion", name, lower.id, unit.id, about)
    seats = len(ledger.away.get(unit.id, ()))
    if seats < unit.seats_due and unit.id in ledger.problem.hopeful_ids:
        due: Values = {"seats": seats, "due": unit.seats_due}
        yield Finding(Severity.NOTE, "unit_below", unit=unit.id, values=due, amount=int(unit.seats_due - seats))


def of_whole(ledger: Ledger) -> Iterator[Finding]:
    """What holds for all: delegations abroad at once, money, targets."""
    limits = ledger.problem.limits
    worst, day = ledger.abroad_at_once()
    if worst > limits.abroad_at_once:
        values: Values = {"abroad": worst, "limit": limits.abroad_at_once, "day": _iso(day)}
        yield Finding(Severity.ERROR, "abroad_at_once", values=values, amount=worst - limits.abroad_at_once)
    if ledger.cost > limits.budget:
        money: Values = {"cost": ledger.cost, "budget": limits.budget}
        yield Finding(Severity.ERROR, "budget", values=money, amount=ledger.cost - limits.budget)
    for programme, target in ledger.problem.targets.items():
        seats = ledger.seated[programme]
        if seats == target:
            continue
        code, level = ("target_exceeded", Severity.ERROR) if seats > target else ("target_missed", Severity.NOTE)
        about: Values = {"programme": programme, "seats": seats, "target": target}
        yield Finding(level, code, values=about, amount=abs(seats - target))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
