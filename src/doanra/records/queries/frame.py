"""What the frame of every page counts: the years, and for one year how far each stage is. Three queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, When

from doanra.records.models import Appraisal, Call, Delegation, Invitation, Nomination, Plan, Seat


@dataclass(frozen=True, slots=True)
class StageCounts:
    """The pipeline of a year in numbers; ``seated`` is that of the newest version, else of the newest draft."""

    year: int
    invited: int
    answered: int
    nominated: int
    eligible: int
    seated: int
    delegations: int
    returned: int


def years() -> list[int]:
    """The years with a call, newest first."""
    return list(Call.objects.values_list("year", flat=True))


def _count(rows: QuerySet[Any], call: str) -> Subquery:
    counted = rows.filter(**{call: OuterRef("pk")}).order_by().values(call).annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def counts(year: int) -> StageCounts | None:
    """The counts of a year, or None if it has no call."""
    plans = Plan.objects.filter(call=OuterRef("pk"))
    plan = plans.order_by(Case(When(version=None, then=1), default=0), "-version", "-id").values("pk")[:1]
    call = (
        Call.objects.filter(year=year)
        .annotate(
            invited=_count(Invitation.objects.all(), "call"),
            answered=_count(Invitation.objects.exclude(answered_on=None), "call"),
            nominated=_count(Nomination.objects.filter(state="standing"), "call"),
            eligible=_count(Appraisal.objects.exclude(standing="not_eligible"), "nomination__call"),
            delegations=_count(Delegation.objects.all(), "course__call"),
            returned=_count(Delegation.objects.exclude(returned_on=None), "course__call"),
            plan_id_now=Subquery(plan),
        )
        .first()
    )
    if call is None:
        return None
    seated = Seat.objects.filter(plan=call.plan_id_now).count() if call.plan_id_now else 0
    return StageCounts(
        year=year,
        invited=call.invited or 0,
        answered=call.answered or 0,
        nominated=call.nominated or 0,
        eligible=call.eligible or 0,
        seated=seated,
        delegations=call.delegations or 0,
        returned=call.returned or 0,
    )
