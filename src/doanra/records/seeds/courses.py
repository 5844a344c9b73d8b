"""Reads the shipped courses: the catalogue of an open year, and what a past year registered and carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from doanra.records.seeds.reader import read_toml
from doanra.terms.refusal import NotFound
from doanra.terms.words import Audience, ContentGroup, Field, Language, Programme

CATALOGUES = (2027,)
PAST_YEARS = (2023,)


@dataclass(frozen=True, slots=True)
class CourseSeed:
    """One course on offer.

    ``seats`` (least, most) if it runs; ``starts``: the proposed first days, of which one is chosen; ``abroad``: [from,
    to) in days after the first day; ``language``: learnt in the language programme, taught in otherwise (None:
    interpreted); ``bands`` (lowest, highest) admitted, and members' bands differ by less than ``band_span``;
    ``field_share``: the least share of members who work in ``field``. Costs in million đồng, assumed if illustrative.
    """

    code: str
    programme: Programme
    topic: str
    content_group: ContentGroup
    field: Field | None
    audience: tuple[Audience, ...]
    host: str
    country: str
    country_name: str
    seats: tuple[int, int]
    starts: tuple[date, ...]
    days: int
    abroad: tuple[int, int]
    language: Language | None
    interpreted: bool
    cost_per_head: Decimal
    cost_fixed: Decimal
    bands: tuple[int, int]
    band_span: int
    field_share: Decimal
    illustrative: bool


@dataclass(frozen=True, slots=True)
class HeldCourse:
    """One course that was carried out, with the number of people who went."""

    code: str
    programme: Programme
    topic: str
    content_group: ContentGroup
    field: Field | None
    host: str
    country: str
    country_name: str
    language: Language | None
    start: date
    days: int
    abroad: tuple[int, int]
    people: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """What units registered for a programme; ``delegations`` is None where the source gives no number."""

    programme: Programme
    people: int
    delegations: int | None


@dataclass(frozen=True, slots=True)
class HeldYear:
    """A past year: what was registered, what was carried out."""

    year: int
    registered: tuple[Registered, ...]
    courses: tuple[HeldCourse, ...]

    def people(self, programme: Programme) -> int:
        """How many went in this programme."""
        return sum(course.people for course in self.courses if course.programme is programme)


def _file(year: int, *, years: tuple[int, ...], what: str) -> dict[str, Any]:
    if year not in years:
        offered = ", ".join(map(str, years))
        raise NotFound("no_such_year", f"Không có sẵn {what} năm {year}.", remedy=f"Hãy chọn năm {offered}.")
    return read_toml(f"courses_{year}.toml")


def _shared(row: dict[str, Any], *, illustrative: bool) -> dict[str, Any]:
    return {
        "code": row["code"],
        "programme": Programme(row["programme"]),
        "topic": row["topic"],
        "content_group": ContentGroup(row["content_group"]),
        "field": Field(row["field"]) if row["field"] else None,
        "host": row["host"],
        "country": row["country"],
        "country_name": row["country_name"],
        "language": Language(row["language"]) if row["language"] else None,
        "days": row["days"],
        "abroad": (row["abroad"][0], row["abroad"][1]),
        "illustrative": illustrative,
    }


@cache
def load_courses(year: int) -> tuple[CourseSeed, ...]:
    """The catalogue of an open year, in order of code; NotFound for a year that is not shipped."""
    file = _file(year, years=CATALOGUES, what="danh mục khoá")
    return tuple(
        CourseSeed(
            **_shared(row, illustrative=file["illustrative"]),
            audience=tuple(Audience(group) for group in row["audience"]),
            seats=(row["seats"][0], row["seats"][1]),
            starts=tuple(row["starts"]),
            interpreted=row["interpreted"],
            cost_per_head=Decimal(row["cost_per_head"]),
            cost_fixed=Decimal(row["cost_fixed"]),
            bands=(row["bands"][0], row["bands"][1]),
            band_span=row["band_span"],
            field_share=Decimal(str(row["field_share"])),
        )
        for row in file["course"]
    )


@cache
def load_held(year: int) -> HeldYear:
    """A past year as registered and carried out; NotFound for a year that is not shipped."""
    file = _file(year, years=PAST_YEARS, what="kết quả")
    registered = tuple(
        Registered(Programme(row["programme"]), row["people"], row.get("delegations")) for row in file["registered"]
    )
    courses = tuple(
        HeldCourse(**_shared(row, illustrative=file["illustrative"]), start=row["start"], people=row["people"])
        for row in file["course"]
    )
    return HeldYear(year, registered, courses)
