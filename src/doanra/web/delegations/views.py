"""Delegations as published, and the papers of a plan."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.records.models import Plan
from doanra.records.queries import delegations
from doanra.stages import papers
from doanra.stages.papers import Paper
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.frame import today

_FORMS = {"docx": "word", "xlsx": "excel"}


@require_GET
@asks("delegations.see")
def index(request: Request, year: int) -> HttpResponse:
    """All delegations of the year."""
    call = call_of(year)
    rows = delegations.of_call(call, on=today())
    phases = Counter(row.phase.value for row in rows)
    people = sum(row.people for row in rows)
    return render(request, "delegations/index.html", {"call": call, "rows": rows, "phases": phases, "people": people})


@require_GET
@asks("delegations.see")
def detail(request: Request, year: int, code: str) -> HttpResponse:
    """One delegation: its facts, its people by given name, its papers."""
    call = call_of(year)
    delegation = delegations.of_code(call, code)
    if delegation is None:
        raise NotFound("no_delegation", f"Năm {year} không có đoàn {code}.", remedy="Xem danh sách đoàn của năm.")
    people = delegations.members(delegation)
    context = {
        "call": call,
        "delegation": delegation,
        "members": people,
        "phase": delegations.phase(delegation, on=today()),
    }
    return render(request, "delegations/detail.html", context)


@require_GET
@asks("papers.get")
def year_plan(request: Request, year: int, plan: int) -> HttpResponse:
    """The year plan in Word."""
    wanted = found(Plan.objects.filter(call=call_of(year)), what="kế hoạch", pk=plan)
    return _attachment(papers.year_plan(wanted, by=request.user, on=today()))


@require_GET
@asks("papers.get")
def paper(request: Request, year: int, plan: int, code: str, ending: str) -> HttpResponse:
    """The list of a delegation in Word or Excel."""
    if ending not in _FORMS:
        raise NotFound("no_such_form", "Danh sách chỉ có dạng Word (.docx) và Excel (.xlsx).")
    wanted = found(Plan.objects.filter(call=call_of(year)), what="kế hoạch", pk=plan)
    return _attachment(papers.delegation_list(wanted, code=code, form=_FORMS[ending], by=request.user, on=today()))


def _attachment(sheet: Paper) -> HttpResponse:
    response = HttpResponse(sheet.content, content_type=sheet.kind)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response
