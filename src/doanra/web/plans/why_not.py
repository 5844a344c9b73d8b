"""“Vì sao chưa có chỗ?”: of one person without a seat, what stands before each choice and the cheapest way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.planner.judge import judge
from doanra.planner.ledger import Ledger
from doanra.planner.nearest import nearest
from doanra.planner.obstacles import Barred, obstacles_of
from doanra.records.models import Course, Plan, WayIn
from doanra.records.queries.approved import people
from doanra.stages.plans import drafts, ways_in
from doanra.stages.plans.board import Board, Unplaced
from doanra.stages.plans.chosen import not_approved
from doanra.stages.plans.problem import last_day, person_id
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.plans import cards, ways_said
from doanra.web.plans.scope import board_of, board_url, plan_of
from doanra.web.plans.sentences import Names, plan_name
from doanra.web.plans.whys import lists_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the person: the course, its days in the plan (None: it does not run), why not, what would help."""

    course: Course
    first_day: date | None
    last_day: date | None
    score: int
    why: str
    help: str
    obstacles: int

    @property
    def level(self) -> str:
        """The mark before it."""
        if not self.obstacles:
            return "pass"
        return "warn" if self.first_day else "note"


@require_GET
@asks("plans.see")
def why_not(request: Request, year: int, plan: int, person: int) -> HttpResponse:
    """Why one person has no seat, choice by choice; the exchange once somebody asked for it."""
    one = plan_of(year, plan)
    if person in not_approved(one.problem) and (left := people([person])):
        context = {
            "call": one.call, "plan": one, "name": plan_name(one), "who": left[0], "lists": lists_of(one),
            "back": board_url(one),
        }  # fmt: skip
        return render(request, "plans/not_approved.html", context)
    found = board_of(request, one)
    return render(request, "plans/why_not.html", _context(one, found, person))


@require_POST
@asks("plans.ask")
def seek(request: Request, year: int, plan: int, person: int) -> HttpResponse:
    """Solves what it would take and shows it: the part of the page alone for htmx."""
    one = plan_of(year, plan)
    ways_in.seek(one, person=person, by=request.user)
    if not request.htmx:
        return redirect("web:plans_why_not", year, plan, person)
    return render(request, "plans/way_in.html", _context(one, board_of(request, one), person))


def _context(plan: Plan, board: Board, person: int) -> dict[str, Any]:
    who, names = _unplaced(board, plan, person), cards.names_of(board)
    problem, planned = drafts.problem_of(plan), drafts.as_planned(plan)
    ledger, known = Ledger(problem, planned), ways_in.known(plan, person=person)
    nominee = person_id(person)
    fits = known.answer["fits"] if known else [fit.as_json() for fit in nearest(problem, planned, nominee=nominee)]
    helps = {str(fit["course"]): ways_said.fit(fit, names=names) for fit in fits}
    courses = {course.code: course for course in plan.call.courses.all()}
    barred = obstacles_of(ledger, problem.nominee[nominee])
    return {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "face": cards.face(who.card, names=names),
        "choices": [_choice(one, courses[one.choice.course], helps, names) for one in barred],
        "cheapest": ways_said.fit(fits[0], names=names) if fits else "",
        "back": board_url(plan),
    } | _exchange(known, judge(problem, planned).tiers.as_json(), names)


def _unplaced(board: Board, plan: Plan, person: int) -> Unplaced:
    for one in board.unplaced:
        if one.card.person == person:
            return one
    raise NotFound(
        "not_waiting",
        _("Người này có chỗ rồi, hoặc không vào lần tính của %(plan)s.") % {"plan": plan_name(plan)},
        remedy=_("Mở bảng xếp đoàn để xem ai chưa có chỗ."),
    )


def _choice(barred: Barred, course: Course, helps: dict[str, str], names: Names) -> Choice:
    first = barred.start
    return Choice(
        course=course,
        first_day=first,
        last_day=last_day(first, days=course.days) if first else None,
        score=barred.choice.score,
        why=ways_said.barred(course.code, barred.obstacles, names=names),
        help=helps.get(course.code, ""),
        obstacles=len(barred.obstacles),
    )


def _exchange(known: WayIn | None, tiers: dict[str, object], names: Names) -> dict[str, Any]:
    if known is None:
        return {"asked": None}
    swap = known.answer["swap"]
    level, said = ways_said.verdict(swap)
    return {
        "asked": known,
        "held": known.answer["held"],
        "seconds": swap["seconds"],
        "level": level,
        "said": said,
        "moves": ways_said.exchange(swap, names=names),
        "changed": ways_said.consequences(tiers, swap["tiers"]) if "tiers" in swap else [],
    }
