"""Units through time: the register on a day, and one unit with what it came from and what it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Unit, UnitKind
from doanra.records.queries import reach, units
from doanra.records.queries.lineage import Lineage
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.frame import today
from doanra.web.lists import exporting, listing
from doanra.web.lists.held import Held
from doanra.web.units.forms import Wanted, WantedForm
from doanra.web.units.listing import LISTING, LISTING_NOW, narrowed, narrowed_heirs, sorted_by, totals

# Days on which the register changed much, offered as shortcuts: the Centre (Conclusion 121-KL/TW), then the provinces.
_DAYS = (date(2023, 1, 1), date(2025, 3, 1), date(2025, 7, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a request asks of the register."""

    wanted: Wanted
    whole: list[units.OnDay]
    asked: listing.Asked


def _page(request: Request) -> _Page:
    form = WantedForm(request.GET, today=today())
    wanted = form.wanted()
    register = units.Register(wanted.on)
    whole = register.in_force()
    if wanted.by_now:
        lines: Any = narrowed_heirs(register.by_now(wanted.kind), key=wanted.key)
    else:
        lines = narrowed([one for one in whole if wanted.kind in ("", one.unit.kind)], key=wanted.key)
    asked = listing.asked(
        request, LISTING_NOW if wanted.by_now else LISTING, form=form, lines=Held(sorted_by(lines, wanted.order)),
        order=wanted.order, about=None, query=request.GET,
    )  # fmt: skip
    return _Page(wanted=wanted, whole=whole, asked=asked)


@require_GET
@asks("units.see")
def index(request: Request) -> HttpResponse:
    """The units on a day, by their names then or by the units of today."""
    page = _page(request)
    wanted, kinds = page.wanted, [one.unit.kind for one in page.whole]
    context = {
        "wanted": wanted,
        "on": wanted.on,
        "is_today": wanted.on == today(),
        "by_now": wanted.by_now,
        "days": _DAYS,
        "provinces": kinds.count(UnitKind.PROVINCE.value),
        "central": kinds.count(UnitKind.CENTRAL.value),
        "illustrative": any(one.unit.illustrative for one in page.whole),
        **listing.context(request, page.asked, totals=totals(page.asked.lines[:], by_now=wanted.by_now)),
    }
    return render(request, "units/index.html", context)


@require_GET
@asks("lists.export")  # type: ignore[arg-type]  # the register itself is open to everybody; a file is sent piece by piece
def export(request: Request, form: str) -> HttpResponseBase:
    """The register as a file: the same rows, columns and order as on the page."""
    return exporting.answer(request, _page(request).asked, form=form, year=None)


@require_GET
@asks("units.see")
def detail(request: Request, slug: str) -> HttpResponse:
    """One unit: names, codes, succession, and the years in which it was asked as far as the account may know."""
    unit = units.of_slug(slug)
    if unit is None:
        raise NotFound("no_unit", f"Không có đơn vị “{slug}”.", remedy="Tìm theo tên ở ô tìm kiếm đầu trang.")
    lineage = Lineage()
    context = {
        "unit": unit,
        "is_province": unit.kind == UnitKind.PROVINCE.value,
        "in_force": unit.in_force(today()),
        "origins": [one.predecessor for one in unit.origins.all()],
        "successors": [one.successor for one in unit.successions.all()],
        "now": [one for one in lineage.now(unit.pk) if one.pk != unit.pk],
        "years": units.years_of(lineage.kin(unit.pk)) if _may_see_years(request, unit, lineage) else [],
    }
    return render(request, "units/detail.html", context)


def _may_see_years(request: Request, unit: Unit, lineage: Lineage) -> bool:
    if not access.may(request.user.duty, "calls.see"):
        return False
    own = reach.units(request.user, lineage=lineage)
    return own is None or unit.pk in own
