"""A plan: which courses run, when, with whom, led by whom (shared contract `plan/1`); a broken one can be held too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from doanra.planner.reading import At, Fault, Malformed

SCHEMA = "plan/1"
_KEYS = {"id", "start", "leader", "members"}


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course that runs: its first day, its leader (None while nobody is named) and its members, leader included."""

    id: str
    start: date
    leader: str | None
    members: tuple[str, ...]
    extra: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The course as the contract writes it."""
        own = {"id": self.id, "start": self.start.isoformat(), "leader": self.leader, "members": list(self.members)}
        return {**own, **self.extra}


@dataclass(frozen=True, slots=True)
class Plan:
    """The courses that run; ``extra`` holds further keys of the file (tiers, bounds, how it was made)."""

    courses: tuple[PlannedCourse, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)

    def seats(self) -> dict[str, tuple[str, date]]:
        """Course and first day of everybody who has a seat."""
        return {member: (course.id, course.start) for course in self.courses for member in course.members}

    def as_json(self) -> dict[str, object]:
        """The plan as the contract writes it; `read_plan` reads it back to an equal value."""
        return {"schema": SCHEMA, "courses": [course.as_json() for course in self.courses], **self.extra}


def read_plan(data: object) -> Plan:
    """The plan that a parsed JSON document holds.

    Raises ``Malformed`` (a ``Refused``, code ``bad_plan``) that names every fault with its place. Only the form is
    checked: whether courses and people exist and fit is for ``judge`` to say.
    """
    faults: list[Fault] = []
    root = At(data, "", faults)
    root.is_a(SCHEMA)
    courses = tuple(_planned(at) for at in root["courses"].items())
    if faults:
        raise Malformed(
            "bad_plan",
            "Tệp kế hoạch chưa đúng mẫu plan/1",
            faults=tuple(faults),
            remedy="Sửa từng chỗ nêu trên, hoặc lập lại kế hoạch bằng doanra plan.",
        )
    return Plan(courses, root.extra({"schema", "courses"}))


def _planned(at: At) -> PlannedCourse:
    leader = at["leader"]
    return PlannedCourse(
        id=at["id"].text(),
        start=at["start"].day(),
        leader=None if leader.value is None else leader.text(),
        members=tuple(member.text() for member in at["members"].items()),
        extra=at.extra(_KEYS),
    )
