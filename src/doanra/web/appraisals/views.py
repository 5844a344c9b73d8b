"""The verdicts of a year: how many stand where, which rules are in question, and the list by given name."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy import rules
from doanra.records.models import UnknownMeans
from doanra.records.queries import appraisals as queries
from doanra.records.queries import nominations
from doanra.records.queries.lineage import Lineage
from doanra.stages import appraisals
from doanra.web.appraisals.bars import verdict_bars
from doanra.web.appraisals.forms import WantedForm
from doanra.web.asking import Request, asks, call_of
from doanra.web.nominations.scope import within
from doanra.web.templatetags.doanra import num

_PER_PAGE = 100


@require_GET
@asks("appraisals.see")
def index(request: Request, year: int) -> HttpResponse:
    """The list, or what to do while nobody is nominated."""
    call, lineage = call_of(year), Lineage()
    seen = within(request, lineage)
    senders = nominations.senders(call, within=seen, by_now=False, lineage=lineage)
    form = WantedForm(request.GET, senders=senders)
    wanted = form.wanted()
    lines = queries.AppraisedList(call, wanted=wanted, within=seen, lineage=lineage)
    pages: Paginator[queries.Appraised] = Paginator(lines, _PER_PAGE)
    tallies = queries.tallies(call, within=seen)
    counts = queries.rule_counts(call, within=seen, programme=wanted.programme)
    context = {
        "call": call,
        "form": form,
        "wanted": wanted,
        "by_now": request.GET.get("by") == "now",
        "tallies": tallies,
        "total": queries.total(tallies),
        "bars": verdict_bars(tallies),
        "rules": [(_(rules.registry()[one.rule].title), one) for one in counts if one.rule in rules.registry()],
        "titles": {rule.id: _(rule.title) for rule in rules.registry().values()},
        "taken_in": call.unknown_means == UnknownMeans.TAKE.value,
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    return render(request, "appraisals/index.html", context)


@require_POST
@asks("appraisals.make")
def again(request: Request, year: int) -> HttpResponse:
    """Judges the whole year again by the facts and courses of now."""
    count = appraisals.appraise(call_of(year), by=request.user)
    messages.success(request, _("Đã thẩm định lại %(n)s đề cử của năm %(year)s.") % {"n": num(count), "year": year})
    return redirect("web:appraisals", year=year)
