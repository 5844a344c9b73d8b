"""Choosing a scenario: what the year's data will be made to say, and the draft that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doanra.planner.whatif import SetAwayShare
from doanra.stages.plans import adopting, runs, scenarios, side_by_side
from doanra.stages.plans.adopting import Step
from doanra.web.asking import Request, asks
from doanra.web.closed import while_open
from doanra.web.drawings.figures import figure
from doanra.web.plans import scenario_words as words
from doanra.web.plans.scenarios import scenario_of, why_stale
from doanra.web.plans.sentences import plan_name
from doanra.web.templatetags.doanra import money, vndate


@dataclass(frozen=True, slots=True)
class Line:
    """A change in words, and what the data say now; ``state`` is holds, change or impossible."""

    text: str
    state: str
    before: str


@require_http_methods(["GET", "POST"])
@asks("plans.change")
@while_open
def adopt(request: Request, year: int, scenario: int) -> HttpResponse:
    """Everything that the act does, said before it; then the draft."""
    one = scenario_of(year, scenario)
    if request.method == "POST":
        draft = adopting.adopt(one, by=request.user)
        said = _("Đã lập %(draft)s theo kịch bản “%(name)s”.") % {"draft": plan_name(draft), "name": one.name}
        messages.success(request, said)
        return redirect("web:plans_board", year, draft.pk)
    live = scenarios.live(one.call)
    steps = adopting.steps(one)
    units = words.unit_names(scenarios.changes_of(one))
    standing = side_by_side.of_scenario(one)
    base = side_by_side.of_plan(live) if live else None
    acts = side_by_side.changed_since(one.call, [one]).get(one.pk, [])
    context = {
        "call": one.call,
        "scenario": one,
        "ready": standing is not None and one.run is not None and one.run.state not in runs.UNDER_WAY,
        "lines": [_line(step, units) for step in steps],
        "to_change": sum(step.possible and not step.holds for step in steps),
        "impossible": sum(not step.possible for step in steps),
        "gap_says": words.gap(side_by_side.gap(base, standing)) if base and standing else "",
        "live_name": plan_name(live) if live else "",
        "stale": why_stale([event.verb for event in acts], one, live),
    }
    return render(request, "plans/scenario_adopt.html", context)


def _line(step: Step, units: dict[str, str]) -> Line:
    state = "holds" if step.holds else "change" if step.possible else "impossible"
    return Line(words.change(step.change, units=units), state, _before(step))


def _before(step: Step) -> str:
    """What the data say now."""
    value: Any = step.before
    if value is None or value == ():
        return _("chưa có")
    if isinstance(step.change, SetAwayShare):
        return f"{figure(round(100 * value))} %"
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, tuple):
        return ", ".join(vndate(day) for day in value if isinstance(day, date))
    return figure(value)
