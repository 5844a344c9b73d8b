"""How many people each unit names for each programme: everyone some, large units more, the sum exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from doanra.intake.specimens.units import PROVINCE_KINDS, SpecimenUnit
from doanra.terms.words import Programme

PER_UNIT = {Programme.SHORT: 3.7, Programme.MEDIUM: 1.6, Programme.LANGUAGE: 6.17}
"""Heads for each unit on average: about 300, 130 and 500 for the 81 units of today."""


def shares(units: Sequence[SpecimenUnit], *, rng: Random) -> dict[str, dict[Programme, int]]:
    """Heads by unit and programme; each unit names at least one for each."""
    weights = [rng.lognormvariate(0.3 if unit.kind in PROVINCE_KINDS else 0.0, 0.35) for unit in units]
    heads: dict[str, dict[Programme, int]] = {unit.slug: {} for unit in units}
    for programme, mean in PER_UNIT.items():
        total = round(mean * len(units))
        drawn = Counter(rng.choices([unit.slug for unit in units], weights, k=total - len(units)))
        for unit in units:
            heads[unit.slug][programme] = 1 + drawn[unit.slug]
    return heads
