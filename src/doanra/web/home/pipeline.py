"""The six steps of a year: a figure, of how many, what it is made of, and one next act."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import CallState, UnitKind
from doanra.records.queries.calls import Answers
from doanra.records.queries.year import Year
from doanra.terms.words import Programme
from doanra.web.drawings.figures import figure
from doanra.web.frame import address
from doanra.web.plans.sentences import plan_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, for who has ``right``; ``whole`` None where the figure is of nothing. ``act`` is the next thing, at
    ``act_url``.
    """

    right: str
    label: str
    url: str
    done: int
    whole: int | None
    meta: str
    act: str
    act_url: str

    @property
    def of(self) -> int:
        """What the bar below the figure is drawn against."""
        return self.done if self.whole is None else self.whole


def steps(year: Year, answers: Answers, *, target: int, may_act: bool) -> tuple[Step, ...]:
    """The pipeline; ``may_act``: the reader may change the year, so that the next act is more than reading."""
    acts = may_act and year.call.state == CallState.OPEN.value
    return (
        _asked(year, answers, acts=acts),
        _named(year, acts=acts),
        _judged(year, acts=acts),
        _planned(year, target=target, acts=acts),
        _formed(year, acts=acts),
        _back(year),
    )


def _asked(year: Year, answers: Answers, *, acts: bool) -> Step:
    provinces, central = answers.share(UnitKind.PROVINCE), answers.share(UnitKind.CENTRAL)
    url, silent = address("web:calls", year.call.year), len(answers.silent)
    meta = _("%(pa)s/%(p)s tỉnh, thành · %(ca)s/%(c)s cơ quan")
    act, act_url = _("Xem các đơn vị"), url
    if silent:
        say = ngettext("Xem %(n)s đơn vị chưa trả lời", "Xem %(n)s đơn vị chưa trả lời", silent)
        if acts:
            say = ngettext("Nhắc %(n)s đơn vị", "Nhắc %(n)s đơn vị", silent)
        act, act_url = say % {"n": figure(silent)}, f"{url}?answered=no#invited"
    figures = {"pa": figure(provinces[0]), "p": figure(provinces[1]), "ca": figure(central[0]), "c": figure(central[1])}
    return Step(
        right="calls.see",
        label=_("Mời đề cử"), url=url, done=answers.answered, whole=len(answers.asked), meta=meta % figures,
        act=act, act_url=act_url,
    )  # fmt: skip


def _named(year: Year, *, acts: bool) -> Step:
    url = address("web:nominations", year.call.year)
    counts = {line.programme.value: figure(line.nominated) for line in year.lines}
    meta = _("%(short)s ngắn hạn · %(medium)s trung hạn · %(language)s ngoại ngữ") % counts
    act, act_url = (_("Nhận tệp"), address("web:nominations_files", year.call.year)) if acts else (_("Xem đề cử"), url)
    return Step(
        right="nominations.see",
        label=_("Đề cử"),
        url=url,
        done=year.total("nominated"),
        whole=None,
        meta=meta,
        act=act,
        act_url=act_url,
    )


def _judged(year: Year, *, acts: bool) -> Step:
    url = address("web:appraisals", year.call.year)
    unknown, refused, unjudged = year.total("unknown"), year.total("not_eligible"), year.total("unjudged")
    meta = _("vào được kế hoạch · %(eligible)s đủ điều kiện, %(unknown)s chưa rõ, %(refused)s không đủ")
    meta %= {"eligible": figure(year.total("eligible")), "unknown": figure(unknown), "refused": figure(refused)}
    act, act_url = _("Xem kết quả thẩm định"), url
    if acts and unjudged:
        act = ngettext("Thẩm định %(n)s đề cử", "Thẩm định %(n)s đề cử", unjudged) % {"n": figure(unjudged)}
    elif acts and unknown:
        act = ngettext("Bổ sung cho %(n)s người chưa rõ", "Bổ sung cho %(n)s người chưa rõ", unknown)
        act %= {"n": figure(unknown)}
        act_url = address("web:appraisals_missing", year.call.year)
    return Step(
        right="appraisals.see",
        label=_("Thẩm định"), url=url, done=year.placeable, whole=year.total("nominated") or None, meta=meta,
        act=act, act_url=act_url,
    )  # fmt: skip


def _planned(year: Year, *, target: int, acts: bool) -> Step:
    url = address("web:plans", year.call.year)
    courses, act_url = year.total("courses"), url
    meta, act = _("chỗ đã xếp; chưa có kế hoạch"), _("Lập kế hoạch") if acts else _("Xem kế hoạch")
    if year.plan:
        meta = ngettext("chỗ đã xếp · %(n)s khoá chạy · %(plan)s", "chỗ đã xếp · %(n)s khoá chạy · %(plan)s", courses)
        meta %= {"n": figure(courses), "plan": plan_name(year.plan)}
        act, act_url = (
            _("Xem %(plan)s") % {"plan": plan_name(year.plan)},
            address("web:plans_board", year.call.year, year.plan.pk),
        )
    elif year.groups:
        meta = _("người của các đoàn đã lập; kế hoạch không làm trong hệ thống")
        act, act_url = _("Xem các khoá"), address("web:courses", year.call.year)
    planned = year.total("planned")
    return Step(
        right="plans.see",
        label=_("Kế hoạch"),
        url=url,
        done=planned,
        whole=target or None,
        meta=meta,
        act=act,
        act_url=act_url,
    )


def _formed(year: Year, *, acts: bool) -> Step:
    url = address("web:delegations", year.call.year)
    away, coming = len(year.away), sum(not group.gone for group in year.groups)
    meta, act = _("đoàn, lớp đã đi; lập khi kế hoạch được công bố"), _("Xem trang đoàn")
    if year.groups:
        kinds = {line.programme: line.groups for line in year.lines}
        classes = kinds[Programme.LANGUAGE]
        figures = {"d": figure(len(year.groups) - classes), "c": figure(classes), "a": figure(away)}
        meta = _("đã đi, trong %(d)s đoàn và %(c)s lớp ngoại ngữ · %(a)s đang học") % figures
        act = _("Xem các đoàn")
    if coming and acts:
        act = ngettext("Chuẩn bị %(n)s đoàn", "Chuẩn bị %(n)s đoàn", coming) % {"n": figure(coming)}
    return Step(
        right="delegations.see",
        label=_("Đoàn"), url=url, done=year.total("groups_gone"), whole=len(year.groups) or None, meta=meta, act=act,
        act_url=url,
    )  # fmt: skip


def _back(year: Year) -> Step:
    url = address("web:delegations", year.call.year)
    counts = {line.programme.value: figure(line.home) for line in year.lines}
    meta = _("người đã về: %(short)s ngắn hạn · %(medium)s trung hạn · %(language)s ngoại ngữ") % counts
    return Step(
        right="delegations.see",
        label=_("Đã về"), url=url, done=year.total("home"), whole=year.total("gone") or None, meta=meta,
        act=_("Xem bảng số liệu"), act_url=address("web:year_figures", year.call.year),
    )  # fmt: skip
