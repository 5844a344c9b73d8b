"""People: found again when a list names them, added when it names them first. Asked and stored in bulk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from doanra.records import bulk
from doanra.records.fields import blind_index
from doanra.records.models import Call, IssuedRow, Nomination, Person, Unit
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key

_STORED = [
    "full_name", "search_key", "sort_key", "gender", "birth", "party_joined", "id_number", "id_index", "phone_index",
    "email_index", "unit",
]  # fmt: skip
_LEAST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a list says of a person's identity; empty where it says nothing."""

    full_name: str
    gender: str = ""
    birth: PartialDate | None = None
    party_joined: PartialDate | None = None
    id_number: str = ""
    phone: str = ""
    email: str = ""
    row_key: str = ""
    synthetic: bool = False
    id_index: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.id_number:
            object.__setattr__(self, "id_index", blind_index(self.id_number))  # asked for many times a row


class Register:
    """The people whom a set of rows may mean, loaded at once; asks the database no more per row.

    Two rows mean one person if the identity number is the same and so is the folded name or the birth date (a number
    copied into a wrong line makes nobody somebody else). Where one has no number, the folded name and the birth date as
    written must be the same, and the unit the same or its predecessor. Without a birth date the post decides nothing:
    such a row is the same person only within one unit. The key of a row in a template that was given out says who is
    meant before name and birth date do.

    A long list is taken in chunks: ``load`` a chunk, ``name`` its rows, ``store`` what came of them. Whoever was loaded
    or named once stays the same object until the end.
    """

    def __init__(self, unit: Unit, rows: Iterable[Particulars] = ()) -> None:
        self.unit = unit
        self.kin = {unit.pk, *unit.origins.values_list("predecessor_id", flat=True)}
        self._folds: dict[str, str] = {}
        self._people: dict[int, Person] = {}
        self._asked: set[str] = set()
        self._by_number: dict[str, Person] = {}
        self._by_key: dict[str, Person] = {}
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        self._added: list[Person] = []
        self._changed: dict[int, Person] = {}
        self._nominated: dict[tuple[int, str], Nomination] = {}
        self._nominated_of: set[int] = set()
        self.load(rows)

    def load(self, rows: Iterable[Particulars]) -> None:
        """Brings whom these rows may mean, beside those who are there already. Four queries at most."""
        named = list(rows)
        keys = {self._fold(row.full_name) for row in named} - self._asked
        numbers = {row.id_index for row in named if row.id_index} - self._asked
        self._asked |= keys | numbers
        keyed = self._keyed(named)
        found: dict[int, Person] = {}
        for column, wanted in (("search_key", keys), ("id_index", numbers), ("pk", set(keyed.values()))):
            if wanted:
                some = Person.objects.filter(**{f"{column}__among": wanted}).order_by()
                found |= {one.pk: one for one in some.defer("id_number")}
        for key in sorted(found.keys() - self._people.keys()):
            self._people[key] = found[key]
            self._learn_keys(found[key])
        self._by_key |= {key: self._people[person] for key, person in keyed.items() if person in self._people}

    def _keyed(self, rows: Iterable[Particulars]) -> dict[str, int]:
        """Whom the keys of rows mean that stood in a template of ours for this unit; other keys mean nobody."""
        wanted = {row.row_key for row in rows if row.row_key} - self._by_key.keys()
        if not wanted:
            return {}
        issued = IssuedRow.objects.filter(key__in=wanted, template__unit__in=self.kin)
        return dict(issued.values_list("key", "person_id"))

    def nominations(self, call: Call) -> dict[tuple[int, str], Nomination]:
        """By ``id(person)`` and programme what is nominated already in a year, by whichever unit, of the people loaded.

        One dictionary for the whole register: what the caller puts into it stays.
        """
        people = self._people.keys() - self._nominated_of
        self._nominated_of |= people
        if people:
            named = Nomination.objects.filter(call=call, person__in=people)
            for one in named.select_related("unit").prefetch_related("evidence"):
                one.call, one.person = call, self._people[one.person_id]
                self._nominated[id(one.person), one.programme] = one
        return self._nominated

    def find(self, row: Particulars) -> Person | None:
        """The person whom the row means, if the register has them."""
        holder = self._holder(row)
        if holder and self._may_be(holder, row):
            return holder
        if (keyed := self._by_key.get(row.row_key)) and self._is_meant(keyed, row):
            return keyed
        for person in self._by_name.get(self._name_key(row.full_name, row.birth), ()):
            other_number = bool(row.id_number and person.id_index)
            if not other_number and person.unit_id in self.kin:
                return person
        return None

    def misses_key(self, row: Particulars) -> bool:
        """Whether the row bears a key that is not its own: unknown, of another unit, of another person."""
        keyed = self._by_key.get(row.row_key)
        return bool(row.row_key) and (keyed is None or not self._is_meant(keyed, row))

    def _is_meant(self, person: Person, row: Particulars) -> bool:
        """Whether a row with the key of a person means them: a name or a birth was mended, not both at once."""
        if row.id_index and person.id_index and row.id_index != person.id_index:
            return False
        return self._may_be(person, row)

    def someone_else(self, row: Particulars) -> Person | None:
        """Another person who bears the identity number of the row already: one of the two numbers is wrong."""
        holder = self._holder(row)
        return None if holder is None or self._may_be(holder, row) else holder

    def learns(self, person: Person, row: Particulars) -> bool:
        """Whether the row tells of the person what was not known, or known otherwise."""
        return any(value != getattr(person, name) for name, value in self._told(person, row).items())

    def _told(self, person: Person, row: Particulars) -> dict[str, Any]:
        """What the person's fields are with the row: the newer word counts, unless it is less exact."""
        told: dict[str, Any] = {
            "full_name": self._spelt(person.full_name, row.full_name),
            "gender": row.gender or person.gender,
            "birth": _sharper(person.birth, row.birth),
            "party_joined": _sharper(person.party_joined, row.party_joined),
        }
        if row.id_number and not person.id_index and not self.someone_else(row):
            told["id_index"] = row.id_index
        if phone := phone_key(row.phone):
            told["phone_index"] = phone
        if email := email_key(row.email):
            told["email_index"] = email
        return told

    def _holder(self, row: Particulars) -> Person | None:
        return self._by_number.get(row.id_index) if row.id_index else None

    def name(self, row: Particulars) -> Person:
        """The person whom the row means, added if new; what the row tells more or otherwise is taken over.

        Stored by ``store`` only; a new person has no key until then.
        """
        person = self.find(row)
        if person is None:
            person = bulk.new(Person, unit=self.unit, synthetic=row.synthetic)
            self._added.append(person)
            self._tell(person, {"full_name": row.full_name}, row)
        if person.unit_id in self.kin and person.unit_id != self.unit.pk:
            self._tell(person, {"unit": self.unit}, row)
        self._tell(person, self._told(person, row), row)
        self._learn_keys(person)
        return person

    def _tell(self, person: Person, told: dict[str, Any], row: Particulars) -> None:
        news = {name: value for name, value in told.items() if value != getattr(person, name)}
        for name, value in news.items():
            setattr(person, name, value)
        if "id_index" in news:
            person.id_number = row.id_number
        if "full_name" in news:
            person.search_key, person.sort_key = self._fold(person.full_name), given_name_key(person.full_name)
        if news and person.pk is not None:
            self._changed[person.pk] = person

    def _learn_keys(self, person: Person) -> None:
        if person.id_index:
            self._by_number[person.id_index] = person
        same = self._by_name.setdefault(self._name_key(person.full_name, person.birth), [])
        if not any(one is person for one in same):
            same.append(person)

    def store(self) -> list[Person]:
        """Writes who was added or changed since the last time, and returns them. Three queries at most."""
        added, changed = self._added, list(self._changed.values())
        self._added, self._changed = [], {}
        bulk.insert(added)
        for person in added:
            self._people[person.pk] = person
            self._nominated_of.add(person.pk)  # whoever is new was not nominated before
        overwrite(changed, fields=_STORED, hidden="id_number")
        return [*added, *changed]

    def take(self, row: Particulars) -> Person:
        """One row at once: ``name`` and ``store``."""
        person = self.name(row)
        self.store()
        return person

    def _fold(self, name: str) -> str:
        folded = self._folds.get(name)
        if folded is None:
            folded = self._folds[name] = fold(name)
        return folded

    def _name_key(self, full_name: str, birth: PartialDate | None) -> tuple[str, str]:
        return self._fold(full_name), birth.iso() if birth else ""

    def _may_be(self, person: Person, row: Particulars) -> bool:
        """Whether somebody of the same identity number can be the person of the row: a name or a birth was mended."""
        same_birth = row.birth is not None and person.birth == row.birth
        return same_birth or self._fold(person.full_name) == self._fold(row.full_name)

    def _spelt(self, old: str, new: str) -> str:
        """The newer spelling, unless it only lacks the diacritics of the older or stands in other capitals."""
        if old == new:
            return old
        return old if new.casefold() in {old.casefold(), self._fold(old)} else new


