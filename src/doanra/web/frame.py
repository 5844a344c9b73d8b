"""What every page's frame shows: the stages of the year with their counts, and the years. The pipeline is the menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.policy.access import Reach
from doanra.records.queries import frame as queries
from doanra.records.queries.frame import StageCounts
from doanra.terms.words import Role, Sensitivity
from doanra.web.closed import ENDED
from doanra.web.drawings.figures import figure

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Stage:
    name: str
    right: str
    label: str
    count: str = ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; empty for somebody who is not logged in."""
    account: Any = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {}
    every = queries.every_year()
    years = [one.year for one in every]
    year, closed = _year(request, years), _closed(request, every)
    return {
        "stage_bar": _stage_bar(year, account.duty, request) if year else [],
        "year_menu": [{"year": one, "url": reverse("web:year", args=[one]), "current": one == year} for one in years],
        "year": year,
        "today": today(),
        "account_menu": _account_menu(account.duty),
        "closed": closed,
        "rights": {
            act.replace(".", "_")
            for act in access.ACTS
            if access.may(account.duty, act) and not (closed and act in ENDED)
        },
    }


def count_once(request: HttpRequest, year: int, *, nominated: int, verdicts: Mapping[str, int]) -> None:
    """Gives the frame what a page has counted of the whole year anyway."""
    known = queries.Nominated(
        nominated=nominated, eligible=verdicts["eligible"], unknown=verdicts["unknown"]
    )  # fmt: skip
    request.stage_counts = queries.counts(year, known=known)  # type: ignore[attr-defined]  # a note for the frame


def today() -> date:
    """The day in Viet Nam; pages pass it on, nothing below asks the clock."""
    return timezone.localdate()


def address(route: str, *args: object) -> str:
    """The address of a page by its name."""
    return reverse(route, args=args)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    match = request.resolver_match
    asked = match.kwargs.get("year") if match else None
    if asked in years:
        return int(asked)
    return years[0] if years else None


def _closed(request: HttpRequest, every: list[queries.Year]) -> Entry | None:
    """What a page of a closed year says; None for a page of an open year, or of none."""
    match = request.resolver_match
    asked = match.kwargs.get("year") if match else None
    year = next((one for one in every if one.year == asked and one.is_closed), None)
    if year is None:
        return None
    return {"year": year.year, "on": year.closed_on, "now": next((o.year for o in every if not o.is_closed), None)}


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _stage_bar(year: int, duty: Role, request: HttpRequest) -> list[Entry]:
    # The counts are those of all units: who acts on a part of the year sees that part on its pages, never the whole.
    counted: StageCounts | None = None
    if access.reach(duty) is Reach.ALL:
        counted = getattr(request, "stage_counts", None) or queries.counts(
            year, vetting=access.reads(duty, Sensitivity.VETTING)
        )
    route = _route(request)
    return [
        {
            "label": stage.label,
            "url": address(f"web:{stage.name}", year),
            "count": stage.count,
            "current": stage.name in (_stage_of(route), route.split("_")[0]),
        }
        for stage in _stages(duty, counted)
        if access.may(duty, stage.right)
    ]


def _stages(duty: Role, counted: StageCounts | None) -> tuple[_Stage, ...]:
    def count(name: str) -> str:
        value = getattr(counted, name, None)
        return "" if value is None else figure(value)

    answered = f"{count('answered')}/{count('invited')}" if counted else ""
    appraisals = _Stage("appraisals", "appraisals.see", _("Thẩm định"), count("placeable"))
    if not access.may(duty, appraisals.right):  # a body sees of the appraisal what it is asked, and no more
        appraisals = _Stage("consultations", "consultations.open", _("Lấy ý kiến"))
    return (
        _Stage("year", "home.see", _("Việc của tôi")),
        _Stage("calls", "calls.see", _("Mời đề cử"), answered),
        _Stage("nominations", "nominations.see", _("Đề cử"), count("nominated")),
        appraisals,
        _Stage("courses", "courses.see", _("Khoá")),
        _Stage("plans", "plans.see", _("Kế hoạch"), count("seated")),
        _Stage("delegations", "delegations.see", _("Đoàn"), count("delegations")),
    )


def _stage_of(route: str) -> str:
    """The stage that a page belongs to: pages are named ``<stage>`` or ``<stage>_<page>``."""
    stage = route.split("_")[0]
    belongs = {
        "home": "year", "papers": "nominations", "forms": "nominations", "unavailable": "nominations",
        "holidays": "courses", "consultations": "appraisals", "bodies": "appraisals",
        "papers_year_plan": "delegations", "papers_delegation": "delegations",
    }  # fmt: skip
    return belongs.get(route) or belongs.get(stage, stage)


def _account_menu(duty: Role) -> list[Entry]:
    entries = (
        ("notices.see", "web:notices", _("Thông báo")),
        ("accounts.own", "web:accounts_own", _("Tài khoản của tôi")),
        ("accounts.see", "web:accounts", _("Tài khoản")),
        ("units.see", "web:units", _("Đơn vị qua các thời kỳ")),
        ("people.list", "web:people_register", _("Người được đề cử")),
        ("people.see", "web:people", _("Hồ sơ nghi trùng")),
        ("histories.see", "web:histories", _("Hồ sơ cũ")),
        ("posts.see", "web:posts", _("Bảng chức danh")),
        ("synonyms.see", "web:synonyms", _("Bảng tiêu đề cột")),
        ("home.see", "web:policy", _("Quy định đang áp dụng")),
        ("trail.see", "web:trail", _("Nhật ký")),
    )
    return [{"label": label, "url": address(route)} for right, route, label in entries if access.may(duty, right)]
