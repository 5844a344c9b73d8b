"""Which units of today the units of another day became, and the other way round. Two queries for all units."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q

from doanra.records.models import Succession, Unit, UnitName


class Lineage:
    """All units with who followed whom, loaded once."""

    def __init__(self) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self._heirs: dict[int, list[int]] = defaultdict(list)
        self._origins: dict[int, list[int]] = defaultdict(list)
        for predecessor, successor in Succession.objects.order_by("id").values_list("predecessor_id", "successor_id"):
            self._heirs[predecessor].append(successor)
            self._origins[successor].append(predecessor)

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
