"""What one plan changes against another: who goes elsewhere, on another day, no more or only now. Plans may be unsaved.

Works on the planner's own values, so that a plan that is only offered (a repair, a scenario) can be read like a stored
one (``drafts.as_planned``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from doanra import planner
from doanra.records.models import Call, Nomination, Person
from doanra.stages.plans.problem import person_id, person_key

KINDS = ("out", "moved", "redated", "in")
"""Who loses a seat, sits in another course, in the same course on another day, has a seat only now."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat: the course by its code, and its first day."""

    course: str
    start: date


@dataclass(frozen=True, slots=True)
class Difference:
    """A person who sits elsewhere; ``reason`` is a code of the caller's, empty where none was given."""

    person: Person
    unit: str
    before: Place | None
    after: Place | None
    reason: str = ""

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        if self.before is None or self.after is None:
            return "out" if self.after is None else "in"
        return "redated" if self.before.course == self.after.course else "moved"

    @property
    def delegation(self) -> str:
        """The course under which the person is listed: that of before, else the new one."""
        place = self.before or self.after
        return place.course if place else ""


@dataclass(frozen=True, slots=True)
class CourseDifference:
    """A course that runs otherwise: its first day or None, before and after, and how many people it has."""

    code: str
    before: date | None
    after: date | None
    people_before: int = 0
    people_after: int = 0


def between(
    before: planner.Plan, after: planner.Plan, *, call: Call, reasons: Mapping[str, str] | None = None
) -> list[Difference]:
    """Everybody who sits elsewhere in ``after``, by kind, delegation and given name; two queries.

    ``reasons`` are codes by the planner's ids of people.
    """
    old, new = _places(before), _places(after)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    people = Person.objects.in_bulk([person_key(name) for name in changed])
    named = Nomination.objects.filter(call=call, person__in=people).order_by("-id")
    units = dict(named.values_list("person_id", "unit__short"))
    found = [
        Difference(
            person,
            units.get(key, ""),
            old.get(person_id(key)),
            new.get(person_id(key)),
            (reasons or {}).get(person_id(key), ""),
        )
        for key, person in people.items()
    ]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.delegation, one.person.sort_key, one.person.pk))


def _places(plan: planner.Plan) -> dict[str, Place]:
    return {person: Place(*seat) for person, seat in plan.seats().items()}


def counted(differences: Iterable[Difference]) -> Counter[str]:
    """How many of each kind."""
    return Counter(one.kind for one in differences)


def of_courses(before: planner.Plan, after: planner.Plan) -> list[CourseDifference]:
    """The courses that run on another day, no more, or only now, by their code."""
    old = {course.id: course for course in before.courses}
    new = {course.id: course for course in after.courses}
    found = [_course(code, old.get(code), new.get(code)) for code in sorted(old.keys() | new.keys())]
    return [one for one in found if one.before != one.after]


def _course(code: str, old: planner.PlannedCourse | None, new: planner.PlannedCourse | None) -> CourseDifference:
    return CourseDifference(
        code,
        old.start if old else None,
        new.start if new else None,
        len(old.members) if old else 0,
        len(new.members) if new else 0,
    )
