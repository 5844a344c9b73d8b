"""Draft plans between the tables and the planner's own values: made from a result, read for judging, copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils import timezone

from doanra import planner
from doanra.records.models import (
    Call,
    Nomination,
    NominationState,
    Plan,
    PlannedCourse,
    PlanningProblem,
    PlanningRun,
    Seat,
)
from doanra.stages.plans.problem import person_id, person_key


def letters(number: int) -> str:
    """A, B, ..., Z, AA, AB: the name of the n-th plan, from 0."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def next_letter(call: Call) -> str:
    """The letter for the next plan of a year; the year is held until the transaction ends, so that it is taken once."""
    Call.objects.select_for_update().get(pk=call.pk)
    return letters(call.plans.count())


def from_result(run: PlanningRun, result: planner.Result) -> Plan:
    """A new draft with what the planner found and what it proved."""
    return from_best(run, result.plan, bounds=result.bounds)


def from_best(run: PlanningRun, wanted: planner.Plan, *, bounds: Mapping[str, Any]) -> Plan:
    """A new draft with the best plan that a run had, wherever it ended."""
    plan = Plan.objects.create(
        call=run.call,
        letter=next_letter(run.call),
        problem=run.problem,
        run=run,
        bounds=dict(bounds),
        created_at=timezone.now(),
        created_by=run.created_by,
    )
    fill(plan, wanted)
    return plan


def fill(plan: Plan, wanted: planner.Plan) -> None:
    """Gives an empty plan its courses and seats.

    What left the catalogue while the plan was computed is left out; who was withdrawn meanwhile keeps the seat, which
    blocks publishing until it is mended. Pins of the problem are pins of the plan.
    """
    pins = {(pin.nominee, pin.course) for pin in problem_of(plan).pins}
    courses = {course.code: course for course in plan.call.courses.all()}
    named = nominations(plan.call)
    there = [one for one in wanted.courses if one.id in courses]
    programmes = {course.id: courses[course.id].programme for course in there}
    rows = {
        one.id: PlannedCourse(
            plan=plan,
            course=courses[one.id],
            first_day=one.start,
            leader_id=person_key(one.leader) if one.leader else None,
        )
        for one in there
    }
    PlannedCourse.objects.bulk_create(rows.values())
    Seat.objects.bulk_create(
        Seat(
            plan=plan,
            planned=rows[one.id],
            person_id=person_key(member),
            nomination=named[person_key(member), programmes[one.id]],
            pinned=(member, one.id) in pins,
        )
        for one in there
        for member in one.members
    )


def nominations(call: Call) -> dict[tuple[int, str], Nomination]:
    """The nominations of a year by person and programme; a person without one falls back to any of theirs.

    Those that stand come before those that were withdrawn.
    """
    found: dict[tuple[int, str], Nomination] = {}
    by_person: dict[int, list[Nomination]] = defaultdict(list)
    for nomination in sorted(call.nominations.all(), key=lambda one: one.state != NominationState.STANDING.value):
        if nomination.state == NominationState.STANDING.value:
            found[nomination.person_id, nomination.programme] = nomination
        by_person[nomination.person_id].append(nomination)
    for person, named in by_person.items():
        for programme in ("short", "medium", "language"):
            found.setdefault((person, programme), named[0])
    return found


@lru_cache(maxsize=8)
def _problem(pk: int, sha256: str) -> planner.Problem:
    return planner.read_problem(PlanningProblem.objects.get(pk=pk, sha256=sha256).body)


def problem_of(plan: Plan) -> planner.Problem:
    """The problem that the plan was made for."""
    if Plan.problem.is_cached(plan):
        return _problem(plan.problem_id, plan.problem.sha256)
    return problem_by(plan.problem_id)


def problem_by(key: int) -> planner.Problem:
    """A stored problem by its key. Problems never change, so they are kept parsed, by their digest."""
    sha256 = PlanningProblem.objects.values_list("sha256", flat=True).get(pk=key)
    return _problem(key, sha256)


def as_planned(plan: Plan) -> planner.Plan:
    """The plan as the planner judges it."""
    seats: dict[int, list[str]] = defaultdict(list)
    for planned, person in plan.seats.order_by("id").values_list("planned_id", "person_id"):
        seats[planned].append(person_id(person))
    return planner.Plan(
        courses=tuple(
            planner.PlannedCourse(
                id=row.course.code,
                start=row.first_day,
                leader=person_id(row.leader_id) if row.leader_id else None,
                members=tuple(seats[row.pk]),
            )
            for row in plan.courses.select_related("course")
        )
    )


def copy(plan: Plan, *, by_id: int | None) -> Plan:
    """A new draft that starts from a plan, pins included."""
    draft = Plan.objects.create(
        call=plan.call,
        letter=next_letter(plan.call),
        problem=plan.problem,
        based_on=plan,
        bounds=plan.bounds,
        created_at=timezone.now(),
        created_by_id=by_id,
    )
    rows = {
        row.pk: PlannedCourse(plan=draft, course_id=row.course_id, first_day=row.first_day, leader_id=row.leader_id)
        for row in plan.courses.all()
    }
    PlannedCourse.objects.bulk_create(rows.values())
    Seat.objects.bulk_create(
        Seat(
            plan=draft,
            planned=rows[seat.planned_id],
            person_id=seat.person_id,
            nomination_id=seat.nomination_id,
            pinned=seat.pinned,
        )
        for seat in plan.seats.order_by("id")
    )
    return draft
