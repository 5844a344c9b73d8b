"""“Chuyển đến…”: what each move of a person would break or mend, said before it is chosen, and the move itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from doanra.planner import Finding
from doanra.records.models import Course, Person, Plan, PlanState
from doanra.stages.plans import changes, options
from doanra.stages.plans.board import Board, Card, Column
from doanra.stages.plans.changes import MoveBlocked
from doanra.stages.plans.options import Option
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Severity
from doanra.web.asking import Request, asks
from doanra.web.closed import while_open
from doanra.web.plans import cards, sentences
from doanra.web.plans.cards import Reason
from doanra.web.plans.forms import MoveForm, asked
from doanra.web.plans.scope import board_of, board_url, one_editor, plan_of, to_board
from doanra.web.plans.sentences import Names, plan_name
from doanra.web.templatetags.doanra import mark_level

OUT = "out"
_FEW = 6


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the menu: where to, from how many people to how many, what it brings."""

    value: str
    label: str
    country: str
    before: int
    after: int
    level: str
    text: str
    also: tuple[Reason, ...] = ()
    key: int | None = None


@require_http_methods(["GET", "POST"])
@asks("plans.change")
@while_open
@one_editor
@vary_on_headers("HX-Request")
def move(request: Request, year: int, plan: int, person: int) -> HttpResponse:
    """The ways of a person as a page (as a menu for the board), and the one that was chosen."""
    one = plan_of(year, plan)
    if request.method == "POST":
        return _moved(request, one, person)
    if one.state != PlanState.DRAFT.value:
        raise Refused("plan_published", _("Bản đã công bố không sửa được."), remedy=_("Mở bản nháp mới từ bản này."))
    context = _context(request, one, person)
    if not request.htmx:
        return render(request, "plans/move.html", context)
    return render(request, "plans/moveto.html", context | {"ways": _first(context["ways"])})


def _context(request: Request, plan: Plan, person: int) -> dict[str, Any]:
    found = board_of(request, plan)
    names = cards.names_of(found)
    card, column = _card(found, person)
    back = request.GET.get("back", "")
    return {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "face": cards.face(card, names=names),
        "column": column,
        "ways": ways(plan, person, names=names),
        "back": back,
        "board_url": board_url(plan, back=back, at=person if column else None),
    }


def _card(board: Board, person: int) -> tuple[Card, Column | None]:
    for column in board.columns:
        for card in column.cards:
            if card.person == person:
                return card, column
    for one in board.unplaced:
        if one.card.person == person:
            return one.card, None
    raise NotFound("no_nominee", _("Người này không có trong lần tính của phương án."), remedy=_("Tải lại bảng."))


def ways(plan: Plan, person: int, *, names: Names) -> list[Way]:
    """All ways in the order of fit, out of the plan last."""
    courses = {course.code: course for course in plan.call.courses.all()}
    return [_way(option, courses, names) for option in options.of_person(plan, person=person)]


def _way(option: Option, courses: dict[str, Course], names: Names) -> Way:
    said = _said(option, names)
    country = courses[option.to].country if option.to in courses else ""
    return Way(
        value=option.to or OUT,
        label=option.to or _("Đưa ra khỏi kế hoạch"),
        country=country,
        before=option.move.seats_before,
        after=option.move.seats_after,
        level=said[0].level,
        text=said[0].text,
        also=tuple(said[1:]),
    )


def _said(option: Option, names: Names) -> list[Reason]:
    """What to say of a move, the gravest first; at least that nothing stands in its way."""
    brought = sorted(option.move.adds, key=lambda finding: _weight(finding, option))
    found = [Reason(_level(finding, option), sentences.brought(finding, names=names)) for finding in brought]
    good = sentences.mended(option.move.mends, names=names)
    if good:
        found.insert(0 if option.level in {None, Severity.NOTE} else len(found), Reason("pass", good))
    return found or [Reason("pass", _("Không vướng gì"))]


def _level(finding: Finding, option: Option) -> str:
    if finding.level is Severity.ERROR and finding not in option.blocks:
        return "warn"  # left behind in the course that they go from: to be mended before publishing
    return mark_level(finding.level)


def _weight(finding: Finding, option: Option) -> tuple[int, bool]:
    return ["block", "warn", "note"].index(_level(finding, option)), finding.code == "target_missed"


def _first(found: list[Way]) -> list[Way]:
    """The ways that the menu holds, each with its digit; out of the plan is 0."""
    into = [way for way in found if way.value != OUT][:_FEW]
    numbered = [_keyed(way, key) for key, way in enumerate(into, 1)]
    return numbered + [_keyed(way, 0) for way in found if way.value == OUT]


def _keyed(way: Way, key: int) -> Way:
    return Way(way.value, way.label, way.country, way.before, way.after, way.level, way.text, way.also, key)


def _moved(request: Request, plan: Plan, person: int) -> HttpResponse:
    given = asked(MoveForm, request.POST)
    to = None if given["to"] == OUT else given["to"]
    who = Person.objects.filter(pk=person).first()
    found = board_of(request, plan)
    names, name = cards.names_of(found), who.full_name if who else ""
    try:
        brought = changes.move(plan, person=person, to=to, by=request.user, revision=given["revision"])
    except MoveBlocked as blocked:
        why = "; ".join(sentences.brought(finding, names=names) for finding in blocked.findings)
        say = _("Không chuyển được %(name)s đến %(course)s: %(why)s.")
        raise Refused(
            "move_blocked",
            say % {"name": name, "course": to or "", "why": why},
            remedy=_("Chưa có gì được lưu. Chọn đoàn khác, hoặc gỡ điều chặn trước."),
        ) from blocked
    _tell(request, name, to, brought, names)
    programme = next((column.course.programme for column in found.columns if column.course.code == to), "")
    return to_board(request, plan, at=person if to else None, programme=programme)


def _tell(request: Request, name: str, to: str | None, brought: list[Finding], names: Names) -> None:
    said = _("Đã chuyển %(name)s đến %(course)s.") if to else _("Đã đưa %(name)s ra khỏi kế hoạch.")
    messages.success(request, said % {"name": name, "course": to})
    for finding in brought:
        if finding.level is not Severity.NOTE:
            messages.warning(request, sentences.brought(finding, names=names) + ".")


@require_GET
@asks("plans.change")
def moves(request: Request, year: int, plan: int, person: int) -> JsonResponse:
    """For a card that is being carried: what each column would say to it."""
    one = plan_of(year, plan)
    names = cards.names_of(board_of(request, one))
    said = {
        way.value: {"level": "ok" if way.level in {"pass", "note"} else way.level, "say": way.text}
        for way in ways(one, person, names=names)
    }
    return JsonResponse({"revision": one.revision, "moves": said})
