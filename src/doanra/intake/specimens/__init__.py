"""Invented unit files for trying the system: one list for each unit handed in, the same for the same seed.

Nobody in them exists, and the title of each says so. About 300 short, 130 medium and 500 language nominees for the 81
units of today; every fifth file has a row that must be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from doanra.intake.specimens.faults import spoil
from doanra.intake.specimens.layouts import LAYOUTS, Layout
from doanra.intake.specimens.people import Nominee, invent, positions
from doanra.intake.specimens.shares import shares
from doanra.intake.specimens.units import Letter, SpecimenUnit, letter_number
from doanra.intake.specimens.workbook import Listing, write_listing
from doanra.terms.names import fold
from doanra.terms.words import Programme

__all__ = ["Listing", "Specimen", "SpecimenUnit", "listings", "write_specimens"]

_FAULT_EVERY = 5


@dataclass(frozen=True, slots=True)
class Specimen:
    """One written file: nominee rows, those to be refused included, and how many of them must be refused."""

    path: Path
    unit: str
    rows: int
    refused: int


def write_specimens(folder: Path, *, year: int = 2027, seed: int = 1, units: Sequence[SpecimenUnit]) -> list[Specimen]:
    """Writes one .xlsx for each unit into ``folder`` (made if absent) for the call of ``year``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, listing in enumerate(listings(year=year, seed=seed, units=units), start=1):
        path = folder / _file_name(listing, number=number)
        write_listing(path, listing)
        refused = sum(person.faulty for person in listing.people)
        written.append(Specimen(path, listing.unit.slug, len(listing.people), refused))
    return written


def listings(*, year: int, seed: int, units: Sequence[SpecimenUnit]) -> Iterator[Listing]:
    """What the files will say, in the order of the units."""
    heads = shares(units, rng=Random(f"{seed}-{year}"))
    for number, unit in enumerate(units, start=1):
        rng = Random(f"{seed}-{year}-{unit.slug}")
        layout = LAYOUTS[number % len(LAYOUTS)]
        people = list(_people(unit, heads=heads[unit.slug], year=year, rng=rng))
        if number % _FAULT_EVERY == 0:
            people.insert(rng.randrange(len(people) + 1), _spoilt(unit, layout=layout, year=year, rng=rng))
        yield Listing(unit, _letter(unit, year=year, rng=rng), year, layout, tuple(people))


def _people(unit: SpecimenUnit, *, heads: dict[Programme, int], year: int, rng: Random) -> Iterator[Nominee]:
    for programme, count in heads.items():
        for priority, position in enumerate(positions(unit, programme, count=count, rng=rng), start=1):
            yield invent(unit, programme, position=position, priority=priority, year=year, rng=rng)


def _spoilt(unit: SpecimenUnit, *, layout: Layout, year: int, rng: Random) -> Nominee:
    position = positions(unit, Programme.LANGUAGE, count=1, rng=rng)[0]
    person = invent(unit, Programme.LANGUAGE, position=position, priority=99, year=year, rng=rng)
    return spoil(person, programme_in_cell=layout.has_programme_cell, rng=rng)


def _letter(unit: SpecimenUnit, *, year: int, rng: Random) -> Letter:
    """A letter of a working day in the autumn before."""
    day = date(year - 1, 10, 12) + timedelta(days=rng.randrange(40))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return Letter(letter_number(unit, running=rng.randint(100, 4900)), day)


def _file_name(listing: Listing, *, number: int) -> str:
    """Three habits of naming; each name holds that of the unit."""
    name = listing.unit.name
    plain = re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()
    habits = (
        f"Danh sách trích ngang - {name}.xlsx",
        f"{number:03d}_{plain.replace(' ', '-')}.xlsx",
        f"DS_{plain.title().replace(' ', '')}_{listing.year}.xlsx",
    )
    return habits[number % len(habits)]
