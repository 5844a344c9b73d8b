"""People: found again when a list names them, added when it names them first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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

    Two rows mean one person if the identity number is the same, or, where one has none, the folded name and the birth
    date as written are the same and the unit is the same or its predecessor. Without a birth date the post decides
    nothing: such a row is the same person only within one unit.
    """

    def __init__(self, unit: Unit, rows: Iterable[Particulars]) -> None:
        self.unit = unit
        named = list(rows)
        keys = {fold(row.full_name) for row in named}
        numbers = {blind_index(row.id_number) for row in named if row.id_number}
        self.kin = {unit.pk, *unit.origins.values_list("predecessor_id", flat=True)}
        known = list(Person.objects.filter(search_key__in=keys)) if keys else []
        by_number = Person.objects.filter(id_index__in=numbers) if numbers else Person.objects.none()
        self._by_number = {person.id_index: person for person in [*known, *by_number] if person.id_index}
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        for person in known:
            self._by_name.setdefault(_name_key(person.full_name, person.birth), []).append(person)

    def nominations(self, call: Call) -> dict[tuple[int, str], Nomination]:
        """By person and programme what is nominated already in a year, by whichever unit, of the people loaded."""
        people = {person.pk for same in self._by_name.values() for person in same}
        people |= {person.pk for person in self._by_number.values()}
        named = Nomination.objects.filter(call=call, person__in=people)
        return {(one.person_id, one.programme): one for one in named.select_related("unit")}

    def find(self, row: Particulars) -> Person | None:
        """The person whom the row means, if the register has them."""
        if row.id_number and (found := self._by_number.get(blind_index(row.id_number))):
            return found
        for person in self._by_name.get(_name_key(row.full_name, row.birth), []):
            other_number = bool(row.id_number and person.id_index)
            if not other_number and person.unit_id in self.kin:
                return person
        return None

    def take(self, row: Particulars) -> Person:
        """The person whom the row means, added if new; what was empty before is filled from the row."""
        person = self.find(row)
        if person is None:
            person = Person(unit=self.unit, full_name=row.full_name, synthetic=row.synthetic)
        _fill(person, row, unit=self.unit)
        person.save()
        if person.id_index:
            self._by_number[person.id_index] = person
        same = self._by_name.setdefault(_name_key(person.full_name, person.birth), [])
        if person not in same:
            same.append(person)
        return person


def _name_key(full_name: str, birth: PartialDate | None) -> tuple[str, str]:
    return fold(full_name), birth.iso() if birth else ""


def _fill(person: Person, row: Particulars, *, unit: Unit) -> None:
    if person.pk is None or unit.origins.filter(predecessor=person.unit_id).exists():
        person.unit = unit
    person.search_key = fold(person.full_name)
    person.sort_key = given_name_key(person.full_name)
    person.gender = person.gender or row.gender
    person.birth = person.birth or row.birth
    person.party_joined = person.party_joined or row.party_joined
    if row.id_number and not person.id_index:
        person.id_number = row.id_number
        person.id_index = blind_index(row.id_number)
