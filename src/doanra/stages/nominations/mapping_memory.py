"""What is known of columns beyond the shipped table: words of the office for all, decisions remembered for a unit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from doanra.intake import DEFAULT
from doanra.intake.synonyms import IGNORED
from doanra.intake.text.keys import phrase_key
from doanra.records.models import Account, ColumnMemory, HeaderWord, Unit

Choice = tuple[str, str, str | None]
"""Sheet, column (its letter, or its label where people stand on cards), and its meaning, None to pass it over."""
Sheets = list[dict[str, Any]]
"""The layout report of a file as JSON (``intake.SheetReading``)."""

WHOLE_SHEET = "*"
"""In place of a column's letter: the sheet holds no list."""

UNFOUND = frozenset({"no_header", "no_table", "no_rows"})
"""Refusals that a clerk can mend by showing where the head of the list stands and what its columns mean."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file as the layout report tells it; ``key`` is "" where its head does not tell it from others."""

    sheet: str
    letter: str
    header: str
    key: str
    signature: str
    meaning: str | None


def office_words() -> dict[str, list[str]]:
    """Meaning → heads that the office taught for every unit. One query."""
    return _by_meaning(HeaderWord.objects.values_list("meaning", "header"))


def _by_meaning(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for meaning, header in pairs:
        words.setdefault(meaning or IGNORED, []).append(header)
    return words


def columns(sheets: Sheets) -> Iterator[Column]:
    """The columns of all tables of a file."""
    for sheet in sheets:
        for table in sheet["tables"]:
            keys = [phrase_key(column["header"])[:300] for column in table["columns"]]
            often = Counter(keys)
            signature = hashlib.sha256("|".join(keys).encode()).hexdigest()
            for column, key in zip(table["columns"], keys, strict=True):
                alone = bool(key) and often[key] == 1
                yield Column(
                    sheet["name"], column["letter"], " ".join(column["header"].split())[:300], key if alone else "",
                    signature, column["meaning"],
                )  # fmt: skip


class Memory:
    """The decisions remembered for one unit. One query."""

    def __init__(self, unit: Unit | None) -> None:
        kept = list(ColumnMemory.objects.filter(unit=unit)) if unit else []
        self._by_key = {one.key: one for one in kept if one.key}
        self._by_place = {(one.signature, one.letter): one for one in kept if not one.key}

    def of(self, column: Column) -> ColumnMemory | None:
        """What was decided about such a column, or about its whole sheet."""
        whole = self._by_place.get((column.signature, WHOLE_SHEET))
        if whole or column.key:
            return whole or self._by_key.get(column.key)
        return self._by_place.get((column.signature, column.letter))

    def words(self) -> dict[str, list[str]]:
        """Meaning → heads, for the columns known by their head."""
        return _by_meaning((one.meaning, one.header) for one in self._by_key.values())

    def choices(self, sheets: Sheets) -> list[Choice]:
        """What was decided about the columns of these sheets that are known by their place only."""
        found = ((column, self.of(column)) for column in columns(sheets))
        return [(column.sheet, column.letter, one.meaning or None) for column, one in found if one and not one.key]

    def remembered(self, sheets: Sheets) -> list[list[str]]:
        """The columns of these sheets that were read as remembered."""
        found = ((column, self.of(column)) for column in columns(sheets))
        return [[column.sheet, column.letter] for column, one in found if one and (column.meaning or "") == one.meaning]

    def changes(self, sheets: Sheets, *, unfound: bool) -> bool:
        """Whether reading with the memory could tell more; ``unfound``: no list was found without it."""
        if unfound:
            return bool(self._by_key)
        found = ((column, self.of(column)) for column in columns(sheets))
        return any(one and (column.meaning or "") != one.meaning for column, one in found)


def merged(*words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Words of several sources; of the same head the later one counts."""
    by_head = {
        phrase_key(head): (meaning, head) for source in words for meaning, heads in source.items() for head in heads
    }
    return _by_meaning(by_head.values())


def remember(
    unit: Unit,
    sheets: Sheets,
    choices: Iterable[Choice],
    *,
    ignored: Sequence[str] = (),
    source: str,
    decider: Account | None,
    at: datetime,
) -> int:
    """Keeps the choices, and which sheets hold no list, for the next file of the unit; returns how many."""
    chosen = {(sheet, letter): meaning for sheet, letter, meaning in choices}
    kept: dict[tuple[str, str, str], ColumnMemory] = {}

    def keep(header: str, key: str, signature: str, letter: str, meaning: str) -> None:
        kept[key, signature, letter] = ColumnMemory(
            unit=unit, header=header, key=key, signature=signature, letter=letter[:80], meaning=meaning,
            source=source[:255], decided_at=at, decided_by=decider,
        )  # fmt: skip

    memory = Memory(unit)
    for column in columns(sheets):
        if column.sheet in ignored:
            keep(column.sheet, "", column.signature, WHOLE_SHEET, "")
        elif (column.sheet, column.letter) in chosen:
            place = ("", "") if column.key else (column.signature, column.letter)
            meaning = chosen[column.sheet, column.letter] or ""
            if memory.of(column) or DEFAULT.phrases.get(column.key, ("",))[0] != meaning:
                keep(column.header, column.key, *place, meaning)
    ColumnMemory.objects.bulk_create(
        kept.values(),
        update_conflicts=True,
        unique_fields=["unit", "key", "signature", "letter"],
        update_fields=["header", "meaning", "source", "decided_at", "decided_by"],
    )
    return len(kept)
