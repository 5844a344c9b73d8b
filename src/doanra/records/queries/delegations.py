"""Delegations of a year and one delegation with its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from doanra.records.models import Call, Delegation, Member
from doanra.terms.words import Word


class Phase(Word):
    """Where a delegation is on a day."""

    TO_COME = "to_come", "Chưa đi"
    AWAY = "away", "Đang học"
    BACK = "back", "Đã về"


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A line of the list: the delegation, its number of people, where it is on that day."""

    delegation: Delegation
    people: int
    phase: Phase


def phase(delegation: Delegation, *, on: date) -> Phase:
    """Back once the return is noted or the last day is over; away from the first day on."""
    if delegation.returned_on or delegation.last_day < on:
        return Phase.BACK
    return Phase.AWAY if delegation.first_day <= on else Phase.TO_COME


def of_call(call: Call, *, on: date) -> list[DelegationRow]:
    """All delegations of a year by first day. One query."""
    rows = Delegation.objects.filter(course__call=call).select_related("course", "leader", "plan")
    return [DelegationRow(one, one.people, phase(one, on=on)) for one in rows.annotate(people=Count("members"))]


def of_code(call: Call, code: str) -> Delegation | None:
    """The delegation of a course."""
    rows = Delegation.objects.filter(course__call=call, course__code=code)
    return rows.select_related("course", "leader", "plan", "course__call").first()


def members(delegation: Delegation) -> list[Member]:
    """The people in the order by given name. One query."""
    return list(delegation.members.select_related("person").order_by("person__sort_key", "person_id"))
