"""Units and courses that are shipped as data: the units over time, the catalogue of 2027, what 2023 carried out.

Standard library only; records.models and the demonstration are filled from here.
"""

from doanra.records.seeds.courses import CourseSeed, HeldCourse, HeldYear, Registered, load_courses, load_held
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
    "CourseSeed",
    "HeldCourse",
    "HeldYear",
    "NameSeed",
    "Recognition",
    "Registered",
    "UnitSeed",
    "UnitSeeds",
    "load_courses",
    "load_held",
    "load_units",
    "recognise",
]
