"""What a repair says: why somebody must move, why a course does not run, what is proven of an offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_REASONS = {
    "too_few": gettext_lazy("không đủ số người tối thiểu"),
    "too_many": gettext_lazy("quá số chỗ"),
    "no_leader": gettext_lazy("không còn ai làm trưởng đoàn được"),
    "field_share": gettext_lazy("thiếu tỉ lệ người đúng lĩnh vực"),
    "rank_band": gettext_lazy("lệch bậc chức vụ"),
    "never_full": gettext_lazy("không còn đủ người để chạy"),
    "busy": gettext_lazy("người này bận đúng các ngày khoá chạy"),
    "not_a_choice": gettext_lazy("người này không còn thuộc diện của khoá"),
    "start_closed": gettext_lazy("quy định không cho người này đi ngày khai giảng đó"),
    "start_not_offered": gettext_lazy("ngày khai giảng không còn trong danh mục"),
    "unit_away": gettext_lazy("đơn vị vắng quá số người cho phép cùng lúc"),
    "abroad_at_once": gettext_lazy("quá số đoàn ở nước ngoài cùng lúc"),
    "budget": gettext_lazy("vượt kinh phí"),
    "target_exceeded": gettext_lazy("vượt chỉ tiêu"),
    "unknown_nominee": gettext_lazy("không còn trong danh sách đề cử"),
    "unknown_course": gettext_lazy("khoá không còn trong danh mục"),
    "needed": gettext_lazy("đoàn mới không chạy được nếu thiếu người này"),
    "room": gettext_lazy("nhường chỗ để nhiều người hơn được đi"),
    "pinned": gettext_lazy("được ghim vào khoá mới"),
}
_PLAIN = frozenset({"needed", "room", "pinned", "busy", "not_a_choice", "start_closed", "unknown_nominee"})
"""Reasons that are about the person, not about the course left behind."""
_GONE = {
    "withdrawn": gettext_lazy("đơn vị đã rút"),
    "not_eligible": gettext_lazy("không còn đủ điều kiện"),
    "not_approved": gettext_lazy("không còn trong danh sách đã duyệt"),
    "": gettext_lazy("tính là đã rút"),
}
TITLES = {
    "out": gettext_lazy("Đã báo, nay mất chỗ"),
    "moved": gettext_lazy("Đã báo, phải sang khoá khác"),
    "redated": gettext_lazy("Đã báo, phải đổi ngày"),
    "reseated": gettext_lazy("Khoá bỏ, có chỗ ở khoá khác"),
    "stranded": gettext_lazy("Khoá bỏ, chưa có chỗ"),
    "gone": gettext_lazy("Không đi nữa"),
    "in": gettext_lazy("Có chỗ mới"),
}
"""The kinds of people of a difference list, in the order to show."""


def reasons(codes: Iterable[str]) -> str:
    """Why an announced course does not run."""
    return ", ".join(str(_REASONS.get(code, code)) for code in codes)


def moved(codes: Iterable[str], *, course: str, stopped: bool) -> str:
    """Why somebody told must move."""
    named = list(codes)
    if any(code in _PLAIN for code in named):
        return reasons(named)
    head = _("%(course)s không chạy được: %(why)s") if stopped else _("ở lại %(course)s thì %(why)s")
    return head % {"course": course, "why": reasons(named)}


def gone(code: str) -> str:
    """Why somebody does not go any more."""
    return str(_GONE.get(code, _GONE[""]))


def proof(repair: dict[str, Any]) -> tuple[str, str]:
    """What is proven of an offer, as the level of a mark and in words."""
    changes, seats = repair["changes"], repair["t1"]
    if changes["proven"]:
        said = _("không thể đổi ít người hơn")
        if seats["proven"]:
            said = _("không thể đổi ít người hơn, và với chừng ấy không thể thêm chỗ")
        return "pass", said
    if seats["proven"]:
        return "pass", _("đổi đến %(n)s người thì không thể thêm chỗ") % {"n": repair["allowed"]}
    return "unknown", _("chưa chứng minh; có thể còn cách tốt hơn")
