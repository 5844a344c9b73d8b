"""The nominees of a year as a list: filtered, in an order that people expect, by units then or by units now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from doanra.records.models import Call, Eligibility, Nomination, NominationState, Unit
from doanra.records.queries.cutting import cut, streamed
from doanra.records.queries.lineage import Lineage, names_on
from doanra.records.queries.verdicts import standing as standing_of
from doanra.records.queries.verdicts import standing_seen, stands
from doanra.terms.names import fold
from doanra.terms.words import Programme

Within = frozenset[int] | None
"""Ids of the units that an account may see; None for all."""

UNREAD, NOT_APPRAISED = "unread", "none"
"""Choices of ``Wanted.standing`` beside those of Eligibility: a post not fully read, no verdict yet."""


_NAME = ("person__sort_key", "person_id", "id")
ORDERS: dict[str, tuple[str, ...]] = {
    "name": (),
    "unit": ("unit__kind", "unit__order", "unit_id", "programme", "priority"),
    "birth": ("person__birth",),
    "position": ("position",),
    "programme": ("programme", "language"),
    "priority": ("priority",),
    "standing": ("told",),
    "band": ("band",),
}
"""What a list can be ordered by; people of one place stand by their names. ``told`` is the verdict for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``unit`` is a slug, ``by_now`` counts units as they are today.

    ``order`` is a key of ORDERS, with a minus in front for the other way round.
    """

    programme: str = ""
    kind: str = ""
    unit: str = ""
    standing: str = ""
    text: str = ""
    by_now: bool = False
    order: str = "name"

    @property
    def by_unit(self) -> bool:
        """Whether the list is ordered by units."""
        return self.order.lstrip("-") == "unit"

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.programme or self.kind or self.unit or self.standing or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """A line of the list. ``unit_now`` is what the sender is called today, "" where nothing changed."""

    nomination: Nomination
    unit_then: str
    unit_now: str
    standing: str

    @property
    def withdrawn(self) -> bool:
        """Whether the unit took its word back."""
        return self.nomination.state == NominationState.WITHDRAWN.value

    @property
    def returned(self) -> bool:
        """Whether the office sent it back to the unit."""
        return self.nomination.state == NominationState.RETURNED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What adds up over all lines that were asked for, those taken back too."""

    lines: int
    people: int
    units: int
    programmes: dict[str, int]
    verdicts: dict[str, int]


_NOT_IN_THE_LIST = ("appraisal__findings", "row__fields", "row__raw", "row__problems", "row__file__columns")


class Nominees(Sequence[Nominee]):
    """The lines of a list, counted and sliced on demand (what Django's Paginator asks for). Two queries.

    ``vetting``: whether the reader is told what political vetting found.
    """

    def __init__(self, call: Call, *, wanted: Wanted, within: Within, lineage: Lineage, vetting: bool = False) -> None:
        self._lineage, self._vetting = lineage, vetting
        self._names = names_on(call.opened_on)
        self.rows = _narrowed(of_call(call, within=within), wanted=wanted, lineage=lineage, vetting=vetting)
        self._rows = _ordered(self.rows, wanted=wanted, lineage=lineage, vetting=vetting)
        self._sums: Sums | None = None

    @overload
    def __getitem__(self, part: int) -> Nominee: ...
    @overload
    def __getitem__(self, part: slice) -> list[Nominee]: ...

    def __getitem__(self, part: int | slice) -> Nominee | list[Nominee]:
        if isinstance(part, int):
            return self._line(self._whole()[part])
        return [self._line(one) for one in cut(self._rows, whole=self._whole(), part=part)]

    def __len__(self) -> int:
        return self._sums.lines if self._sums else self._rows.count()

    def first(self, many: int) -> list[Nominee]:
        """The first lines, in one query: for the few of one unit, which are quickly put in order."""
        return [self._line(one) for one in self._whole()[:many]]

    def stream(self) -> Iterator[Nominee]:
        """All lines one after another, never all at once in memory."""
        return map(self._line, streamed(self._rows, whole=self._whole()))

    def sums(self, *, known: Sums | None = None) -> Sums:
        """What the lines add up to, over all pages. One query unless known, none for their number afterwards."""
        if self._sums is None:
            self._sums = known or sums(self.rows, vetting=self._vetting)
        return self._sums

    def _whole(self) -> QuerySet[Nomination]:
        return self._rows.select_related("person", "appraisal", "row__file__submission").defer(*_NOT_IN_THE_LIST)

    def _line(self, one: Nomination) -> Nominee:
        unit = self._lineage.units[one.unit_id]
        then = self._names.get(unit.pk, unit.short)
        now = "; ".join(heir.short for heir in self._lineage.now(unit.pk))
        standing = standing_seen(getattr(one, "appraisal", None), vetting=self._vetting)
        return Nominee(nomination=one, unit_then=then, unit_now=now if now != then else "", standing=standing)


