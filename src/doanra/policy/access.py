"""Rights in one place: which role may do which act, on whose matters, and which fields it reads. Default is no.

Three questions, asked together by pages, lists, counts, exports, papers, search, commands and the API:

1. ``may(role, act)``: does the duty include the act at all? One table, `ACTS`; what stands in no row is forbidden.
2. ``reach(role)``: on whose matters? All of them, those of the own unit, those put before the own body, the delegation
   that one leads, or oneself. `records.queries.reach` turns the answer into a filter; a thing out of reach is *not
   there* (404), so that not even its existence is told.
3. ``reads(role, sensitivity)``: which fields of what may be seen? Lists and exports drop the rest and say so.

*When* an act is possible is told by the states of its matter (`policy.flow`). ``None`` as role is the operator at the
machine, who may all.
"""

from __future__ import annotations

from doanra.terms.refusal import NotAllowed
from doanra.terms.words import Role, Sensitivity, Word


class Reach(Word):
    """On whose matters a duty acts."""

    ALL = "all", "mọi đơn vị"
    UNIT = "unit", "đơn vị mình và đơn vị thuộc mình"
    BODY = "body", "người mà cơ quan mình được hỏi"
    GROUP = "group", "đoàn mình dẫn"
    SELF = "self", "chính mình"
    NONE = "none", "không hồ sơ nào"


_REACHES = {
    Role.UNIT: Reach.UNIT,
    Role.APPROVER: Reach.UNIT,
    Role.APPRAISER: Reach.BODY,
    Role.HEAD: Reach.GROUP,
    Role.PARTICIPANT: Reach.SELF,
    Role.ADMINISTRATOR: Reach.NONE,
}

_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.OFFICE, Role.CHIEF})
_COMMITTEE = frozenset({Role.COMMITTEE, Role.LEADER})
_OF_UNIT = frozenset({Role.UNIT, Role.APPROVER})
_TRAVELLERS = frozenset({Role.HEAD, Role.PARTICIPANT})
_ALL_SEEING = _OFFICE | _COMMITTEE | {Role.INSPECTOR, Role.FINANCE}
_READERS = _ALL_SEEING
_WITH_UNITS = _READERS | _OF_UNIT
_OF_DOSSIERS = _READERS - {Role.FINANCE}
"""Readers of everything but finance: its duty is what the plan costs, not who may go."""

_ORDINARY = frozenset({Sensitivity.ORDINARY})
_PERSONAL = _ORDINARY | {Sensitivity.PERSONAL}
_SENSITIVE = _PERSONAL | {Sensitivity.SENSITIVE}
_READS: dict[Role, frozenset[Sensitivity]] = {
    Role.OFFICE: _SENSITIVE | {Sensitivity.VETTING},
    Role.CHIEF: _SENSITIVE | {Sensitivity.VETTING},
    Role.LEADER: _SENSITIVE | {Sensitivity.VETTING},
    Role.COMMITTEE: _SENSITIVE,
    Role.UNIT: _SENSITIVE,  # what the unit itself wrote; reach keeps it to its own people
    Role.APPROVER: _SENSITIVE,
    Role.APPRAISER: _SENSITIVE,  # vetting only for the body whose matter it is: `records.queries.reach`
    Role.FINANCE: _PERSONAL,
    Role.HEAD: _PERSONAL,
    Role.PARTICIPANT: _PERSONAL,
    Role.INSPECTOR: _SENSITIVE,
    Role.ADMINISTRATOR: _ORDINARY,
}

