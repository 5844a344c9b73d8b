"""Where everybody lands: the year at a glance for the office and the committee, for others what their duty needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Call, CallState, UnitKind
from doanra.records.queries import calls as answering
from doanra.records.queries import frame as years
from doanra.records.queries import own_dossier
from doanra.records.queries import year as figures_of
from doanra.records.queries.calls import Answers
from doanra.records.queries.frame import StageCounts
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.verdicts import reads_vetting
from doanra.records.queries.year import Year
from doanra.stages import duties
from doanra.stages.duties import Duty
from doanra.terms.words import Role
from doanra.web.asking import Request, asks, call_of
from doanra.web.calls.views import published_targets
from doanra.web.frame import today
from doanra.web.home import own_unit, pictures, pipeline, tasks, welcome

_SHOWN_SILENT, _SHOWN_OWED = 10, 4
_GLANCERS = frozenset({Role.OFFICE, Role.CHIEF, Role.LEADER, Role.COMMITTEE})
_TRAVELLERS = frozenset({Role.HEAD, Role.PARTICIPANT})


@require_GET
@asks("home.see")
def home(request: Request) -> HttpResponse:
    """The newest open year, else the newest; without any year what to do first."""
    newest = years.newest_year()
    if newest is None:
        return render(request, "home/none.html")
    return redirect("web:year", newest)


@require_GET
@asks("home.see")
def year(request: Request, year: int) -> HttpResponse:
    """One year, as far as it is this account's business."""
    call, duty = call_of(year), request.user.duty
    if duty in _GLANCERS:
        return render(request, "home/year.html", _glance(request, call))
    if access.of_unit(duty):
        return render(request, "home/unit.html", _unit(request, call))
    waits = duties.of_call(request.user, call, on=today())
    context = {"call": call, "doors": welcome.doors(duty, year), **_tasks(request, waits)}
    if duty in _TRAVELLERS:
        context["dossiers"] = own_dossier.of_person(request.user.person_id)
    if access.may(duty, "plans.see"):
        context |= {"steps": _steps(request, call), "doors": welcome.doors(duty, year, steps=False)}
    return render(request, "home/calm.html", context)


def _unit(request: Request, call: Call) -> dict[str, Any]:
    lineage = Lineage()
    waits = duties.of_call(request.user, call, on=today(), lineage=lineage)
    return own_unit.context(call, request.user, lineage=lineage) | _tasks(request, waits)


def _steps(request: Request, call: Call) -> list[pipeline.Step]:
    """The pipeline for a reader of it; steps that the duty may not open are left out."""
    counted = figures_of.read(call, on=today(), vetting=reads_vetting(request.user))
    answers, target = answering.answers(call), sum(duties.targets_of(call).values())
    request.stage_counts = _stage_counts(counted, answers)  # type: ignore[attr-defined]  # as in `_glance`
    every = pipeline.steps(counted, answers, target=target, may_act=False)
    return [one for one in every if access.may(request.user.duty, one.right)]


def _tasks(request: Request, waits: list[Duty]) -> dict[str, Any]:
    """The duties for the template: by matter unless the address asks for the time."""
    on, by_time = today(), request.GET.get("by") == "time"
    return {
        "by_time": by_time,
        "coming": welcome.coming(request.user.duty),
        "task_groups": (tasks.by_time if by_time else tasks.by_matter)(waits, on=on),
        "task_count": len(waits),
        "late_count": sum(duty.until is not None and duty.until < on for duty in waits),
    }


def _glance(request: Request, call: Call) -> dict[str, Any]:
    on, office = today(), access.works_in_office(request.user.duty)
    read = duties.read_year(call, on=on, vetting=reads_vetting(request.user))
    year, answers, targets = read.year, read.answers, read.targets
    request.stage_counts = _stage_counts(year, answers)  # type: ignore[attr-defined]  # the frame need not count again
    waits = duties.of_call(request.user, call, on=on, read=read)
    owed = _owed(read, office=office)
    is_open = call.state == CallState.OPEN.value
    return {
        "call": call,
        "is_open": is_open,
        "is_office": office,
        "central_right": bool(owed["owed"] or year.groups),
        "due": not is_open or call.closes_on < on,
        "year_now": year,
        "answers": answers,
        **_tasks(request, waits),
        "courses": read.waiting.offered_courses,
        "first_steps": office and is_open and not year.total("nominated"),
        **owed,
        "bars": pictures.bars(year, targets),
        "targets": list(targets.values()),
        "target": sum(targets.values()),
        "rows": _rows(year, targets),
        "sums": {name: year.total(name) for name in _SUMS},
        "steps": pipeline.steps(year, answers, target=sum(targets.values()), may_act=office),
        "silent": answers.silent[:_SHOWN_SILENT],
        **_pictures(request, answers),
    }


def _stage_counts(year: Year, answers: Answers) -> StageCounts:
    return StageCounts(
        year=year.call.year,
        invited=len(answers.asked),
        answered=answers.answered,
        nominated=year.total("nominated"),
        placeable=year.placeable,
        seated=year.total("planned") if year.plan else None,
        delegations=len(year.groups),
    )


def _owed(read: duties.YearRead, *, office: bool) -> dict[str, Any]:
    if read.year.call.state == CallState.CLOSED.value or not office:
        return {"owed": (), "owed_elsewhere": 0}
    owed = read.evidence.owed
    return {
        "owed": owed[:_SHOWN_OWED],
        "owed_elsewhere": len(owed[_SHOWN_OWED:]),
        "asked_bodies": [one for one in read.lists if one.step in {"await", "chase"}][:_SHOWN_OWED],
    }


def _pictures(request: Request, answers: Answers) -> dict[str, Any]:
    return {
        "map": pictures.province_map(answers, by_then=request.GET.get("map") == "then"),
        "agencies": pictures.agencies(answers),
        "provinces": answers.share(UnitKind.PROVINCE),
        "central": answers.share(UnitKind.CENTRAL),
    }


def _rows(year: Year, targets: pictures.Targets) -> list[dict[str, Any]]:
    return [{"line": line, "target": targets[line.programme]} for line in year.lines]


@require_GET
@asks("home.see")
def figures(request: Request, year: int) -> HttpResponse:
    """The table behind the drawings, with the definition of each figure."""
    call = call_of(year)
    access.require(request.user.duty, "plans.see")
    counted = figures_of.read(call, on=today(), vetting=reads_vetting(request.user))
    targets = duties.targets_of(call)
    context = {
        "call": call,
        "year_now": counted,
        "answers": answering.answers(call),
        "rows": _rows(counted, targets),
        "sums": {name: counted.total(name) for name in _SUMS},
        "target": sum(targets.values()),
        "published": published_targets(year),
    }
    return render(request, "home/figures.html", context)


_SUMS = (
    "nominated", "eligible", "unknown", "not_eligible", "unjudged", "planned", "courses", "gone", "home", "groups",
)  # fmt: skip
