"""Nominations chosen for an act, by keys within the actor's reach: who they are, where they are bound already.

Bound are seats of the published plan, and lists that bodies are asked about.
"""

from __future__ import annotations

from collections.abc import Collection

from doanra.records.models import Call, ListedPerson, Nomination, Plan, PlanState, Seat


def chosen(keys: Collection[int]) -> list[Nomination]:
    """The nominations with their people, in a fixed order. One query."""
    return list(Nomination.objects.filter(pk__in=keys).select_related("person").order_by("pk"))


def names(keys: Collection[int]) -> list[str]:
    """Whom nominations are for, in the order of names. One query."""
    rows = Nomination.objects.filter(pk__in=keys).order_by("person__sort_key", "pk")
    return list(rows.values_list("person__full_name", flat=True))


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
