"""Units and courses that are shipped as data: the units over time, the catalogue of 2027, what 2023 carried out.

Standard library only; records.models and the demonstration are filled from here.
"""

from doanra.records.seeds.reader import (
    CENTRAL_KINDS,
    KINDS,
    PROVINCE_KINDS,
    CodeSeed,
    NameSeed,
    UnitSeed,
    UnitSeeds,
    load_units,
)
from doanra.records.seeds.recognition import Recognition, recognise

__all__ = [
    "CENTRAL_KINDS",
    "KINDS",
    "PROVINCE_KINDS",
    "CodeSeed",
    "NameSeed",
    "Recognition",
    "UnitSeed",
    "UnitSeeds",
    "load_units",
    "recognise",
]
