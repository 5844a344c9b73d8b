"""Which units of today the units of another day became, and the other way round. One query for all units."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from doanra.records.models import Unit, UnitName

_ORDER = Unit._meta.ordering or ()


class Lineage:
    """All units with who followed whom, loaded once."""

    def __init__(self) -> None:
        self.units: dict[int, Unit] = {}
        self._heirs: dict[int, list[int]] = defaultdict(list)
        self._origins: dict[int, list[int]] = defaultdict(list)
        # A unit comes once for each that followed it.
        rows = Unit.objects.annotate(heir=F("successions__successor")).order_by(*_ORDER, "successions__id")
        for unit in rows:
            self.units.setdefault(unit.pk, unit)
            if unit.heir is not None:
                self._heirs[unit.pk].append(unit.heir)
                self._origins[unit.heir].append(unit.pk)

    def now(self, unit: int) -> tuple[Unit, ...]:
        """The units that a unit is today: itself while it lasts, else those it went into; () if nothing followed."""
        if self.units[unit].valid_to is None:
            return (self.units[unit],)
        return tuple(self.units[pk] for pk in _closure(unit, self._heirs) if self.units[pk].valid_to is None)

    def under(self, unit: int) -> frozenset[int]:
        """The unit, what belongs under it, and all that went into any of them: whose matters its people act on."""
        children: dict[int, list[int]] = defaultdict(list)
        for one in self.units.values():
            if one.parent_id is not None:
                children[one.parent_id].append(one.pk)
        down = {key: [*children[key], *self._origins[key]] for key in {*children, *self._origins}}
        return frozenset(_closure(unit, down))

    def kin(self, unit: int) -> frozenset[int]:
        """The unit and all that went into it."""
        return frozenset(_closure(unit, self._origins))


def _closure(start: int, edges: dict[int, list[int]]) -> list[int]:
    """``start`` and everything reached from it, nearest first."""
    seen = [start]
    for pk in seen:
        seen += [other for other in edges.get(pk, ()) if other not in seen]
    return seen


def names_on(day: date) -> dict[int, str]:
    """The short name that each unit bore on a day. One query."""
    rows = UnitName.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    return dict(rows.values_list("unit_id", "short"))


def names_of(unit: str, day: date) -> Subquery:
    """The short name on a day of the unit that the column ``unit`` of a row points to, for an annotation."""
    rows = UnitName.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), unit=OuterRef(unit), valid_from__lte=day)
    return Subquery(rows.values("short")[:1])
