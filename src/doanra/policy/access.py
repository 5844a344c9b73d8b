"""Which role may do which act: one table. What stands in no row is forbidden to all but the operator at the machine."""

from __future__ import annotations

from doanra.terms.refusal import NotAllowed
from doanra.terms.words import Role

_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.OFFICE})
_READERS = frozenset({Role.OFFICE, Role.COMMITTEE, Role.INSPECTOR, Role.FINANCE, Role.APPRAISER})
_WITH_UNITS = _READERS | {Role.UNIT}

ACTS: dict[str, tuple[str, frozenset[Role]]] = {
    "home.see": ("xem trang đầu", _EVERYBODY),
    "units.see": ("xem danh mục đơn vị", _EVERYBODY),
    "calls.see": ("xem đợt đề cử", _WITH_UNITS),
    "calls.open": ("mở đợt đề cử", _OFFICE),
    "calls.change": ("sửa đợt đề cử", _OFFICE),
    "calls.remind": ("nhắc đơn vị chưa trả lời", _OFFICE),
    "courses.see": ("xem khoá của năm", _READERS),
    "courses.change": ("sửa khoá của năm", _OFFICE),
    "holidays.see": ("xem lịch ngày nghỉ", _READERS),
    "holidays.change": ("sửa lịch ngày nghỉ", _OFFICE),
    "unavailable.see": ("xem ngày bận của người được đề cử", _WITH_UNITS),
    "unavailable.change": ("ghi ngày bận của người được đề cử", frozenset({Role.OFFICE, Role.UNIT})),
    "weighing.see": ("xem điều được cân nhắc khi xếp đoàn", _READERS),
    "weighing.change": ("sửa điều được cân nhắc khi xếp đoàn", _OFFICE),
    "histories.see": ("xem hồ sơ cũ", _READERS),
    "histories.receive": ("nạp hồ sơ cũ", _OFFICE),
    "histories.settle": ("chọn người cho hồ sơ cũ", _OFFICE),
    "nominations.see": ("xem danh sách đề cử", _WITH_UNITS),
    "nominations.receive": ("nhận tệp của đơn vị", _OFFICE),
    "nominations.change": ("sửa đề cử", _OFFICE),
    "nominations.issue": ("cấp biểu mẫu cho đơn vị", _OFFICE),
    "nominations.answer": ("lập công văn trả lời đơn vị", _OFFICE),
    "nominations.mark": ("tải danh sách đã đánh dấu", frozenset({Role.OFFICE, Role.UNIT})),
    "nominations.undo": ("hoàn tác tệp đã nhận", _OFFICE),
    "attempts.see": ("xem lịch sử đưa tệp lên", frozenset({Role.OFFICE, Role.INSPECTOR})),
    "synonyms.see": ("xem bảng tiêu đề cột", _READERS),
    "synonyms.change": ("sửa bảng tiêu đề cột", _OFFICE),
    "people.see": ("xem hồ sơ nghi trùng", frozenset({Role.OFFICE, Role.INSPECTOR})),
    "people.change": ("quyết định về hồ sơ nghi trùng", _OFFICE),
    "posts.see": ("xem bảng chức danh", _READERS),
    "posts.change": ("sửa bảng chức danh", _OFFICE),
    "appraisals.see": ("xem kết quả thẩm định", _WITH_UNITS),
    "appraisals.make": ("thẩm định", _OFFICE),
    "appraisals.evidence": ("ghi bằng chứng", frozenset({Role.OFFICE, Role.APPRAISER})),
    "appraisals.waive": ("ghi quyết định miễn", _OFFICE),
    "plans.see": ("xem kế hoạch", _READERS),
    "plans.ask": ("hỏi cách xếp một người chưa có chỗ", _READERS),
    "plans.compute": ("chạy bộ lập kế hoạch", _OFFICE),
    "plans.change": ("sửa phương án", _OFFICE),
    "plans.publish": ("công bố kế hoạch", _OFFICE),
    "delegations.see": ("xem đoàn", _READERS),
    "papers.get": ("tải văn bản", _READERS),
    "outcomes.see": ("xem kết quả", _READERS),
    "accounts.change": ("mở hoặc sửa tài khoản", frozenset({Role.ADMINISTRATOR})),
    "trail.see": ("xem nhật ký", frozenset({Role.INSPECTOR, Role.ADMINISTRATOR, Role.OFFICE})),
}


def may(role: Role | None, act: str) -> bool:
    """Whether the role includes the act; ``None`` is the operator at the machine, who may all."""
    return role is None or role in ACTS[act][1]


def require(role: Role | None, act: str) -> None:
    """Raises NotAllowed, worded for the person, unless the role includes the act."""
    if not may(role, act):
        assert role is not None
        who = sorted(one.label for one in ACTS[act][1])
        raise NotAllowed(
            "not_allowed",
            f"Tài khoản của bạn ({role.label}) không có quyền {ACTS[act][0]}.",
            remedy=f"Việc này thuộc về: {'; '.join(who)}.",
        )
