"""One figure of a year: its value, how it is counted, the records behind it, and the acts that made it what it is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Call, Delegation, Nomination
from doanra.records.queries import behind, trail
from doanra.records.queries.verdicts import reads_vetting
from doanra.terms.refusal import NotFound
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import address, today
from doanra.web.trail import lines

_PER_PAGE, _ACTS = 50, 20
_TITLES = {
    "nominated": _("Đề cử"),
    "eligible": _("Đủ điều kiện"),
    "unknown": _("Chưa rõ"),
    "not_eligible": _("Không đủ điều kiện"),
    "unjudged": _("Chưa xét"),
    "planned": _("Theo kế hoạch"),
    "gone": _("Đã đi"),
    "home": _("Đã về"),
    "groups": _("Đoàn, lớp"),
}
_COUNTED = {
    "nominated": _("Mỗi người ở mỗi chương trình đếm một lần; đề cử đơn vị đã rút hoặc đang bị trả lại không đếm."),
    "eligible": _("Đề cử mà kết quả thẩm định mới nhất là đủ điều kiện."),
    "unknown": _("Đề cử mà kết quả thẩm định mới nhất còn thiếu bằng chứng."),
    "not_eligible": _("Đề cử mà kết quả thẩm định mới nhất là không đủ điều kiện."),
    "unjudged": _("Đề cử chưa thẩm định lần nào."),
    "planned": _("Người có chỗ trong bản kế hoạch công bố mới nhất, nếu chưa công bố thì trong phương án mới nhất."),
    "gone": _("Người của đoàn, lớp mà ngày đầu đã tới."),
    "home": _("Người của đoàn, lớp mà ngày cuối đã qua hoặc ngày về đã được ghi."),
    "groups": _("Đoàn, lớp đã lập của năm."),
}


@require_GET
@asks("plans.see")
def figure(request: Request, year: int, name: str) -> HttpResponse:
    """The figure for one programme (``programme``) or for all."""
    call, asked = call_of(year), request.GET.get("programme", "")
    programme = asked if asked in set(Programme) else ""
    found = behind.of_figure(name, call, on=today(), programme=programme, vetting=reads_vetting(request.user))
    if found is None or (name in _VERDICTS and not access.may(request.user.duty, "appraisals.see")):
        raise NotFound("no_figure", "Không có con số này.", remedy="Xem bảng số liệu của năm.")
    pages: Paginator[Any] = Paginator(found.rows, _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "call": call,
        "title": _TITLES[name],
        "counted": _COUNTED[name],
        "programme": programme,
        "programmes": [one.value for one in Programme],
        "page_obj": page,
        "rows": [_row(one, call) for one in page.object_list],
        "value": pages.count,
    }
    if access.may(request.user.duty, "trail.see"):
        context |= _story(request, found)
    return render(request, "home/figure.html", context)


_VERDICTS = frozenset({"eligible", "unknown", "not_eligible", "unjudged"})


def _row(one: Any, call: Call) -> dict[str, Any]:
    if isinstance(one, Delegation):
        url = address("web:delegations_detail", call.year, one.course.code)
        return {"say": f"{one.course.code} {one.course.topic}", "note": one.course.country, "url": url}
    if isinstance(one, Nomination):
        url = address("web:appraisals_why", call.year, one.pk)
        return {"say": one.person.full_name, "note": f"{one.position} · {one.unit.short}", "url": url, "verdict": True}
    course = one.planned.course if hasattr(one, "planned") else one.delegation.course
    return {"say": one.person.full_name, "note": f"{course.code} {course.topic}", "url": ""}


def _story(request: Request, found: behind.Behind) -> dict[str, Any]:
    acts = behind.acts(found)
    events = list(acts[:_ACTS])
    shown = lines.prepared(events, trail.subjects(events), role=request.user.duty)
    return {"days": lines.by_day(events, shown), "acts": acts.count(), "shown_acts": len(events)}
