"""“Vì sao?”: of a plan, why seats are missing and everything that was found; of a course, why it stands like this."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.records.models import Consultation, Course, Plan, PlanState
from doanra.records.queries.approved import people
from doanra.stages.plans.board import GRAVITY, Board, Column
from doanra.stages.plans.chosen import from_lists, not_approved
from doanra.stages.plans.problem import last_day
from doanra.terms.refusal import NotFound
from doanra.terms.words import Programme
from doanra.web import closed
from doanra.web.asking import Request, asks
from doanra.web.frame import address
from doanra.web.plans import cards, weighing
from doanra.web.plans.overview import in_field, waiting_for
from doanra.web.plans.released import placed
from doanra.web.plans.scope import board_of, board_url, plan_of
from doanra.web.plans.sentences import Names, kind, plan_name, reason


@dataclass(frozen=True, slots=True)
class Short:
    """One programme against its target: who is left, and why, the largest reason first."""

    programme: str
    seated: int
    target: int
    left: int
    reasons: list[tuple[str, int]]
    idle: int
    free: int

    @property
    def missing(self) -> int:
        """Seats missing to the target."""
        return self.target - self.seated


@require_GET
@asks("plans.see")
def why(request: Request, year: int, plan: int) -> HttpResponse:
    """Why seats are missing, what is proven, and every finding by kind."""
    one = plan_of(year, plan)
    found = board_of(request, one)
    names = cards.names_of(found)
    waiting = waiting_for(found)
    full = {programme for programme, target in found.targets.items() if found.seated(programme) >= target}
    context = {
        "call": one.call,
        "plan": one,
        "name": plan_name(one),
        "board": found,
        "shorts": [_short(found, programme.value) for programme in Programme if programme.value in found.targets],
        "missing": found.tiers.t1,
        "proven": found.bounds.get("T1"),
        "idle": [(course, waiting.get(course.code, 0), course.programme in full) for course in found.idle],
        "kinds": _kinds(found, names),
        "waiting": len(found.unplaced),
        "choices": sum(len(one.blocked) for one in found.unplaced),
        "unused": sum(not codes for one in found.unplaced for _, codes in one.blocked),
        "back": board_url(one),
        "not_approved": people(not_approved(one.problem)),
        "lists": lists_of(one),
    }
    return render(request, "plans/why.html", context)


def lists_of(plan: Plan) -> list[tuple[str, int, str]]:
    """The approved lists that a plan was made from: title, version, address of that version."""
    kept = dict(from_lists(plan.problem))
    found = Consultation.objects.in_bulk(kept)
    return [
        (one.title, kept[key], address("web:consultations_version", plan.call.year, key, kept[key]))
        for key, one in found.items()
    ]


def _short(board: Board, programme: str) -> Short:
    left = [one for one in board.unplaced if one.card.nomination.programme == programme]
    counted = Counter(one.reason for one in left)
    target = board.targets[programme]
    return Short(
        programme=programme,
        seated=board.seated(programme),
        target=target,
        left=len(left),
        reasons=[
            (reason(code, programme=programme, target=target), many) for code, many in counted.most_common()
        ],
        idle=sum(course.programme == programme for course in board.idle),
        free=sum(column.course.seats_max - len(column.cards) for column in board.of(programme)),
    )  # fmt: skip


def _kinds(board: Board, names: Names) -> list[dict[str, Any]]:
    """The findings grouped by what they are, the gravest kinds first."""
    found: dict[tuple[int, str], list[dict[str, object]]] = defaultdict(list)
    for finding in board.all_findings():
        found[GRAVITY.index(finding.level), finding.code].append(placed(finding, names=names, board=board))
    return [
        {"level": GRAVITY[level], "title": kind(code), "rows": rows}
        for (level, code), rows in sorted(found.items(), key=lambda item: (item[0][0], -len(item[1])))
    ]


@require_GET
@asks("plans.see")
def course(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """One course of the plan, running or not: figures against limits, who could still come, what can be done."""
    one = plan_of(year, plan)
    found = board_of(request, one)
    offered = one.call.courses.prefetch_related("starts").filter(code=code).first()
    if offered is None:
        raise NotFound("no_course", _("Năm %(year)s không có khoá %(code)s.") % {"year": year, "code": code})
    column = next((column for column in found.columns if column.course.pk == offered.pk), None)
    names = cards.names_of(found)
    context = _shared(request, one, offered) | _candidates(found, code)
    if column is None:
        return render(request, "plans/course_idle.html", context)
    mix = weighing.shown(cards.mix_of(column), call=one.call)
    return render(request, "plans/course.html", context | _running(column, names, found) | mix)


def _shared(request: Request, plan: Plan, offered: Course) -> dict[str, Any]:
    draft = plan.state == PlanState.DRAFT.value
    return {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "course": offered,
        "is_class": cards.is_class(offered),
        "starts": [start.first_day for start in offered.starts.all()],
        "editable": draft and closed.may(request.user.duty, "plans.change", call=plan.call),
        "back": board_url(plan, back=f"course={offered.code}", programme=offered.programme),
    }


def _candidates(board: Board, code: str) -> dict[str, Any]:
    """People without a seat who could take this course, by what stands before it."""
    codes = [blocks for one in board.unplaced for name, blocks in one.blocked if name == code]
    counted = Counter(one for blocks in codes for one in blocks if one != "not_run")
    said = [(reason(one, programme=_programme(board, code)), many) for one, many in counted.most_common()]
    return {"waiting": len(codes), "waiting_why": said, "waiting_free": sum(not blocks for blocks in codes)}


def _programme(board: Board, code: str) -> str:
    return next((column.course.programme for column in board.columns if column.course.code == code), "")


def _running(column: Column, names: Names, board: Board) -> dict[str, Any]:
    course, seats = column.course, len(column.cards)
    bands = [card.band for card in column.cards]
    inside = in_field(column)
    first: date = column.planned.first_day
    return {
        "column": column,
        "seats": seats,
        "last": last_day(first, days=course.days),
        "in_field": inside,
        "share": 100 * inside // seats if seats else 0,
        "share_due": round(course.field_share * 100),
        "lowest": min(bands, default=None),
        "highest": max(bands, default=None),
        "units": len({card.nomination.unit_id for card in column.cards}),
        "cost": course.cost_fixed + course.cost_per_head * seats if seats else 0,
        "heads": [card for card in column.cards if card.can_lead],
        "findings": [placed(finding, names=names, board=board) for finding in column.all_findings],
        "marks": cards.marks(column.all_findings),
    }
