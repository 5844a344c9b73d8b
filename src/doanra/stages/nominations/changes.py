"""What saving a file changes is written down beside it, so that the load can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from doanra.records.models import ChangedThing, FileRow, LoadChange, SourceFile
from doanra.terms.dates import PartialDate

FIELDS: dict[ChangedThing, tuple[str, ...]] = {
    ChangedThing.PERSON: (
        "full_name", "gender", "birth", "party_joined", "id_index", "phone_index", "email_index", "unit_id",
    ),
    ChangedThing.NOMINATION: (
        "unit_id", "row_id", "language", "priority", "position", "workplace", "audience", "band", "field", "leads",
        "post_unread", "state", "source",
    ),
    ChangedThing.EVIDENCE: ("outcome", "on", "document", "note", "source", "recorded_by_id"),
    ChangedThing.INVITATION: ("answered_on", "letter"),
}  # fmt: skip
"""What a load may change of each thing. A number of a person is only ever added, so that its index tells enough."""


def values(thing: ChangedThing, one: Model) -> dict[str, Any]:
    """The stored values of a thing as JSON: take them before it is touched."""
    return {name: _plain(getattr(one, name)) for name in FIELDS[thing]}


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso()
    return value.isoformat() if isinstance(value, date) else value


class Changes:
    """Collects what one load does; ``save`` writes it in bulk, once the things added have their ids.

    A thing counts once a load: ``added`` after ``added`` and ``touched`` after either change nothing of the first word.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._seen: dict[tuple[ChangedThing, int], tuple[Model, dict[str, Any] | None, FileRow | None]] = {}

    def added(self, thing: ChangedThing, one: Model, *, row: FileRow | None = None) -> None:
        """The load made this thing; it needs no id yet."""
        self._seen.setdefault((thing, id(one)), (one, None, row))

    def touched(self, thing: ChangedThing, one: Model, *, before: dict[str, Any], row: FileRow | None = None) -> None:
        """The load may change this thing; ``before`` is what ``values`` said of it. Equal values are no change."""
        self._seen.setdefault((thing, id(one)), (one, before, row))

    def save(self) -> None:
        """Writes down what was added and what is otherwise than before."""
        LoadChange.objects.bulk_create(self._entries(), batch_size=1_000)

    def _entries(self) -> Iterable[LoadChange]:
        for (thing, _), (one, before, row) in self._seen.items():
            after = values(thing, one)
            if before is not None:
                before = {name: value for name, value in before.items() if value != after[name]}
                after = {name: after[name] for name in before}
            if before is None or before:
                yield LoadChange(
                    file=self._file, row=row, thing=thing.value, thing_id=one.pk, before=before, after=after
                )
