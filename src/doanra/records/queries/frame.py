"""What the frame of every page counts: the years, and for one year how far each stage is. Three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from doanra.records.models import (
    Call,
    CallState,
    Delegation,
    Invitation,
    Nomination,
    NominationState,
    Plan,
    Seat,
    UnknownMeans,
)
from doanra.records.queries.verdicts import stands
from doanra.records.queries.year import plans_by_weight


@dataclass(frozen=True, slots=True)
class StageCounts:
    """The pipeline of a year in numbers: nominations that stand, those that may enter a plan, ``seated`` in the
    newest version, else in the newest draft, None without a plan."""

    year: int
    invited: int
    answered: int
    nominated: int
    placeable: int
    seated: int | None
    delegations: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year with a call, whether it is closed, and since when as far as that is known."""

    year: int
    is_closed: bool
    closed_on: date | None


def every_year() -> list[Year]:
    """The years with a call, newest first, each with how it stands."""
    rows = Call.objects.values_list("year", "state", "closed_on")
    return [Year(year, state == CallState.CLOSED.value, closed_on) for year, state, closed_on in rows]


def years() -> list[int]:
    """The years with a call, newest first."""
    return list(Call.objects.values_list("year", flat=True))


def newest_year() -> int | None:
    """Where people land: the newest open year, else the newest; None without any. At most two queries."""
    years = Call.objects.values_list("year", flat=True)
    newest_open = years.filter(state=CallState.OPEN.value).first()
    return newest_open if newest_open is not None else years.first()


def _count(rows: QuerySet[Any], call: str) -> Subquery:
    counted = rows.filter(**{call: OuterRef("pk")}).order_by().values(call).annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominated:
    """What of the counts a page has already asked for: nominations that stand, and their verdicts."""

    nominated: int
    eligible: int
    unknown: int


def counts(year: int, *, known: Nominated | None = None, vetting: bool = False) -> StageCounts | None:
    """The counts of a year, or None if it has no call. One query, and one more once there is a plan."""
    standing = Nomination.objects.filter(state=NominationState.STANDING.value)
    plan = plans_by_weight(Plan.objects.filter(call=OuterRef("pk"))).values("pk")[:1]
    named = {
        "nominated": _count(standing, "call"),
        "eligible": _count(standing.filter(stands("eligible", vetting=vetting)), "call"),
        "unknown": _count(standing.filter(stands("unknown", vetting=vetting)), "call"),
    }
    call = (
        Call.objects.filter(year=year)
        .annotate(
            invited=_count(Invitation.objects.all(), "call"),
            answered=_count(Invitation.objects.exclude(answered_on=None), "call"),
            delegations=_count(Delegation.objects.all(), "course__call"),
            plan_id_now=Subquery(plan),
            **({} if known else named),
        )
        .first()
    )
    if call is None:
        return None
    verdicts: Any = known or call
    seated = Seat.objects.filter(plan=call.plan_id_now).count() if call.plan_id_now else None
    takes = call.unknown_means == UnknownMeans.TAKE.value
    return StageCounts(
        year=year,
        invited=call.invited or 0,
        answered=call.answered or 0,
        nominated=verdicts.nominated or 0,
        placeable=(verdicts.eligible or 0) + ((verdicts.unknown or 0) if takes else 0),
        seated=seated,
        delegations=call.delegations or 0,
    )
