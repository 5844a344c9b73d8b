"""Scenarios in words: what each changes, how it differs from the live plan, what is proven of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.planner.whatif import (
    AddClass,
    Change,
    MoveDates,
    ScaleBudget,
    SetAway,
    SetAwayShare,
    SetNumber,
    SetTarget,
)
from doanra.records.models import Unit
from doanra.stages.plans.side_by_side import Gap, Standing
from doanra.web.drawings.figures import figure
from doanra.web.templatetags.doanra import programme_label, vndate

_BETTER_IF_MORE = frozenset({"seats", "T4"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven of a value: ``level`` is a mark's name."""

    level: str
    text: str


def unit_names(changes: tuple[Change, ...]) -> dict[str, str]:
    """The names of the units that the changes are about, by the planner's ids."""
    keys = [int(one.unit[1:]) for one in changes if isinstance(one, SetAway) and one.unit[1:].isdigit()]
    return {f"U{unit.pk}": unit.short for unit in Unit.objects.filter(pk__in=keys)} if keys else {}


def change(one: Change, *, units: Mapping[str, str]) -> str:
    """A change as an order."""
    match one:
        case AddClass():
            return _added(one)
        case MoveDates():
            return _("Khoá %(course)s khai giảng %(days)s") % {"course": one.course, "days": _days(one.starts)}
        case ScaleBudget():
            said = _("Cắt %(n)s %% kinh phí") if one.percent < 0 else _("Tăng %(n)s %% kinh phí")
            return said % {"n": figure(abs(one.percent))}
        case SetNumber():
            return _number(one)
        case SetAway():
            return _("%(unit)s vắng nhiều nhất %(n)s người cùng lúc") % {
                "unit": units.get(one.unit, one.unit), "n": figure(one.limit),
            }  # fmt: skip
        case SetAwayShare():
            return _("Mỗi đơn vị vắng nhiều nhất %(n)s %% số người được đề cử cùng lúc") % {
                "n": figure(round(100 * one.share))
            }
        case _:
            assert isinstance(one, SetTarget)
            return _("Chỉ tiêu %(programme)s %(n)s chỗ") % {
                "programme": programme_label(one.programme).lower(), "n": figure(one.seats),
            }  # fmt: skip


def _added(one: AddClass) -> str:
    said = {"id": one.id, "course": one.course, "days": _days(one.starts)}
    if one.seats is None:
        return _("Thêm lớp %(id)s như khoá %(course)s, khai giảng %(days)s") % said
    seats = f"{figure(one.seats[0])}–{figure(one.seats[1])}"
    return _("Thêm lớp %(id)s như khoá %(course)s, khai giảng %(days)s, %(seats)s chỗ") % {**said, "seats": seats}


def _number(one: SetNumber) -> str:
    said = {
        "budget": _("Kinh phí %(n)s triệu đồng"),
        "abroad_at_once": _("Nhiều nhất %(n)s đoàn ở nước ngoài cùng lúc"),
        "rank_window": _("Độ lệch thứ tự ưu tiên được xét: %(n)s người"),
    }[one.name]
    return said % {"n": figure(one.value)}


def _days(starts: Any) -> str:
    shown = [vndate(day) for day in starts]
    return shown[0] if len(shown) == 1 else _("%(first)s hoặc %(last)s") % {
        "first": ", ".join(shown[:-1]), "last": shown[-1],
    }  # fmt: skip


def gap(found: Gap) -> str:
    """How a scenario differs from the live plan, the seats first: “thêm 6 chỗ, tốn thêm 420 triệu đồng, 3 người …”."""
    parts = [_seats(found.seats), _cost(found.cost)]
    for many, said in (
        (found.out, ngettext("%(n)s người mất chỗ", "%(n)s người mất chỗ", found.out)),
        (found.moved, ngettext("%(n)s người đổi khoá", "%(n)s người đổi khoá", found.moved)),
        (found.redated, ngettext("%(n)s người đổi ngày", "%(n)s người đổi ngày", found.redated)),
    ):
        if many:
            parts.append(said % {"n": figure(many)})
    if not found.told_otherwise:
        parts.append(_("không ai đang có chỗ phải đổi"))
    return ", ".join(part for part in parts if part)


def _seats(many: int) -> str:
    if many == 0:
        return _("bằng số chỗ")
    said = ngettext("thêm %(n)s chỗ", "thêm %(n)s chỗ", many) if many > 0 else ngettext(
        "bớt %(n)s chỗ", "bớt %(n)s chỗ", -many
    )  # fmt: skip
    return said % {"n": figure(abs(many))}


def _cost(millions: int) -> str:
    if millions == 0:
        return ""
    said = _("tốn thêm %(n)s triệu đồng") if millions > 0 else _("bớt tốn %(n)s triệu đồng")
    return said % {"n": figure(abs(millions))}


def proof(tier: str, *, value: int, bounds: Mapping[str, Any]) -> Proof:
    """What is proven of a tier of ``TIERS``, the tiers before it being as good as they are here."""
    bound = bounds.get(tier[:2])
    if isinstance(bound, list):
        bound = bound[int(tier[-1])]
    if not isinstance(bound, int) or (bound == 0 < value):  # nothing counted is below 0: that needs no proof
        return Proof("unknown", _("chưa chứng minh"))
    if bound >= value:
        return Proof("pass", _("không thể tốt hơn"))
    said = _("không thể quá %(n)s") if tier == "T4" else _("không thể dưới %(n)s")
    return Proof("note", said % {"n": figure(abs(bound))})


def seats_proof(standing: Standing) -> Proof:
    """What is proven of the seats filled."""
    missing = standing.bounds.get("T1")
    if not isinstance(missing, int):
        return Proof("unknown", _("chưa chứng minh"))
    most = sum(standing.problem.targets.values()) - missing
    if most <= standing.tiers.seated:
        return Proof("pass", _("không thể nhiều hơn"))
    return Proof("note", _("không thể quá %(n)s") % {"n": figure(most)})


def delta(key: str, before: int, after: int) -> tuple[str, str]:
    """How a value differs, and whether that is better (``pass``), worse (``warn``) or the same (empty)."""
    if before == after:
        return "", ""
    said = _("thêm %(n)s") if after > before else _("bớt %(n)s")
    better = (after > before) == (key in _BETTER_IF_MORE)
    return said % {"n": figure(abs(after - before))}, "pass" if better else "warn"
