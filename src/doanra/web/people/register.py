"""Everybody whom the account reaches, over all years: narrowed, ordered and taken away by the address alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.records.queries import people_list
from doanra.records.queries.lineage import Lineage
from doanra.web.asking import Request, asks
from doanra.web.lists import exporting, listing
from doanra.web.people.listing import LISTING, About, WantedForm, totals


def _page(request: Request) -> tuple[listing.Asked, people_list.People]:
    by, lineage = request.user, Lineage()
    form = WantedForm(
        request.GET, units=people_list.units(by, lineage=lineage), years=people_list.years(), duty=by.duty
    )
    wanted = form.wanted()
    people = people_list.People(by, wanted=wanted, lineage=lineage)
    about = About(duty=by.duty)
    asked = listing.asked(request, LISTING, form=form, lines=people, order=wanted.order, about=about, query=request.GET)
    return asked, people


@require_GET
@asks("people.list")
def index(request: Request) -> HttpResponse:
    """The list."""
    asked, people = _page(request)
    sums = people.sums()
    context = {"sums": sums, **listing.context(request, asked, totals=totals(sums))}
    return render(request, "people/register.html", context)


@require_GET
@asks("people.list")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, form: str) -> HttpResponseBase:
    """The list as a file: the same rows, columns and order as on the page, all pages of it."""
    return exporting.answer(request, _page(request)[0], form=form, year=None)
