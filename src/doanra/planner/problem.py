"""A planning problem: who was nominated, what is on offer, what the year must reach (shared contract `plan-problem/1`).

Plain frozen values; dates are parsed once, by `read_problem`, which names every fault of the JSON with its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, timedelta
from functools import cached_property

SCHEMA = "plan-problem/1"
Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Unit:
    """A nominating unit: its fair number of seats and how many of its people may be on courses on one day."""

    id: str
    seats_due: float
    away_limit: int
    extra: Extra = made(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The unit as the contract writes it."""
        return {"id": self.id, "seats_due": self.seats_due, "away_limit": self.away_limit, **self.extra}


@dataclass(frozen=True, slots=True)
class Course:
    """A course on offer; it runs at most once, on one of its first days."""

    id: str
    programme: str
    field: str | None
    field_share: float
    seats: tuple[int, int]
    band_span: int
    starts: tuple[date, ...]
    days: int
    abroad: tuple[int, int]
    cost_fixed: int
    cost_per_head: int
    extra: Extra = made(default_factory=dict)

    def end(self, start: date) -> date:
        """The first day after the course."""
        return start + timedelta(days=self.days)

    def as_json(self) -> dict[str, object]:
        """The course as the contract writes it."""
        return {
            "id": self.id,
            "programme": self.programme,
            "field": self.field,
            "field_share": self.field_share,
            "seats": list(self.seats),
            "band_span": self.band_span,
            "starts": [day.isoformat() for day in self.starts],
            "days": self.days,
            "abroad": list(self.abroad),
            "cost_fixed": self.cost_fixed,
            "cost_per_head": self.cost_per_head,
            **self.extra,
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """A course open to a nominee and how well it is liked; ``starts``, if given, are the only first days open."""

    course: str
    score: int
    starts: tuple[date, ...] | None = None
    extra: Extra = made(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The choice as the contract writes it."""
        starts = {} if self.starts is None else {"starts": [day.isoformat() for day in self.starts]}
        return {"course": self.course, "score": self.score, **starts, **self.extra}


@dataclass(frozen=True, slots=True)
class Nominee:
    """A person put forward by a unit, with the courses that rules and wishes leave open."""

    id: str
    unit: str
    band: int
    field: str | None
    can_lead: bool
    unit_rank: Mapping[str, int]
    busy: tuple[tuple[date, date], ...]
    choices: tuple[Choice, ...]
    extra: Extra = made(default_factory=dict)

    def choice(self, course: str) -> Choice | None:
        """The choice for a course, if it is one."""
        return next((choice for choice in self.choices if choice.course == course), None)

    def is_busy(self, first: date, end: date) -> tuple[date, date] | None:
        """The busy days that meet [first, end), if any."""
        return next(((a, b) for a, b in self.busy if a < end and b >= first), None)

    def as_json(self) -> dict[str, object]:
        """The nominee as the contract writes them."""
        return {
            "id": self.id,
            "unit": self.unit,
            "band": self.band,
            "field": self.field,
            "can_lead": self.can_lead,
            "unit_rank": dict(self.unit_rank),
            "busy": [[first.isoformat(), last.isoformat()] for first, last in self.busy],
            "choices": [choice.as_json() for choice in self.choices],
            **self.extra,
        }


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for all: money, delegations abroad on one day, how far up a unit's list an inversion is looked for."""

    budget: int
    abroad_at_once: int
    rank_window: int
    extra: Extra = made(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The limits as the contract writes them."""
        names = ("budget", "abroad_at_once", "rank_window")
        return {**{name: getattr(self, name) for name in names}, **self.extra}


@dataclass(frozen=True, slots=True)
class Pin:
    """A wish of the office: this person sits in this course if the course runs and the pin can be kept."""

    nominee: str
    course: str

    def as_json(self) -> dict[str, object]:
        """The pin as our addition to the contract writes it."""
        return {"nominee": self.nominee, "course": self.course}


@dataclass(frozen=True)
class Problem:
    """The whole problem; ids are unique and every reference resolves."""

    targets: Mapping[str, int]
    limits: Limits
    units: tuple[Unit, ...]
    courses: tuple[Course, ...]
    nominees: tuple[Nominee, ...]
    pins: tuple[Pin, ...] = ()
    extra: Extra = made(default_factory=dict)

    @cached_property
    def nominee(self) -> dict[str, Nominee]:
        """Nominees by id."""
        return {person.id: person for person in self.nominees}

    @cached_property
    def position(self) -> dict[str, int]:
        """Places of nominees in ``nominees`` by id."""
        return {person.id: n for n, person in enumerate(self.nominees)}

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return {course.id: course for course in self.courses}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def ranked(self) -> dict[tuple[str, str], tuple[Nominee, ...]]:
        """For each unit and programme the nominees in the unit's own order."""
        groups: dict[tuple[str, str], list[Nominee]] = {}
        for person in self.nominees:
            for programme in person.unit_rank:
                groups.setdefault((person.unit, programme), []).append(person)
        return {key: tuple(sorted(group, key=lambda p: p.unit_rank[key[1]])) for key, group in groups.items()}

    @cached_property
    def hopeful_units(self) -> tuple[Unit, ...]:
        """Units to which seats are due and who have somebody with a choice: those that T2 counts."""
        hopeful = {person.unit for person in self.nominees if person.choices}
        return tuple(unit for unit in self.units if unit.id in hopeful and unit.seats_due > 0)

    @cached_property
    def hopeful_ids(self) -> frozenset[str]:
        """Ids of the units that T2 counts."""
        return frozenset(unit.id for unit in self.hopeful_units)

    def as_json(self) -> dict[str, object]:
        """The problem as the contract writes it; `read_problem` reads it back to an equal value."""
        pins = {"pins": [pin.as_json() for pin in self.pins]} if self.pins else {}
        return {
            "schema": SCHEMA,
            **self.extra,
            "targets": dict(self.targets),
            "limits": self.limits.as_json(),
            "units": [unit.as_json() for unit in self.units],
            "courses": [course.as_json() for course in self.courses],
            "nominees": [person.as_json() for person in self.nominees],
            **pins,
        }
