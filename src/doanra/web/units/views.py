"""Units through time: the register on a day, and one unit with what it came from and what it became."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Unit, UnitKind
from doanra.records.queries import reach, units
from doanra.records.queries.lineage import Lineage
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.frame import today
from doanra.web.units.forms import DayForm

# Days on which the register changed much, offered as shortcuts: the Centre (Conclusion 121-KL/TW), then the provinces.
_DAYS = (date(2023, 1, 1), date(2025, 3, 1), date(2025, 7, 1))


@require_GET
@asks("units.see")
def index(request: Request) -> HttpResponse:
    """The units on a day, by their names then or by the units of today."""
    form = DayForm(request.GET)
    on, kind = form.wanted(today=today())
    register = units.Register(on)
    rows = register.in_force()
    by_now = request.GET.get("by") == "now"
    context = {
        "form": DayForm(initial={"on": on, "kind": kind}),
        "on": on,
        "is_today": on == today(),
        "kind": kind,
        "by_now": by_now,
        "days": _DAYS,
        "provinces": sum(one.unit.kind == UnitKind.PROVINCE.value for one in rows),
        "central": sum(one.unit.kind == UnitKind.CENTRAL.value for one in rows),
        "rows": [one for one in rows if not kind or one.unit.kind == kind],
        "heirs": register.by_now(kind) if by_now else [],
        "illustrative": any(one.unit.illustrative for one in rows),
    }
    return render(request, "units/index.html", context)


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
