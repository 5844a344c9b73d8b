"""Quotas of a year by unit: what the ledger gave, what is used, what is left; the entries behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from doanra.records.models import (
    Call,
    Eligibility,
    NominationState,
    QuotaCounts,
    QuotaEntry,
    QuotaKind,
    Seat,
    Unit,
)
from doanra.records.queries.lineage import names_on
from doanra.records.queries.verdicts import standing as told
from doanra.records.queries.year import newest_plan
from doanra.terms.words import Programme


@dataclass(slots=True, kw_only=True)
class Quota:
    """Seats of a unit, of one programme or of several together; ``adjusted`` is moved in, less moved out, less cut."""

    entitled: int = 0
    carried: int = 0
    topped: int = 0
    adjusted: int = 0
    used: int = 0

    @property
    def seats(self) -> int:
        """What the unit has by the ledger."""
        return self.entitled + self.carried + self.topped + self.adjusted

    @property
    def left(self) -> int:
        """What is not used; below nothing where more was used than given."""
        return self.seats - self.used

    @property
    def over(self) -> int:
        """How many more are used than given."""
        return max(0, -self.left)

    def add(self, other: Quota) -> None:
        """Adds another's seats, for a total."""
        for name in ("entitled", "carried", "topped", "adjusted", "used"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True, kw_only=True)
class UnitQuota(Quota):
    """A unit that was asked, by its name on the day of the call."""

    unit: Unit
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All units of a year. ``plan`` is what the year has to give; what is not given out closes the sum."""

    rows: tuple[UnitQuota, ...]
    total: Quota
    plan: int

    @property
    def not_given(self) -> int:
        """What no unit has yet."""
        return self.plan - self.total.seats


@dataclass(slots=True)
class _Sums:
    by_unit: dict[int, Quota] = field(default_factory=lambda: defaultdict(Quota))
    plan: int = 0


_PARTS = {
    QuotaKind.ENTITLED.value: "entitled",
    QuotaKind.CARRIED.value: "carried",
    QuotaKind.TOPPED.value: "topped",
}


def table(call: Call, *, programmes: Iterable[Programme], units: Iterable[int] | None = None) -> Table:
    """The quotas of units, of these programmes together. At most six queries, whatever the number of units.

    ``units`` narrows the rows to those; the total and the plan then speak of these rows alone.
    """
    wanted = tuple(one.value for one in programmes)
    sums = _sums(call, wanted)
    for (key, programme), many in used(call).items():
        if programme in wanted:
            sums.by_unit[key].used += many
    asked = Unit.objects.filter(pk__in=call.invitations.values("unit")) | Unit.objects.filter(pk__in=[*sums.by_unit])
    names, total = names_on(call.opened_on), Quota()
    rows = []
    for unit in asked.distinct().order_by("-kind", "order", "pk"):
        if units is not None and unit.pk not in units:
            continue
        own = sums.by_unit[unit.pk]
        total.add(own)
        row = UnitQuota(unit=unit, name=names.get(unit.pk, unit.short))
        row.add(own)
        rows.append(row)
    return Table(rows=tuple(rows), total=total, plan=sums.plan)


def _sums(call: Call, programmes: tuple[str, ...]) -> _Sums:
    found = _Sums()
    rows = call.quota_entries.filter(programme__in=programmes).order_by()
    for kind, taken_from, given_to, seats in rows.values_list("kind", "taken_from", "given_to").annotate(Sum("seats")):
        if kind == QuotaKind.RAISED.value:
            found.plan += seats
        elif kind == QuotaKind.LOWERED.value:
            found.plan -= seats
        elif kind in _PARTS:
            own = found.by_unit[given_to]
            setattr(own, _PARTS[kind], getattr(own, _PARTS[kind]) + seats)
        else:
            found.by_unit[taken_from].adjusted -= seats
            if given_to is not None:
                found.by_unit[given_to].adjusted += seats
    return found


def used(call: Call, *, unit: int | None = None) -> dict[tuple[int, str], int]:
    """Seats used, by unit and programme, as the year counts them: standing nominations, or seats in the plan.

    The plan is the newest published version, else the newest draft. One or two queries.
    """
    if call.quotas_count == QuotaCounts.SEATS.value:
        seats = Seat.objects.filter(plan=newest_plan(call))
        if unit is not None:
            seats = seats.filter(nomination__unit=unit)
        found = seats.order_by().values_list("nomination__unit", "nomination__programme").annotate(many=Count("pk"))
        return {(one, programme): many for one, programme, many in found}
    standing = call.nominations.filter(state=NominationState.STANDING.value)
    if unit is not None:
        standing = standing.filter(unit=unit)
    rows = standing.order_by().values_list("unit", "programme").annotate(many=Count("pk"))
    return {(one, programme): many for one, programme, many in rows}


def entries(call: Call, *, units: Iterable[int] | None = None) -> QuerySet[QuotaEntry]:
    """The ledger, the newest entry first; of some units alone where given."""
    rows = call.quota_entries.select_related("taken_from", "given_to", "made_by")
    if units is not None:
        own = list(units)
        rows = rows.filter(Q(taken_from__in=own) | Q(given_to__in=own))
    return rows


@dataclass(slots=True)
class Standing:
    """Of a unit's standing nominees: how many meet every condition, of how many that is not known."""

    eligible: int = 0
    unknown: int = 0


def standing(call: Call, *, programme: Programme, vetting: bool = False) -> dict[int, Standing]:
    """How the standing nominees of a programme stand, by unit. Not yet judged is not known. One query."""
    rows = call.nominations.filter(state=NominationState.STANDING.value, programme=programme.value).order_by()
    found: dict[int, Standing] = defaultdict(Standing)
    rows = rows.annotate(verdict=told(vetting=vetting))
    for unit, verdict, many in rows.values_list("unit", "verdict").annotate(many=Count("pk")):
        if verdict == Eligibility.ELIGIBLE.value:
            found[unit].eligible += many
        elif verdict != Eligibility.NOT_ELIGIBLE.value:
            found[unit].unknown += many
    return found
