"""What saving a file changes is written down beside it, so that the load can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Model

from doanra.records import bulk, chain
from doanra.records.models import (
    ChangedThing,
    Did,
    Evidence,
    FileRow,
    Invitation,
    LoadChange,
    Nomination,
    Person,
    SourceFile,
)
from doanra.stages import telling
from doanra.stages.acting import Act
from doanra.stages.telling import Change
from doanra.terms.dates import PartialDate

FIELDS: dict[ChangedThing, tuple[str, ...]] = {
    ChangedThing.PERSON: (
        "full_name", "gender", "birth", "party_joined", "id_index", "phone_index", "email_index", "unit_id",
    ),
    ChangedThing.NOMINATION: (
        "unit_id", "row_id", "language", "priority", "position", "workplace", "audience", "band", "field", "leads",
        "post_unread", "state", "source",
    ),
    ChangedThing.EVIDENCE: ("kind", "outcome", "on", "document", "note", "source", "recorded_by_id"),
    ChangedThing.INVITATION: ("answered_on", "letter"),
}  # fmt: skip
"""What a load may change of each thing. A number of a person is only ever added, so that its index tells enough."""


_SAID_BY = {thing: attrgetter(*names) for thing, names in FIELDS.items()}
_AS_IT_IS = frozenset({str, int, bool, type(None)})
_COLUMNS = ("file_id", "row_id", "thing", "thing_id", "before", "after")
_PIECES = 1_000
"""About so many short digests of a load stand in its event: up to so many changes each has its own."""
_MODELS: dict[ChangedThing, type[Model]] = {
    ChangedThing.PERSON: Person,
    ChangedThing.NOMINATION: Nomination,
    ChangedThing.INVITATION: Invitation,
}


def values(thing: ChangedThing, one: Model) -> dict[str, Any]:
    """The stored values of a thing as JSON: take them before it is touched."""
    said = _SAID_BY[thing](one)
    return {
        name: value if type(value) in _AS_IT_IS else _plain(value)
        for name, value in zip(FIELDS[thing], said, strict=True)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso()
    return value.isoformat() if isinstance(value, date) else value


def as_told(one: LoadChange) -> list[Change]:
    """What a load did to one thing, as the trail tells changes. Evidence of no known kind is kept as vetting is."""
    thing = ChangedThing(one.thing)
    bearer = _MODELS[thing]() if thing in _MODELS else Evidence(kind=one.after.get("kind", "vetting"))
    return telling.fields(bearer, before=one.before or {}, after=one.after)


class Changes:
    """Collects what one load does; ``save`` writes it in bulk, once the things added have their ids.

    A thing counts once a load: ``added`` after ``added`` and ``touched`` after either change nothing of the first word.
    Of its row only the key is kept: what the row said would fill the memory.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._seen: dict[ChangedThing, dict[int, tuple[Model, dict[str, Any] | None, int | None]]] = {
            thing: {} for thing in ChangedThing
        }

    def added(self, thing: ChangedThing, one: Model, *, row: FileRow | None = None) -> None:
        """The load made this thing; it needs no id yet."""
        self._seen[thing].setdefault(id(one), (one, None, row.pk if row else None))

    def touched(self, thing: ChangedThing, one: Model, *, before: dict[str, Any], row: FileRow | None = None) -> None:
        """The load may change this thing; ``before`` is what ``values`` said of it. Equal values are no change."""
        self._seen[thing].setdefault(id(one), (one, before, row.pk if row else None))

    def save(self) -> dict[str, Any]:
        """Writes down what was added and what is otherwise than before; the digest of it, by which the act binds it."""
        held = chain.Held(each=1 + sum(map(len, self._seen.values())) // _PIECES)
        bulk.insert_values(LoadChange, _COLUMNS, self._bound(held))
        return held.said()

    def _bound(self, held: chain.Held) -> Iterator[tuple[Any, ...]]:
        for entry in self._entries():
            held.add(*entry[2:])
            yield entry

    def tell(self, act: Act) -> None:
        """Puts the load into the story of every person and nomination; written when the act is, as rows go by.

        What was added is only named: its values stand in the load itself, bound to the act by its digest.
        """
        act.load(self._told())

    def _told(self) -> Iterator[tuple[str, int, Did, list[Change]]]:
        fresh = {id(one) for one, before, _ in self._seen[ChangedThing.NOMINATION].values() if before is None}
        for thing, seen in self._seen.items():
            for one, before, _ in seen.values():
                if before is None and thing in (ChangedThing.PERSON, ChangedThing.NOMINATION):
                    yield thing.value, one.pk, Did.ADDED, []
                elif not (before is None and id(getattr(one, "nomination", None)) in fresh):
                    changes = telling.fields(one, before=before or {}, after=values(thing, one))
                    if changes:
                        yield *telling.key_of(one), Did.CHANGED, changes

    def _entries(self) -> Iterator[tuple[Any, ...]]:
        for thing, seen in self._seen.items():
            for one, before, row in seen.values():
                after = values(thing, one)
                if before is not None:
                    before = {name: value for name, value in before.items() if value != after[name]}
                    after = {name: after[name] for name in before}
                if before is None or before:
                    yield self._file.pk, row, thing.value, one.pk, before, after