def overwrite(rows: Sequence[Any], *, fields: Sequence[str], hidden: str = "") -> None:
    """Stores these fields of rows that are there already, in one statement for all rows.

    ``hidden`` names a field that was left out of reading because it is dear to unlock; it is read now for all at once.
    """
    if not rows:
        return
    model = type(rows[0])
    left_out = [row.pk for row in rows if hidden and hidden in row.get_deferred_fields()]
    if left_out:
        values = dict(model.objects.filter(pk__in=left_out).values_list("pk", hidden))
        for row in rows:
            if row.pk in values and hidden in row.get_deferred_fields():
                setattr(row, hidden, values[row.pk])
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields))


def phone_key(text: str) -> str:
    """The blind index of a telephone number, however it is written; "" where a cell holds none."""
    first = re.split(r"[;,/\n]| - ", text, maxsplit=1)[0]
    digits = re.sub(r"\D", "", first.replace("+84", "0").replace("(0)", ""))
    return blind_index(f"phone {digits}") if len(digits) >= _LEAST_DIGITS else ""


def email_key(text: str) -> str:
    """The blind index of an e-mail address; "" where a cell holds none."""
    found = re.search(r"[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+", text)
    return blind_index(f"email {found[0].casefold()}") if found else ""


def _sharper(old: PartialDate | None, new: PartialDate | None) -> PartialDate | None:
    """The newer date, unless it only says less exactly what was known: after 12/3/1975 the year 1975 is no news."""
    if old is None or new is None:
        return new or old
    if old == new:
        return old
    return old if new.earliest <= old.earliest and old.latest <= new.latest else new
