"""A scenario becomes the next draft: what it assumes is first made so by the proper verbs, and its plan judged anew.

A draft always has the problem of the year's own data, never an imagined one: what does not hold blocks publishing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from doanra import planner
from doanra.planner.whatif import AddClass, Change, MoveDates, ScaleBudget, SetAway, SetAwayShare, SetNumber, SetTarget
from doanra.records.models import BestPlan, Call, Course, Plan, Scenario
from doanra.stages import calls, courses
from doanra.stages.acting import Actor, acting
from doanra.stages.plans import drafts, runs, scenarios
from doanra.stages.plans.problem import MONEY_UNIT, build, keep, person_id
from doanra.terms.refusal import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a scenario against the data: ``holds`` already; or what is there ``before``.

    ``possible`` is false where the year has no place for it: the draft is then judged without it.
    """

    change: Change
    holds: bool
    possible: bool = True
    before: Any = None
    after: Any = None


def steps(scenario: Scenario) -> list[Step]:
    """What of the scenario the year's data do not say yet, in its order."""
    call = scenario.call
    catalogue = {course.code: course for course in call.courses.prefetch_related("starts")}
    budget = _budget(scenario)
    return [_step(change, call, catalogue, budget) for change in scenarios.changes_of(scenario)]


def _budget(scenario: Scenario) -> int:
    """The budget with which the scenario was solved, in the problem's unit."""
    return int(scenario.run.problem.body["limits"]["budget"]) if scenario.run else 0


def _step(change: Change, call: Call, catalogue: Mapping[str, Course], budget: int) -> Step:
    match change:
        case AddClass():
            there = catalogue.get(change.id)
            seats = change.seats or _seats(catalogue.get(change.course))
            holds = there is not None and _starts(there) == change.starts and _seats(there) == seats
            return Step(change, holds, before=_starts(there) if there else None, after=change.starts)
        case MoveDates():
            now = _starts(catalogue[change.course]) if change.course in catalogue else ()
            return Step(change, now == change.starts, before=now, after=change.starts)
        case ScaleBudget():
            return _money(change, call, budget)
        case SetNumber(name="budget"):
            return _money(change, call, change.value)
        case SetNumber():
            now_number = getattr(call, change.name)
            return Step(change, now_number == change.value, before=now_number, after=change.value)
        case SetAwayShare():
            share = Decimal(str(round(change.share, 2)))
            return Step(change, call.away_share == share, before=call.away_share, after=share)
        case SetTarget():
            target = {one.value: seats for one, seats in calls.targets(call).items()}.get(change.programme)
            return Step(change, target == change.seats, before=target, after=change.seats)
        case _:
            assert isinstance(change, SetAway)
            return Step(change, holds=False, possible=False, after=change.limit)


def _money(change: Change, call: Call, budget: int) -> Step:
    holds = call.budget is not None and math.floor(call.budget / MONEY_UNIT) == budget
    return Step(change, holds, before=call.budget, after=budget * MONEY_UNIT)


def _starts(course: Course) -> tuple[date, ...]:
    return tuple(start.first_day for start in course.starts.all())


def _seats(course: Course | None) -> tuple[int, int] | None:
    return (course.seats_min, course.seats_max) if course else None


def adopt(scenario: Scenario, *, by: Actor) -> Plan:
    """Makes the year what the scenario assumes, and its plan a draft that is judged by the year's data.

    All or nothing, each act in the trail. Refused while it is solved, without a plan, or if a verb refuses.
    """
    with acting("plans.change", by=by, verb="plans.adopt") as act:
        calls.require_open(scenario.call)
        Call.objects.select_for_update().get(pk=scenario.call_id)
        fresh = Scenario.objects.select_related("call", "run__problem", "base").get(pk=scenario.pk)
        best = _best(fresh)
        made = [step for step in steps(fresh) if step.possible and not step.holds]
        _make_so(fresh.call, made, by=by)
        draft = _draft(fresh, best, by=by)
        act.added(draft)
        act.watch(fresh)
        fresh.adopted = draft
        fresh.save(update_fields=["adopted"])
        act.subject, act.year = draft, fresh.call.year
        act.detail = {"scenario": fresh.name, "changes": fresh.changes["changes"], "made_so": len(made)}
    return draft


def _best(scenario: Scenario) -> BestPlan:
    run = scenario.run
    best = BestPlan.objects.filter(run=run).first() if run else None
    if run is None or best is None or run.state in runs.UNDER_WAY:
        raise Refused("no_best_plan", "Kịch bản này chưa tính xong.", remedy="Chờ tính xong, hoặc bấm “Tính lại”.")
    return best


def _make_so(call: Call, made: Sequence[Step], *, by: Actor) -> None:
    """Each change by the verb of its stage; settings of the year in one act."""
    settings: dict[str, Any] = {}
    for step in made:
        match step.change:
            case AddClass() as added:
                _add(call, added, by=by)
            case MoveDates() as moved:
                course = call.courses.get(code=moved.course)
                courses.put(call, values={}, starts=moved.starts, by=by, course=course)
            case ScaleBudget() | SetNumber(name="budget"):
                settings["budget"] = step.after
            case SetNumber() as number:
                settings[number.name] = number.value
            case SetAwayShare():
                settings["away_share"] = step.after
            case SetTarget() as target:
                settings[f"target_{target.programme}"] = target.seats
    if settings:
        calls.change(call, by=by, values=settings)


def _add(call: Call, added: AddClass, *, by: Actor) -> None:
    if call.courses.filter(code=added.id).exists():
        raise Refused(
            "code_taken",
            f"Mã {added.id} nay đã có trong danh mục, nhưng ngày hay số chỗ khác với kịch bản.",
            remedy="Sửa khoá đó cho khớp, hoặc tính lại kịch bản với mã khác.",
        )
    source = call.courses.get(code=added.course)
    values = {name: getattr(source, name) for name in courses.FIELDS}
    low, high = added.seats or (source.seats_min, source.seats_max)
    values |= {"code": added.id, "seats_min": low, "seats_max": high}
    courses.put(call, values=values, starts=added.starts, by=by)


def _draft(scenario: Scenario, best: BestPlan, *, by: Actor) -> Plan:
    """The draft under the problem of the data as they are now.

    Its bounds only if that is the one that was solved, and solved freely: else they hold for less than all plans.
    """
    call = scenario.call
    problem, _ = build(call)
    kept = keep(call, problem)
    solved = scenario.run.problem.sha256 if scenario.run else ""
    draft = Plan.objects.create(
        call=call,
        letter=drafts.next_letter(call),
        problem=kept,
        based_on=scenario.base,
        bounds=best.bounds if kept.sha256 == solved and not scenario.keeps_seats else {},
        created_at=timezone.now(),
        created_by=by,
    )
    drafts.fill(draft, _still_nominated(call, planner.read_plan(best.body)))
    return draft


def _still_nominated(call: Call, plan: planner.Plan) -> planner.Plan:
    """The plan without people of whom the year has no nomination any more, not even a withdrawn one."""
    known = {person_id(person) for person in call.nominations.values_list("person_id", flat=True)}
    return planner.Plan(
        tuple(
            planner.PlannedCourse(
                one.id, one.start, one.leader if one.leader in known else None,
                tuple(member for member in one.members if member in known),
            )
            for one in plan.courses
        )
    )  # fmt: skip
