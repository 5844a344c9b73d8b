"""What people do to a draft: move, pin, name the head, choose the day, run or drop a course, undo. Each act is a step.

A step keeps what it touched before and after, so that the last one can be undone; the plan's revision tells two editors
of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from doanra.planner import Finding
from doanra.records.models import (
    Course,
    Nomination,
    Plan,
    PlanChange,
    PlannedCourse,
    PlanState,
    Seat,
)
from doanra.stages import calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.plans import drafts, options, telling_steps
from doanra.stages.plans.options import Option
from doanra.stages.plans.problem import person_id
from doanra.terms.refusal import NotFound, Refused, Stale


@dataclass
class Step:
    """One change under way: the locked plan, and what is touched."""

    plan: Plan
    act: Act
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@contextmanager
def _step(plan: Plan, *, verb: str, by: Actor, revision: int | None) -> Iterator[Step]:
    with acting("plans.change", by=by, verb=f"plans.{verb}") as act:
        fresh = Plan.objects.select_for_update().select_related("call").get(pk=plan.pk)
        calls.require_open(fresh.call)
        _still_draft(fresh)
        _still_current(fresh, revision)
        step = Step(fresh, act)
        yield step
        fresh.changes.filter(undone=True).delete()  # a new step ends the line that could be done again
        PlanChange.objects.create(
            plan=fresh, number=fresh.changes.count() + 1, verb=verb, before=step.before, after=step.after,
            at=timezone.now(), by=by,
        )  # fmt: skip
        _bump(fresh)
        plan.revision = fresh.revision
        telling_steps.tell(act, fresh, before=step.before, after=step.after)
        act.subject, act.year = fresh, fresh.call.year
        act.detail = {"revision": fresh.revision, "before": step.before, "after": step.after}


def _bump(plan: Plan) -> None:
    plan.revision += 1
    plan.save(update_fields=["revision"])


def _still_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT.value:
        raise Refused(
            "plan_published", f"{plan.name} đã công bố, không sửa được.", remedy="Mở bản nháp mới từ bản này rồi sửa."
        )


def _still_current(plan: Plan, revision: int | None) -> None:
    if revision is not None and revision != plan.revision:
        last = plan.changes.order_by("-number").first()
        who = f" ({last.by})" if last and last.by else ""
        raise Stale(
            "plan_changed",
            f"{plan.name} vừa được người khác sửa{who}: bạn đang xem lần sửa {revision}, nay là lần {plan.revision}.",
            remedy="Tải lại trang để thấy bản mới rồi làm lại thao tác này. Chưa có gì của bạn được lưu.",
        )


def move(plan: Plan, *, person: int, to: str | None, by: Actor, revision: int | None = None) -> list[Finding]:
    """Moves a person to a running course by its code, or out of the plan (None); returns what the move broke.

    Refused when it would break a constraint where the person arrives, with each one named by ``explain_block``.
    """
    with _step(plan, verb="move", by=by, revision=revision) as step:
        chosen = _chosen(step.plan, person, to)
        if chosen.blocks:
            raise MoveBlocked(list(chosen.blocks))
        seat = step.plan.seats.filter(person_id=person).select_related("planned__course").first()
        step.before = {"person": person, "course": seat.planned.course.code if seat else None}
        step.after = {"person": person, "course": to}
        if seat:
            step.before["pinned"] = seat.pinned
        _place(step.plan, person, to, pinned=False)
        if seat and seat.planned.leader_id == person:
            step.before["led"] = True
    return list(chosen.move.adds)


class MoveBlocked(Refused):
    """A move that would break a constraint; ``findings`` say which."""

    def __init__(self, findings: list[Finding]) -> None:
        codes = ", ".join(sorted({finding.code for finding in findings}))
        super().__init__(
            "move_blocked", f"Không chuyển được: {codes}.", remedy="Chọn đoàn khác, hoặc gỡ điều chặn trước."
        )
        self.findings = findings


def _chosen(plan: Plan, person: int, to: str | None) -> Option:
    for option in options.of_person(plan, person=person):
        if option.to == to:
            return option
    where = f"khoá {to}" if to else "ngoài kế hoạch"
    raise Refused("no_such_move", f"Người này không chuyển được đến {where}.", remedy="Chọn một đoàn trong danh sách.")


def _place(plan: Plan, person: int, to: str | None, *, pinned: bool) -> None:
    plan.courses.filter(leader_id=person).exclude(course__code=to or "").update(leader=None)
    plan.seats.filter(person_id=person).delete()
    if to is None:
        return
    planned = _planned(plan, to)
    nomination = _nomination(plan, person, planned.course.programme)
    Seat.objects.create(plan=plan, planned=planned, person_id=person, nomination=nomination, pinned=pinned)


def _planned(plan: Plan, code: str) -> PlannedCourse:
    planned = plan.courses.select_related("course").filter(course__code=code).first()
    if planned is None:
        raise NotFound("course_not_running", f"Khoá {code} không chạy trong {plan.name}.", remedy="Tải lại trang.")
    return planned


def _nomination(plan: Plan, person: int, programme: str) -> Nomination:
    named = plan.call.nominations.filter(person_id=person).order_by("id")
    found = named.filter(programme=programme).first() or named.first()
    if found is None:
        raise NotFound("no_nomination", "Người này không có trong danh sách đề cử của năm.")
    return found


def pin(plan: Plan, *, person: int, pinned: bool, by: Actor, revision: int | None = None) -> None:
    """Pins a seated person to their course, or lets them go again."""
    with _step(plan, verb="pin", by=by, revision=revision) as step:
        seat = step.plan.seats.filter(person_id=person).first()
        if seat is None:
            raise Refused(
                "not_seated", "Chỉ ghim được người đang có chỗ.", remedy="Chuyển người này vào một đoàn trước."
            )
        step.before, step.after = {"person": person, "pinned": seat.pinned}, {"person": person, "pinned": pinned}
        seat.pinned = pinned
        seat.save(update_fields=["pinned"])


def name_head(plan: Plan, *, course: str, person: int | None, by: Actor, revision: int | None = None) -> None:
    """Names the head of a delegation among its members who can lead; None takes the name back."""
    with _step(plan, verb="name_head", by=by, revision=revision) as step:
        planned = _planned(step.plan, course)
        if person is not None:
            _can_head(step.plan, planned, person)
        step.before = {"course": course, "head": planned.leader_id}
        step.after = {"course": course, "head": person}
        planned.leader_id = person
        planned.save(update_fields=["leader"])


def _can_head(plan: Plan, planned: PlannedCourse, person: int) -> None:
    if not planned.seats.filter(person_id=person).exists():
        raise Refused("not_a_member", f"Trưởng đoàn phải là người trong đoàn {planned.course.code}.")
    nominee = drafts.problem_of(plan).nominee.get(person_id(person))
    if nominee is None or not nominee.can_lead:
        raise Refused(
            "cannot_lead",
            "Người này chưa đủ điều kiện làm trưởng đoàn.",
            remedy="Chọn cán bộ lãnh đạo từ bậc 3 trở lên trong đoàn.",
        )


def choose_day(plan: Plan, *, course: str, first_day: date, by: Actor, revision: int | None = None) -> None:
    """Lets a course begin on another of its proposed first days."""
    with _step(plan, verb="choose_day", by=by, revision=revision) as step:
        planned = _planned(step.plan, course)
        if not planned.course.starts.filter(first_day=first_day).exists():
            raise Refused("start_not_offered", f"Khoá {course} không có ngày khai giảng {first_day:%d/%m/%Y}.")
        step.before = {"course": course, "first_day": planned.first_day.isoformat()}
        step.after = {"course": course, "first_day": first_day.isoformat()}
        planned.first_day = first_day
        planned.save(update_fields=["first_day"])


def run_course(plan: Plan, *, course: Course, first_day: date, by: Actor, revision: int | None = None) -> None:
    """Lets an idle course of the catalogue run, still empty."""
    with _step(plan, verb="run_course", by=by, revision=revision) as step:
        if course.code not in drafts.problem_of(step.plan).course:
            raise Refused(
                "course_newer", f"Khoá {course.code} được thêm sau khi tính phương án này.", remedy="Chạy “Tính lại”."
            )
        if not course.starts.filter(first_day=first_day, course__call=step.plan.call).exists():
            raise Refused("start_not_offered", f"Khoá {course.code} không có ngày khai giảng {first_day:%d/%m/%Y}.")
        if step.plan.courses.filter(course=course).exists():
            raise Refused("course_runs", f"Khoá {course.code} đã có trong phương án.")
        PlannedCourse.objects.create(plan=step.plan, course=course, first_day=first_day)
        step.before = {"course": course.code, "runs": None}
        step.after = {"course": course.code, "runs": first_day.isoformat()}


def drop_course(plan: Plan, *, course: str, by: Actor, revision: int | None = None) -> None:
    """Takes a course with all its people out of the plan."""
    with _step(plan, verb="drop_course", by=by, revision=revision) as step:
        planned = _planned(step.plan, course)
        seats = [[seat.person_id, seat.pinned] for seat in planned.seats.order_by("id")]
        step.before = {
            "course": course, "runs": planned.first_day.isoformat(), "head": planned.leader_id, "seats": seats,
        }  # fmt: skip
        step.after = {"course": course, "runs": None}
        planned.delete()


def undo(plan: Plan, *, by: Actor, revision: int | None = None) -> str:
    """Takes back the last step that still stands; returns its verb. Refused when there is none."""
    with acting("plans.change", by=by, verb="plans.undo") as act:
        fresh = Plan.objects.select_for_update().select_related("call").get(pk=plan.pk)
        calls.require_open(fresh.call)
        _still_draft(fresh)
        _still_current(fresh, revision)
        last = fresh.changes.filter(undone=False).order_by("-number").first()
        if last is None:
            raise Refused("nothing_to_undo", "Không còn thao tác nào để hoàn tác.")
        _put_back(fresh, last)
        last.undone = True
        last.save(update_fields=["undone"])
        _bump(fresh)
        plan.revision = fresh.revision
        telling_steps.tell(act, fresh, before=last.after, after=last.before)
        act.subject, act.year, act.detail = fresh, fresh.call.year, {"undone": last.verb, "number": last.number}
    return last.verb


def _put_back(plan: Plan, change: PlanChange) -> None:
    old = change.before
    if change.verb == "move":
        _place(plan, old["person"], old["course"], pinned=old.get("pinned", False))
        if old.get("led"):
            plan.courses.filter(course__code=old["course"]).update(leader_id=old["person"])
    elif change.verb == "pin":
        plan.seats.filter(person_id=old["person"]).update(pinned=old["pinned"])
    elif change.verb == "name_head":
        plan.courses.filter(course__code=old["course"]).update(leader_id=old["head"])
    elif change.verb == "choose_day":
        plan.courses.filter(course__code=old["course"]).update(first_day=date.fromisoformat(old["first_day"]))
    elif change.verb == "run_course":
        plan.courses.filter(course__code=old["course"]).delete()
    elif change.verb == "drop_course":
        _run_again(plan, old)


def _run_again(plan: Plan, old: dict[str, Any]) -> None:
    course = plan.call.courses.get(code=old["course"])
    PlannedCourse.objects.create(
        plan=plan, course=course, first_day=date.fromisoformat(old["runs"]), leader_id=old["head"]
    )
    for person, pinned in old["seats"]:
        _place(plan, person, old["course"], pinned=pinned)
