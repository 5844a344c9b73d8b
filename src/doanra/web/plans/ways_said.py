"""“Vì sao chưa có chỗ?” in words: what stands before a choice, what would have to change, who would give way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from doanra.planner.obstacles import Obstacle
from doanra.stages.plans.problem import person_key
from doanra.web.drawings.figures import figure
from doanra.web.plans.sentences import Names, tier
from doanra.web.templatetags.doanra import programme_label, vndate

_OBSTACLE = {
    "full": _("đoàn đã đủ %(seats)s trên %(high)s chỗ"),
    "target": _("chương trình %(programme)s đã xếp %(seats)s trên %(target)s chỗ chỉ tiêu"),
    "busy": _("người này bận từ %(from)s đến %(to)s"),
    "start": _("quy định chỉ cho đi khi khai giảng ngày %(open)s"),
    "rank_band": _("bậc %(band)s lệch với đoàn (bậc %(lowest)s đến %(highest)s), chỉ được %(span)s bậc liền nhau"),
    "field_share": _("thêm vào thì chỉ %(in_field)s trên %(seats)s người đúng lĩnh vực, cần %(share)s%%"),
    "unit_away": _("%(unit)s đã có %(away)s người vắng cùng lúc từ %(day)s, nhiều nhất %(limit)s"),
    "budget": _("kinh phí còn %(left)s triệu đồng, thêm một người tốn %(cost)s triệu đồng"),
    "not_run": _(
        "khoá không chạy, vì trong %(able)s người chưa có chỗ học được khoá này, nhiều nhất %(most)s người đi được "
        "cùng lúc, mà cần ít nhất %(low)s"
    ),
    "kept_shut": _(
        "khoá không chạy, tuy đủ %(most)s người chưa có chỗ đi được cùng lúc: giới hạn của đơn vị, lĩnh vực, trưởng "
        "đoàn, chỉ tiêu, kinh phí hoặc số đoàn ở nước ngoài không cho mở"
    ),
}
_CHANGE = {
    "unit_away": _("%(unit)s được vắng %(needed)s người cùng lúc (nay %(now)s)"),
    "seats": _("khoá có %(needed)s chỗ (nay %(now)s)"),
    "target": _("chỉ tiêu %(programme)s là %(needed)s (nay %(now)s)"),
    "budget": _("kinh phí thêm %(more)s triệu đồng"),
    "abroad": _("được %(needed)s đoàn ở nước ngoài cùng lúc (nay %(now)s)"),
    "least": _("khoá được chạy với %(needed)s người (nay ít nhất %(now)s)"),
    "field_share": _("khoá chỉ cần %(needed)s%% đúng lĩnh vực (nay %(now)s%%)"),
    "rank_band": _("đoàn được gồm %(needed)s bậc liền nhau (nay %(now)s)"),
    "busy": _("người này đi được các ngày đó"),
}


def barred(course: str, obstacles: Iterable[Obstacle], *, names: Names) -> str:
    """One whole sentence: why this course is closed, with every constraint that would break."""
    said = "; ".join(_obstacle(one, names) for one in obstacles)
    if not said:
        return gettext("%(course)s: không vướng gì, còn chỗ mà chưa xếp.") % {"course": course}
    return gettext("Chưa vào được %(course)s: %(why)s.") % {"course": course, "why": said}


def _obstacle(one: Obstacle, names: Names) -> str:
    code, values = one.code, one.values
    if code == "not_run" and int(values["most"]) >= int(values["low"]):
        code = "kept_shut"
    said: dict[str, str] = {key: _value(key, value, names) for key, value in values.items()}
    if code == "field_share":
        said["share"] = figure(round(100 * float(values["share"])))
    return str(_OBSTACLE[code]) % said


def _value(key: str, value: float | str, names: Names) -> str:
    if key == "programme":
        return programme_label(str(value))
    if key == "unit":
        return names.units.get(str(value), str(value))
    if key in {"from", "to", "day"}:
        return vndate(date.fromisoformat(str(value)))
    if key == "open":
        return ", ".join(vndate(date.fromisoformat(day)) for day in str(value).split())
    return figure(value) if isinstance(value, int | float) else str(value)


def fit(one: Mapping[str, Any], *, names: Names) -> str:
    """“Vào được NH-02 nếu Cao Bằng được vắng 3 người cùng lúc (nay 2).” of a fit as it is kept."""
    changes = [_change(change, names) for change in one["changes"]]
    told = {"course": one["course"], "if": _and(changes)}
    others = len(one.get("with", ()))
    if "with" in one:
        told |= {"day": vndate(date.fromisoformat(one["start"])), "count": figure(others)}
        if not changes:
            return gettext("Mở được %(course)s từ %(day)s cùng %(count)s người đang chờ.") % told
        return gettext("Mở được %(course)s từ %(day)s cùng %(count)s người đang chờ, nếu %(if)s.") % told
    if not changes:
        return gettext("Vào được %(course)s ngay: còn chỗ mà chưa xếp.") % told
    return gettext("Vào được %(course)s nếu %(if)s.") % told


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s và %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _change(change: Mapping[str, Any], names: Names) -> str:
    limit, now, needed = change["limit"], change["now"], change["needed"]
    if limit == "field_share":
        now, needed = round(100 * now), round(100 * needed)
    said = {
        "now": figure(now),
        "needed": figure(needed),
        "more": figure(needed - now),
        "unit": names.units.get(change["about"], change["about"]),
        "programme": programme_label(change["about"]) if limit == "target" else "",
    }
    return str(_CHANGE[limit]) % said


@dataclass(frozen=True, slots=True)
class Given:
    """One line of an exchange: ``level`` of its icon, what happens, to whom (key, None for nobody on the page)."""

    level: str
    text: str
    person: int


def exchange(swap: Mapping[str, Any], *, names: Names) -> list[Given]:
    """Who moves where in an exchange, the person themself first, then those who lose their seats."""
    return [_given(move, names) for move in swap.get("moves", ())]


def _given(move: Mapping[str, Any], names: Names) -> Given:
    who = names.people.get(move["nominee"], move["nominee"])
    said = {"name": who, "from": move["from"], "to": move["to"]}
    if move["to"] is None:
        level, text = "warn", gettext("%(name)s mất chỗ ở %(from)s")
    elif move["from"] is None:
        level, text = "pass", gettext("%(name)s được xếp vào %(to)s")
    else:
        level, text = "note", gettext("%(name)s chuyển từ %(from)s sang %(to)s")
    return Given(level, text % said, person_key(move["nominee"]))


def verdict(swap: Mapping[str, Any]) -> tuple[str, str]:
    """What an exchange comes to, and how sure that is: a level and a sentence."""
    status, count = swap["status"], int(swap.get("displaced", 0))
    if status == "impossible":
        return "warn", gettext(
            "Đã chứng minh: giữ nguyên ngày khai giảng và không giảm số chỗ thì không cách đổi chỗ nào xếp được người "
            "này."
        )
    if status == "unknown":
        return "unknown", gettext("Hết thời gian mà chưa tìm được cách đổi chỗ nào; cũng chưa chứng minh là không có.")
    if not count:
        said = gettext("Xếp được mà không ai phải đổi chỗ.")
    else:
        said = ngettext("%(count)s người phải đổi hoặc nhường chỗ.", "%(count)s người phải đổi hoặc nhường chỗ.", count)
    proof = (
        gettext("Đã chứng minh: không cách nào ít hơn.")
        if status == "proven"
        else gettext("Tốt nhất tìm được trong thời gian cho phép, chưa chứng minh.")
    )
    return ("pass" if status == "proven" else "warn"), f"{said % {'count': figure(count)}} {proof}"


def consequences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The levels of the objective that an exchange changes: what it counts, before, after. Points and money too."""
    found = []
    for name in ("T1", "T2", "T3", "T4", "T5", "T6"):
        old, new = before[name], after[name]
        old, new = (old[0], new[0]) if name == "T2" else (old, new)
        if name == "T4":
            old, new = -old, -new
        if old != new:
            found.append((tier(name), int(old), int(new)))
    return found
