"""What has changed since a plan was announced: who withdrew, what is cancelled, new, pinned, busy or cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from doanra.planner.problem import Choice, Course, Nominee, Pin, Problem

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course that was not on offer before, and who may choose it: score by nominee."""

    course: Course
    choices: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of people and courses, and new limits (None: as before).

    ``pins`` ask for more than those of a problem: the person is to sit in that course, so it is to run. ``busy``
    are further busy days [first, last] of people; ``away_limits`` new limits of units; ``ignored`` are keys of the file
    that mean nothing here.
    """

    withdrawn: frozenset[str] = frozenset()
    cancelled: frozenset[str] = frozenset()
    pins: tuple[Pin, ...] = ()
    courses: tuple[NewCourse, ...] = ()
    budget: int | None = None
    abroad_at_once: int | None = None
    away_limits: Mapping[str, int] = field(default_factory=dict)
    busy: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def applied(self, problem: Problem) -> Problem:
        """The problem with the new courses, limits and busy days.

        Who withdrew and what is cancelled stays in it, so that the tiers count as the shared checker counts them on the
        problem of the announced plan; ``barred`` takes their seats away.
        """
        limits = replace(
            problem.limits,
            budget=problem.limits.budget if self.budget is None else self.budget,
            abroad_at_once=problem.limits.abroad_at_once if self.abroad_at_once is None else self.abroad_at_once,
        )
        units = tuple(
            replace(unit, away_limit=self.away_limits.get(unit.id, unit.away_limit)) for unit in problem.units
        )
        nominees = tuple(self._nominee(person) for person in problem.nominees)
        courses = (*problem.courses, *(new.course for new in self.courses))
        return replace(problem, limits=limits, units=units, nominees=nominees, courses=courses)

    def _nominee(self, person: Nominee) -> Nominee:
        added = tuple(Choice(new.course.id, new.choices[person.id]) for new in self.courses if person.id in new.choices)
        busy = self.busy.get(person.id, ())
        if not added and not busy:
            return person
        return replace(person, choices=(*person.choices, *added), busy=(*person.busy, *busy))

    def barred(self, applied: Problem) -> Problem:
        """The same problem in which nobody who withdrew can sit anywhere, and nobody in a cancelled course.

        It has no pins: a repair asks for them itself, so that one that cannot be kept costs nobody a seat.
        """
        nominees = tuple(replace(person, choices=self._open(person)) for person in applied.nominees)
        return replace(applied, nominees=nominees, pins=())

    def _open(self, person: Nominee) -> tuple[Choice, ...]:
        if person.id in self.withdrawn:
            return ()
        if any(choice.course in self.cancelled for choice in person.choices):
            return tuple(choice for choice in person.choices if choice.course not in self.cancelled)
        return person.choices
