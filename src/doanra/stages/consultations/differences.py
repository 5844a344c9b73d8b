"""What differs between two approved versions, and between an approved line and the records of now: field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from doanra.records.models import ApprovedPerson, ApprovedVersion
from doanra.records.models.consultations import AskedAbout
from doanra.records.queries.asked_fields import FIELDS, word
from doanra.records.queries.lineage import names_on
from doanra.stages.consultations.freezing import copied

COMPARED = {"full_name": "Họ và tên"} | {name: label for name, label in FIELDS.items() if name != "standing"}
"""The fields that are compared, with their labels."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one person: its name and label, the words before and after."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A person who stands in both versions, otherwise in these fields."""

    person: AskedAbout
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed against the one before it."""

    added: tuple[ApprovedPerson, ...]
    removed: tuple[ApprovedPerson, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def between(old: Iterable[ApprovedPerson], new: Iterable[ApprovedPerson]) -> Difference:
    """Added, removed and changed people, by their line in the list."""
    before = {one.listed_id: one for one in old}
    after = {one.listed_id: one for one in new}
    pairs = [(before[key], one) for key, one in after.items() if key in before]
    return Difference(
        added=tuple(one for key, one in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        changed=tuple(Changed(now, fields) for then, now in pairs if (fields := fields_between(then, now))),
    )


def fields_between(then: AskedAbout, now: AskedAbout) -> tuple[FieldChange, ...]:
    """The fields in which two copies differ."""
    return tuple(
        FieldChange(name, label, word(then, name), word(now, name))
        for name, label in COMPARED.items()
        if word(then, name) != word(now, name)
    )


def against_records(version: ApprovedVersion, *, on: date) -> list[Changed]:
    """Approved people whose records say otherwise now. Two queries."""
    names = names_on(on)
    rows = version.people.select_related("listed__nomination__person", "listed__nomination__unit")
    found = []
    for one in rows:
        nomination = one.listed.nomination
        if nomination is not None:
            now = ApprovedPerson(**copied(nomination, unit_name=names.get(nomination.unit_id)))
            if fields := fields_between(one, now):
                found.append(Changed(one, fields))
    return found
