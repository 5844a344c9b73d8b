"""Reads the shipped lists of units. Data only: no table, no Django.

A unit is known by its own slug. Names and official codes are used again by other units, so they never identify one
without a day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

PROVINCE_KINDS = {"province": "Tỉnh", "city": "Thành phố trực thuộc Trung ương"}
CENTRAL_KINDS = {
    "party": "Cơ quan tham mưu, giúp việc Trung ương Đảng",
    "party-agency": "Đơn vị sự nghiệp Trung ương Đảng",
    "party-committee": "Đảng uỷ trực thuộc Trung ương",
    "state": "Cơ quan Quốc hội, Chủ tịch nước, tư pháp, kiểm toán",
    "ministry": "Bộ, cơ quan ngang bộ",
    "government-agency": "Cơ quan thuộc Chính phủ",
    "mass": "Mặt trận Tổ quốc, đoàn thể Trung ương",
}
KINDS = PROVINCE_KINDS | CENTRAL_KINDS


def _covers(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or on <= end)


@dataclass(frozen=True, slots=True)
class NameSeed:
    """What a unit is called in a stretch of time; ``party_body`` is empty where the body writes in its own name."""

    name: str
    short: str
    party_body: str
    kind: str
    valid_from: date
    valid_to: date | None

    @property
    def letterhead(self) -> str:
        """Who signs the letter: the Party committee of a province, otherwise the body itself."""
        return self.party_body or self.name


@dataclass(frozen=True, slots=True)
class CodeSeed:
    """An official code. ``system``: GSO (two digits, statistics) or EID (electronic identifier, Decision 20/2020)."""

    system: str
    value: str
    valid_from: date
    valid_to: date | None
    note: str


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """One unit from its first to its last day (both included; None: still there).

    ``valid_from`` is the first day that the record vouches for. The first successor is the main heir. ``illustrative``
    marks the 54 central bodies of 2022, of which only the number is published. ``tile`` is (column, row) on the map of
    squares, provinces of today only. ``confidence``: S seen in a source, C computed, G general knowledge, unverified.
    """

    slug: str
    kind: str
    names: tuple[NameSeed, ...]
    codes: tuple[CodeSeed, ...]
    letter_code: str
    valid_from: date
    valid_to: date | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    act: str
    confidence: str
    aliases: tuple[str, ...]
    illustrative: bool
    order: int
    note: str
    tile: tuple[int, int] | None
    abbreviation: str

    @property
    def is_province(self) -> bool:
        """A province or a centrally run city."""
        return self.kind in PROVINCE_KINDS

    def in_force(self, on: date) -> bool:
        """Did it exist on that day, as far as the record goes?"""
        return _covers(self.valid_from, self.valid_to, on)

    def name_on(self, on: date) -> NameSeed:
        """The name of that day; outside the unit's life the nearest one."""
        fitting = [name for name in self.names if _covers(name.valid_from, name.valid_to, on)]
        return fitting[0] if fitting else self.names[0 if on < self.valid_from else -1]

    def code_on(self, on: date, *, system: str) -> str:
        """The code of that day, or an empty text."""
        fitting = (code for code in self.codes if code.system == system and _covers(code.valid_from, code.valid_to, on))
        return next((code.value for code in fitting), "")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How titles and file names write units; see spelling.toml."""

    expansions: dict[str, str]
    empty: frozenset[str]
    neutral: tuple[str, ...]
    addressee: tuple[str, ...]
    smaller: tuple[str, ...]


@dataclass(frozen=True)
class UnitSeeds:
    """All shipped units, in their order, and what is asked of them."""

    units: tuple[UnitSeed, ...]
    spelling: Spelling

    def get(self, slug: str) -> UnitSeed:
        """The unit of this slug; KeyError if there is none."""
        return {unit.slug: unit for unit in self.units}[slug]

    def in_force(self, on: date) -> list[UnitSeed]:
        """The units of that day: provinces by code, then central bodies by rank of the list."""
        return [unit for unit in self.units if unit.in_force(on)]

    def successors_now(self, slug: str, *, on: date) -> list[UnitSeed]:
        """Who answers for it on that day: itself while it lasts, else its heirs of that day, the main one first."""
        return self._walk(slug, on=on, back=False)

    def predecessors_then(self, slug: str, *, on: date) -> list[UnitSeed]:
        """Which units of that day it was formed from: itself where it was there already."""
        return self._walk(slug, on=on, back=True)

    def _walk(self, slug: str, *, on: date, back: bool) -> list[UnitSeed]:
        unit = self.get(slug)
        if unit.in_force(on):
            return [unit]
        found: dict[str, UnitSeed] = {}
        for other in unit.predecessors if back else unit.successors:
            found |= {heir.slug: heir for heir in self._walk(other, on=on, back=back)}
        return list(found.values())


def _names(row: dict[str, Any]) -> tuple[NameSeed, ...]:
    return tuple(
        NameSeed(
            name=name["name"],
            short=name["short"],
            party_body=name.get("party_body", ""),
            kind=name.get("kind", row["kind"]),
            valid_from=name.get("valid_from", row["valid_from"]),
            valid_to=name.get("valid_to", row.get("valid_to")),
        )
        for name in row["names"]
    )


def _codes(row: dict[str, Any]) -> tuple[CodeSeed, ...]:
    return tuple(
        CodeSeed(code["system"], code["value"], code["valid_from"], code.get("valid_to"), code.get("note", ""))
        for code in row.get("codes", ())
    )


def _unit(row: dict[str, Any]) -> UnitSeed:
    tile = row.get("tile")
    return UnitSeed(
        slug=row["slug"],
        kind=row["kind"],
        names=_names(row),
        codes=_codes(row),
        letter_code=row["letter_code"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        predecessors=tuple(row.get("predecessors", ())),
        successors=tuple(row.get("successors", ())),
        act=row.get("act", ""),
        confidence=row["confidence"],
        aliases=tuple(row.get("aliases", ())),
        illustrative=row.get("illustrative", False),
        order=row["order"],
        note=row.get("note", ""),
        tile=(tile[0], tile[1]) if tile else None,
        abbreviation=row.get("abbreviation", ""),
    )


def read_toml(name: str) -> dict[str, Any]:
    """One data file of this folder."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def load_units() -> UnitSeeds:
    """All units of provinces.toml and central.toml, read once."""
    rows = [*read_toml("provinces.toml")["unit"], *read_toml("central.toml")["unit"]]
    units = sorted((_unit(row) for row in rows), key=lambda unit: unit.order)
    spelling = read_toml("spelling.toml")
    phrases = {key: tuple(values) for key, values in spelling["phrases"].items()}
    return UnitSeeds(
        units=tuple(units),
        spelling=Spelling(
            expansions=spelling["expansions"],
            empty=frozenset(phrases["empty"]),
            neutral=phrases["neutral"],
            addressee=phrases["addressee"],
            smaller=phrases["smaller"],
        ),
    )
