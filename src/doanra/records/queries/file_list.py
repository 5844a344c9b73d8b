"""Units' files of a year as a list: narrowed, in an order, counted and cut on demand, added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from doanra.records.models import Call, FileState, Nomination, SourceFile, Unit
from doanra.records.queries import nomination_files
from doanra.records.queries.nominations import Within
from doanra.terms.names import fold

WITH_RETURNED, WITHOUT_UNIT = "returned", "no_unit"
"""What of the rows or the sender a list can be narrowed to."""

ORDERS: dict[str, str] = {
    "name": "name", "unit": "unit__order", "state": "state", "letter": "letter_number", "read": "rows_read",
    "accepted": "rows_accepted", "refused": "rows_refused", "unchanged": "rows_unchanged",
    "by": "received_by__full_name", "at": "received_at",
}  # fmt: skip
_STREAMED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``unit`` is a slug, ``what`` one of the two words above, ``order`` a key of
    ORDERS with a minus for the other way round, else what waits in the order of its coming, then the newest first."""

    text: str = ""
    state: str = ""
    unit: str = ""
    what: str = ""
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.state or self.unit or self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the files add up to."""

    files: int
    units: int
    read: int
    accepted: int
    refused: int
    unchanged: int


class Files(Sequence[SourceFile]):
    """The lines of the list. Three queries with their sums."""

    def __init__(self, call: Call, *, wanted: Wanted, within: Within) -> None:
        self.rows = _narrowed(all_of(call, within=within), wanted=wanted)
        self._rows = _ordered(self.rows, wanted.order).defer("columns")
        self._sums: Sums | None = None

    @overload
    def __getitem__(self, part: int) -> SourceFile: ...
    @overload
    def __getitem__(self, part: slice) -> list[SourceFile]: ...

    def __getitem__(self, part: int | slice) -> SourceFile | list[SourceFile]:
        return self._rows[part] if isinstance(part, int) else list(self._rows[part])

    def __len__(self) -> int:
        return self.sums().files

    def stream(self) -> Iterator[SourceFile]:
        """All of them, some hundred at a time."""
        return self._rows.iterator(chunk_size=_STREAMED)

    def sums(self) -> Sums:
        """What all of them add up to, asked once."""
        if self._sums is None:
            counted = self.rows.order_by().aggregate(
                files=Count("id"), units=Count("unit", distinct=True), read=Sum("rows_read"),
                accepted=Sum("rows_accepted"), refused=Sum("rows_refused"), unchanged=Sum("rows_unchanged"),
            )  # fmt: skip
            self._sums = Sums(**{name: value or 0 for name, value in counted.items()})
        return self._sums


def all_of(call: Call, *, within: Within) -> QuerySet[SourceFile]:
    """The files of a year that may be seen, without what came by form."""
    return nomination_files.of_call(call, within=within).filter(submission=None)


def _narrowed(rows: QuerySet[SourceFile], *, wanted: Wanted) -> QuerySet[SourceFile]:
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(unit__slug=wanted.unit)
    if wanted.what == WITH_RETURNED:
        rows = rows.filter(rows_refused__gt=0)
    elif wanted.what == WITHOUT_UNIT:
        rows = rows.filter(unit=None)
    text = wanted.text.strip()
    if text:
        named = Q(name__icontains=text) | Q(letter_number__icontains=text) | Q(sha256__startswith=text.lower())
        rows = rows.filter(named | Q(unit__search_key__contains=fold(text)))
    return rows


def _ordered(rows: QuerySet[SourceFile], order: str) -> QuerySet[SourceFile]:
    column = ORDERS.get(order.lstrip("-"))
    if column is None:
        waits = Q(state=FileState.PREVIEW.value)
        return rows.alias(
            done=Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField()),
            waiting=Case(When(waits, then=F("received_at"))),
        ).order_by("done", F("waiting").asc(nulls_last=True), "-received_at", "-id")
    turned = F(column).desc(nulls_last=True) if order.startswith("-") else F(column).asc(nulls_last=True)
    return rows.order_by(turned, "-received_at", "-id")


def states(call: Call, *, within: Within) -> dict[str, int]:
    """How many files of the year are in which state. One query."""
    counted = all_of(call, within=within).order_by().values_list("state").annotate(many=Count("id"))
    return dict(counted)


def senders(call: Call, *, within: Within) -> list[Unit]:
    """The units that files are known to be from. One query."""
    sent = all_of(call, within=within).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=sent))


def nominations_of(files: Sequence[int]) -> list[int]:
    """Keys of the nominations that stand in rows of these files. One query."""
    return list(Nomination.objects.filter(row__file__in=files).order_by().values_list("pk", flat=True))