ACTS: dict[str, tuple[str, frozenset[Role]]] = {
    "home.see": ("xem trang đầu", _EVERYBODY),
    "units.see": ("xem danh mục đơn vị", _EVERYBODY),
    "calls.see": ("xem đợt đề cử", _WITH_UNITS),
    "calls.open": ("mở đợt đề cử", _OFFICE),
    "calls.change": ("sửa đợt đề cử", _OFFICE),
    "calls.remind": ("nhắc đơn vị chưa trả lời", _OFFICE),
    "calls.letter": ("tải công văn mời đề cử", _OFFICE),
    "calls.answer_none": ("ghi đơn vị trả lời không cử ai", _OFFICE | _OF_UNIT),
    "deadlines.change": ("gia hạn cho đơn vị", _OFFICE),
    "quotas.see": ("xem chỉ tiêu theo đơn vị", _WITH_UNITS),
    "quotas.change": ("giao, điều chuyển, thu hồi chỉ tiêu", _OFFICE),
    "quotas.few": ("xem đề xuất bổ sung chỉ tiêu", _OF_DOSSIERS),
    "quotas.top_up": ("ghi quyết định bổ sung chỉ tiêu", _OFFICE | {Role.LEADER}),
    "needs.see": ("xem nhu cầu của đơn vị", _WITH_UNITS),
    "needs.change": ("nêu nhu cầu của đơn vị", _OFFICE | _OF_UNIT),
    "requirements.see": ("xem giấy tờ hồ sơ phải có", _WITH_UNITS),
    "requirements.change": ("sửa giấy tờ hồ sơ phải có", _OFFICE),
    "courses.see": ("xem khoá của năm", _READERS),
    "courses.change": ("sửa khoá của năm", _OFFICE),
    "holidays.see": ("xem lịch ngày nghỉ", _READERS),
    "holidays.change": ("sửa lịch ngày nghỉ", _OFFICE),
    "unavailable.see": ("xem ngày bận của người được đề cử", _OF_DOSSIERS | _OF_UNIT),
    "unavailable.change": ("ghi ngày bận của người được đề cử", _OFFICE | _OF_UNIT),
    "weighing.see": ("xem điều được cân nhắc khi xếp đoàn", _READERS),
    "weighing.change": ("sửa điều được cân nhắc khi xếp đoàn", _OFFICE),
    "histories.see": ("xem hồ sơ cũ", _OF_DOSSIERS),
    "histories.receive": ("nạp hồ sơ cũ", _OFFICE),
    "histories.settle": ("chọn người cho hồ sơ cũ", _OFFICE),
    "nominations.see": ("xem danh sách đề cử", _WITH_UNITS),
    "files.see": ("xem tệp của đơn vị và từng dòng", _OFFICE | _OF_UNIT | {Role.INSPECTOR}),
    "nominations.receive": ("nhận tệp của đơn vị", _OFFICE),
    "nominations.change": ("sửa đề cử", _OFFICE),
    "nominations.issue": ("cấp biểu mẫu cho đơn vị", _OFFICE),
    "nominations.answer": ("lập công văn trả lời đơn vị", _OFFICE),
    "nominations.mark": ("tải danh sách đã đánh dấu", _OFFICE | _OF_UNIT),
    "nominations.undo": ("hoàn tác tệp đã nhận", _OFFICE),
    "nominations.return": ("trả lại đề cử cho đơn vị", _OFFICE),
    "nominations.withdraw": ("rút đề cử", _OFFICE | _OF_UNIT),
    "forms.see": ("xem đề cử bằng biểu mẫu", _OFFICE | _OF_UNIT | {Role.LEADER, Role.INSPECTOR}),
    "forms.write": ("soạn đề cử", _OF_UNIT),
    "forms.submit": ("nộp đề cử", _OF_UNIT),
    "forms.rules": ("đặt ai của đơn vị được nộp đề cử", _OFFICE),
    "late.ask": ("xin nộp đề cử muộn", _OF_UNIT),
    "late.decide": ("quyết định việc nộp muộn", _OFFICE),
    "dossiers.see": ("xem tệp hồ sơ", _OFFICE | _OF_UNIT | {Role.LEADER, Role.INSPECTOR}),
    "dossiers.put": ("thêm tệp hồ sơ", _OFFICE | _OF_UNIT),
    "attempts.see": ("xem lịch sử đưa tệp lên", _OFFICE | {Role.INSPECTOR}),
    "synonyms.see": ("xem bảng tiêu đề cột", _OF_DOSSIERS),
    "synonyms.change": ("sửa bảng tiêu đề cột", _OFFICE),
    "people.list": ("xem danh sách người", _WITH_UNITS - {Role.FINANCE}),
    "people.see": ("xem hồ sơ nghi trùng", _OFFICE | {Role.INSPECTOR}),
    "people.change": ("quyết định về hồ sơ nghi trùng", _OFFICE),
    "posts.see": ("xem bảng chức danh", _OF_DOSSIERS),
    "posts.change": ("sửa bảng chức danh", _OFFICE),
    "appraisals.see": ("xem kết quả thẩm định", _OF_DOSSIERS | _OF_UNIT),
    "appraisals.make": ("thẩm định", _OFFICE),
    "appraisals.evidence": ("ghi bằng chứng", _OFFICE),
    "appraisals.waive": ("ghi quyết định miễn", _OFFICE | {Role.LEADER}),
    "bodies.see": ("xem danh mục cơ quan được hỏi ý kiến", _OFFICE | {Role.INSPECTOR}),
    "bodies.change": ("sửa danh mục cơ quan được hỏi ý kiến", _OFFICE),
    "consultations.open": ("mở trang lấy ý kiến", _OFFICE | _COMMITTEE | {Role.INSPECTOR, Role.APPRAISER}),
    "consultations.see": ("xem danh sách và ý kiến của các cơ quan", _OFFICE | _COMMITTEE | {Role.INSPECTOR}),
    "consultations.make": ("chốt danh sách và hỏi ý kiến các cơ quan", _OFFICE),
    "consultations.answer": ("ghi ý kiến của cơ quan được hỏi", _OFFICE | {Role.APPRAISER}),
    "consultations.approve": ("ghi quyết định duyệt danh sách", _OFFICE | {Role.LEADER}),
    "plans.see": ("xem kế hoạch", _READERS),
    "plans.ask": ("hỏi cách xếp một người chưa có chỗ", _OFFICE | _COMMITTEE),
    "plans.compute": ("chạy bộ lập kế hoạch", _OFFICE),
    "plans.change": ("sửa phương án", _OFFICE),
    "plans.publish": ("công bố kế hoạch", _OFFICE),
    "delegations.see": ("xem đoàn", _READERS | _TRAVELLERS),
    "delegations.plan": ("xem kinh phí và cân nhắc của đoàn", _READERS),
    "papers.roster": ("tải danh sách đoàn", _READERS | {Role.HEAD}),
    "papers.get": ("tải văn bản", _READERS),
    "outcomes.see": ("xem kết quả", _READERS),
    "accounts.own": ("dùng tài khoản của mình", _EVERYBODY),
    "accounts.see": ("xem danh sách tài khoản", _OFFICE | {Role.ADMINISTRATOR}),
    "accounts.invite": ("mời người vào hệ thống và cho thôi nhiệm vụ", _OFFICE | {Role.ADMINISTRATOR}),
    "accounts.change": ("mở hoặc sửa tài khoản", frozenset({Role.ADMINISTRATOR})),
    "notices.see": ("xem thông báo của mình", _EVERYBODY),
    "notices.read": ("đánh dấu thông báo đã đọc", _EVERYBODY),
    "notices.choose": ("chọn cách nhận thông báo", _EVERYBODY),
    "notices.sent": ("xem đã báo gì cho ai", _OFFICE | {Role.INSPECTOR, Role.ADMINISTRATOR}),
    "notices.make": ("lập thông báo trong ngày", _OFFICE),
    "notices.digest": ("lập thư tổng hợp trong ngày", _OFFICE),
    "notices.send": ("gửi thư thông báo", _OFFICE),
    "lists.keep": ("lưu khung nhìn của mình", _WITH_UNITS),
    "lists.share": ("đặt khung nhìn cho người khác", _OFFICE),
    "lists.export": ("tải danh sách thành tệp", _WITH_UNITS),
    "trail.see": ("xem nhật ký", _OFFICE | {Role.INSPECTOR, Role.ADMINISTRATOR}),
}


