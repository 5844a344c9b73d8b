"""Invented people: random combinations of common name parts, with evidence filled in as far as units do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import cast

from doanra.intake.specimens.units import PROVINCE_KINDS, SpecimenUnit
from doanra.terms.words import Gender, Language, Programme

_AGES = {Programme.SHORT: (42, 58), Programme.MEDIUM: (36, 53), Programme.LANGUAGE: (27, 46)}
_PLANNED = {Programme.SHORT: slice(2), Programme.MEDIUM: slice(1, -1), Programme.LANGUAGE: slice(-2, None)}
_LANGUAGE_WEIGHTS = {Language.ENGLISH: 55, Language.CHINESE: 30, Language.LAO: 8, Language.KHMER: 7}
_LEVELS = [
    "Tiếng Anh bậc 3",
    "Tiếng Anh bậc 4",
    "IELTS 6.0",
    "IELTS 6.5",
    "Tiếng Anh B1",
    "Đại học tiếng Anh",
    "HSK 4",
    "",
]
_ABROAD = [
    "Ngắn hạn, Hàn Quốc, {a}",
    "Ngắn hạn, Niu Di-lân, {a}",
    "Trung hạn, Xin-ga-po, {b} (Đề án 165)",
    "Thạc sĩ, Ô-xtrây-li-a, {b}",
]


@dataclass(frozen=True, slots=True)
class Nominee:
    """One row of a list. ``birth`` and ``programme`` are text where the unit made a mistake."""

    name: str
    gender: Gender
    birth: date | str
    position: str
    programme: Programme | str
    language: Language | None
    priority: int
    joined: date
    evaluation: str
    discipline: str
    planned: str
    level: str
    health: str
    abroad: str

    @property
    def faulty(self) -> bool:
        """Must this row be refused?"""
        return not self.name or isinstance(self.birth, str) or not isinstance(self.programme, Programme)


@cache
def _parts() -> dict[str, list[str]]:
    text = files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return {key: value.split("|") for key, value in tomllib.loads(text).items()}


@cache
def _posts() -> dict[str, dict[str, list[str]]]:
    text = files(__package__).joinpath("posts.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, list[str]]]", tomllib.loads(text))


def positions(unit: SpecimenUnit, programme: Programme, *, count: int, rng: Random) -> list[str]:
    """So many posts of the unit that fit the programme; none twice while there are enough."""
    kind = "province" if unit.kind in PROVINCE_KINDS else unit.kind
    offered = _posts()[kind][programme.value]
    drawn = rng.sample(offered, min(count, len(offered)))
    drawn += rng.choices(offered, k=count - len(drawn))
    return [_filled(post, unit=unit, rng=rng) for post in drawn]


def _filled(post: str, *, unit: SpecimenUnit, rng: Random) -> str:
    city = unit.kind == "city"
    commune = f"{rng.choice(['xã', 'phường'])} {rng.choice(_parts()['communes'])}"
    return post.format(
        committee="Thành uỷ" if city else "Tỉnh uỷ",
        place="thành phố" if city else "tỉnh",
        youth="Thành đoàn" if city else "Tỉnh đoàn",
        commune=commune,
    )


def invent(
    unit: SpecimenUnit, programme: Programme, *, position: str, priority: int, year: int, rng: Random
) -> Nominee:
    """One person of that post, of an age that fits the programme in ``year``."""
    gender = rng.choices([Gender.MALE, Gender.FEMALE], [62, 38])[0]
    birth = date(year - rng.randint(*_AGES[programme]), 1, 1) + timedelta(days=rng.randrange(365))
    language = rng.choices(list(_LANGUAGE_WEIGHTS), list(_LANGUAGE_WEIGHTS.values()))[0]
    return Nominee(
        name=_name(gender, rng=rng),
        gender=gender,
        birth=birth,
        position=position,
        programme=programme,
        language=language if programme is Programme.LANGUAGE else None,
        priority=priority,
        joined=birth + timedelta(days=rng.randint(22 * 365, 32 * 365 if birth.year < year - 34 else 25 * 365)),
        **_evidence(unit, programme=programme, year=year, rng=rng),
    )


def _name(gender: Gender, *, rng: Random) -> str:
    parts = _parts()
    middles = rng.sample(parts[f"middle_{gender.value}"], rng.choice([1, 1, 1, 2]))
    return " ".join([rng.choice(parts["families"]), *middles, rng.choice(parts[f"given_{gender.value}"])])


def _evidence(unit: SpecimenUnit, *, programme: Programme, year: int, rng: Random) -> dict[str, str]:
    """What lists say of conditions. Units leave much of it empty, and empty is not no."""
    good, best, fair = "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành nhiệm vụ"
    kind = "province" if unit.kind in PROVINCE_KINDS else unit.kind
    planned = _filled(rng.choice(_posts()[kind]["planned"][_PLANNED[programme]]), unit=unit, rng=rng)
    course = rng.choice(_ABROAD).format(
        a=rng.choice([year - 4, year - 3, year - 1]), b=rng.randint(year - 15, year - 6)
    )
    return {
        "evaluation": rng.choices([good, best, fair, ""], [70, 20, 4, 6])[0],
        "discipline": rng.choices(["Không", f"Khiển trách ({year - 1})", ""], [92, 2, 6])[0],
        "planned": rng.choices([planned, ""], [65, 35])[0],
        "level": rng.choice(_LEVELS),
        "health": rng.choices(["Đủ sức khoẻ", ""], [60, 40])[0],
        "abroad": rng.choices(["Không", course, ""], [72, 12, 16])[0],
    }
