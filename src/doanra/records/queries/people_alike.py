"""What two records of people are compared by, and who could be the same as somebody: asked by indexed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from doanra.records.models import Person, Succession
from doanra.terms.dates import PartialDate

_CHUNK = 2_000


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


def _traits(people: QuerySet[Person]) -> Iterator[Traits]:
    return map(Traits._make, people.order_by("pk").values_list(*Traits._fields).iterator(chunk_size=_CHUNK))


def everybody() -> Iterator[Traits]:
    """All records, the oldest first. One query."""
    return _traits(Person.objects.all())


def of(people: Iterable[int]) -> dict[int, Traits]:
    """These records by key. One query for two thousand."""
    keys = sorted(set(people))
    found: dict[int, Traits] = {}
    for begin in range(0, len(keys), _CHUNK):
        found |= {one.pk: one for one in _traits(Person.objects.filter(pk__in=keys[begin : begin + _CHUNK]))}
    return found


def around(some: Iterable[Traits], kin: dict[int, int]) -> dict[int, Traits]:
    """Whoever shares a name, a number, an address, or unit and birth with one of these. Five queries, by indexes."""
    some = list(some)
    found: dict[int, Traits] = {one.pk: one for one in some}
    wanted = {
        "search_key__in": {one.search_key for one in some},
        "id_index__in": {one.id_index for one in some if one.id_index},
        "phone_index__in": {one.phone_index for one in some if one.phone_index},
        "email_index__in": {one.email_index for one in some if one.email_index},
    }
    for column, values in wanted.items():
        if values:
            found |= {one.pk: one for one in _traits(Person.objects.filter(**{column: values}))}
    units = {kin.get(one.unit_id, one.unit_id) for one in some}
    related = {unit for unit, root in kin.items() if root in units} | {one.unit_id for one in some}
    births = {one.birth.iso() for one in some if one.birth and one.birth.exact}
    if births:
        found |= {one.pk: one for one in _traits(Person.objects.filter(unit__in=related, birth__in=births))}
    return found


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
