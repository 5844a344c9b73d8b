"""Whoever is merged has one id in everything that the planner keeps: problems, best plans, steps to undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q

from doanra import planner
from doanra.records.models import (
    BestPlan,
    Call,
    Plan,
    PlanChange,
    PlannedCourse,
    PlanningProblem,
    PlanningRun,
    RunState,
)
from doanra.stages.merging.journal import Journal
from doanra.stages.plans.problem import keep, person_id
from doanra.terms.refusal import Refused


def calls_of(*people: int) -> list[Call]:
    """The years in which one of these people is nominated or planned."""
    about = Q(nominations__person__in=people) | Q(plans__seats__person__in=people)
    return list(Call.objects.filter(about).distinct().order_by("year"))


def require_no_run(calls: list[Call]) -> None:
    """Refused while the planner works on one of the years: its answer would name who is no more."""
    under_way = [RunState.QUEUED.value, RunState.RUNNING.value]
    for call in calls:
        if call.runs.filter(state__in=under_way).exists():
            raise Refused(
                "run_under_way", f"Năm {call.year} đang có một lần tính chạy.", remedy="Chờ nó xong, hoặc bấm “Dừng”."
            )


def rename(journal: Journal, calls: list[Call], *, kept: int, absorbed: int) -> None:
    """Problems that name the absorbed person are copied with the kept one in their place; plans and runs follow."""
    old = person_id(absorbed)
    for call in calls:
        for problem in call.problems.all():
            if any(nominee["id"] == old for nominee in problem.body["nominees"]):
                _follow(journal, problem, _renamed(call, problem, kept=kept, absorbed=absorbed))
        for best in BestPlan.objects.filter(run__call=call):
            body = _plan_renamed(planner.read_plan(best.body), kept=person_id(kept), absorbed=old).as_json()
            if body != best.body:
                journal.put(best, "body", body)
        for change in PlanChange.objects.filter(plan__call=call):
            for column in ("before", "after"):
                value = getattr(change, column)
                told = _step_renamed(value, kept=kept, absorbed=absorbed)
                if told != value:
                    journal.put(change, column, told)


def _follow(journal: Journal, old: PlanningProblem, new: PlanningProblem) -> None:
    journal.move(Plan.objects.filter(problem=old), "problem_id", new.pk)
    journal.move(PlanningRun.objects.filter(problem=old), "problem_id", new.pk)


def _renamed(call: Call, problem: PlanningProblem, *, kept: int, absorbed: int) -> PlanningProblem:
    read = planner.read_problem(problem.body)
    mine, other = read.nominee.get(person_id(kept)), read.nominee[person_id(absorbed)]
    one = _united(mine, other) if mine else replace(other, id=person_id(kept))
    by_id = {one.id if nominee.id in (one.id, other.id) else nominee.id: nominee for nominee in read.nominees}
    nominees = tuple(one if name == one.id else nominee for name, nominee in by_id.items())
    pins = [replace(pin, nominee=one.id) if pin.nominee == other.id else pin for pin in read.pins]
    once = {pin.nominee: pin for pin in reversed(pins)}
    return keep(call, replace(read, nominees=nominees, pins=tuple(once.values())))


def _united(mine: planner.Nominee, other: planner.Nominee) -> planner.Nominee:
    """Whatever was open to either; unit, band and field are those of the kept record."""
    own = {choice.course for choice in mine.choices}
    more = [choice for choice in other.choices if choice.course not in own]
    return replace(
        mine,
        can_lead=mine.can_lead or other.can_lead,
        unit_rank={**other.unit_rank, **mine.unit_rank},
        busy=tuple(sorted({*mine.busy, *other.busy})),
        choices=(*mine.choices, *more),
    )


def _plan_renamed(plan: planner.Plan, *, kept: str, absorbed: str) -> planner.Plan:
    """Everybody sits once: where both had a seat the first one stays."""
    seated: set[str] = set()
    courses = []
    for course in plan.courses:
        names = dict.fromkeys(kept if name == absorbed else name for name in course.members)
        members = tuple(name for name in names if name not in seated)
        seated |= set(members)
        leader = kept if course.leader == absorbed else course.leader
        courses.append(replace(course, members=members, leader=leader if leader in members else None))
    return replace(plan, courses=tuple(courses))


def _step_renamed(value: Any, *, kept: int, absorbed: int) -> Any:
    """What a step of a draft touched (``plans.changes``), with the person called by the key that stays."""
    if not isinstance(value, dict):
        return value
    told: dict[str, Any] = {
        name: kept if name in ("person", "head") and one == absorbed else one for name, one in value.items()
    }
    if "seats" in told:
        told["seats"] = [[kept if person == absorbed else person, *rest] for person, *rest in told["seats"]]
    return told


def unseat_heads(journal: Journal, *, person: int) -> None:
    """Nobody leads a course of a plan without a seat in it: the seat went with the other record."""
    for planned in PlannedCourse.objects.filter(leader=person):
        if not planned.seats.filter(person=person).exists():
            journal.put(planned, "leader_id", None)


def told(calls: list[Call]) -> None:
    """Editors of the drafts of these years notice that they changed."""
    for plan in Plan.objects.filter(call__in=calls, version=None):
        plan.revision += 1
        plan.save(update_fields=["revision"])
