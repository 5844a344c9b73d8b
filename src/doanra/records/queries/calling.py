"""What goes with a call, as it is read: longer deadlines, papers of a dossier, needs and who was named for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from doanra.records.models import Call, DeadlineOf, Eligibility, Extension, Need, NominationState, RequiredPaper
from doanra.records.queries.verdicts import stands
from doanra.terms.words import Programme


def longer(call: Call, *, units: Iterable[int] | None = None, on: date | None = None) -> dict[tuple[int, str], date]:
    """The latest day that each unit was given, by unit and kind of deadline; by the end of a day where given. One
    query."""
    rows = call.extensions.order_by()
    if on is not None:
        rows = rows.filter(on__lte=on)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return {(unit, kind): day for unit, kind, day in rows.values_list("unit", "kind").annotate(day=Max("due_on"))}


def extensions(call: Call, *, units: Iterable[int] | None = None) -> QuerySet[Extension]:
    """Every longer deadline, the newest first."""
    rows = call.extensions.select_related("unit", "made_by")
    return rows if units is None else rows.filter(unit__in=list(units))


def required(*, on: date, programme: Programme | None = None) -> QuerySet[RequiredPaper]:
    """The papers that a dossier must have on a day, of one programme or of all, in their order."""
    rows = RequiredPaper.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return rows if programme is None else rows.filter(programme=programme.value)


def needs(call: Call, *, units: Iterable[int] | None = None) -> QuerySet[Need]:
    """Stated needs with ``named``: how many standing nominations refer to each. One query."""
    standing = Q(nominations__nomination__state=NominationState.STANDING.value)
    rows = call.needs.select_related("unit").annotate(named=Count("nominations", filter=standing))
    return rows if units is None else rows.filter(unit__in=list(units))


def _longer_of(call: Call, kind: DeadlineOf, *, unit: str) -> Subquery:
    """The latest day that the unit of a row was given, for an annotation."""
    rows = Extension.objects.filter(call=call, kind=kind.value, unit=OuterRef(unit))
    return Subquery(rows.order_by("-due_on").values("due_on")[:1])


def silent(call: Call, *, units: Iterable[int]) -> QuerySet[Any]:
    """Invitations of some units that have not answered, with ``longer``: their own last day, None without. A query."""
    rows = call.invitations.filter(unit__in=list(units), answered_on=None).select_related("unit")
    return rows.annotate(longer=_longer_of(call, DeadlineOf.UNIT, unit="unit"))


def lacking_papers(call: Call, *, units: Iterable[int]) -> list[tuple[int, str, date | None, int]]:
    """Of some units: key, short name, their own last day, how many nominees have open conditions. One query."""
    rows = call.nominations.filter(
        stands(Eligibility.UNKNOWN.value, vetting=False), state=NominationState.STANDING.value, unit__in=list(units)
    )
    named = rows.annotate(longer=_longer_of(call, DeadlineOf.PERSON, unit="unit")).order_by("unit__order")
    return list(named.values_list("unit", "unit__short", "longer").annotate(many=Count("pk")))
