"""Reads for the pages of busy days: what is noted of a year, and nominees found by name."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from doanra.records.models import BusyDays, Call, Nomination, NominationState
from doanra.terms.names import fold

FOUND = 12
"""So many people are shown of a search."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Days that are noted, with the nomination of that person in the year."""

    busy: BusyDays
    nomination: Nomination


def nominee(call: Call, *, person: int, units: frozenset[int] | None) -> Nomination | None:
    """The first standing nomination of a person, if the account may see their unit (None: all units)."""
    return _standing(call, units).filter(person=person).first()


def _standing(call: Call, units: frozenset[int] | None) -> QuerySet[Nomination]:
    rows = call.nominations.filter(state=NominationState.STANDING.value).select_related("person", "unit")
    return rows if units is None else rows.filter(unit__in=units)


def noted(call: Call, *, units: frozenset[int] | None) -> list[Noted]:
    """All noted days of the year by person's name. Two queries."""
    people = {one.person_id: one for one in _standing(call, units)}
    rows = call.busy_days.select_related("person", "recorded_by").order_by("person__sort_key", "first_day", "id")
    return [Noted(row, people[row.person_id]) for row in rows if row.person_id in people]


def search(call: Call, *, text: str, units: frozenset[int] | None) -> list[Nomination]:
    """Nominees whose names hold the text, marks and case apart, each once; at most ``FOUND``. One query."""
    rows = _standing(call, units).filter(person__search_key__contains=fold(text)).order_by("person__sort_key", "id")
    found: dict[int, Nomination] = {}
    for row in rows[: 3 * FOUND]:
        found.setdefault(row.person_id, row)
    return list(found.values())[:FOUND]
