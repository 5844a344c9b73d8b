"""The records behind a figure of a year: what was counted, so that a figure opens to its rows and to its story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from doanra.records.models import Call, Delegation, Eligibility, Event, EventThing, Member, NominationState, Plan, Seat
from doanra.records.queries.delegations import Phase, phase
from doanra.records.queries.verdicts import stands
from doanra.records.queries.year import newest_plan

Rows = QuerySet[Any]

_ALL = Q()
_VERDICTS = tuple(one.value for one in Eligibility)


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows that were counted; ``kind`` and ``keys`` are what the trail calls them and the column of their keys."""

    rows: Rows
    kind: str
    keys: str


def of_figure(name: str, call: Call, *, on: date, programme: str = "", vetting: bool = False) -> Behind | None:
    """The rows of a figure, of one programme or of all; None for a name that is none.

    Without ``vetting`` verdicts are those that stand beside political vetting.
    """
    if name in _VERDICTS:
        return _nominations(stands(name, vetting=vetting))(call, on, programme)
    make = _FIGURES.get(name)
    return make(call, on, programme) if make else None


def acts(behind: Behind) -> QuerySet[Event]:
    """The acts that touched any of the rows, the newest first."""
    touched = EventThing.objects.filter(kind=behind.kind, key__in=behind.rows.order_by().values(behind.keys))
    return Event.objects.filter(pk__in=touched.values("event")).select_related("unit", "body").order_by("-id")


def _nominations(wanted: Q = _ALL) -> Callable[[Call, date, str], Behind]:
    def make(call: Call, _on: date, programme: str) -> Behind:
        rows = call.nominations.filter(wanted, state=NominationState.STANDING.value)
        rows = rows.filter(programme=programme) if programme else rows
        rows = rows.select_related("person", "unit").order_by("person__sort_key", "pk")
        return Behind(rows, "nomination", "pk")

    return make


def _planned(call: Call, _on: date, programme: str) -> Behind:
    plan = newest_plan(call)
    if plan is None:
        return _members(_groups(call, programme))
    return _seats(plan, programme)


def _seats(plan: Plan, programme: str) -> Behind:
    rows = Seat.objects.filter(plan=plan)
    rows = rows.filter(planned__course__programme=programme) if programme else rows
    return Behind(
        rows.select_related("person__unit", "planned__course").order_by("person__sort_key", "pk"), "person", "person"
    )


def _gone(call: Call, on: date, programme: str) -> Behind:
    return _members(_groups(call, programme).filter(first_day__lte=on))


def _home(call: Call, on: date, programme: str) -> Behind:
    groups = _groups(call, programme)
    back = [one.pk for one in groups if phase(one, on=on) is Phase.BACK]
    return _members(groups.filter(pk__in=back))


def _members(groups: QuerySet[Delegation]) -> Behind:
    rows = Member.objects.filter(delegation__in=groups.order_by())
    return Behind(
        rows.select_related("person", "delegation__course").order_by("person__sort_key", "pk"), "person", "person"
    )


def _delegations(call: Call, _on: date, programme: str) -> Behind:
    return Behind(_groups(call, programme).select_related("course", "leader"), "delegation", "pk")


def _groups(call: Call, programme: str) -> QuerySet[Delegation]:
    own = Q(course__call=call, course__programme=programme) if programme else Q(course__call=call)
    return Delegation.objects.filter(own).order_by("first_day", "pk")


_FIGURES: dict[str, Callable[[Call, date, str], Behind]] = {
    "nominated": _nominations(),
    "unjudged": _nominations(Q(appraisal=None)),
    "planned": _planned,
    "gone": _gone,
    "home": _home,
    "groups": _delegations,
}
NAMES = (*_FIGURES, *_VERDICTS)
