"""The table of titles: plain rows that the office edits, matched on folded text as of a day.

Bands 1 to 5 are our own scale for keeping a delegation alike (1 specialist or deputy head of division ... 5 deputy
minister, deputy secretary of a province); no regulation sets them. The defaults are in parameters/titles.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from doanra.terms.names import fold
from doanra.terms.words import Audience, Field

_WORD = re.compile(r"\w*")
_REMEMBERED = 200  # texts: one post is looked at several times, and the unit's name at every post
R = TypeVar("R", "TitleRow", "FieldRow")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """One title. ``pattern``: its first words; ``*`` stands for any words ("phó trưởng ban * tỉnh uỷ"), ``$`` at the
    end for nothing more.

    ``unit_kinds`` empty: any unit. ``band`` 1..5. ``audience`` None: the title alone does not tell the group.
    ``field`` None: told by the body named in the text. Valid from and to are days of the position, both included.
    """

    pattern: str
    unit_kinds: tuple[str, ...] = ()
    audience: Audience | None = None
    band: int | None = None
    field: Field | None = None
    leads: bool | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def holds(self, *, unit_kind: str, on: date) -> bool:
        """Whether the row speaks of such a unit on that day."""
        started = self.valid_from is None or self.valid_from <= on
        ended = self.valid_to is not None and self.valid_to < on
        return started and not ended and (not self.unit_kinds or unit_kind in self.unit_kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """Words of a body's name and the field they tell ("sở tài chính", "hợp tác quốc tế")."""

    pattern: str
    field: Field
    source: str = ""


