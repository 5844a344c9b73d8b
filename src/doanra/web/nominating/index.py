"""The matter of a unit in a year on one page: drafts, what came back, receipts. The office sees what was sent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Call, CallState, LateState, NominationDraft
from doanra.records.queries import forms as queries
from doanra.stages.filing import keeping, scanning
from doanra.stages.nominating import answers, dossiers, drafting, senders
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import today
from doanra.web.nominating.forms import RulesForm
from doanra.web.nominating.scope import within

_RECEIPTS = 50


@require_GET
@asks("forms.see")
def index(request: Request, year: int) -> HttpResponse:
    """Everything that was drafted and sent by form."""
    call, seen = call_of(year), within(request)
    pages: Paginator[Any] = Paginator(queries.submissions(call, within=seen), _RECEIPTS)
    context = {
        "call": call,
        "is_open": call.state == CallState.OPEN.value,
        "page_obj": pages.get_page(request.GET.get("page")),
        "late": list(queries.late_requests(call, within=seen)[:_RECEIPTS]),
        **(_of_unit(request, call) if access.of_unit(request.user.duty) else _of_office(request, call)),
    }
    return render(request, "forms/index.html", context)


def _of_unit(request: Request, call: Call) -> dict[str, Any]:
    rows = list(queries.drafts(call, within=within(request)))
    lacking = dossiers.lacking(rows)
    unit = request.user.unit
    last = senders.deadline(call, unit) if unit else call.closes_on
    lines = [_line(one, lacking.get(one.pk, []), too_late=today() > last) for one in rows]
    let_late = [one for one in lines if one["let_until"]]
    return {
        "of_unit": True,
        "unit": unit,
        "drafts": lines,
        "let_late": len(let_late),
        "let_until": min((one["let_until"] for one in let_late), default=None),
        "sendable": any(one["sendable"] for one in lines),
        "papers_due": senders.papers_due(call, unit) if unit else None,
        "last": last,
        "too_late": today() > last,
        "may_submit": senders.may_submit(request.user, call),
        "closed_unit": _why_not(request),
    }


def _line(draft: NominationDraft, papers: list[str], *, too_late: bool) -> dict[str, Any]:
    told = draft.answers
    lacking = [_(answers.FIELDS[name]) for name in drafting.missing(draft)]
    untouched = [_(answers.FIELDS[name]) for name in drafting.untouched(draft)]
    ready, late = not lacking and not untouched, draft.late
    let_until = (
        late.until if late and late.state == LateState.ACCEPTED.value and (late.until or today()) >= today() else None
    )
    return {
        "draft": draft,
        "name": told.get("full_name", ""),
        "post": told.get("position", ""),
        "programme": answers.shown("programme", told),
        "lacking": lacking,
        "untouched": untouched,
        "papers": [] if draft.answers_to else papers,
        "returned": draft.answers_to is not None,
        "due_on": draft.answers_to.due_on if draft.answers_to else None,
        "ready": ready,
        "let_until": let_until,
        "late_waits": late is not None and late.state == LateState.WAITING.value,
        "sendable": ready and (not too_late or draft.answers_to is not None or let_until is not None),
    }


def _why_not(request: Request) -> Refused | None:
    """Why the unit cannot nominate: it was closed, and who followed it."""
    try:
        senders.require_sender(request.user, on=today())
    except Refused as why:
        return why
    return None


def _of_office(request: Request, call: Call) -> dict[str, Any]:
    laid = senders.rules_of(call)
    return {
        "of_unit": False,
        "returned": list(queries.returned(call, within=within(request))[:_RECEIPTS]),
        "rules": RulesForm(initial={"clerk_submits": laid.clerk_submits, "papers_limited": laid.papers_limited}),
        "today": today(),
        "scanner_on": scanning.is_on(),
        "unscanned": keeping.waiting(call),
    }
