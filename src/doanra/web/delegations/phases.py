"""The life of a delegation in three phases, with what is known of each: its days, its list, its head, its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Delegation
from doanra.records.queries.delegations import Life, Phase
from doanra.web.drawings.figures import figure
from doanra.web.frame import address
from doanra.web.plans.sentences import plan_name
from doanra.web.templatetags.doanra import daymonth, vndate

_LONG = 366  # days after which nobody counts days any more
State = Literal["done", "now", "late", "todo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing in the life of a delegation, as parts/duty.html shows it."""

    title: str
    state: State
    when: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifePhase:
    """Before, during or after; ``aside`` says the days."""

    title: str
    aside: str
    now: bool
    duties: tuple[Duty, ...]


def phases(delegation: Delegation, life: Life, *, people: int, unsettled: int) -> tuple[LifePhase, ...]:
    """The three phases; exactly one is ``now``."""
    return (
        LifePhase(
            title=_("Trước khi đi"),
            aside=_before_words(life),
            now=life.phase is Phase.TO_COME,
            duties=_before(delegation, life, people=people, unsettled=unsettled),
        ),
        LifePhase(
            title=_("Trong khoá học"), aside=_during_words(life), now=life.phase is Phase.AWAY, duties=_during(life)
        ),
        LifePhase(
            title=_("Sau khi về"),
            aside=_after_words(life),
            now=life.phase is Phase.BACK,
            duties=_after(delegation, life),
        ),
    )


def _before_words(life: Life) -> str:
    if life.phase is not Phase.TO_COME:
        return _("xong")
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", life.days_to_go) % {"n": figure(life.days_to_go)}


def _during_words(life: Life) -> str:
    if life.phase is Phase.AWAY:
        return _("ngày %(day)s / %(days)s") % {"day": figure(life.day_number), "days": figure(life.days)}
    return ngettext("%(n)s ngày", "%(n)s ngày", life.days) % {"n": figure(life.days)}


def _after_words(life: Life) -> str:
    if life.phase is not Phase.BACK or life.days_since < 1:
        return ""
    if life.days_since > _LONG:
        return _("từ %(day)s") % {"day": vndate(life.last_day)}
    return ngettext("đã %(n)s ngày", "đã %(n)s ngày", life.days_since) % {"n": figure(life.days_since)}


def _before(delegation: Delegation, life: Life, *, people: int, unsettled: int) -> tuple[Duty, ...]:
    year, over = delegation.course.call.year, life.phase is not Phase.TO_COME
    plan, leader = delegation.plan, delegation.leader
    listed = ngettext("Chốt danh sách %(n)s người", "Chốt danh sách %(n)s người", people) % {"n": figure(people)}
    named = Duty(title=_("Chọn trưởng đoàn"), state="done", note=leader.full_name) if leader else Duty(
        title=_("Chọn trưởng đoàn"), state="late" if over else "now", note=_("chưa có"), when=daymonth(life.first_day),
        url=address("web:plans", year),
    )  # fmt: skip
    duties = [
        Duty(
            title=listed,
            state="done",
            when=daymonth(plan.published_at) if plan else "",
            note=plan_name(plan) if plan else _("kế hoạch không làm trong hệ thống"),
        ),
        named,
    ]
    if over:
        return tuple(duties)
    if unsettled:
        say = ngettext("Bổ sung bằng chứng cho %(n)s người", "Bổ sung bằng chứng cho %(n)s người", unsettled)
        duties.append(
            Duty(
                title=say % {"n": figure(unsettled)},
                state="now",
                when=daymonth(life.first_day),
                note=_("thẩm định còn “chưa rõ”"),
                url=address("web:appraisals_missing", year),
            )
        )
    else:
        duties.append(Duty(title=_("Đủ bằng chứng của mọi người"), state="done"))
    return tuple(duties)


def _during(life: Life) -> tuple[Duty, ...]:
    steps = [(life.first_day, _("Khai giảng")), (life.last_day, _("Bế giảng"))]
    if life.abroad_first and life.abroad_last:
        steps = [(life.abroad_first, _("Ra nước ngoài")), *steps, (life.abroad_last, _("Về nước"))]
    ordered = sorted(steps, key=lambda step: step[0])
    return tuple(Duty(title=title, state=_state(day, life=life), when=_short(day, life)) for day, title in ordered)


def _state(day: date, *, life: Life) -> State:
    if day < life.on or life.phase is Phase.BACK:
        return "done"
    return "now" if day == life.on else "todo"


def _short(day: date, life: Life) -> str:
    return daymonth(day) if day.year == life.first_day.year else vndate(day)


def _after(delegation: Delegation, life: Life) -> tuple[Duty, ...]:
    title = _("Cả đoàn đã về")
    if life.phase is not Phase.BACK:
        return (Duty(title=title, state="todo", when=_short(life.last_day, life)),)
    if delegation.returned_on:
        return (Duty(title=title, state="done", when=_short(delegation.returned_on, life)),)
    return (
        Duty(title=title, state="done", when=_short(life.last_day, life), note=_("theo ngày cuối, chưa ghi ngày về")),
    )
