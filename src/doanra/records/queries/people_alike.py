"""What two records of people are compared by, and who could be the same as somebody: asked by indexed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet

from doanra.records.models import Person, Succession
from doanra.terms.dates import PartialDate

_CHUNK = 4_000


class Traits(NamedTuple):
    """What identifies a record; ``pk`` grows with its age. Numbers and addresses are blind indexes."""

    pk: int
    full_name: str
    search_key: str
    gender: str
    birth: PartialDate | None
    party_joined: PartialDate | None
    unit_id: int
    id_index: str
    phone_index: str
    email_index: str

    @property
    def ends(self) -> tuple[str, str]:
        """Family name and given name, folded."""
        words = self.search_key.split(" ")
        return words[0], words[-1]


_SAID = attrgetter(*Traits._fields)


def said_by(people: Iterable[Person]) -> dict[int, Traits]:
    """Of records that are at hand as they are stored, by key. No query."""
    return {one.pk: Traits._make(_SAID(one)) for one in people}


def _traits(people: QuerySet[Person]) -> Iterator[Traits]:
    return map(Traits._make, people.order_by("pk").values_list(*Traits._fields).iterator(chunk_size=_CHUNK))


def everybody() -> Iterator[Traits]:
    """All records, the oldest first. One query."""
    return _traits(Person.objects.all())


def of(people: Iterable[int]) -> dict[int, Traits]:
    """These records by key. One query for some thousands."""
    keys = sorted(set(people))
    found: dict[int, Traits] = {}
    for begin in range(0, len(keys), _CHUNK):
        found |= {one.pk: one for one in _traits(Person.objects.filter(pk__among=keys[begin : begin + _CHUNK]))}
    return found


def around(some: Iterable[Traits], kin: dict[int, int]) -> dict[int, Traits]:
    """These and whoever shares a name, a number, an address, or unit and birth with one of them.

    Only the keys are asked for by indexes, five queries for some thousands, and then those read who are not at hand.
    """
    found = {one.pk: one for one in some}
    said = list(found.values())
    units = {kin.get(one.unit_id, one.unit_id) for one in said}
    related = {unit for unit, root in kin.items() if root in units} | {one.unit_id for one in said}
    in_units = Person.objects.filter(unit__in=related)
    keys = {
        *_keys(Person.objects.all(), "search_key", {one.search_key for one in said}),
        *_keys(Person.objects.all(), "id_index", {one.id_index for one in said} - {""}),
        *_keys(Person.objects.all(), "phone_index", {one.phone_index for one in said} - {""}),
        *_keys(Person.objects.all(), "email_index", {one.email_index for one in said} - {""}),
        *_keys(in_units, "birth", {one.birth for one in said if one.birth and one.birth.exact}),
    }
    return found | of(keys - found.keys())


def _keys(people: QuerySet[Person], column: str, values: Iterable[object]) -> Iterator[int]:
    """The keys of those who have one of these values in a column."""
    wanted = list(values)
    for begin in range(0, len(wanted), _CHUNK):
        some = people.filter(**{f"{column}__among": wanted[begin : begin + _CHUNK]})
        yield from some.order_by().values_list("pk", flat=True)


def kin() -> dict[int, int]:
    """For each unit that went into others, or that others went into, one that stands for all of them. One query."""
    root: dict[int, int] = {}

    def top(unit: int) -> int:
        while root.get(unit, unit) != unit:
            unit = root[unit]
        return unit

    for before, after in Succession.objects.values_list("predecessor_id", "successor_id"):
        root.setdefault(before, before)
        root.setdefault(after, after)
        root[top(before)] = top(after)
    return {unit: top(unit) for unit in root}
