"""Delegations of a year and one delegation with its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from doanra.records.models import Call, Delegation, Eligibility, Member, Nomination
from doanra.records.queries.verdicts import stands
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The days of a delegation as of ``on``: the course, within it the days abroad, both ends included.

    ``abroad_first`` and ``abroad_last`` are None for a course that stays at home.
    """

    on: date
    phase: Phase
    first_day: date
    last_day: date
    abroad_first: date | None
    abroad_last: date | None

    @property
    def days(self) -> int:
        """How long the course is, in days."""
        return (self.last_day - self.first_day).days + 1

    @property
    def day_number(self) -> int:
        """Which day of the course it is: 1 on the first."""
        return (self.on - self.first_day).days + 1

    @property
    def days_to_go(self) -> int:
        """Days until the first."""
        return (self.first_day - self.on).days

    @property
    def days_since(self) -> int:
        """Days since the last."""
        return (self.on - self.last_day).days


def phase(delegation: Delegation, *, on: date) -> Phase:
    """Back once the return is noted or the last day is over; away from the first day on."""
    if (delegation.returned_on and delegation.returned_on <= on) or delegation.last_day < on:
        return Phase.BACK
    return Phase.AWAY if delegation.first_day <= on else Phase.TO_COME


def life(delegation: Delegation, *, on: date) -> Life:
    """The days of a delegation."""
    course = delegation.course
    travels = course.abroad_to > course.abroad_from
    return Life(
        on=on,
        phase=phase(delegation, on=on),
        first_day=delegation.first_day,
        last_day=delegation.last_day,
        abroad_first=delegation.first_day + timedelta(days=course.abroad_from) if travels else None,
        abroad_last=delegation.first_day + timedelta(days=course.abroad_to - 1) if travels else None,
    )


def of_call(call: Call, *, on: date, within: Q) -> list[DelegationRow]:
    """The delegations of a year that are within reach (`reach.delegations`), by first day. One query."""
    rows = Delegation.objects.filter(within, course__call=call).distinct().select_related("course", "leader", "plan")
    counted = rows.annotate(people=Count("members", distinct=True)).order_by("first_day", "id")
    return [DelegationRow(one, one.people, phase(one, on=on)) for one in counted]


def of_code(call: Call, code: str, *, within: Q) -> Delegation | None:
    """The delegation of a course, if it is within reach."""
    rows = Delegation.objects.filter(within, course__call=call, course__code=code)
    return rows.select_related("course", "leader", "plan", "course__call").first()


def members(delegation: Delegation) -> list[Member]:
    """The people in the order by given name. One query."""
    return list(delegation.members.select_related("person").order_by("person__sort_key", "person_id"))


def unsettled(delegation: Delegation, *, vetting: bool = False) -> set[int]:
    """Ids of members whose newest verdict for the programme is unknown, as the reader is told. One query."""
    course = delegation.course
    rows = Nomination.objects.filter(
        stands(Eligibility.UNKNOWN.value, vetting=vetting),
        call=course.call_id,
        programme=course.programme,
        person__in=delegation.members.values("person_id"),
    )
    return set(rows.values_list("person_id", flat=True))
