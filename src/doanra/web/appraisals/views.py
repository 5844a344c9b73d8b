"""The verdicts of a year: how many stand where, which rules are in question, and the list by given name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy import rules
from doanra.records.models import CallState, UnknownMeans
from doanra.records.queries import appraisals as queries
from doanra.records.queries import nominations
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.verdicts import VETTING_RULE, reads_vetting
from doanra.stages import appraisals
from doanra.web.appraisals.bars import verdict_bars
from doanra.web.appraisals.forms import WantedForm
from doanra.web.appraisals.listing import LISTING, About
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import count_once
from doanra.web.lists import exporting, listing
from doanra.web.nominations.listing import totals
from doanra.web.nominations.scope import within
from doanra.web.templatetags.doanra import num


class _Page:
    """What a request asks of the verdicts of one year."""

    def __init__(self, request: Request, year: int, query: QueryDict) -> None:
        self.call, lineage = call_of(year), Lineage()
        self.seen = within(request, lineage)
        senders = nominations.senders(self.call, within=self.seen, by_now=False, lineage=lineage)
        self.vetting = reads_vetting(request.user)
        hidden = frozenset() if self.vetting else frozenset({VETTING_RULE})
        self.form = WantedForm(query, senders=senders, hidden=hidden)
        self.wanted = self.form.wanted()
        self.by_now = query.get("by") == "now"
        self.titles = {rule.id: _(rule.title) for rule in rules.registry().values()}
        self.lines = queries.AppraisedList(
            self.call, wanted=self.wanted, within=self.seen, lineage=lineage, vetting=self.vetting
        )
        about = About(year=year, by_now=self.by_now, titles=self.titles, rule=self.wanted.rule)
        self.asked = listing.asked(
            request, LISTING, form=self.form, lines=self.lines, order=self.wanted.order, about=about, query=query,
            where=(year,),
        )  # fmt: skip


@require_GET
@asks("appraisals.see")
def index(request: Request, year: int) -> HttpResponse:
    """The list, or what to do while nobody is nominated."""
    page = _Page(request, year, request.GET)
    call, wanted = page.call, page.wanted
    tallies = queries.tallies(call, within=page.seen, vetting=page.vetting)
    total = queries.total(tallies)
    known = None if wanted.narrows else queries.whole(call, within=page.seen, tallied=tallies)
    sums = page.lines.sums(known=known)
    if page.seen is None:
        verdicts = {"eligible": total.eligible, "unknown": total.unknown}
        count_once(request, year, nominated=total.whole, verdicts=verdicts)
    counts = queries.rule_counts(call, within=page.seen, programme=wanted.programme, vetting=page.vetting)
    context = {
        "call": call,
        "form": page.form,
        "wanted": wanted,
        "by_now": page.by_now,
        "tallies": tallies,
        "total": total,
        "bars": verdict_bars(tallies),
        "rules": [(page.titles[one.rule], one) for one in counts if one.rule in page.titles],
        "taken_in": call.unknown_means == UnknownMeans.TAKE.value,
        "bulk_url": reverse("web:nominations_bulk", args=(year,)),
        **listing.context(request, page.asked, totals=totals(sums), bulk=call.state == CallState.OPEN.value),
    }
    return render(request, "appraisals/index.html", context)


@require_GET
@asks("appraisals.see")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """The list as a file: the same rows, columns and order as on the page, all pages of it."""
    return exporting.answer(request, _Page(request, year, request.GET).asked, form=form, year=year)


@require_POST
@asks("appraisals.make")
def again(request: Request, year: int) -> HttpResponse:
    """Judges the whole year again by the facts and courses of now."""
    count = appraisals.appraise(call_of(year), by=request.user)
    messages.success(request, _("Đã thẩm định lại %(n)s đề cử của năm %(year)s.") % {"n": num(count), "year": year})
    return redirect("web:appraisals", year=year)
