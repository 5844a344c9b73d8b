"""The call of a year as it is read: its settings, who was asked, who answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
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
from doanra.web.calls.listing import LISTING, LISTING_OF_DAY, ORDERS, About, totals
from doanra.web.frame import today
from doanra.web.lists import exporting, listing
from doanra.web.lists.held import Held, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a request asks of those who were invited: all answers, those within reach, those asked for."""

    call: Call
    form: AskedForm
    answers: queries.Answers
    seen: list[Asked]
    asked: listing.Asked
    as_of: date | None


def _page(request: Request, year: int) -> _Page:
    call, form = call_of(year), AskedForm(request.GET)
    form.full_clean()
    as_of = form.as_of()
    answers = queries.answers(call, counting=as_of is None, dues=True, on=as_of)
    own = reach.units(request.user, lineage=answers.lineage)
    seen = [one for one in answers.asked if own is None or one.unit.pk in own]
    day = as_of or today()
    late = call.state == CallState.OPEN.value and call.closes_on < day
    asked = listing.asked(
        request, LISTING_OF_DAY if as_of else LISTING, form=form, order=form.ordered, query=request.GET, where=(year,),
        lines=Held(in_order(form.narrowed(seen), order=form.ordered, keys=ORDERS)),
        about=About(year=year, closes_on=call.closes_on, day=day, late=late),
    )  # fmt: skip
    return _Page(call=call, form=form, answers=answers, seen=seen, asked=asked, as_of=as_of)


@require_GET
@asks("calls.see")
def index(request: Request, year: int) -> HttpResponse:
    """The units of the year, narrowed by the address; a unit's account sees its own."""
    page = _page(request, year)
    call, answers, lines = page.call, page.answers, page.asked.lines
    is_open = call.state == CallState.OPEN.value
    choosing = page.as_of is None and is_open and access.may(request.user.duty, "calls.remind")
    context = {
        "call": call,
        "is_open": is_open,
        "late": page.asked.about.late,
        "form": page.form,
        "as_of": page.as_of,
        "unanswered": any(not one.answered for one in page.seen),
        "answers": answers,
        "provinces": answers.share(UnitKind.PROVINCE),
        "central": answers.share(UnitKind.CENTRAL),
        "with_later": (answers.share_with_later(UnitKind.PROVINCE), answers.share_with_later(UnitKind.CENTRAL)),
        "of_unit": access.of_unit(request.user.duty),
        "choosing": choosing,
        **settings_context(call),
        **listing.context(request, page.asked, totals=totals(lines[:]), ticking=choosing),
    }
    return render(request, "calls/index.html", context)


@require_GET
@asks("calls.see")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """Who was asked, as a file: the same rows, columns and order as on the page."""
    return exporting.answer(request, _page(request, year).asked, form=form, year=year)


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
