"""Where nominations are bound already: seats of the published plan, lists that bodies are asked about."""

from __future__ import annotations

from collections.abc import Collection

from doanra.records.models import Call, ListedPerson, Plan, PlanState, Seat


def seats(call: Call, keys: Collection[int]) -> list[tuple[str, str]]:
    """Name and course of those who have a seat in the newest published plan. At most two queries."""
    plan = Plan.objects.filter(call=call, state=PlanState.PUBLISHED.value).order_by("-pk").only("pk").first()
    if plan is None:
        return []
    rows = Seat.objects.filter(plan=plan, nomination__in=keys).order_by("person__sort_key", "pk")
    return list(rows.values_list("person__full_name", "planned__course__code"))


def listed(keys: Collection[int]) -> list[tuple[str, str]]:
    """Name and list of those whom a list for the bodies has frozen. One query."""
    rows = ListedPerson.objects.filter(nomination__in=keys).order_by("full_name", "pk")
    return list(rows.values_list("full_name", "consultation__title"))
