"""What the generator is told of a unit, and how its letters look. Plain values: who knows the units passes them in."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

PROVINCE_KINDS = ("province", "city")
_PARTY_STYLE = (*PROVINCE_KINDS, "party", "party-agency", "party-committee", "mass")


class SpecimenUnit(NamedTuple):
    """A unit of the day; ``party_body`` is empty where it writes in its own name, ``letter_code`` is TU in 12-CV/TU."""

    slug: str
    name: str
    party_body: str
    kind: str
    letter_code: str


class Letter(NamedTuple):
    """The letter that a list comes with."""

    number: str
    day: date


def letterhead(unit: SpecimenUnit) -> str:
    """Who writes."""
    return unit.party_body or unit.name


def in_party_style(unit: SpecimenUnit) -> bool:
    """Party bodies and mass organisations write under the Party's heading, state bodies under the state's."""
    return unit.kind in _PARTY_STYLE


def letter_number(unit: SpecimenUnit, *, running: int) -> str:
    """``1234-CV/TU`` in the Party's style (guideline 36-HD/VPTW), ``1234/BTC-TCCB`` in the state's."""
    return f"{running}-CV/{unit.letter_code}" if in_party_style(unit) else f"{running}/{unit.letter_code}"


def place(unit: SpecimenUnit) -> str:
    """Where the letter is dated."""
    return unit.name if unit.kind in PROVINCE_KINDS else "Hà Nội"
