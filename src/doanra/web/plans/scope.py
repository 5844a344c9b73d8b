"""Which plan a page is about, the way back to its board, and what two editors of one plan see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from doanra.records.models import Plan
from doanra.records.queries import plans as queries
from doanra.records.queries.verdicts import reads_vetting
from doanra.stages.plans import board as reading
from doanra.stages.plans.board import Board
from doanra.terms.refusal import NotFound, Stale
from doanra.web.asking import Request, call_of

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
_KEPT = ("p", "unit", "flagged", "open", "course")
"""What the address of a board holds besides its plan; everything else is dropped on the way back."""


def plan_of(year: int, plan: int) -> Plan:
    """The plan in the address; 404 in words."""
    wanted = queries.of_call(call_of(year), plan)
    if wanted is None:
        raise NotFound(
            "no_plan", f"Năm {year} không có phương án này.", remedy="Mở trang “Kế hoạch” để thấy các phương án."
        )
    return wanted


def board_of(request: Request, plan: Plan) -> Board:
    """The board of a plan as the reader is told it."""
    return reading.read(plan, vetting=reads_vetting(request.user))


def held_back(request: Request, plan: Plan) -> dict[int, str]:
    """Who must leave before the plan is published, and why, as the reader is told it."""
    return queries.held_back(plan, vetting=reads_vetting(request.user))


def board_url(plan: Plan, *, back: str = "", at: int | None = None, programme: str = "") -> str:
    """The address of a plan's board: the view that ``back`` (a query string) tells, with the card ``at`` in view."""
    kept = QueryDict(mutable=True)
    for key, values in QueryDict(back).lists():
        if key in _KEPT:
            kept.setlist(key, values)
    if programme:
        kept["p"] = programme
    if at is not None:
        kept["at"] = str(at)
    query = f"?{kept.urlencode()}" if kept else ""
    anchor = f"#card-{at}" if at is not None else ""
    return reverse("web:plans_board", args=[plan.call.year, plan.pk]) + query + anchor


def to_board(request: Request, plan: Plan, *, at: int | None = None, programme: str = "") -> HttpResponseRedirect:
    """Back to the board after an act, as it was looked at."""
    return HttpResponseRedirect(board_url(plan, back=request.POST.get("back", ""), at=at, programme=programme))


def one_editor(view: View[P]) -> View[P]:
    """Answers an act on an outdated plan with 409: who changed it, and the way to the plan as it is now."""

    @wraps(view)
    def answered(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Stale as stale:
            plan = plan_of(int(str(kwargs["year"])), int(str(kwargs["plan"])))
            template = "plans/stale_said.html" if request.htmx else "plans/stale.html"
            context = {"refusal": stale, "url": board_url(plan, back=request.POST.get("back", ""))}
            return render(request, template, context, status=409)

    return answered
