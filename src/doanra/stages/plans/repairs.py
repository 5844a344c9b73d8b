"""Repairing an announced plan: who is gone is found, the search is started and watched, one offer becomes a draft."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doanra import planner
from doanra.planner.judge import judge
from doanra.records.models import Call, Person, Plan, PlanState, Repair, RunState
from doanra.records.queries import plans as queries
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.plans import drafts, mending
from doanra.stages.plans.chosen import from_lists
from doanra.stages.plans.problem import MONEY_UNIT, build, keep, person_id, person_key
from doanra.terms.refusal import Refused, Stale

SILENCE = timedelta(seconds=30)
"""After so long without a sign of life a search counts as interrupted."""
UNDER_WAY = (RunState.QUEUED.value, RunState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody told who cannot go any more: ``withdrawn``, or by now ``not_eligible`` or ``not_approved``."""

    person: Person
    course: str
    why: str


def gone(plan: Plan) -> list[Gone]:
    """Who of an announced plan has withdrawn since, is not eligible, or not on the approved list any more.

    By course, then by name.
    """
    held, listed = queries.held_back(plan, vetting=True), from_lists(plan.problem)
    held = {person: why for person, why in held.items() if listed or why != "not_approved"}
    seats = plan.seats.filter(person__in=held).select_related("person", "planned__course")
    rows = [Gone(seat.person, seat.planned.course.code, held[seat.person_id]) for seat in seats]
    return sorted(rows, key=lambda one: (one.course, one.person.sort_key))


def start(
    plan: Plan,
    *,
    by: Actor,
    withdrawn: Collection[int] = (),
    cancelled: Collection[str] = (),
    budget: Decimal | None = None,
    time_limit: int = 60,
) -> Repair:
    """Puts the search into the queue. Who is gone is found; ``withdrawn`` are people (keys) who count as gone too.

    ``budget`` in đồng; None is that of the year. Refused if the plan is not the version in force, while another search
    of it is under way, or if nothing has changed.
    """
    _asked_well(plan, withdrawn, cancelled, budget, time_limit)
    with acting("plans.compute", by=by, verb="plans.repair") as act:
        calls.require_open(plan.call)
        Call.objects.select_for_update().get(pk=plan.call_id)
        _in_force(plan)
        sweep(plan)
        if Repair.objects.filter(plan=plan, state__in=UNDER_WAY).exists():
            raise Refused("repair_under_way", f"{plan.name} đang được tìm cách sửa.", remedy="Chờ xong, hoặc dừng lại.")
        problem, lost = _problem(plan, withdrawn, cancelled, budget)
        if not lost and not cancelled and budget is None and not _disturbed(problem, plan):
            raise Refused(
                "nothing_changed",
                "Chưa có gì thay đổi: không ai rút, không khoá nào bỏ, kinh phí như cũ.",
                remedy="Chọn khoá bỏ, người rút, hoặc ghi kinh phí mới.",
            )
        repair = Repair.objects.create(
            call=plan.call, plan=plan, problem=keep(plan.call, problem), withdrawn=sorted(lost),
            cancelled=sorted(cancelled), budget=budget, time_limit=time_limit, created_at=timezone.now(), created_by=by,
        )  # fmt: skip
        act.added(repair)
        act.subject, act.year = repair, plan.call.year
        act.detail = {"plan": plan.pk, "withdrawn": len(lost), "cancelled": sorted(cancelled)}
    transaction.on_commit(lambda: mend.enqueue(repair.pk))
    return repair


def _asked_well(
    plan: Plan, withdrawn: Collection[int], cancelled: Collection[str], budget: Decimal | None, time_limit: int
) -> None:
    if not 5 <= time_limit <= 3600:
        raise Refused("time_limit", "Thời gian tính phải từ 5 đến 3.600 giây.", remedy="Ví dụ: 60.")
    if budget is not None and budget < 0:
        raise Refused("budget", "Kinh phí không thể âm.", remedy="Ghi số đồng, ví dụ 12000000000.")
    courses = set(plan.courses.values_list("course__code", flat=True))
    if unknown := sorted(set(cancelled) - courses):
        raise Refused("no_course", f"{plan.name} không có khoá {', '.join(unknown)}.", remedy="Tải lại trang.")
    seated = set(plan.seats.values_list("person_id", flat=True))
    if set(withdrawn) - seated:
        raise Refused("not_seated", f"Có người được chọn không có chỗ trong {plan.name}.", remedy="Tải lại trang.")


def _in_force(plan: Plan) -> None:
    if plan.state != PlanState.PUBLISHED.value or plan.version != queries.newest_version(plan.call):
        raise Refused(
            "not_in_force",
            f"{plan.name} không phải bản đang công bố.",
            remedy="Mở bản công bố mới nhất rồi sửa bản đó.",
        )


def _problem(
    plan: Plan, withdrawn: Collection[int], cancelled: Collection[str], budget: Decimal | None
) -> tuple[planner.Problem, set[str]]:
    """The problem of the year as it stands without who is gone and what is cancelled; and who was told and is gone.

    A unit's limit is never below the one under which the plan was announced: it counts nominees, of whom some are gone.
    """
    fresh, _ = build(plan.call, everybody=not from_lists(plan.problem))
    announced = {unit.id: unit.away_limit for unit in drafts.problem_of(plan).units}
    out = {person_id(person) for person in withdrawn}
    lost = {person_id(person) for person in plan.seats.values_list("person_id", flat=True)} - fresh.nominee.keys() | out
    off = frozenset(cancelled)
    nominees = tuple(
        replace(person, choices=tuple(choice for choice in person.choices if choice.course not in off))
        for person in fresh.nominees
        if person.id not in out
    )
    units = tuple(replace(unit, away_limit=max(unit.away_limit, announced.get(unit.id, 0))) for unit in fresh.units)
    courses = tuple(course for course in fresh.courses if course.id not in off)
    limits = fresh.limits if budget is None else replace(fresh.limits, budget=math.floor(budget / MONEY_UNIT))
    problem = replace(fresh, nominees=nominees, units=units, courses=courses, limits=limits)
    return replace(problem, pins=_pins(plan, problem)), lost


