"""Everybody within an account's reach as a list, with the years in which each was nominated and courses attended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, overload

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from doanra.records.fields import blind_index
from doanra.records.models import Account, Call, LikelyPair, Nomination, PairState, Participation, Person, Unit
from doanra.records.queries import reach
from doanra.records.queries.cutting import cut, streamed
from doanra.records.queries.lineage import Lineage
from doanra.terms.names import fold
from doanra.terms.words import Gender

WENT, STAYED = "yes", "no"
ORDERS: dict[str, tuple[str, ...]] = {
    "name": (), "birth": ("birth",), "unit": ("unit__kind", "unit__order"), "party": ("party_joined",),
}  # fmt: skip
_NAME = ("sort_key", "id")
_NUMBER = re.compile(r"\d{9}|\d{12}")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``unit`` is a slug, ``year`` one in which the person was nominated, also for
    the ``programme``; ``went`` whether a course abroad is known; ``order`` a key of ORDERS, with a minus turned."""

    text: str = ""
    unit: str = ""
    year: str = ""
    programme: str = ""
    gender: str = ""
    went: str = ""
    order: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as the list tells: ``unit_now`` what the unit is today ("" if the same), nominations newest first."""

    person: Person
    unit_now: str
    nominations: tuple[Nomination, ...]
    courses: int
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What all lines add up to."""

    people: int
    units: int
    men: int
    women: int


class People(Sequence[Known]):
    """The lines of the list. Five queries with their sums, however many there are on a page."""

    def __init__(self, account: Account, *, wanted: Wanted, lineage: Lineage) -> None:
        self._seen, self._lineage = reach.nominations(account, lineage=lineage), lineage
        self.rows = _narrowed(
            Person.objects.filter(reach.people(account, lineage=lineage)), wanted=wanted, seen=self._seen
        )
        first = ORDERS[wanted.order.lstrip("-")]
        self._rows = _in_order(self.rows, first=first, descending=wanted.order.startswith("-"))
        self._sums: Sums | None = None

    @overload
    def __getitem__(self, part: int) -> Known: ...
    @overload
    def __getitem__(self, part: slice) -> list[Known]: ...

    def __getitem__(self, part: int | slice) -> Known | list[Known]:
        if isinstance(part, int):
            return self._known([self._whole()[part]])[0]
        return self._known(cut(self._rows, whole=self._whole(), part=part))

    def __len__(self) -> int:
        return self.sums().people

    def stream(self) -> Iterator[Known]:
        """All lines one after another, some hundred at a time."""
        people = streamed(self._rows, whole=self._whole())
        while some := list(islice(people, _AT_ONCE)):
            yield from self._known(some)

    def sums(self) -> Sums:
        """What all lines add up to, asked once."""
        if self._sums is None:
            alike = self.rows.order_by().values_list("unit", "gender").annotate(many=Count("id"))
            told = list(alike)
            by_gender = {one: sum(many for _unit, gender, many in told if gender == one.value) for one in Gender}
            self._sums = Sums(
                people=sum(many for _unit, _gender, many in told), units=len({unit for unit, _gender, _many in told}),
                men=by_gender[Gender.MALE], women=by_gender[Gender.FEMALE],
            )  # fmt: skip
        return self._sums

    def _whole(self) -> QuerySet[Person]:
        return self._rows.select_related("unit").defer("id_number")

    def _known(self, people: Iterable[Person]) -> list[Known]:
        shown = list(people)
        named: dict[int, list[Nomination]] = defaultdict(list)
        rows = Nomination.objects.filter(self._seen, person__in=shown).select_related("call").order_by("-call__year")
        for one in rows:
            named[one.person_id].append(one)
        went = dict(
            Participation.objects.filter(person__in=shown).order_by().values_list("person").annotate(n=Count("pk"))
        )
        doubted = self._doubted(shown)
        return [
            Known(
                person=one, unit_now=self._now(one.unit), nominations=tuple(named[one.pk]), courses=went.get(one.pk, 0),
                doubtful=one.pk in doubted,
            )
            for one in shown
        ]  # fmt: skip

    def _doubted(self, shown: Sequence[Person]) -> set[int]:
        keys = [one.pk for one in shown]
        pairs = LikelyPair.objects.filter(Q(first__in=keys) | Q(second__in=keys), state=PairState.OPEN.value)
        return {key for pair in pairs.order_by().values_list("first", "second") for key in pair}

    def _now(self, unit: Unit) -> str:
        now = "; ".join(heir.short for heir in self._lineage.now(unit.pk))
        return now if now != unit.short else ""


def _narrowed(rows: QuerySet[Person], *, wanted: Wanted, seen: Q) -> QuerySet[Person]:
    if wanted.unit:
        rows = rows.filter(unit__slug=wanted.unit)
    if wanted.gender:
        rows = rows.filter(gender=wanted.gender)
    if wanted.year or wanted.programme:
        asked: dict[str, Any] = {"call__year": wanted.year} if wanted.year else {}
        asked |= {"programme": wanted.programme} if wanted.programme else {}
        rows = rows.filter(Exists(Nomination.objects.filter(seen, person=OuterRef("pk"), **asked)))
    if wanted.went:
        went = Exists(Participation.objects.filter(person=OuterRef("pk")))
        rows = rows.filter(went if wanted.went == WENT else ~went)
    digits = re.sub(r"\D", "", wanted.text)
    if _NUMBER.fullmatch(digits):
        return rows.filter(id_index=blind_index(digits))
    key = fold(wanted.text)
    return rows.filter(search_key__contains=key) if key else rows


def _in_order(rows: QuerySet[Person], *, first: Sequence[str], descending: bool) -> QuerySet[Person]:
    if not first:
        return rows.order_by(*(f"-{name}" for name in _NAME)) if descending else rows.order_by(*_NAME)
    turned = [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True) for name in first]
    return rows.order_by(*turned, *_NAME)


def units(account: Account, *, lineage: Lineage) -> list[Unit]:
    """The units that people within reach are of. One query."""
    rows = Person.objects.filter(reach.people(account, lineage=lineage)).order_by().values_list("unit", flat=True)
    there = {lineage.units[pk] for pk in rows.distinct()}
    return sorted(there, key=lambda unit: (unit.kind, unit.order))


def years() -> list[int]:
    """The years that there are, the newest first. One query."""
    return list(Call.objects.order_by("-year").values_list("year", flat=True))
