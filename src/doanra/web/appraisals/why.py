"""The page "Vì sao?": what the rules say of one nomination, by the verdict kept or for another day, unsaved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.policy import access, parameters, rules
from doanra.policy.finding import Assessment
from doanra.policy.rules.months_left import latest_start
from doanra.records.facts import PAPERS, facts_of, nominations_with_facts
from doanra.records.models import Appraisal, Course, Nomination, UnknownMeans
from doanra.records.queries import appraisals as queries
from doanra.records.queries.lineage import Lineage, names_on
from doanra.records.queries.verdicts import VETTING_RULE
from doanra.stages import appraisals, posts
from doanra.terms.words import Programme, Sensitivity
from doanra.web import closed
from doanra.web.appraisals.forms import EvidenceForm, WaiveForm, WhatIfForm
from doanra.web.appraisals.reasons import Reason, conclude, kinds_of
from doanra.web.appraisals.steps import steps
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.nominations.scope import within

Bound = dict[str, forms.Form]
"""Forms that came back with faults, by ``record-<rule>`` or ``waive-<rule>``."""


def nomination_of(request: Request, year: int, nomination: int) -> Nomination:
    """The nomination, if the account may see its unit; NotFound otherwise."""
    call = call_of(year)
    rows = Nomination.objects.filter(call=call)
    seen = within(request, Lineage())
    if seen is not None:
        rows = rows.filter(unit__in=seen)
    related = ("call", "person", "unit", "row__file", "appraisal__appraised_by")
    rows = rows.select_related(*related).prefetch_related(*nominations_with_facts())
    one: Nomination = found(rows, what="đề cử", pk=nomination)
    return one


@require_GET
@asks("appraisals.see")
def why(request: Request, year: int, nomination: int) -> HttpResponse:
    """The page; ``?course=`` or ``?on=`` judges for another course or first day and saves nothing."""
    return render(request, "appraisals/why.html", page(request, nomination_of(request, year, nomination)))


def page(request: Request, one: Nomination, *, bound: Bound | None = None) -> dict[str, Any]:
    """The context of the page."""
    courses = list(one.call.courses.filter(programme=one.programme).prefetch_related("starts"))
    what_if = WhatIfForm(request.GET if request.method == "GET" else None, courses=courses)
    on, course = what_if.chosen() if what_if.is_bound else (None, None)
    kept: Appraisal | None = getattr(one, "appraisal", None)
    vetting = access.reads(request.user.duty, Sensitivity.VETTING)
    judged = _judged(one, kept, on=on, course=course, vetting=vetting)
    trial = on is not None or kept is None
    findings = _told([finding.as_json() for finding in judged.findings], vetting=vetting)
    shown = findings if trial or kept is None else _told(kept.findings, vetting=vetting)
    said = conclude(shown, name=one.person.full_name, summary=judged.summary, taken_in=_taken_in(one))
    edition = judged.edition if trial or kept is None else _edition(kept)
    return {
        "call": one.call,
        "one": one,
        "kept": kept,
        "trial": trial,
        "stale": not trial and shown != findings,
        "day": judged.on,
        "course": course,
        "said": replace(said, open=tuple(_with_forms(request, one, said.open, bound or {}))),
        "edition": edition,
        "what_if": what_if,
        "other": _other_form(request, one, bound or {}),
        "steps": steps(act for act in queries.acts_on(one) if vetting or act.detail.get("kind") != VETTING_RULE),
        "vetting_hidden": not vetting,
        "waivers": [(paper, waived_rule(paper.rule)) for paper in one.waivers.all()],
        "seen": getattr(queries.newest_decision(one), "pk", 0),
        **_months(one, courses, on=judged.on),
        **_sender(one),
    }


def _judged(
    one: Nomination, kept: Appraisal | None, *, on: date | None, course: Course | None, vetting: bool
) -> Assessment:
    day = on or (kept.on if kept else appraisals.reference_days(one.call)[one.programme])
    if course is None:
        return appraisals.judge(one, on=day, vetting=vetting)
    field, name = course.field, f"khoá {course.code}"
    return appraisals.judge(one, on=day, course_field=field, course=name, vetting=vetting)


def _told(findings: list[dict[str, Any]], *, vetting: bool) -> list[dict[str, Any]]:
    """The findings that the reader may know of: political vetting is for the few."""
    return findings if vetting else [one for one in findings if one["rule"] != VETTING_RULE]


def waived_rule(rule: str) -> str:
    """The rule that a decision set aside, in words."""
    known = rules.registry().get(rule)
    return _(known.title) if known else rule


def _taken_in(one: Nomination) -> bool:
    return one.call.unknown_means == UnknownMeans.TAKE.value


def _edition(kept: Appraisal) -> parameters.Edition | None:
    """The edition that a verdict was kept with; None if the files of today do not know it."""
    return next((one for one in parameters.editions() if one.id == kept.edition), None)


def _with_forms(request: Request, one: Nomination, reasons: Iterable[Reason], bound: Bound) -> Iterable[Reason]:
    may_record = closed.may(request.user.duty, "appraisals.evidence", call=one.call)
    may_waive = closed.may(request.user.duty, "appraisals.waive", call=one.call)
    for reason in reasons:
        found_forms: dict[str, Any] = {}
        kinds = kinds_of(reason.rule, programme=one.programme)
        if may_record and kinds:
            found_forms["record"] = bound.get(f"record-{reason.rule}") or EvidenceForm(kinds=kinds)
        if may_waive and reason.waivable:
            found_forms["waive"] = bound.get(f"waive-{reason.rule}") or WaiveForm(waived=reason.rule)
        yield replace(reason, forms=found_forms)


def _other_form(request: Request, one: Nomination, bound: Bound) -> forms.Form | None:
    if not closed.may(request.user.duty, "appraisals.evidence", call=one.call):
        return None
    return bound.get("record-") or EvidenceForm(kinds=tuple(PAPERS))


def _months(one: Nomination, courses: list[Course], *, on: date) -> dict[str, Any]:
    """The last first day by which enough months are left, and the year's first days that keep to it."""
    programme = Programme(one.programme)
    basis = parameters.find(f"{programme.value}.months_left", on=on)
    last = latest_start(facts_of(one), programme=programme, on=on)
    early = [
        (course, start.first_day)
        for course in courses
        for start in course.starts.all()
        if last is not None and start.first_day <= last
    ]
    offered = sum(len(course.starts.all()) for course in courses)
    early.sort(key=lambda pair: (pair[1], pair[0].code))
    return {"months": basis.value if basis else None, "last_start": last, "early": early, "offered": offered}


def _sender(one: Nomination) -> dict[str, Any]:
    """What the unit was called then and is now, and how the post was read."""
    then = names_on(one.call.opened_on).get(one.unit_id, one.unit.short)
    now = "; ".join(heir.short for heir in Lineage().now(one.unit_id))
    reading = posts.read(
        one.position, one.workplace, unit=one.unit, on=one.call.opened_on, titles=posts.table()
    )  # fmt: skip
    return {"unit_then": then, "unit_now": now if now != then else "", "parts": reading.parts}
