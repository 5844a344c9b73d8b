"""What the planner's codes and figures say to people: one sentence for each code, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from doanra.planner import Finding
from doanra.policy import rules
from doanra.stages.plans.naming import plan_name as plan_name
from doanra.terms.words import Severity
from doanra.web.drawings.figures import figure
from doanra.web.templatetags.doanra import programme_label, vndate

Said = dict[str, Any]

_FINDING = {
    "unknown_course": _("Khoá %(course)s không có trong danh mục của bài toán"),
    "course_twice": _("Khoá %(course)s có mặt %(times)s lần"),
    "unknown_nominee": _("Mã %(person)s không có trong danh sách đề cử"),
    "start_not_offered": _("Ngày khai giảng %(start)s không có trong danh mục"),
    "too_few": _("Mới %(seats)s người, cần ít nhất %(low)s"),
    "too_many": _("%(seats)s người, chỉ có %(high)s chỗ"),
    "rank_band": _("Từ bậc %(lowest)s đến bậc %(highest)s, chỉ được %(span)s bậc liền nhau"),
    "field_share": _("%(percent)s%% đúng lĩnh vực, cần %(share)s%%"),
    "no_leader": _("Chưa có trưởng đoàn; %(able)s người đủ điều kiện"),
    "nobody_leads": _("Chưa có trưởng đoàn, và không ai trong đoàn đủ điều kiện"),
    "not_a_choice": _("Không thuộc diện của khoá này"),
    "start_closed": _("Theo quy định không đi được ngày khai giảng %(start)s"),
    "busy": _("Bận từ %(from)s đến %(to)s"),
    "unit_pair": _("%(seats)s người của %(unit)s trong một đoàn"),
    "two_seats": _("Ngồi ở nhiều khoá: %(courses)s"),
    "pin_broken": _("Ghim vào %(course)s nhưng không ngồi ở đó"),
    "unit_away": _("%(unit)s vắng %(away)s người cùng lúc từ %(day)s, nhiều nhất %(limit)s"),
    "inversion": _("%(unit)s xếp %(higher)s trước, mà chưa có chỗ"),
    "unit_below": _("%(unit)s có %(seats)s chỗ trên %(due)s chỗ nên có"),
    "abroad_at_once": _("%(abroad)s đoàn ở nước ngoài cùng lúc từ %(day)s, nhiều nhất %(limit)s"),
    "budget": _("Chi phí %(cost)s triệu đồng, kinh phí có %(budget)s triệu đồng"),
    "target_exceeded": _("%(programme)s %(seats)s chỗ, vượt chỉ tiêu %(target)s"),
    "target_missed": _("%(programme)s %(seats)s trên %(target)s chỗ chỉ tiêu"),
}
_IN_MOVE = {
    "too_many": _("Đã đủ %(high)s chỗ"),
    "too_few": _("%(course)s còn %(seats)s người, cần ít nhất %(low)s"),
    "field_share": _("%(course)s còn %(percent)s%% đúng lĩnh vực, cần %(share)s%%"),
    "no_leader": _("%(course)s mất trưởng đoàn"),
    "nobody_leads": _("%(course)s không còn ai làm trưởng đoàn được"),
    "target_exceeded": _("%(programme)s đã đủ %(target)s chỗ"),
    "target_missed": _("%(programme)s còn %(seats)s trên %(target)s chỗ"),
    "unit_below": _("%(unit)s còn %(seats)s chỗ trên %(due)s chỗ nên có"),
}
"""What a move brings, where it is said otherwise than of a plan as it stands."""
_MENDED = {
    "too_few": _("đủ %(low)s người"),
    "too_many": _("%(course)s hết thừa người"),
    "rank_band": _("%(course)s hết lệch bậc"),
    "field_share": _("%(course)s đủ tỉ lệ lĩnh vực"),
    "no_leader": _("%(course)s có người làm trưởng đoàn"),
    "unit_away": _("%(unit)s hết quá số người vắng"),
    "abroad_at_once": _("hết quá số đoàn ở nước ngoài cùng lúc"),
    "budget": _("trở lại trong kinh phí"),
    "inversion": _("đúng thứ tự của %(unit)s"),
    "unit_pair": _("hết trùng đơn vị trong đoàn"),
    "pin_broken": _("về đúng khoá đã ghim"),
    "target_missed": _("đủ chỉ tiêu %(programme)s"),
    "target_exceeded": _("hết vượt chỉ tiêu %(programme)s"),
    "unit_below": _("%(unit)s đủ chỗ nên có"),
}
_REASON = {
    "target": _("Chương trình đã đủ chỉ tiêu"),
    "full": _("Các đoàn hợp điều kiện đã đủ chỗ"),
    "unit_away": _("Đơn vị đã cử tối đa số người vắng cùng lúc"),
    "rank_band": _("Lệch bậc chức vụ với người trong đoàn"),
    "field_share": _("Thêm vào thì đoàn thiếu người đúng lĩnh vực"),
    "busy": _("Bận đúng các ngày khoá chạy"),
    "budget": _("Hết kinh phí"),
    "not_run": _("Khoá hợp điều kiện không chạy"),
    "start": _("Quy định chỉ cho đi ngày khai giảng khác"),
    "no_choice": _("Không khoá nào hợp điều kiện"),
    "free": _("Còn chỗ mà chưa xếp"),
}
_BLOCKED = {
    "target": _("chương trình đủ chỉ tiêu"),
    "full": _("đã đủ chỗ"),
    "unit_away": _("đơn vị vắng quá nhiều người"),
    "rank_band": _("lệch bậc"),
    "field_share": _("thiếu tỉ lệ lĩnh vực"),
    "busy": _("bận ngày đó"),
    "budget": _("hết kinh phí"),
    "not_run": _("không chạy"),
    "start": _("chỉ hợp ngày khai giảng khác"),
}
_TIERS = {
    "T1": _("Chỗ còn thiếu so với chỉ tiêu"),
    "T2": _("Đơn vị có người mà chưa có chỗ nào"),
    "T3": _("Chỗ hổng trong thứ tự ưu tiên của đơn vị"),
    "T4": _("Điểm hợp khoá của người được xếp"),
    "T5": _("Cặp người cùng đơn vị trong một đoàn"),
    "T6": _("Chi phí, triệu đồng"),
}
_KIND = {
    "unknown_course": _("Khoá không có trong danh mục"),
    "course_twice": _("Khoá đứng hai lần"),
    "unknown_nominee": _("Người không có trong danh sách đề cử"),
    "start_not_offered": _("Ngày khai giảng ngoài danh mục"),
    "too_few": _("Đoàn chưa đủ người"),
    "too_many": _("Đoàn quá số chỗ"),
    "rank_band": _("Đoàn lệch bậc chức vụ"),
    "field_share": _("Đoàn thiếu người đúng lĩnh vực"),
    "no_leader": _("Đoàn chưa có trưởng đoàn"),
    "not_a_choice": _("Người không thuộc diện của khoá"),
    "start_closed": _("Người không đi được ngày khai giảng"),
    "busy": _("Người bận ngày học"),
    "unit_pair": _("Nhiều người một đơn vị trong một đoàn"),
    "two_seats": _("Một người ngồi hai chỗ"),
    "pin_broken": _("Người rời khoá đã ghim"),
    "unit_away": _("Đơn vị vắng quá nhiều người cùng lúc"),
    "inversion": _("Người được xếp trước trong đơn vị mà chưa có chỗ"),
    "unit_below": _("Đơn vị có ít chỗ hơn nên có"),
    "abroad_at_once": _("Quá nhiều đoàn ở nước ngoài cùng lúc"),
    "budget": _("Vượt kinh phí"),
    "target_exceeded": _("Vượt chỉ tiêu"),
    "target_missed": _("Chưa đủ chỉ tiêu"),
}
_STEP = {
    "move": _("chuyển một người"),
    "pin": _("ghim hoặc bỏ ghim"),
    "name_head": _("chọn trưởng đoàn"),
    "choose_day": _("đổi ngày khai giảng"),
    "run_course": _("cho một khoá chạy"),
    "drop_course": _("bỏ một khoá"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """How the ids of a problem are called: people by ``P…``, units by ``U…``."""

    people: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def sentence(finding: Finding, *, names: Names) -> str:
    """What a finding says of the plan as it stands; an unknown code speaks for itself."""
    return _say(_FINDING, finding, names)


def brought(finding: Finding, *, names: Names) -> str:
    """What a move would bring."""
    return _say({**_FINDING, **_IN_MOVE}, finding, names)


def mended(findings: Iterable[Finding], *, names: Names) -> str:
    """What a move would end, the gravest first; empty if nothing worth saying."""
    for level, head in ((Severity.ERROR, _("Gỡ một điều chặn: %(what)s")), (Severity.WARNING, _("Tốt hơn: %(what)s"))):
        for finding in findings:
            if finding.level is level and finding.code in _MENDED:
                return str(head) % {"what": _say(_MENDED, finding, names)}
    return ""


def reason(code: str, *, programme: str = "", target: int | None = None) -> str:
    """Why a group of people has no seat."""
    if code == "target" and programme and target is not None:
        return str(_IN_MOVE["target_exceeded"]) % {"programme": programme_label(programme), "target": figure(target)}
    return str(_REASON.get(code, code))


def blocked(course: str, codes: Iterable[str]) -> str:
    """What stands between a person and one course."""
    said = ", ".join(str(_BLOCKED.get(code, code)) for code in codes)
    free = _("còn chỗ")
    return f"{course}: {said or free}"


def unknown(ids: Iterable[str]) -> list[str]:
    """The titles of rules whose evidence is open."""
    known = rules.registry()
    return [str(_(known[one].title)) if one in known else one for one in ids]


def tier(name: str) -> str:
    """What a tier of the objective counts."""
    return str(_TIERS[name])


def kind(code: str) -> str:
    """What a group of findings has in common."""
    return str(_KIND.get(code, code))


def step(verb: str) -> str:
    """What an act on a draft was."""
    return str(_STEP.get(verb, verb))


def _say(texts: Mapping[str, Any], finding: Finding, names: Names) -> str:
    code = finding.code
    if code == "no_leader" and not finding.values.get("able"):
        code = "nobody_leads" if "nobody_leads" in texts else code
    return str(texts[code]) % _said(finding, names) if code in texts else code


def _said(finding: Finding, names: Names) -> Said:
    said: Said = {key: _value(key, value) for key, value in finding.values.items()}
    if finding.code == "field_share":
        said["percent"] = figure(math.floor(100 * _number(finding, "in_field") / max(1, _number(finding, "seats"))))
        said["share"] = figure(round(100 * _number(finding, "share")))
    if "higher" in finding.values:
        higher = str(finding.values["higher"])
        said["higher"] = names.people.get(higher, higher)
    nominee, unit = finding.nominee or "", finding.unit or ""
    return {
        "course": finding.course or "", "person": names.people.get(nominee, nominee),
        "unit": names.units.get(unit, unit), **said,
    }  # fmt: skip


def _number(finding: Finding, key: str) -> float:
    value = finding.values.get(key)
    return float(value) if isinstance(value, int | float) else 0.0


def _value(key: str, value: float | str | None) -> str:
    if value is None:
        return "–"
    if key == "programme":
        return programme_label(str(value))
    if key in {"start", "day", "from", "to"}:
        return vndate(date.fromisoformat(str(value)))
    return figure(value) if isinstance(value, int | float) else value