class TitleTable:
    """Titles, words of fields and abbreviations, ready for matching. Build it once for many texts.

    ``openings``: words that begin a post whether or not a row knows it; a post that no row knows is left unread instead
    of being taken for the tail of its neighbour. ``cities``: units where "thành uỷ", "thành phố" mean province level.
    """

    def __init__(
        self,
        titles: tuple[TitleRow, ...],
        fields: tuple[FieldRow, ...],
        *,
        abbreviations: dict[str, str] | None = None,
        openings: tuple[str, ...] = (),
        cities: tuple[str, ...] = (),
    ) -> None:
        self.titles = titles
        self.fields = fields
        self.abbreviations = abbreviations or {}
        self.openings = openings
        self.cities = cities
        self._held: dict[tuple[str, str, date], list[tuple[re.Pattern[str], int, TitleRow]]] = {}
        self._ends: dict[str, bool] = {}
        self._folded: dict[str, str] = {}

    @cached_property
    def _short_forms(self) -> list[tuple[re.Pattern[str], str]]:
        forms = sorted(self.abbreviations.items(), key=lambda form: -len(form[0]))
        return [(re.compile(rf"(?<!\w){re.escape(fold(short))}(?!\w)"), fold(long)) for short, long in forms]

    @cached_property
    def _any_short_form(self) -> re.Pattern[str]:
        """Finds whether a text holds any short form at all: most hold none, and trying each one costs."""
        shorts = "|".join(re.escape(fold(short)) for short in self.abbreviations)
        return re.compile(rf"(?<!\w)(?:{shorts})(?!\w)" if shorts else r"(?!)")

    @cached_property
    def _cities(self) -> frozenset[str]:
        return frozenset(self.folded(city) for city in self.cities)

    @cached_property
    def _titles(self) -> dict[str, list[tuple[re.Pattern[str], int, TitleRow]]]:
        rows = [(re.compile(self._words(row.pattern)), _weight(row.pattern), row) for row in self.titles]
        return self._by_first_word(rows)

    @cached_property
    def _fields(self) -> dict[str, list[tuple[re.Pattern[str], int, FieldRow]]]:
        rows = [(re.compile(r"\b" + self._words(row.pattern)), _weight(row.pattern), row) for row in self.fields]
        return self._by_first_word(rows)

    def _by_first_word(
        self, rows: list[tuple[re.Pattern[str], int, R]]
    ) -> dict[str, list[tuple[re.Pattern[str], int, R]]]:
        """Rows by the word that a text must hold for them to fit; under "" those that begin with no word."""
        found: dict[str, list[tuple[re.Pattern[str], int, R]]] = {}
        for pattern, weight, row in rows:
            begin = self.folded(row.pattern.removesuffix("$").split("*")[0])
            found.setdefault(_WORD.match(begin)[0], []).append((pattern, weight, row))  # type: ignore[index]  # or ""
        return found

    @cached_property
    def _openings(self) -> re.Pattern[str]:
        words = (*self.openings, *(row.pattern for row in self.titles))
        return re.compile("|".join(self._words(word) for word in words))

    def _words(self, pattern: str) -> str:
        pieces = [re.escape(self.folded(piece)) for piece in pattern.removesuffix("$").split("*")]
        return r"(?: .*)? ".join(pieces) + (r"\Z" if pattern.endswith("$") else r"\b")

    def folded(self, text: str) -> str:
        """The key that patterns are matched on: folded, abbreviations written out, punctuation as spaces."""
        key = self._folded.get(text)
        if key is None:
            if len(self._folded) >= _REMEMBERED:
                self._folded.clear()
            key = self._folded[text] = self._key(text)
        return key

    def _key(self, text: str) -> str:
        key = fold(text)
        if self._any_short_form.search(key):
            for short, long in self._short_forms:
                key = short.sub(long, key)
        return re.sub(r"[^\w+=@]+", " ", key).strip()

    def is_city(self, unit_name: str) -> bool:
        """Whether a province-level unit of this name is a centrally run city, "TP." before it or not."""
        return self.folded(unit_name).removeprefix("thanh pho ") in self._cities

    def has_title_of(self, unit_key: str) -> bool:
        """Whether any row ends with the name of this unit, folded: only those are read with it."""
        known = self._ends.get(unit_key)
        if known is None:
            known = self._ends[unit_key] = any(self.folded(row.pattern).endswith(unit_key) for row in self.titles)
        return known

    def opens(self, text: str) -> bool:
        """Whether the text begins a post."""
        return bool(self._openings.match(self.folded(text)))

    def title(self, text: str, *, unit_kind: str, on: date) -> TitleRow | None:
        """The row with the most words that the text begins with, among those that hold.

        At a tie the one that reaches further into the text ("trưởng ban * huyện uỷ" before "trưởng ban tổ chức"), then
        one for the kind of unit.
        """
        key = self.folded(text)
        best, found = (0, 0, False), None
        for pattern, weight, row in self._holding(_WORD.match(key)[0], unit_kind, on):  # type: ignore[index]  # or ""
            if found and weight < best[0]:
                break  # the heaviest come first
            if hit := pattern.match(key):
                fit = weight, hit.end(), bool(row.unit_kinds)
                if found is None or fit > best:
                    best, found = fit, row
        return found

    def _holding(self, word: str, unit_kind: str, on: date) -> list[tuple[re.Pattern[str], int, TitleRow]]:
        """The rows that a text with this first word may fit, in such a unit on that day, the heaviest first."""
        asked = (word if word in self._titles else "", unit_kind, on)
        rows = self._held.get(asked)
        if rows is None:
            rows = [
                one
                for begin in dict.fromkeys((asked[0], ""))
                for one in self._titles.get(begin, ())
                if one[2].holds(unit_kind=unit_kind, on=on)
            ]
            rows.sort(key=lambda one: -one[1])
            self._held[asked] = rows
        return rows

    def field(self, text: str) -> Field | None:
        """The field of the first body named in the text; of two words at one place the longer decides."""
        key = self.folded(text)
        hits = [
            (hit.start(), -weight, row)
            for word in dict.fromkeys((*_WORD.findall(key), ""))
            for pattern, weight, row in self._fields.get(word, ())
            if (hit := pattern.search(key))
        ]
        return min(hits, key=lambda hit: hit[:2])[2].field if hits else None


def _weight(pattern: str) -> int:
    return len(pattern.replace("*", " ").replace("$", " ").split())


@cache
def default_titles() -> TitleTable:
    """The table as delivered; the office's own rows take its place once they are edited."""
    data = tomllib.loads(files("doanra.policy.parameters").joinpath("titles.toml").read_text("utf-8"))
    return TitleTable(
        tuple(_title_row(pattern, row) for row in data["title"] for pattern in row["patterns"]),
        tuple(
            FieldRow(pattern=pattern, field=Field(row["field"]), source=row["source"])
            for row in data["field"]
            for pattern in row["patterns"]
        ),
        abbreviations=data["abbreviations"],
        openings=tuple(data["openings"]),
        cities=tuple(data["cities"]),
    )


def _title_row(pattern: str, row: dict[str, Any]) -> TitleRow:
    return TitleRow(
        pattern=pattern,
        unit_kinds=tuple(row.get("unit_kinds", ())),
        audience=Audience(row["audience"]) if "audience" in row else None,
        band=row.get("band"),
        field=Field(row["field"]) if "field" in row else None,
        leads=row.get("leads"),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        source=row["source"],
    )
