"""Quotas, needs, papers and days of 2027: all of it invented, so that their pages have something to show."""

from __future__ import annotations

from datetime import date
from itertools import islice

from doanra.records.models import Call, DeadlineOf, Nomination, NominationState, QuotaCounts, QuotaKind, QuotaMode, Unit
from doanra.stages import deadlines, needs, quotas, requirements
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas import sharing
from doanra.terms.words import Programme

_DAY = date(2026, 9, 20)
_GROUND = Ground(document="97-TB/BCĐ (giả định)", document_on=date(2026, 9, 18), on=_DAY, reason="dữ liệu giả định")
_PAPERS = ("Sơ yếu lý lịch, có xác nhận", "Nhận xét của cấp uỷ", "Bản cam kết", "Giấy khám sức khoẻ")
_NEEDS = (
    ("p-lao-cai-2025", "short", "Đàm phán mở cặp cửa khẩu mới", "Chưa ai biết quy trình thông quan của phía bạn", 2),
    (
        "p-lao-cai-2025",
        "language",
        "Làm việc hằng ngày với huyện giáp biên",
        "Thiếu người nói được tiếng Trung Quốc",
        3,
    ),
    (
        "p-hai-phong-2025",
        "short",
        "Điều hành khu thương mại tự do đầu tiên",
        "Chưa có kinh nghiệm quản lý khu tự do",
        2,
    ),
    ("p-da-nang-2025", "short", "Lập trung tâm tài chính quốc tế", "Chưa ai học về giám sát tài chính", 2),
)


def load(call: Call) -> None:
    """Quotas that inform, given out by shares; a few needs, one longer deadline, papers of the short programme."""
    quotas.open_quotas(call, mode=QuotaMode.INFORM, counts=QuotaCounts.NOMINATIONS, few=2, ground=_GROUND, by=None)
    for programme in (Programme.SHORT, Programme.LANGUAGE):
        sharing.share_out(call, programme=programme, way=sharing.Way.LAST_YEAR, ground=_GROUND, by=None)
    _hold_back(call)
    lao_cai = Unit.objects.get(slug="p-lao-cai-2025")
    for order, name in enumerate(_PAPERS, 1):
        paper = {"programme": "short", "name": name, "note": "giả định", "order": order, "valid_from": call.opened_on}
        requirements.add(values=paper, by=None)
    longer = Ground(document="45-CV/TU (giả định)", on=_DAY, reason="Đơn vị đang kiện toàn bộ máy")
    deadlines.extend(call, unit=lao_cai, kind=DeadlineOf.UNIT, due_on=date(2027, 1, 15), ground=longer, by=None)
    _state(call)


def _hold_back(call: Call) -> None:
    """A few seats of those who have most, for the top-up."""
    most = call.quota_balances.filter(programme=Programme.SHORT.value, unit__isnull=False).order_by("-seats", "unit")
    for one in most.select_related("unit")[:6]:
        cut = Line(kind=QuotaKind.CUT, programme=Programme.SHORT, seats=2, taken_from=one.unit)
        quotas.enter(call, line=cut, ground=_GROUND, by=None)


def _state(call: Call) -> None:
    """The needs, and the first nominees of each unit and programme who answer them."""
    units = {unit.slug: unit for unit in Unit.objects.filter(slug__in=[row[0] for row in _NEEDS])}
    for slug, programme, task, gap, people in _NEEDS:
        if slug not in units:
            continue
        stated = needs.Stated(programme=Programme(programme), task=task, gap=gap, people=people)
        need = needs.state(call, unit=units[slug], stated=stated, by=None)
        named = Nomination.objects.filter(
            call=call, unit=units[slug], programme=programme, state=NominationState.STANDING.value
        )
        for nomination in islice(named.order_by("priority", "pk"), people):
            needs.refer(nomination, needs=[need.pk], by=None)
