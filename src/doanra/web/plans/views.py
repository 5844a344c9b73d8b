"""The plans of a year: where it stands, what would go into a run, the runs and the plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import Call, PlannedFrom, PlanState, RunState, UnknownMeans
from doanra.records.queries import approved
from doanra.records.queries import plans as queries
from doanra.stages import calls
from doanra.stages.plans import problem, runs
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.plans.forms import PlannedFromForm, StartForm, UnknownForm, asked
from doanra.web.plans.scope import plan_of

UNDER_WAY = frozenset({RunState.QUEUED.value, RunState.RUNNING.value})


@require_GET
@asks("plans.see")
def index(request: Request, year: int) -> HttpResponse:
    """The list, or what is missing before there can be one."""
    call = call_of(year)
    form = StartForm(None, drafts=_drafts(call), initial={"pins_of": request.GET.get("pins_of", "")})
    return render(request, "plans/index.html", _context(call, form))


def _drafts(call: Call) -> list[Any]:
    return list(call.plans.filter(seats__pinned=True).distinct())


def _context(call: Call, form: StartForm) -> dict[str, Any]:
    rows, found = queries.rows_of(call), runs.of_call(call)
    return {
        "call": call,
        "ready": queries.ready(call),
        "targets": calls.targets(call),
        "target": sum(calls.targets(call).values()),
        "rows": rows,
        "published": next((row for row in rows if row.plan.state == PlanState.PUBLISHED.value), None),
        "drafts": [row for row in rows if row.plan.state == PlanState.DRAFT.value],
        "runs": found,
        "has_scenarios": call.scenarios.exists(),
        "under_way": next((run for run in found if run.state in UNDER_WAY), None),
        "form": form,
        "unknown_form": UnknownForm(initial={"unknown_means": call.unknown_means}),
        "takes_unknown": call.unknown_means == UnknownMeans.TAKE.value,
        "approved": approved.of_call(call),
        "from_form": PlannedFromForm(initial={"planned_from": call.planned_from}),
        "takes_approved": call.planned_from == PlannedFrom.APPROVED.value,
    }


@require_GET
@asks("plans.compute")
def going_in(request: Request, year: int) -> HttpResponse:
    """What would go into a run now: judged afresh, so it comes after the page."""
    call = call_of(year)
    try:
        _built, intake = problem.build(call)
    except Refused as refusal:
        return render(request, "plans/going_in.html", {"call": call, "refusal": refusal})
    template = "plans/going_in.html" if request.htmx else "plans/going_in_page.html"
    return render(request, template, {"call": call, "intake": intake, "targets": calls.targets(call)})


@require_POST
@asks("plans.compute")
def start(request: Request, year: int) -> HttpResponse:
    """Starts a run and leads to its page."""
    call = call_of(year)
    form = StartForm(request.POST, drafts=_drafts(call))
    if not form.is_valid():
        return render(request, "plans/index.html", _context(call, form), status=400)
    given = form.cleaned_data
    pins_of = plan_of(year, given["pins_of"]) if given["pins_of"] else None
    run = runs.start(
        call, by=request.user, time_limit=given["time_limit"], seed=given["seed"], pins_of=pins_of
    )  # fmt: skip
    return redirect("web:plans_run", year, run.pk)


@require_POST
@asks("calls.change")
def choose_unknown(request: Request, year: int) -> HttpResponse:
    """The office says what an unknown verdict means for the runs of this year."""
    call, given = call_of(year), asked(UnknownForm, request.POST)
    calls.change(call, by=request.user, values={"unknown_means": given["unknown_means"]})
    messages.success(
        request, _("Từ lần tính sau: %(means)s.") % {"means": _(UnknownMeans(given["unknown_means"]).label)}
    )
    return redirect("web:plans", year)


@require_POST
@asks("calls.change")
def choose_from(request: Request, year: int) -> HttpResponse:
    """The office says whether the runs of this year take those on the approved lists, or everybody."""
    call, given = call_of(year), asked(PlannedFromForm, request.POST)
    calls.change(call, by=request.user, values={"planned_from": given["planned_from"]})
    said = _(PlannedFrom(given["planned_from"]).label)
    messages.success(request, _("Từ lần tính sau: %(means)s.") % {"means": said[:1].lower() + said[1:]})
    return redirect("web:plans", year)
