"""The nominees of a year: the list that everybody reads, narrowed and ordered by the address alone."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.records.models import CallState
from doanra.records.queries import nomination_files, nominations
from doanra.records.queries.lineage import Lineage
from doanra.web.asking import Request, asks, call_of
from doanra.web.nominations.forms import WantedForm
from doanra.web.nominations.scope import within

_PER_PAGE = 100


@require_GET
@asks("nominations.see")
def index(request: Request, year: int) -> HttpResponse:
    """The list, or what to do while it is empty."""
    call, lineage = call_of(year), Lineage()
    seen = within(request, lineage)
    by_now = request.GET.get("by") == "now"
    senders = nominations.senders(call, within=seen, by_now=by_now, lineage=lineage)
    form = WantedForm(request.GET, senders=senders)
    wanted = form.wanted()
    nominees = nominations.Nominees(call, wanted=wanted, within=seen, lineage=lineage)
    pages: Paginator[nominations.Nominee] = Paginator(nominees, _PER_PAGE)
    context = {
        "call": call,
        "is_open": call.state == CallState.OPEN.value,
        "form": form,
        "wanted": wanted,
        "totals": nominations.totals(call, within=seen),
        "files": nomination_files.sums(call, within=seen),
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    return render(request, "nominations/index.html", context)
