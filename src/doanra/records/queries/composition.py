"""Who a delegation is made of: units, levels, ranks, fields. Shown to be weighed; judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from doanra.records.models import Delegation, Nomination, UnitKind


@dataclass(frozen=True, slots=True)
class Origin:
    """What of one member is counted: the unit (key, short name, kind), the rank band (0: unknown), the field."""

    unit: int
    name: str
    kind: str
    band: int
    field: str


@dataclass(frozen=True, slots=True)
class Composition:
    """The counts of one delegation. ``largest`` are the units with most people, ``most`` each; ``pairs`` as in T5."""

    people: int
    units: int
    central: int
    local: int
    largest: tuple[str, ...]
    most: int
    pairs: int
    lowest: int | None
    highest: int | None
    in_field: int
    fields: int

    @property
    def largest_share(self) -> float:
        """The part of the delegation that comes from its largest unit, 0 to 1."""
        return self.most / self.people if self.people else 0.0

    @property
    def span(self) -> int:
        """How many neighbouring bands it covers."""
        return 0 if self.lowest is None or self.highest is None else self.highest - self.lowest + 1

    @property
    def percent_in_field(self) -> int:
        """Whole percents of members who work in the field, rounded down as the limit is judged."""
        return 100 * self.in_field // self.people if self.people else 0

    @property
    def percent_largest(self) -> int:
        """Whole percents of the largest unit."""
        return round(100 * self.largest_share)


def compose(origins: Iterable[Origin], *, field: str) -> Composition:
    """Counts the members of a delegation whose course asks for a field (empty: for none)."""
    everybody = list(origins)
    heads = Counter(one.unit for one in everybody)
    names = {one.unit: one.name for one in everybody}
    most = max(heads.values(), default=0)
    bands = [one.band for one in everybody if one.band]
    return Composition(
        people=len(everybody),
        units=len(heads),
        central=sum(one.kind == UnitKind.CENTRAL.value for one in everybody),
        local=sum(one.kind == UnitKind.PROVINCE.value for one in everybody),
        largest=tuple(names[unit] for unit, count in heads.items() if count == most),
        most=most,
        pairs=sum(count * (count - 1) // 2 for count in heads.values()),
        lowest=min(bands, default=None),
        highest=max(bands, default=None),
        in_field=sum(bool(field) and one.field == field for one in everybody),
        fields=len({one.field for one in everybody if one.field}),
    )


def origin_of(nomination: Nomination, *, band: int | None = None) -> Origin:
    """What of a nomination is counted; ``band`` if it was read otherwise for a plan."""
    unit = nomination.unit
    known = nomination.band if band is None else band
    return Origin(unit.pk, unit.short, unit.kind, known or 0, nomination.field)


def of_delegation(delegation: Delegation) -> Composition:
    """The composition of a delegation by what its members were nominated as. One query.

    A member without a nomination of that year and programme is not counted: of old lists only names may be known.
    """
    course = delegation.course
    named = Nomination.objects.filter(
        call=course.call_id, programme=course.programme, person__in=delegation.members.values("person_id")
    )
    return compose((origin_of(one) for one in named.select_related("unit")), field=course.field)
