"""What waits for who keeps the money: prices that are missing, what a plan costs, delegations that leave soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Call, CallState
from doanra.records.queries import costs
from doanra.records.queries.plans import proposed
from doanra.records.queries.year import newest_plan
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.plans.naming import plan_name

_SOON = timedelta(days=60)


def of_finance(call: Call, *, on: date) -> Iterator[Duty]:
    """Of one year; nothing once it is closed. Five queries at most."""
    if call.state == CallState.CLOSED.value:
        return
    yield from _of_prices(call)
    yield from _of_plan(call, on=on)
    for one in costs.leaving(call, on=on, until=on + _SOON):
        yield Duty(
            key=f"delegations:{one.delegation.pk}:money",
            matter=Matter.DELEGATIONS,
            say=_("Chuẩn bị kinh phí cho đoàn %(code)s") % {"code": one.delegation.course.code},
            route="delegations_detail",
            args=(call.year, one.delegation.course.code),
            note=_("Dự toán %(amount)s") % {"amount": _money(one.amount, call)},
            until=one.delegation.first_day,
        )


def _of_prices(call: Call) -> Iterator[Duty]:
    told = costs.prices(call)
    if n := told.without:
        say = ngettext("Cho giá của %(n)s khoá chưa có chi phí", "Cho giá của %(n)s khoá chưa có chi phí", n)
        yield _price(call, "none", say % {"n": count(n)}, _("Bộ lập kế hoạch đang tính các khoá này là 0 đồng"))
    if n := told.assumed:
        say = ngettext("Soát giá giả định của %(n)s khoá", "Soát giá giả định của %(n)s khoá", n)
        yield _price(call, "assumed", say % {"n": count(n)}, _("Báo văn phòng giá thật để sửa trong danh mục"))


def _price(call: Call, what: str, say: str, note: str) -> Duty:
    return Duty(
        key=f"courses:{call.year}:price:{what}",
        matter=Matter.COURSES,
        say=say,
        route="courses",
        args=(call.year,),
        note=note,
        since=call.opened_on,
    )


def _of_plan(call: Call, *, on: date) -> Iterator[Duty]:
    """The plan that is proposed, else the one in force until its first delegation leaves."""
    draft = proposed(call)
    plan = draft or newest_plan(call)
    if plan is None:
        return
    cost = costs.of_plan(plan)
    over = call.budget is not None and cost.amount > call.budget
    until = cost.first_day if draft is None else None
    if until is not None and until < on and not over:
        return
    say = _("Soát %(plan)s: vượt dự toán năm") if over else _("Xem kinh phí của %(plan)s")
    yield Duty(
        key=f"plan:{call.year}:cost:{plan.pk}" + (":over" if over else ""),
        matter=Matter.PLAN,
        say=say % {"plan": plan_name(plan)},
        route="plans_overview",
        args=(call.year, plan.pk),
        note=_beside_budget(cost.amount, call),
        since=(plan.published_at or plan.created_at).date(),
        until=until,
    )


def _beside_budget(amount: Decimal, call: Call) -> str:
    if call.budget is None:
        return _("%(amount)s; năm chưa đặt dự toán") % {"amount": _money(amount, call)}
    amounts = {"amount": _money(amount, call), "budget": _money(call.budget, call)}
    return _("%(amount)s trên dự toán %(budget)s") % amounts


def _money(amount: Decimal, call: Call) -> str:
    """In millions where the currency is the đồng, rounded: a duty is no account."""
    if call.currency == "VND":
        return _("%(n)s triệu đồng") % {"n": count(round(amount / 1_000_000))}
    return f"{count(round(amount))} {call.currency}"
