"""Where each value of a person comes from: the file, row and letter that brought it, or the merge that chose it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from doanra.records.models import ChangedThing, LoadChange, Merge, Nomination, SourceFile

_COLUMNS = {
    "full_name": "full_name", "birth": "birth", "gender": "gender", "id_index": "id_number",
    "party_joined": "party_joined", "unit_id": "unit", "phone_index": "phone", "email_index": "email",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A row of a file with the letter that it came with; ``merged_at`` if a merge brought it from another record."""

    file: SourceFile | None = None
    sheet: str = ""
    row: int | None = None
    letter: str = ""
    letter_date: date | None = None
    received_at: datetime | None = None
    merged_at: datetime | None = None
    text: str = ""


def sources(people: Iterable[int]) -> dict[int, dict[str, Source]]:
    """By person and field the newest source of its value. Three queries.

    What no load wrote down is told by the row of the person's newest nomination (field ``""``); nothing where there is
    none: then somebody typed it, or it is older than the book of changes.
    """
    keys = list(people)
    merges = list(Merge.objects.filter(kept__in=keys, undone_at=None).order_by("pk").only(
        "kept", "absorbed_key", "chosen", "merged_at"
    ))  # fmt: skip
    told = _told([*keys, *(merge.absorbed_key for merge in merges)])
    for merge in merges:
        for name, whose in merge.chosen.items():
            if whose == "absorbed":
                told[merge.kept_id][name] = _moved(told[merge.absorbed_key].get(name), merge)
    for person, source in _of_nominations(keys).items():
        told[person].setdefault("", source)
    return {key: told[key] for key in keys}


def _told(people: list[int]) -> dict[int, dict[str, Source]]:
    found: dict[int, dict[str, Source]] = defaultdict(dict)
    changes = LoadChange.objects.filter(thing=ChangedThing.PERSON.value, thing_id__in=people)
    for change in (
        changes.select_related("file__call", "file__submission", "row")
        .defer("before", "file__columns", *_CELLS)
        .order_by("pk")
    ):
        source = _source(change.file, change.row)
        for column, value in change.after.items():
            if value:
                found[change.thing_id][_COLUMNS.get(column, column)] = source
    return found


_CELLS = ("row__fields", "row__raw", "row__problems")


def _source(file: SourceFile, row: object) -> Source:
    return Source(
        file=file,
        sheet=getattr(row, "sheet", ""),
        row=getattr(row, "row", None),
        letter=file.letter_number,
        letter_date=file.letter_date,
        received_at=file.received_at,
    )


def _moved(source: Source | None, merge: Merge) -> Source:
    return Source(
        file=source.file if source else None,
        sheet=source.sheet if source else "",
        row=source.row if source else None,
        letter=source.letter if source else "",
        letter_date=source.letter_date if source else None,
        received_at=source.received_at if source else None,
        merged_at=merge.merged_at,
    )


def _of_nominations(people: list[int]) -> dict[int, Source]:
    named = Nomination.objects.filter(person__in=people).exclude(source="").order_by("pk")
    return {person: Source(text=text) for person, text in named.values_list("person_id", "source")}
