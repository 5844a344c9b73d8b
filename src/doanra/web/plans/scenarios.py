"""What if: the scenarios of a year side by side with the live plan, trying one more, and the page of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra.records.models import Call, Plan, Scenario
from doanra.stages import calls
from doanra.stages.plans import differences, runs, scenarios, side_by_side
from doanra.terms.refusal import NotFound, Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.plans import differing, running, scenario_table
from doanra.web.plans import scenario_words as words
from doanra.web.plans.scenario_forms import WholeForm
from doanra.web.plans.sentences import plan_name
from doanra.web.trail.words import say

MOST = 3
"""So many scenarios stand beside the live plan."""


@require_GET
@asks("plans.see")
def index(request: Request, year: int) -> HttpResponse:
    """All scenarios, and the chosen ones beside the live plan, the best first."""
    call = call_of(year)
    live, found = scenarios.live(call), side_by_side.of_call(call)
    base = side_by_side.of_plan(live) if live else None
    tried = side_by_side.tried(_chosen(request, found), against=base)
    columns = [(plan_name(live), base)] if live and base else []
    columns += [(one.scenario.name, one.standing) for one in tried]
    context = {
        "call": call,
        "live": live,
        "live_name": plan_name(live) if live else "",
        "found": [_listed(scenario) for scenario in found],
        "chosen": {one.scenario.pk for one in tried},
        "ranked": [(one.scenario, words.gap(one.gap) if one.gap else "") for one in tried],
        "heads": _heads(live, [one.scenario for one in tried]),
        "rows": scenario_table.rows(columns, live=base is not None) if tried else [],
        "stale": _stale(call, [one.scenario for one in tried], live),
    }
    return render(request, "plans/scenarios.html", context)


def _chosen(request: Request, found: list[Scenario]) -> list[Scenario]:
    """Those that the address names, else the newest; at most three, and with a plan."""
    whole = [one for one in found if one.run and hasattr(one.run, "best")]
    named = set(request.GET.getlist("s"))
    return [one for one in whole if not named or str(one.pk) in named][:MOST]


def _heads(live: Plan | None, shown: list[Scenario]) -> list[tuple[str, str]]:
    """The columns of the table: a name, and what it is."""
    found = [(plan_name(live), _("kế hoạch đang dùng"))] if live else []
    return found + [(one.name, _("giữ chỗ đã xếp") if one.keeps_seats else _("xếp lại tự do")) for one in shown]


def _listed(scenario: Scenario) -> dict[str, Any]:
    changes = scenarios.changes_of(scenario)
    units = words.unit_names(changes)
    return {"scenario": scenario, "changes": [words.change(one, units=units) for one in changes]}


def _stale(call: Call, shown: list[Scenario], live: Plan | None) -> list[tuple[Scenario, str]]:
    """Which of them are out of date, and why."""
    acts = side_by_side.changed_since(call, shown)
    said = [(one, why_stale([event.verb for event in acts.get(one.pk, [])], one, live)) for one in shown]
    return [(one, why) for one, why in said if why]


def why_stale(verbs: list[str], scenario: Scenario, live: Plan | None) -> str:
    """Why a scenario is out of date: what was done since, or that the live plan is another; empty if it is not."""
    if verbs:
        return "; ".join(say(verb) for verb in dict.fromkeys(verbs))
    return _("kế hoạch đang dùng đã khác") if side_by_side.base_changed(scenario, live) else ""


@require_http_methods(["GET", "POST"])
@asks("plans.compute")
@while_open
def new(request: Request, year: int) -> HttpResponse:
    """The form, and the scenario that comes of it."""
    call = call_of(year)
    form = WholeForm(call, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.main.cleaned_data
        try:
            scenario = scenarios.try_out(
                call,
                name=given["name"],
                changes=form.changes(),
                by=request.user,
                keeps_seats=given["how"] == "keep",
                time_limit=given["time_limit"],
            )
        except Refused as refusal:
            return _form(request, call, form, refusal=refusal)
        return redirect("web:plans_scenario", year, scenario.pk)
    return _form(request, call, form)


def _form(request: Request, call: Call, form: WholeForm, *, refusal: Refused | None = None) -> HttpResponse:
    live = scenarios.live(call)
    wrong = bool(refusal) or request.method == "POST"
    context = {
        "call": call,
        "form": form,
        "refusal": refusal,
        "faults": [fault.says for fault in getattr(refusal, "faults", ())],
        "live_name": plan_name(live) if live else "",
        "targets": {programme.value: seats for programme, seats in calls.targets(call).items()},
    }
    return render(request, "plans/scenario_new.html", context, status=400 if wrong else 200)


@require_GET
@asks("plans.see")
def detail(request: Request, year: int, scenario: int) -> HttpResponse:
    """One scenario: what it changes, how far it is, how it differs from the live plan."""
    return render(request, "plans/scenario.html", _context(scenario_of(year, scenario)))


@require_GET
@asks("plans.see")
def progress(request: Request, year: int, scenario: int) -> HttpResponse:
    """The part that changes each second; the whole page once the run is over."""
    one = scenario_of(year, scenario)
    if one.run is None or one.run.state not in runs.UNDER_WAY:
        return HttpResponseClientRedirect(reverse("web:plans_scenario", args=[year, scenario]))
    return render(request, "plans/scenario_progress.html", {"scenario": one, **running.context(one.run)})


@require_POST
@asks("plans.compute")
def cancel(request: Request, year: int, scenario: int) -> HttpResponse:
    """Stops the run; the best plan so far is kept for the comparison."""
    one = scenario_of(year, scenario)
    if one.run:
        runs.cancel(one.run, by=request.user)
        messages.info(request, _("Đã yêu cầu dừng. Phương án tốt nhất đến lúc này được giữ để so sánh."))
    return redirect("web:plans_scenario", year, scenario)


@require_POST
@asks("plans.compute")
def again(request: Request, year: int, scenario: int) -> HttpResponse:
    """Solves it anew on the year as it is."""
    scenarios.again(scenario_of(year, scenario), by=request.user)
    return redirect("web:plans_scenario", year, scenario)


@require_POST
@asks("plans.compute")
def drop(request: Request, year: int, scenario: int) -> HttpResponse:
    """Forgets it."""
    one = scenario_of(year, scenario)
    scenarios.drop(one, by=request.user)
    messages.success(request, _("Đã bỏ kịch bản “%(name)s”.") % {"name": one.name})
    return redirect("web:plans_scenarios", year)


def scenario_of(year: int, pk: int) -> Scenario:
    """The scenario in the address; 404 in words."""
    call = call_of(year)
    runs.sweep(call)
    related = call.scenarios.select_related("call", "run__best", "run__problem", "base", "adopted", "created_by")
    found = related.filter(pk=pk).first()
    if found is None:
        raise NotFound("no_scenario", _("Năm %(year)s không có kịch bản này.") % {"year": year})
    return found


def _context(scenario: Scenario) -> dict[str, Any]:
    call, live = scenario.call, scenarios.live(scenario.call)
    standing = side_by_side.of_scenario(scenario)
    base = side_by_side.of_plan(live) if live else None
    stale = _stale(call, [scenario], live)
    context = {
        "call": call,
        "scenario": scenario,
        "changes": _listed(scenario)["changes"],
        "live": live,
        "live_name": plan_name(live) if live else "",
        "stale": stale[0][1] if stale else "",
        "adopted_name": plan_name(scenario.adopted) if scenario.adopted else "",
        **(running.context(scenario.run) if scenario.run else {"run": None, "running": False}),
    }
    if standing and not context["running"]:
        context |= _compared(call, scenario, standing, live, base)
    return context


def _compared(
    call: Call,
    scenario: Scenario,
    standing: side_by_side.Standing,
    live: Plan | None,
    base: side_by_side.Standing | None,
) -> dict[str, Any]:
    columns = [(plan_name(live), base)] if live and base else []
    columns.append((scenario.name, standing))
    found: dict[str, Any] = {
        "heads": _heads(live, [scenario]),
        "rows": scenario_table.rows(columns, live=base is not None),
    }
    if base is None:
        return found
    between = differences.between(base.plan, standing.plan, call=call)
    return found | {
        "gap_says": words.gap(side_by_side.gap(base, standing)),
        "sections": differing.sections(between),
        "people": len(between),
        "courses": differences.of_courses(base.plan, standing.plan),
    }
