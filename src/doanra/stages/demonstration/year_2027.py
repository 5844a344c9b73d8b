"""The open year 2027: called, with its catalogue of 16 short, 5 medium and 8 language courses.

Half of the units have answered with invented lists: all but the last few are saved and appraised, so that a plan can be
computed at once; Lào Cai, whose clerk is one of the demonstration accounts, has not.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from doanra.intake.specimens import SpecimenUnit, write_specimens
from doanra.records import seeds
from doanra.records.models import Call
from doanra.records.seeds import CourseSeed
from doanra.stages import appraisals, calls, courses, nominations
from doanra.stages.demonstration import proofs
from doanra.stages.demonstration.accounts import clerk

YEAR, CALLED_ON, SETTLED_ON = 2027, date(2026, 9, 15), date(2026, 11, 2)
WAITING = 3
"""Files that are left as previews, for trying how a list is looked through and saved."""
_MILLION = Decimal(1_000_000)


def load(*, answered: bool = False) -> Call:
    """Opens the year and enters its courses; ``answered``: half of the units' lists are there too."""
    call = calls.open_call(
        YEAR, by=None, on=CALLED_ON, document="96-CV/BCĐ (giả định)", closes_on=date(2026, 12, 31), synthetic=True
    )
    courses.put_many(call, rows=[(course_values(seed), seed.starts) for seed in seeds.load_courses(YEAR)], by=None)
    call.budget = Decimal(95_000) * _MILLION
    call.save(update_fields=["budget"])
    if answered:
        _receive(call, Random(YEAR))
    return call


def _receive(call: Call, rng: Random) -> None:
    """Receives every second unit's list, keeps the last few as previews, judges the others on some of their papers."""
    by = clerk()
    files = nominations.receive_many(call, files=specimen_files(YEAR, on=CALLED_ON)[1::2], by=by)
    for file in files[:-WAITING]:
        nominations.save_file(file, by=by, on=CALLED_ON + timedelta(days=rng.randint(10, 45)))
    appraisals.appraise(call, by=None)
    proofs.settle(call, went=(), share=0.9, on=SETTLED_ON, rng=rng)


def course_values(seed: CourseSeed) -> dict[str, Any]:
    """A shipped course by the names of ``stages.courses``, money in đồng."""
    return {
        "code": seed.code,
        "programme": seed.programme.value,
        "topic": seed.topic,
        "content_group": seed.content_group.value,
        "field": seed.field.value if seed.field else "",
        "field_share": seed.field_share,
        "audiences": "".join(sorted(audience.value for audience in seed.audience)),
        "host": seed.host,
        "country": seed.country_name,
        "language": seed.language.value if seed.language and seed.programme.value == "language" else "",
        "interpreted": seed.interpreted,
        "seats_min": seed.seats[0],
        "seats_max": seed.seats[1],
        "band_low": seed.bands[0],
        "band_high": seed.bands[1],
        "band_span": seed.band_span,
        "days": seed.days,
        "abroad_from": seed.abroad[0],
        "abroad_to": seed.abroad[1],
        "cost_fixed": seed.cost_fixed * _MILLION,
        "cost_per_head": seed.cost_per_head * _MILLION,
        "illustrative": seed.illustrative,
    }


def specimen_units(on: date) -> list[SpecimenUnit]:
    """The units of a day as the generator of invented files wants them."""
    return [
        SpecimenUnit(
            slug=unit.slug,
            name=unit.name_on(on).short if unit.is_province else unit.name_on(on).name,
            party_body=unit.name_on(on).party_body,
            kind=unit.kind,
            letter_code=unit.letter_code,
        )
        for unit in seeds.load_units().in_force(on)
    ]


def specimen_files(year: int, *, on: date) -> list[tuple[str, bytes]]:
    """The invented unit files for trying, as names and contents."""
    with tempfile.TemporaryDirectory() as folder:
        written = write_specimens(Path(folder), year=year, units=specimen_units(on))
        return [(one.path.name, one.path.read_bytes()) for one in written]
