"""What it would take: the least changes of limits with which a person without a seat fits into a plan as it stands.

Every answer is proven: the plan with the person in it is judged under the changed problem, and brings no new error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from doanra.planner.judge import Finding, Judgement, judge
from doanra.planner.ledger import Ledger, lacks_field
from doanra.planner.obstacles import Barred, Obstacle, obstacles_of
from doanra.planner.opening import Opening, openings
from doanra.planner.plan import Plan, PlannedCourse
from doanra.planner.problem import Course, Nominee, Problem
from doanra.terms.refusal import Refused
from doanra.terms.words import Severity

LIMITS = ("unit_away", "seats", "abroad", "target", "budget", "least", "field_share", "rank_band", "busy")
"""The limits that can be changed, those that the office changes most easily first. ``start`` is a rule: never."""
_LIMIT_OF = {"full": "seats"}


@dataclass(frozen=True, slots=True)
class Change:
    """One limit as it is and the least value of it that would do.

    ``about`` is the unit or the programme, empty where the course or the year says it all; ``busy`` has no values.
    """

    limit: str
    now: int | float
    needed: int | float
    about: str = ""

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return {"limit": self.limit, "about": self.about, "now": self.now, "needed": self.needed}


@dataclass(frozen=True, slots=True)
class Fit:
    """A course into which the person fits once these limits are changed together.

    ``with_them`` are people without a seat who come in at the same time, where the course would have to be opened;
    ``adds`` are the warnings that it would bring. No change at all: a seat was left unused.
    """

    course: str
    start: date
    score: int
    changes: tuple[Change, ...]
    with_them: tuple[str, ...] = ()
    adds: tuple[Finding, ...] = ()

    @property
    def weight(self) -> tuple[int, ...]:
        """What the cheapest is found by: fewest changes, the easiest kinds, nobody else needed, the best liked."""
        kinds = sorted((LIMITS.index(change.limit) for change in self.changes), reverse=True)
        return (len(kinds), *kinds, len(self.with_them), -self.score)

    def as_json(self) -> dict[str, object]:
        """For a file."""
        changes = [change.as_json() for change in self.changes]
        with_them = {"with": list(self.with_them)} if self.with_them else {}
        return {"course": self.course, "start": self.start.isoformat(), "changes": changes, **with_them}


def waiting(problem: Problem, ledger: Ledger, *, nominee: str) -> Nominee:
    """The nominee of this id. Refused if there is none, or if they have a seat."""
    person = problem.nominee.get(nominee)
    if person is None:
        raise Refused("no_nominee", f"Không có người nào mang mã “{nominee}” trong bài toán.", remedy="Xem lại mã.")
    seat = ledger.seat(nominee)
    if seat is not None:
        raise Refused("has_seat", f"Người mang mã “{nominee}” đã có chỗ ở khoá {seat.course.id}.")
    return person


def nearest(problem: Problem, plan: Plan, *, nominee: str) -> tuple[Fit, ...]:
    """For each choice of a person without a seat the least changes with which they fit, the cheapest first.

    A choice that only a rule of law closes, or a course that nothing of the kind could open, has no entry.
    """
    ledger = Ledger(problem, plan)
    person = waiting(problem, ledger, nominee=nominee)
    before = judge(problem, plan)
    found = []
    for barred in obstacles_of(ledger, person):
        if barred.start is None:
            opened = openings(problem, plan, course=barred.choice.course, person=person)
            offers = [_opened(problem, plan, opening, barred, before, ledger) for opening in opened]
        else:
            offers = [_inserted(problem, plan, person, barred, before, ledger)]
        found += sorted((offer for offer in offers if offer), key=lambda fit: fit.weight)[:1]
    return tuple(sorted(found, key=lambda fit: (fit.weight, fit.course)))


def relaxed(problem: Problem, changes: Iterable[Change], *, course: str, nominee: str) -> Problem:
    """The problem with these limits changed, for this course and person."""
    for change in changes:
        problem = _relax(problem, change, problem.course[course], nominee)
    return problem


def _relax(problem: Problem, change: Change, course: Course, nominee: str) -> Problem:
    needed = change.needed
    if change.limit == "unit_away":
        units = (replace(u, away_limit=int(needed)) if u.id == change.about else u for u in problem.units)
        return replace(problem, units=tuple(units))
    if change.limit == "target":
        return replace(problem, targets={**problem.targets, change.about: int(needed)})
    if change.limit == "budget":
        return replace(problem, limits=replace(problem.limits, budget=int(needed)))
    if change.limit == "abroad":
        return replace(problem, limits=replace(problem.limits, abroad_at_once=int(needed)))
    if change.limit == "busy":
        people = (replace(p, busy=()) if p.id == nominee else p for p in problem.nominees)
        return replace(problem, nominees=tuple(people))
    changed = _other_course(course, change)
    return replace(problem, courses=tuple(changed if one.id == course.id else one for one in problem.courses))


def _other_course(course: Course, change: Change) -> Course:
    if change.limit == "seats":
        return replace(course, seats=(course.seats[0], int(change.needed)))
    if change.limit == "least":
        return replace(course, seats=(int(change.needed), course.seats[1]))
    if change.limit == "field_share":
        return replace(course, field_share=float(change.needed))
    return replace(course, band_span=int(change.needed))


def _inserted(
    problem: Problem, plan: Plan, person: Nominee, barred: Barred, before: Judgement, ledger: Ledger
) -> Fit | None:
    """The person alone added to the course as it stands."""
    if any(obstacle.code == "start" for obstacle in barred.obstacles) or barred.start is None:
        return None
    course = problem.course[barred.choice.course]
    changes = tuple(_change(obstacle, course, person, ledger) for obstacle in barred.obstacles)
    courses = tuple(
        replace(one, members=(*one.members, person.id)) if one.id == course.id else one for one in plan.courses
    )
    fit = Fit(course.id, barred.start, barred.choice.score, changes)
    return _proven(problem, replace(plan, courses=courses), fit, before, nominee=person.id)


def _change(obstacle: Obstacle, course: Course, person: Nominee, ledger: Ledger) -> Change:
    """The least change that ends one obstacle."""
    values, limit = obstacle.values, _LIMIT_OF.get(obstacle.code, obstacle.code)
    if obstacle.code == "unit_away":
        return Change(limit, int(values["limit"]), int(values["away"]) + 1, person.unit)
    if obstacle.code == "full":
        return Change(limit, course.seats[1], int(values["seats"]) + 1)
    if obstacle.code == "target":
        return Change(limit, int(values["target"]), int(values["seats"]) + 1, course.programme)
    if obstacle.code == "budget":
        return Change(limit, ledger.problem.limits.budget, ledger.cost + course.cost_per_head)
    if obstacle.code == "rank_band":
        low, high = min(person.band, int(values["lowest"])), max(person.band, int(values["highest"]))
        return Change(limit, course.band_span, high - low + 1)
    if obstacle.code == "field_share":
        return Change(limit, course.field_share, _share(course, int(values["in_field"]), int(values["seats"])))
    return Change(limit, 0, 0)


def _share(course: Course, in_field: int, seats: int) -> float:
    """The greatest share in whole percents that so many of so many reach."""
    percent = math.floor(100 * in_field / seats)
    while percent and lacks_field(replace(course, field_share=percent / 100), in_field=in_field, seats=seats):
        percent -= 1
    return percent / 100


def _opened(
    problem: Problem, plan: Plan, opening: Opening, barred: Barred, before: Judgement, ledger: Ledger
) -> Fit | None:
    """The course opened with people who have no seat, this one among them."""
    course, seats = problem.course[barred.choice.course], len(opening.members)
    entry = PlannedCourse(course.id, opening.start, opening.leader, opening.members)
    after = replace(plan, courses=(*plan.courses, entry))
    changes = []
    if seats < course.seats[0]:
        changes.append(Change("least", course.seats[0], seats))
    target, seated = problem.targets[course.programme], ledger.seated[course.programme] + seats
    if seated > target:
        changes.append(Change("target", target, seated, course.programme))
    opened = Ledger(problem, after)
    if opened.cost > problem.limits.budget:
        changes.append(Change("budget", problem.limits.budget, opened.cost))
    if opened.abroad_at_once()[0] > problem.limits.abroad_at_once:
        changes.append(Change("abroad", problem.limits.abroad_at_once, opened.abroad_at_once()[0]))
    others = tuple(one for one in opening.members if one != opening.person)
    fit = Fit(course.id, opening.start, barred.choice.score, tuple(changes), others)
    return _proven(problem, after, fit, before, nominee=opening.person)


def _proven(problem: Problem, after: Plan, fit: Fit, before: Judgement, *, nominee: str) -> Fit | None:
    """The fit with the warnings that it adds, if the plan with it brings no error that was not there."""
    judged = judge(relaxed(problem, fit.changes, course=fit.course, nominee=nominee), after)
    known = {finding.key: finding.amount for finding in before.findings}
    adds = tuple(one for one in judged.findings if one.key not in known or one.amount > known[one.key])
    if any(one.level is Severity.ERROR for one in adds):
        return None
    return replace(fit, adds=tuple(one for one in adds if one.level is Severity.WARNING))
