"""What an act did to each thing: the fields as they were and as they are, read off the things themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from doanra.records import chain
from doanra.records.hidden import HiddenJSONField
from doanra.records.models import Did
from doanra.records.sensitivity import sensitivity
from doanra.terms.dates import PartialDate
from doanra.terms.words import Sensitivity

Key = tuple[str, int]
Change = list[Any]
"""``[of, field, old, new, kept]`` as in ``EventThing.changes``."""

OWNERS = {
    "appraisal": ("nomination", "nomination_id"),
    "busydays": ("person", "person_id"),
    "coursestart": ("course", "course_id"),
    "evidence": ("nomination", "nomination_id"),
    "invitation": ("unit", "unit_id"),
    "member": ("person", "person_id"),
    "nominationneed": ("nomination", "nomination_id"),
    "participation": ("person", "person_id"),
    "plannedcourse": ("course", "course_id"),
    "seat": ("person", "person_id"),
    "waiver": ("nomination", "nomination_id"),
}
"""Things without a story of their own, and in whose story they stand."""
_SORTS = {"evidence": "kind", "waiver": "rule"}
_LEFT_OUT = frozenset({
    "appraised_at", "appraised_by", "created_at", "created_by", "curve", "findings", "given_at", "given_by",
    "heartbeat_at", "id", "id_number", "last_login", "recorded_at", "recorded_by", "revision", "row", "row_id",
    "search_key", "sort_key", "updated_at",
})  # fmt: skip
"""What follows from other fields, or is told by the event itself. ``id_index`` stands for the identity number."""
_ONLY_MARKED = frozenset({"password", "id_index", "phone_index", "email_index"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A value to compare; ``shown`` is what the trail keeps of it, None where it only marks the change."""

    raw: Any
    shown: Any
    kept: str


@dataclass(slots=True)
class Touched:
    """What was done to one thing."""

    did: Did
    changes: list[Change] = field(default_factory=list)


def key_of(thing: models.Model) -> Key:
    """In whose story a thing stands: its own, or that of what it belongs to."""
    kind = str(thing._meta.model_name)
    owner = OWNERS.get(kind)
    if owner and (key := getattr(thing, owner[1])) is not None:
        return owner[0], key
    return kind, thing.pk


def of(thing: models.Model) -> str:
    """What bears the field, in the story of its owner; "" for the owner itself."""
    kind = str(thing._meta.model_name)
    if kind not in OWNERS:
        return ""
    return f"{kind}:{getattr(thing, _SORTS[kind])}" if kind in _SORTS else kind


def seen(thing: models.Model) -> dict[str, Seen]:
    """The fields of a thing as they are now, but for those that tell nothing or were not loaded."""
    absent = thing.get_deferred_fields() | _told_by_place(thing)
    vetting = getattr(thing, "kind", "") == "vetting"
    return {
        column.name: _seen(column, getattr(thing, column.attname), vetting=vetting)
        for column in thing._meta.concrete_fields
        if column.name not in _LEFT_OUT and column.attname not in absent
    }


def _told_by_place(thing: models.Model) -> set[str]:
    """Whom it belongs to and of which sort it is: told by the story in which it stands, and by ``of``.

    How often an opinion was changed is told by the acts that changed it.
    """
    kind = str(thing._meta.model_name)
    if kind == "opinion":
        return {"version"}
    return {OWNERS[kind][1], _SORTS.get(kind, "")} if kind in OWNERS else set()


def _seen(column: models.Field[Any, Any], value: Any, *, vetting: bool) -> Seen:
    kept = Sensitivity.VETTING if vetting else sensitivity(column)
    if column.name in _ONLY_MARKED or isinstance(column, models.FileField | HiddenJSONField):
        return Seen(hashlib.sha256(repr(value).encode()).digest() if value else None, None, kept.value)
    raw = chain.plain(value) if isinstance(column, models.JSONField) else column.to_python(value)
    return Seen(raw, shown(raw), kept.value)


def shown(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


def between(before: dict[str, Seen], after: dict[str, Seen], *, bearer: str = "") -> list[Change]:
    """The fields that are otherwise; one that stands on one side only was nothing on the other."""
    nothing = Seen(None, None, "")
    changes = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, nothing), after.get(name, nothing)
        if old.raw != new.raw and not (_empty(old.raw) and _empty(new.raw)):
            changes.append([bearer, name, old.shown, new.shown, new.kept or old.kept])
    return changes


def fields(thing: models.Model, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Changes of a thing from its values by attribute, as JSON; only marked where nobody may read them."""
    columns = {column.attname: column for column in thing._meta.concrete_fields}
    vetting, bearer, changes = getattr(thing, "kind", "") == "vetting", of(thing), []
    left_out = _LEFT_OUT | _told_by_place(thing)
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = chain.plain(before.get(name)), chain.plain(after.get(name))
        if old == new or (_empty(old) and _empty(new)) or name in left_out:
            continue
        column = columns.get(name) or columns.get(f"{name}_id")
        kept = Sensitivity.VETTING if vetting else sensitivity(column)
        if name in _ONLY_MARKED:
            old = new = None
        changes.append([bearer, name.removesuffix("_id"), old, new, kept.value])
    return changes


def document(number: str, day: date | None) -> str:
    """A letter as the ground of an act: its number and date, as far as they are known."""
    return ", ".join(part for part in (number, f"{day:%d/%m/%Y}" if day else "") if part)


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}
