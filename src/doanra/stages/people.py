"""People: found again when a list names them, added when it names them first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from doanra.records.fields import blind_index
from doanra.records.models import Call, Nomination, Person, Unit
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a list says of a person's identity; empty where it says nothing."""

    full_name: str
    gender: str = ""
    birth: PartialDate | None = None
    party_joined: PartialDate | None = None
    id_number: str = ""
    synthetic: bool = False


class Register:
    """The people whom a set of rows may mean, loaded at once; asks the database no more per row.

    Two rows mean one person if the identity number is the same and so is the folded name or the birth date (a number
    copied into a wrong line makes nobody somebody else). Where one has no number, the folded name and the birth date as
    written must be the same, and the unit the same or its predecessor. Without a birth date the post decides nothing:
    such a row is the same person only within one unit.
    """

    def __init__(self, unit: Unit, rows: Iterable[Particulars]) -> None:
        self.unit = unit
        named = list(rows)
        keys = {fold(row.full_name) for row in named}
        numbers = {blind_index(row.id_number) for row in named if row.id_number}
        self.kin = {unit.pk, *unit.origins.values_list("predecessor_id", flat=True)}
        known = list(Person.objects.filter(Q(search_key__in=keys) | Q(id_index__in=numbers)).order_by("id"))
        self._by_number = {person.id_index: person for person in known if person.id_index}
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        for person in known:
            self._by_name.setdefault(_name_key(person.full_name, person.birth), []).append(person)

    def nominations(self, call: Call) -> dict[tuple[int, str], Nomination]:
        """By person and programme what is nominated already in a year, by whichever unit, of the people loaded."""
        people = {person.pk for same in self._by_name.values() for person in same}
        named = Nomination.objects.filter(call=call, person__in=people)
        related = named.select_related("unit").prefetch_related("evidence")
        return {(one.person_id, one.programme): one for one in related}

    def find(self, row: Particulars) -> Person | None:
        """The person whom the row means, if the register has them."""
        holder = self._holder(row)
        if holder and _may_be(holder, row):
            return holder
        for person in self._by_name.get(_name_key(row.full_name, row.birth), []):
            other_number = bool(row.id_number and person.id_index)
            if not other_number and person.unit_id in self.kin:
                return person
        return None

    def someone_else(self, row: Particulars) -> Person | None:
        """Another person who bears the identity number of the row already: one of the two numbers is wrong."""
        holder = self._holder(row)
        return None if holder is None or _may_be(holder, row) else holder

    def learns(self, person: Person, row: Particulars) -> bool:
        """Whether the row tells of the person what was not known, or known otherwise."""
        return any(value != getattr(person, name) for name, value in self._told(person, row).items())

    def _told(self, person: Person, row: Particulars) -> dict[str, Any]:
        """What the person's fields are with the row: the newer word counts, unless it is less exact."""
        number = "" if person.id_index or self.someone_else(row) else row.id_number
        return {
            "full_name": _spelt(person.full_name, row.full_name),
            "gender": row.gender or person.gender,
            "birth": _sharper(person.birth, row.birth),
            "party_joined": _sharper(person.party_joined, row.party_joined),
            "id_number": number or person.id_number,
            "id_index": blind_index(number) if number else person.id_index,
        }

    def _holder(self, row: Particulars) -> Person | None:
        return self._by_number.get(blind_index(row.id_number)) if row.id_number else None

    def take(self, row: Particulars) -> Person:
        """The person whom the row means, added if new; what the row tells more or otherwise is taken over."""
        person = self.find(row)
        if person is None:
            person = Person(unit=self.unit, full_name=row.full_name, synthetic=row.synthetic)
        if person.unit_id in self.kin:
            person.unit = self.unit
        for name, value in self._told(person, row).items():
            setattr(person, name, value)
        person.search_key, person.sort_key = fold(person.full_name), given_name_key(person.full_name)
        person.save()
        if person.id_index:
            self._by_number[person.id_index] = person
        same = self._by_name.setdefault(_name_key(person.full_name, person.birth), [])
        if person not in same:
            same.append(person)
        return person


def _name_key(full_name: str, birth: PartialDate | None) -> tuple[str, str]:
    return fold(full_name), birth.iso() if birth else ""


def _may_be(person: Person, row: Particulars) -> bool:
    """Whether somebody of the same identity number can be the person of the row: a name or a birth date was mended."""
    return fold(person.full_name) == fold(row.full_name) or (row.birth is not None and person.birth == row.birth)


def _spelt(old: str, new: str) -> str:
    """The newer spelling, unless it only lacks the diacritics of the older or stands in other capitals."""
    return old if new.casefold() in {old.casefold(), fold(old)} else new


def _sharper(old: PartialDate | None, new: PartialDate | None) -> PartialDate | None:
    """The newer date, unless it only says less exactly what was known: after 12/3/1975 the year 1975 is no news."""
    if old is None or new is None:
        return new or old
    return old if new.earliest <= old.earliest and old.latest <= new.latest else new
