"""Units on a day: their name and codes then, what they came from and what they became. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from doanra.records.models import Invitation, Nomination, Succession, Unit, UnitCode, UnitKind, UnitName
from doanra.records.queries.lineage import Lineage

Rows = TypeVar("Rows", UnitName, UnitCode)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """A unit as it was on a day. ``now`` is empty where it is still the same unit."""

    unit: Unit
    name: str
    short: str
    codes: tuple[tuple[str, str], ...]
    origins: tuple[Unit, ...]
    now: tuple[Unit, ...]

    @property
    def ended(self) -> bool:
        """Whether nothing of today follows it."""
        return self.unit.valid_to is not None and not self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """A unit of today with the units of another day that it was then."""

    unit: Unit
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InYear:
    """What a unit, or one that went into it, did in a year."""

    invitation: Invitation
    nominated: int


class Register:
    """The register as of a day: five queries for everything below."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.lineage = Lineage()
        self._names = {name.unit_id: name for name in _valid(UnitName.objects.all(), on)}
        self._codes: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for code in _valid(UnitCode.objects.order_by("scheme", "code"), on):
            self._codes[code.unit_id].append((code.scheme, code.code))
        self._origins: dict[int, list[int]] = defaultdict(list)
        happened = Succession.objects.filter(on__lte=on).order_by("id")
        for predecessor, successor in happened.values_list("predecessor_id", "successor_id"):
            self._origins[successor].append(predecessor)

    def in_force(self, kind: str = "") -> list[OnDay]:
        """The units that exist on the day, of one kind or all, provinces first."""
        return [
            self._on_day(unit) for unit in self._all() if unit.in_force(self.on) and (not kind or unit.kind == kind)
        ]

    def by_now(self, kind: str = "") -> list[Heir]:
        """The units of today with what of the day they were; those that nothing led to stand with none."""
        parts: dict[int, list[str]] = defaultdict(list)
        for one in self.in_force(kind):
            for heir in one.now or (() if one.ended else (one.unit,)):
                parts[heir.pk].append(one.short)
        return [
            Heir(unit=unit, then=tuple(parts[unit.pk]))
            for unit in self._all()
            if unit.valid_to is None and (not kind or unit.kind == kind)
        ]

    def _all(self) -> list[Unit]:
        return sorted(self.lineage.units.values(), key=lambda unit: (unit.kind != UnitKind.PROVINCE.value, unit.order))

    def _on_day(self, unit: Unit) -> OnDay:
        name = self._names.get(unit.pk)
        return OnDay(
            unit=unit,
            name=name.name if name else unit.name,
            short=name.short if name else unit.short,
            codes=tuple(self._codes[unit.pk]),
            origins=tuple(self.lineage.units[pk] for pk in self._origins[unit.pk]),
            now=() if unit.valid_to is None else self.lineage.now(unit.pk),
        )


def _valid(rows: QuerySet[Rows], on: date) -> QuerySet[Rows]:
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def of_slug(slug: str) -> Unit | None:
    """One unit with its names, codes, origins and successors. Five queries."""
    wanted = Unit.objects.prefetch_related("names", "codes", "origins__predecessor", "successions__successor")
    return wanted.filter(slug=slug).first()


def years_of(units: Iterable[int]) -> list[InYear]:
    """The years in which these units were asked, newest first, with their nominations that stand. Two queries."""
    asked = list(units)
    rows = Nomination.objects.filter(unit__in=asked, state="standing").order_by().values_list("call", "unit")
    counts = {(call, unit): count for call, unit, count in rows.annotate(count=Count("id"))}
    invitations = Invitation.objects.filter(unit__in=asked).select_related("call", "unit")
    newest = invitations.order_by("-call__year", "unit__order")
    return [InYear(invitation=one, nominated=counts.get((one.call_id, one.unit_id), 0)) for one in newest]
