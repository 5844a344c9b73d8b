"""The call of a year as it is read: its settings, who was asked, who answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.policy import access, parameters
from doanra.policy.parameters import Targets
from doanra.records.models import Call, CallState, UnitKind, UnknownMeans
from doanra.records.queries import calls as queries
from doanra.records.queries import reach
from doanra.records.queries.calls import Asked
from doanra.stages import calls
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.calls.forms import AskedForm
from doanra.web.frame import today


@require_GET
@asks("calls.see")
def index(request: Request, year: int) -> HttpResponse:
    """The units of the year, narrowed by the address; a unit's account sees its own."""
    call = call_of(year)
    form = AskedForm(request.GET)
    kind, answered = form.wanted()
    as_of, is_open = form.as_of(), call.state == CallState.OPEN.value
    answers = queries.answers(call, counting=as_of is None, dues=True, on=as_of)
    own = reach.units(request.user, lineage=answers.lineage)
    seen = [one for one in answers.asked if own is None or one.unit.pk in own]
    context = {
        "call": call,
        "is_open": is_open,
        "late": is_open and call.closes_on < (as_of or today()),
        "form": form,
        "wanted": {"kind": kind, "answered": answered},
        "as_of": as_of,
        "narrowed": bool(kind or answered),
        "day": as_of or today(),
        "rows": _narrowed(seen, kind=kind, answered=answered),
        "all_rows": len(seen),
        "unanswered": any(not one.answered for one in seen),
        "answers": answers,
        "provinces": answers.share(UnitKind.PROVINCE),
        "central": answers.share(UnitKind.CENTRAL),
        "with_later": (answers.share_with_later(UnitKind.PROVINCE), answers.share_with_later(UnitKind.CENTRAL)),
        "of_unit": access.of_unit(request.user.duty),
        "choosing": as_of is None and is_open and access.may(request.user.duty, "calls.remind"),
        **settings_context(call),
    }
    return render(request, "calls/index.html", context)


def _narrowed(rows: list[Asked], *, kind: str, answered: str) -> list[Asked]:
    return [
        one
        for one in rows
        if (not kind or one.unit.kind == kind) and (not answered or one.answered is (answered == "yes"))
    ]


def settings_context(call: Call) -> dict[str, Any]:
    """The settings in words, with the published targets beside the year's own."""
    published = published_targets(call.year)
    own = {programme: getattr(call, f"target_{programme.value}") for programme in Programme}
    try:
        targets = calls.targets(call)
    except Refused:
        targets = {programme: value or 0 for programme, value in own.items()}
    return {
        "published": published,
        "targets": [{"programme": one, "seats": targets[one], "own": own[one] is not None} for one in Programme],
        "target_sum": sum(targets.values()),
        "unknown_word": UnknownMeans(call.unknown_means).label,
    }


def published_targets(year: int) -> Targets | None:
    """What Conclusion 39 says of the year; None for a year that it does not speak of."""
    try:
        return parameters.targets(year)
    except Refused:
        return None
