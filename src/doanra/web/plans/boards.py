"""The plan board: programmes as tabs, courses as columns, people as cards, those without a seat at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.records.models import Plan, PlanState
from doanra.records.queries import approved
from doanra.records.queries import plans as queries
from doanra.stages.plans.board import Board, Column
from doanra.stages.plans.chosen import not_approved
from doanra.terms.refusal import NotFound
from doanra.terms.words import Programme, Severity
from doanra.web import closed
from doanra.web.asking import Request, asks
from doanra.web.keys import key
from doanra.web.plans import cards, groups
from doanra.web.plans.cards import SHOWN, Lane
from doanra.web.plans.released import released
from doanra.web.plans.scope import board_of, held_back, plan_of
from doanra.web.plans.sentences import Names, plan_name

_PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: programme, one unit, only what is in trouble, opened columns, a card to see."""

    programme: str
    unit: int | None
    flagged: bool
    opened: frozenset[str]
    at: int | None
    course: str
    back: str

    @property
    def narrows(self) -> bool:
        """Whether people or columns are left out."""
        return self.unit is not None or self.flagged


def wanted_of(data: QueryDict, *, board: Board) -> Wanted:
    """The address read; nonsense is passed over."""
    programmes = [programme.value for programme in Programme]
    first = next((one for one in programmes if board.of(one)), programmes[0])
    at, asked = key(data.get("at", "")), data.get("p", "")
    kept = data.copy()
    kept.pop("at", None)
    return Wanted(
        programme=asked if asked in programmes else first,
        unit=key(data.get("unit", "")),
        flagged=data.get("flagged") == "1",
        opened=frozenset(data.getlist("open")),
        at=at,
        course=data.get("course", ""),
        back=kept.urlencode(),
    )


@require_GET
@asks("plans.see")
def board(request: Request, year: int, plan: int) -> HttpResponse:
    """A draft as its board; a version as its lists, or as a board that cannot be changed (``?view=board``)."""
    one = plan_of(year, plan)
    if one.state == PlanState.PUBLISHED.value and request.GET.get("view") != "board":
        return released(request, one)
    return render(request, "plans/board.html", board_context(request, one))


def board_context(request: Request, plan: Plan) -> dict[str, Any]:
    """Everything that the board's template shows."""
    found = board_of(request, plan)
    names, wanted = cards.names_of(found), wanted_of(request.GET, board=found)
    draft = plan.state == PlanState.DRAFT.value
    held = held_back(request, plan) if draft else {}
    return {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "board": found,
        "wanted": wanted,
        "editable": draft and closed.may(request.user.duty, "plans.change", call=plan.call),
        "tabs": [(one.value, len(found.of(one.value))) for one in Programme if one.value in found.targets],
        "sums": [(one.value, found.seated(one.value), found.targets[one.value]) for one in Programme],
        "lanes": lanes(found, wanted, names=names, held=held),
        "idle": [course for course in found.idle if course.programme == wanted.programme],
        "groups": groups.groups(found, names=names, unit=wanted.unit),
        "units": sorted(found.units.items(), key=lambda item: item[1]),
        "marks": cards.marks(found.all_findings(), held=len(held)),
        "blocks": found.count(Severity.ERROR) + len(held),
        "last": queries.last_change(plan) if draft else None,
        "before": queries.before(plan),
        "not_approved": len(not_approved(plan.problem)),
        "off_lists": approved.people([person for person, why in held.items() if why == "not_approved"]),
    }


def lanes(board: Board, wanted: Wanted, *, names: Names, held: Mapping[int, str]) -> list[Lane]:
    """The columns of the programme that the address asks for; the first, or the one asked for, is current."""
    found = [_lane(column, wanted, names=names, held=held) for column in board.of(wanted.programme)]
    found = [lane for lane in found if _is_in_view(lane, wanted)]
    chosen = next((lane for lane in found if lane.column.course.code == wanted.course), None)
    chosen = chosen or next((lane for lane in found if _holds(lane.column, wanted.at)), found[0] if found else None)
    if chosen:
        chosen.current = True
    return found


def _is_in_view(lane: Lane, wanted: Wanted) -> bool:
    if wanted.flagged and not any(mark.level in {"block", "warn"} for mark in lane.marks):
        return False
    return wanted.unit is None or bool(lane.faces)


def _holds(column: Column, person: int | None) -> bool:
    return any(card.person == person for card in column.cards)


def _lane(column: Column, wanted: Wanted, *, names: Names, held: Mapping[int, str]) -> Lane:
    faces = cards.faces_of(column, names=names, held=held)
    gone = sum(card.person in held for card in column.cards)
    if wanted.unit is not None:
        faces = [face for face in faces if face.unit_id == wanted.unit]
    if wanted.flagged:
        faces = [face for face in faces if face.level in {"block", "warn"}]
    opened = column.course.code in wanted.opened or _holds(column, wanted.at) or len(faces) <= SHOWN + 1
    shown = faces if opened or wanted.narrows else faces[:SHOWN]
    more, blocks = len(faces) - len(shown), cards.says(column, names=names)
    return Lane(column, shown, more=more, marks=cards.marks(column.all_findings, held=gone), says=blocks)


@require_GET
@asks("plans.see")
def people(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """All cards of one column, for the place of “Hiện 13 người còn lại”."""
    one = plan_of(year, plan)
    found = board_of(request, one)
    column = next((column for column in found.columns if column.course.code == code), None)
    if column is None:
        raise NotFound("course_not_running", f"Khoá {code} không chạy trong phương án này.", remedy="Tải lại trang.")
    faces = cards.faces_of(column, names=cards.names_of(found), held=held_back(request, one))
    return render(request, "plans/people.html", _aside(request, one, found) | {"faces": faces})


@require_GET
@asks("plans.see")
def unplaced(request: Request, year: int, plan: int, reason: str) -> HttpResponse:
    """The people of one reason: a page of their own, or the cards alone for the board."""
    one = plan_of(year, plan)
    found = board_of(request, one)
    wanted, names = wanted_of(request.GET, board=found), cards.names_of(found)
    group = next((g for g in groups.groups(found, names=names, unit=wanted.unit) if g.key == reason), None)
    if group is None:
        raise NotFound("no_group", "Không còn ai chưa có chỗ vì lý do này.", remedy="Tải lại bảng xếp đoàn.")
    page = Paginator(group.people, _PER_PAGE).get_page(request.GET.get("page"))
    context = _aside(request, one, found) | {
        "group": group,
        "page_obj": page,
        "faces": [cards.face_of_unplaced(each, names=names) for each in page.object_list],
    }
    return render(request, "plans/unplaced_cards.html" if request.htmx else "plans/unplaced.html", context)


def _aside(request: Request, plan: Plan, board: Board) -> dict[str, Any]:
    draft = plan.state == PlanState.DRAFT.value
    return {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "editable": draft and closed.may(request.user.duty, "plans.change", call=plan.call),
        "wanted": wanted_of(request.GET, board=board),
    }
