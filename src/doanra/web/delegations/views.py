"""Delegations as published, and the papers of a plan."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.policy.access import Reach
from doanra.records.models import Plan
from doanra.records.queries import composition, delegations, reach
from doanra.records.queries.delegations import Phase
from doanra.records.queries.verdicts import reads_vetting
from doanra.stages import papers
from doanra.stages.papers import Paper
from doanra.terms.refusal import NotFound
from doanra.terms.words import Audience, Programme
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.delegations import phases
from doanra.web.frame import today
from doanra.web.plans import weighing

_FORMS = {"docx": "word", "xlsx": "excel"}


@require_GET
@asks("delegations.see")
def index(request: Request, year: int) -> HttpResponse:
    """All delegations of the year, or those of one programme."""
    call = call_of(year)
    rows = delegations.of_call(call, on=today(), within=reach.delegations(request.user))
    asked = request.GET.get("programme", "")
    programme = asked if asked in set(Programme) else ""
    counts = Counter(row.delegation.course.programme for row in rows)
    context = {
        "call": call,
        "rows": [row for row in rows if not programme or row.delegation.course.programme == programme],
        "all_rows": len(rows),
        "phases": Counter(row.phase.value for row in rows),
        "people": sum(row.people for row in rows),
        "programme": programme,
        "programmes": [(one.value, counts[one.value]) for one in Programme if counts[one.value]],
        "headless": sum(row.delegation.leader is None and row.phase is not Phase.BACK for row in rows),
        "plan": next((row.delegation.plan for row in rows if row.delegation.plan), None),
    }
    return render(request, "delegations/index.html", context)


@require_GET
@asks("delegations.see")
def detail(request: Request, year: int, code: str) -> HttpResponse:
    """One delegation: its facts, its life in days, its people by given name, its papers."""
    call = call_of(year)
    delegation = delegations.of_code(call, code, within=reach.delegations(request.user))
    if delegation is None:
        raise NotFound("no_delegation", f"Năm {year} không có đoàn {code}.", remedy="Xem danh sách đoàn của năm.")
    planned = access.may(request.user.duty, "delegations.plan")
    people, vetting = delegations.members(delegation), reads_vetting(request.user)
    unsettled = delegations.unsettled(delegation, vetting=vetting) if planned else set()
    life, course = delegations.life(delegation, on=today()), delegation.course
    context = {
        "call": call,
        "delegation": delegation,
        "course": course,
        "members": people,
        "unsettled": unsettled if life.phase is Phase.TO_COME else (),
        "life": life,
        "phase": life.phase,
        "phases": phases.phases(delegation, life, people=len(people), unsettled=len(unsettled)),
        "cost": (course.cost_fixed + course.cost_per_head * len(people)) if planned else 0,
        "left_out": not planned,
        "born": [one.person_id for one in people if _reads_birth(request, one.person_id)],
        "audiences": [Audience(letter).label for letter in course.audiences],
    }
    if planned:
        context |= weighing.shown(composition.of_delegation(delegation), call=call)
    return render(request, "delegations/detail.html", context)


def _reads_birth(request: Request, person: int) -> bool:
    """Who goes knows with whom, but reads nothing more of the others."""
    return access.reach(request.user.duty) is not Reach.SELF or person == request.user.person_id


@require_GET
@asks("papers.get")
def year_plan(request: Request, year: int, plan: int) -> HttpResponse:
    """The year plan in Word."""
    wanted = found(Plan.objects.filter(call=call_of(year)), what="kế hoạch", pk=plan)
    return _attachment(papers.year_plan(wanted, by=request.user, on=today()))


@require_GET
@asks("papers.roster")
def paper(request: Request, year: int, plan: int, code: str, ending: str) -> HttpResponse:
    """The list of a delegation in Word or Excel."""
    if ending not in _FORMS:
        raise NotFound("no_such_form", "Danh sách chỉ có dạng Word (.docx) và Excel (.xlsx).")
    wanted = found(Plan.objects.filter(call=call_of(year)), what="kế hoạch", pk=plan)
    if not access.may(request.user.duty, "papers.get"):
        _require_reached(request, wanted, code)
    return _attachment(papers.delegation_list(wanted, code=code, form=_FORMS[ending], by=request.user, on=today()))


def _require_reached(request: Request, plan: Plan, code: str) -> None:
    own = delegations.of_code(plan.call, code, within=reach.delegations(request.user))
    if own is None or own.plan_id != plan.pk:
        raise NotFound("no_delegation", f"Không có đoàn {code}.", remedy="Xem danh sách đoàn của năm.")


def _attachment(sheet: Paper) -> HttpResponse:
    response = HttpResponse(sheet.content, content_type=sheet.kind)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response