def _pins(plan: Plan, problem: planner.Problem) -> tuple[planner.Pin, ...]:
    pinned = plan.seats.filter(pinned=True).values_list("person_id", "planned__course__code").order_by("id")
    pins = (planner.Pin(person_id(person), course) for person, course in pinned)
    return tuple(pin for pin in pins if pin.nominee in problem.nominee and pin.course in problem.course)


def _disturbed(problem: planner.Problem, plan: Plan) -> bool:
    """Whether the announced plan is not valid any more as the year stands now (new busy days, a changed limit)."""
    return not judge(problem, drafts.as_planned(plan)).valid


@task()
def mend(repair_id: int) -> None:
    """The background task of one search."""
    mending.work_off(repair_id)


def cancel(repair: Repair, *, by: Actor) -> None:
    """Asks the search to stop; what it found so far stays on offer."""
    with acting("plans.compute", by=by, verb="plans.cancel_repair") as act:
        Repair.objects.filter(pk=repair.pk).update(cancel_requested=True)
        Repair.objects.filter(pk=repair.pk, state=RunState.QUEUED.value).update(state=RunState.CANCELLED.value)
        act.changed(repair, before={"cancel_requested": False}, after={"cancel_requested": True})
        act.subject, act.year = repair, repair.call.year


def sweep(plan: Plan) -> None:
    """Marks searches without a sign of life as interrupted."""
    stale = timezone.now() - SILENCE
    Repair.objects.filter(plan=plan, state=RunState.RUNNING.value, heartbeat_at__lt=stale).update(
        state=RunState.INTERRUPTED.value, message="Máy tính việc nền đã dừng giữa chừng. Bấm “Tìm lại” để chạy lại."
    )


def again(repair: Repair, *, by: Actor) -> Repair:
    """The same question put anew, to the year as it stands now."""
    told = set(repair.plan.seats.values_list("person_id", flat=True))
    return start(
        repair.plan,
        by=by,
        withdrawn=[person for name in repair.withdrawn if (person := person_key(name)) in told],
        cancelled=repair.cancelled,
        budget=repair.budget,
        time_limit=repair.time_limit,
    )


def offer(repair: Repair, number: int) -> planner.Plan:
    """One of the plans on offer, from 0. Refused if there is none of this number."""
    if not 0 <= number < len(repair.offers):
        raise Refused("no_offer", "Không có phương án này.", remedy="Mở trang các phương án sửa.")
    return planner.read_plan(repair.offers[number])


def _all_nominated(repair: Repair, wanted: planner.Plan) -> None:
    """Two records of one person may have been merged since: then the offer knows an id that is no more."""
    known = set(repair.call.nominations.values_list("person_id", flat=True))
    if {person_key(name) for name in wanted.seats()} - known:
        raise Stale(
            "people_changed", "Danh sách đề cử đã khác từ lúc tìm cách sửa này.", remedy="Bấm “Tìm lại” rồi chọn."
        )


def accept(repair: Repair, *, number: int, by: Actor) -> Plan:
    """One offer becomes a draft based on the announced plan, to be looked at on the board and published as ever.

    Refused while the search goes on, or once another version was published or this repair accepted.
    """
    with acting("plans.change", by=by, verb="plans.accept_repair") as act:
        fresh = (
            Repair.objects.select_for_update(of=("self",))
            .select_related("call", "plan", "problem", "accepted")
            .get(pk=repair.pk)
        )
        calls.require_open(fresh.call)
        if fresh.state in UNDER_WAY:
            raise Refused("repair_under_way", "Còn đang tìm, chưa chọn được.", remedy="Chờ xong, hoặc bấm “Dừng”.")
        if fresh.accepted is not None:
            raise Refused("repair_accepted", f"Đã chọn rồi, thành {fresh.accepted.name}.", remedy="Mở bản nháp đó.")
        if fresh.plan.version != queries.newest_version(fresh.call):
            raise Stale(
                "plan_changed",
                f"{fresh.plan.name} đã có bản mới thay, cách sửa này không còn hợp.",
                remedy="Mở bản công bố mới nhất rồi tìm lại.",
            )
        wanted = offer(fresh, number)
        _all_nominated(fresh, wanted)
        draft = Plan.objects.create(
            call=fresh.call, letter=drafts.next_letter(fresh.call), problem=fresh.problem, based_on=fresh.plan,
            bounds=wanted.extra.get("bounds", {}), created_at=timezone.now(), created_by=by,
        )  # fmt: skip
        drafts.fill(draft, wanted)
        act.added(draft)
        act.watch(fresh)
        fresh.accepted = draft
        fresh.save(update_fields=["accepted"])
        act.subject, act.year = draft, fresh.call.year
        act.detail = {"repair": fresh.pk, "offer": number, "based_on": fresh.plan_id}
    return draft
