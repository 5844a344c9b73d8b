"""What every page's frame shows: the stages of the year with their counts, and the years. The pipeline is the menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.records.queries import frame as queries
from doanra.terms.words import Role

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Stage:
    name: str
    route: str
    right: str
    label: str
    count: str | int


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; empty for somebody who is not logged in."""
    account: Any = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {}
    years = queries.years()
    year = _year(request, years)
    route = _route(request)
    return {
        "stage_bar": _stage_bar(year, account.duty, route) if year else [],
        "year_menu": [{"year": one, "url": reverse("web:year", args=[one]), "current": one == year} for one in years],
        "year": year,
        "today": today(),
        "account_menu": _account_menu(account.duty),
        "rights": {act.replace(".", "_") for act in access.ACTS if access.may(account.duty, act)},
    }


def today() -> date:
    """The day in Viet Nam; pages pass it on, nothing below asks the clock."""
    return timezone.localdate()


def _year(request: HttpRequest, years: list[int]) -> int | None:
    match = request.resolver_match
    asked = match.kwargs.get("year") if match else None
    if asked in years:
        return int(asked)
    return years[0] if years else None


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _stage_bar(year: int, duty: Role, route: str) -> list[Entry]:
    counted = queries.counts(year)
    if counted is None:
        return []
    stages = (
        _Stage("year", "web:year", "home.see", _("Năm nay") if duty is not Role.OFFICE else _("Việc của tôi"), ""),
        _Stage("calls", "web:calls", "calls.see", _("Mời đề cử"), f"{counted.answered}/{counted.invited}"),
        _Stage("nominations", "web:nominations", "nominations.see", _("Đề cử"), counted.nominated),
        _Stage("appraisals", "web:appraisals", "appraisals.see", _("Thẩm định"), counted.eligible),
        _Stage("courses", "web:courses", "courses.see", _("Khoá"), ""),
        _Stage("plans", "web:plans", "plans.see", _("Kế hoạch"), counted.seated),
        _Stage("delegations", "web:delegations", "delegations.see", _("Đoàn"), counted.delegations),
    )
    return [
        {
            "label": stage.label,
            "url": reverse(stage.route, args=[year]),
            "count": stage.count,
            "current": route.startswith(stage.name) or (stage.name == "year" and route == "home"),
        }
        for stage in stages
        if access.may(duty, stage.right)
    ]


def _account_menu(duty: Role) -> list[Entry]:
    entries = (
        ("units.see", "web:units", _("Đơn vị qua các thời kỳ")),
        ("posts.see", "web:posts", _("Bảng chức danh")),
        ("trail.see", "web:trail", _("Nhật ký")),
    )
    return [{"label": label, "url": reverse(route)} for right, route, label in entries if access.may(duty, right)]