_GUARDED = _OFFICE | {Role.APPRAISER, Role.ADMINISTRATOR}
_OPENED_BY_OFFICE = _OF_UNIT | {Role.HEAD, Role.PARTICIPANT}


def opens(role: Role | None, other: Role) -> bool:
    """Whether a duty opens, changes and ends accounts of another: the office those of units and of who goes."""
    return role is None or role is Role.ADMINISTRATOR or (works_in_office(role) and other in _OPENED_BY_OFFICE)


def needs_second_factor(role: Role) -> bool:
    """Whether a password alone is not enough: the office, appraisers, administrators."""
    return role in _GUARDED


def may(role: Role | None, act: str) -> bool:
    """Whether the role includes the act; ``None`` is the operator at the machine, who may all."""
    return role is None or role in ACTS[act][1]


def reach(role: Role | None) -> Reach:
    """On whose matters a duty acts; the operator at the machine reaches all."""
    return Reach.ALL if role is None else _REACHES.get(role, Reach.ALL)


def reads(role: Role | None, sensitivity: Sensitivity) -> bool:
    """Whether a duty reads fields of that sensitivity, of the things within its reach."""
    return role is None or sensitivity in _READS[role]


def works_in_office(role: Role | None) -> bool:
    """Whether the duty is of the Standing Agency's office, whose work the year is."""
    return role in _OFFICE


def of_unit(role: Role | None) -> bool:
    """Whether the duty is of a nominating unit: its clerk or its approver."""
    return role in _OF_UNIT


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
