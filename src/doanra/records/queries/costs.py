"""What a year costs, for who keeps the money: courses without a price, what a plan adds up to, who leaves soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from doanra.records.models import Call, Delegation, Plan


@dataclass(frozen=True, slots=True)
class Prices:
    """Of the courses of a year: how many have no price at all, how many one that is only assumed."""

    without: int
    assumed: int


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What the courses of a plan cost with the people in them, in the call's currency, and their first day."""

    amount: Decimal
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A delegation that leaves soon and what it costs."""

    delegation: Delegation
    amount: Decimal


def prices(call: Call) -> Prices:
    """One query."""
    nothing = Q(cost_fixed=0, cost_per_head=0)
    counted = call.courses.order_by().aggregate(
        without=Count("pk", filter=nothing), assumed=Count("pk", filter=~nothing & Q(illustrative=True))
    )
    return Prices(**counted)


def of_plan(plan: Plan) -> PlanCost:
    """Courses in which nobody sits cost nothing. One query."""
    rows = list(plan.courses.select_related("course").annotate(heads=Count("seats")))
    costs = (row.course.cost_fixed + row.course.cost_per_head * row.heads for row in rows if row.heads)
    return PlanCost(sum(costs, Decimal(0)), min((row.first_day for row in rows), default=None))


def leaving(call: Call, *, on: date, until: date) -> list[Leaving]:
    """Delegations of a year whose first day is still to come, until a day. One query."""
    rows = Delegation.objects.filter(course__call=call, first_day__range=(on, until)).select_related("course")
    found = rows.annotate(heads=Count("members")).order_by("first_day", "pk")
    return [Leaving(one, one.course.cost_fixed + one.course.cost_per_head * one.heads) for one in found]
