"""The nominees of a year: the list that everybody reads, narrowed, ordered and taken away by the address alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy import access
from doanra.records.models import Call, CallState, Nomination
from doanra.records.queries import nomination_files, nomination_totals, nominations
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.verdicts import reads_vetting
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import count_once
from doanra.web.lists import exporting, listing
from doanra.web.lists.doing import do
from doanra.web.nominations.bulk import ACTS
from doanra.web.nominations.forms import WantedForm
from doanra.web.nominations.listing import LISTING, About, totals
from doanra.web.nominations.scope import within


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a request asks of the list of one year."""

    call: Call
    seen: nominations.Within
    form: WantedForm
    wanted: nominations.Wanted
    nominees: nominations.Nominees
    asked: listing.Asked


def _page(request: Request, year: int, query: QueryDict) -> _Page:
    call, lineage = call_of(year), Lineage()
    seen = within(request, lineage)
    senders = nominations.senders(call, within=seen, by_now=query.get("by") == "now", lineage=lineage)
    form = WantedForm(query, senders=senders, judged=access.may(request.user.duty, "appraisals.see"))
    wanted = form.wanted()
    nominees = nominations.Nominees(
        call, wanted=wanted, within=seen, lineage=lineage, vetting=reads_vetting(request.user)
    )
    about = About(year=year, by_now=wanted.by_now, duty=request.user.duty)
    asked = listing.asked(
        request, LISTING, form=form, lines=nominees, order=wanted.order, about=about, query=query, where=(year,)
    )
    return _Page(call=call, seen=seen, form=form, wanted=wanted, nominees=nominees, asked=asked)


@require_GET
@asks("nominations.see")
def index(request: Request, year: int) -> HttpResponse:
    """The list, or what to do while it is empty."""
    page = _page(request, year, request.GET)
    is_open = page.call.state == CallState.OPEN.value
    whole = nomination_totals.year(page.call, within=page.seen, vetting=reads_vetting(request.user))
    sums = page.nominees.sums(known=None if page.wanted.narrows else whole.sums)
    if page.seen is None:
        count_once(request, year, nominated=whole.totals.standing, verdicts=whole.totals.verdicts)
    context: dict[str, Any] = {
        "call": page.call,
        "is_open": is_open,
        "form": page.form,
        "wanted": page.wanted,
        "totals": whole.totals,
        "files": nomination_files.sums(page.call, within=page.seen),
        "bulk_url": reverse("web:nominations_bulk", args=(year,)),
        **listing.context(request, page.asked, totals=totals(sums), bulk=is_open),
    }
    return render(request, "nominations/index.html", context)


@require_GET
@asks("nominations.see")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """The list as a file: the same rows, columns and order as on the page, all pages of it."""
    return exporting.answer(request, _page(request, year, request.GET).asked, form=form, year=year)


@require_POST
@asks("nominations.withdraw")
def bulk(request: Request, year: int) -> HttpResponse:
    """One act on the chosen rows; what it must ask first is asked on a page of its own."""
    page = _page(request, year, QueryDict())
    return do(
        request,
        ACTS,
        call=page.call,
        all_of=_all_of(request, year),
        among=nominations.of_call(page.call, within=page.seen),
        back=reverse("web:nominations", args=(year,)),
        crumb=_("Đề cử năm %(year)s") % {"year": year},
    )


def _all_of(request: Request, year: int) -> Any:
    def rows(query: QueryDict) -> QuerySet[Nomination]:
        return _page(request, year, query).nominees.rows

    return rows