def sums(rows: QuerySet[Nomination], *, vetting: bool = False) -> Sums:
    """What nominations add up to. One query."""
    counted = rows.order_by().aggregate(
        lines=Count("id"),
        people=Count("person_id", distinct=True),
        units=Count("unit_id", distinct=True),
        **{f"p_{one.value}": Count("id", filter=Q(programme=one.value)) for one in Programme},
        **{f"v_{one.value}": Count("id", filter=stands(one.value, vetting=vetting)) for one in Eligibility},
    )
    return Sums(
        lines=counted["lines"],
        people=counted["people"],
        units=counted["units"],
        programmes={one.value: counted[f"p_{one.value}"] for one in Programme},
        verdicts={one.value: counted[f"v_{one.value}"] for one in Eligibility},
    )


def of_call(call: Call, *, within: Within) -> QuerySet[Nomination]:
    """The nominations of a year, of the units that may be seen."""
    rows = Nomination.objects.filter(call=call)
    return rows if within is None else rows.filter(unit__in=within)


def _narrowed(rows: QuerySet[Nomination], *, wanted: Wanted, lineage: Lineage, vetting: bool) -> QuerySet[Nomination]:
    if wanted.programme:
        rows = rows.filter(programme=wanted.programme)
    if wanted.kind:
        rows = rows.filter(unit__kind=wanted.kind)
    if wanted.unit:
        rows = rows.filter(unit__in=_units_named(wanted, lineage))
    if wanted.standing == UNREAD:
        rows = rows.exclude(post_unread="")
    elif wanted.standing == NOT_APPRAISED:
        rows = rows.filter(appraisal=None)
    elif wanted.standing:
        rows = rows.filter(stands(wanted.standing, vetting=vetting))
    key = fold(wanted.text)
    if key:
        named = Q(person__search_key__contains=key) | Q(unit__search_key__contains=key)
        rows = rows.filter(named | Q(position__icontains=wanted.text.strip()))
    return rows


def _units_named(wanted: Wanted, lineage: Lineage) -> Iterable[int]:
    chosen = next((unit for unit in lineage.units.values() if unit.slug == wanted.unit), None)
    if chosen is None:
        return ()
    return lineage.kin(chosen.pk) if wanted.by_now else (chosen.pk,)


def _ordered(rows: QuerySet[Nomination], *, wanted: Wanted, lineage: Lineage, vetting: bool) -> QuerySet[Nomination]:
    if wanted.by_unit and wanted.by_now:
        heirs = {pk: (lineage.now(pk) or (unit,))[0] for pk, unit in lineage.units.items()}
        rows = rows.annotate(
            heir_kind=_by_unit({pk: heir.kind for pk, heir in heirs.items()}, CharField()),
            heir_order=_by_unit({pk: heir.order for pk, heir in heirs.items()}, IntegerField()),
        )
        heirs_first = ("heir_kind", "heir_order", "unit__order", "programme", "priority")
        return in_order(rows, first=heirs_first, descending=wanted.order.startswith("-"))
    return ordered(rows, wanted.order, vetting=vetting)


def ordered(rows: QuerySet[Nomination], order: str, *, vetting: bool) -> QuerySet[Nomination]:
    """By a key of ORDERS, with a minus in front the other way round."""
    first = ORDERS[order.lstrip("-")]
    if "told" in first:
        rows = rows.annotate(told=standing_of(vetting=vetting))
    return in_order(rows, first=first, descending=order.startswith("-"))


def in_order(rows: QuerySet[Nomination], *, first: Sequence[str], descending: bool) -> QuerySet[Nomination]:
    """By these columns, what is empty last, then by name; the other way round by name alone where there are none."""
    if not first:
        return rows.order_by(*(f"-{name}" for name in _NAME)) if descending else rows.order_by(*_NAME)
    turned = [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True) for name in first]
    return rows.order_by(*turned, *_NAME)


def _by_unit(values: dict[int, Any], field: Any) -> Case:
    whens = [When(unit_id=pk, then=Value(value)) for pk, value in values.items()]
    return Case(*whens, default=None, output_field=field)


def senders(call: Call, *, within: Within, by_now: bool, lineage: Lineage) -> list[Unit]:
    """The units that a list can be narrowed to: those that nominated, or what they are today. One query."""
    sent = of_call(call, within=within).order_by().values_list("unit_id", flat=True).distinct()
    units = {heir.pk: heir for pk in sent for heir in (lineage.now(pk) if by_now else (lineage.units[pk],))}
    return sorted(units.values(), key=lambda unit: (unit.kind, unit.order))
