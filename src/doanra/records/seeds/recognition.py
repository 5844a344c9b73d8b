"""Tells which unit a title or a file name speaks of, or which ones it may be. It never guesses.

The longest spelling wins where spellings overlap (Học viện Chính trị quốc gia Hồ Chí Minh is not Hồ Chí Minh). Two
different units side by side, a name used by two units without a day, or the name of a unit that is gone: candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from doanra.records.seeds.reader import Spelling, UnitSeed, UnitSeeds
from doanra.terms.names import clean, fold

Words = tuple[str, ...]
_WORD = re.compile(r"[a-z0-9]+")
_FILE_TYPE = re.compile(r"\.(?:xlsx|xlsm|xlsb|xls|ods|csv|docx?|pdf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognition:
    """``slug`` when the text leaves one unit only; otherwise the units that it may be, the likeliest first."""

    slug: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """Every spelling, split into words, with the units that bear it; an empty set for a neutral phrase."""

    spellings: dict[Words, frozenset[str]]
    longest: int


def recognise(text: str, *, units: UnitSeeds, on: date | None) -> Recognition:
    """The unit that a title, a file name or the lines above a table name.

    ``on`` is the day of the letter or of the call. Without it a name that several units have borne gives all of them.
    Lines to an addressee, the place before a date and places smaller than a province are not the sender.
    """
    index = _index(units)
    found: dict[frozenset[str], int] = {}
    for words in _lines(text, spelling=units.spelling):
        for bearers, length in _mentions(words, index=index, units=units):
            found[bearers] = max(length, found.get(bearers, 0))
    mentions = sorted(found, key=lambda bearers: -found[bearers])
    groups = [_on_that_day(bearers, units=units, on=on) for bearers in mentions]
    return _decide([group for group in groups if group])


def _decide(groups: list[Recognition]) -> Recognition:
    certain = {group.slug for group in groups if group.slug}
    if len(certain) == 1 and all(group.slug for group in groups):
        return Recognition(certain.pop())
    everyone = dict.fromkeys(slug for group in groups for slug in (group.slug, *group.candidates) if slug)
    return Recognition(None, tuple(everyone))


def _on_that_day(bearers: frozenset[str], *, units: UnitSeeds, on: date | None) -> Recognition:
    known = [unit for unit in units.units if unit.slug in bearers]
    if on is None:
        return _only([unit.slug for unit in known])
    there = [unit.slug for unit in known if unit.in_force(on)]
    if there:
        return _only(there)
    heirs = dict.fromkeys(heir.slug for unit in known for heir in units.successors_now(unit.slug, on=on))
    return Recognition(None, tuple(heirs))


def _only(slugs: list[str]) -> Recognition:
    return Recognition(slugs[0]) if len(slugs) == 1 else Recognition(None, tuple(slugs))


def _split(text: str, *, spelling: Spelling) -> Words:
    words: list[str] = []
    for word in _WORD.findall(fold(text)):
        words += spelling.expansions.get(word, word).split(" ")
    return tuple(word for word in words if word not in spelling.empty)


def _apart(line: str) -> str:
    """``DoanTNCSHoChiMinh`` as words: a new one at a capital after a small letter, and at the last of capitals."""
    text = clean(line)
    pieces = [text[:1]]
    for before, here, after in zip(text, text[1:], f"{text[2:]} ", strict=False):
        starts = here.isupper() and (before.islower() or (before.isupper() and after.islower()))
        pieces.append(f" {here}" if starts else here)
    return "".join(pieces)


def _lines(text: str, *, spelling: Spelling) -> Iterator[Words]:
    for line in _FILE_TYPE.sub(" ", text).splitlines():
        words = _split(_apart(line), spelling=spelling)
        joined = f" {' '.join(words)} "
        cuts = [joined.find(f" {phrase} ") for phrase in spelling.addressee]
        cut = min((place for place in cuts if place >= 0), default=len(joined))
        yield tuple(joined[:cut].split())


def _mentions(words: Words, *, index: _Index, units: UnitSeeds) -> Iterator[tuple[frozenset[str], int]]:
    place = 0
    while place < len(words):
        length = _longest_at(words, place, index=index)
        bearers = index.spellings.get(words[place : place + length], frozenset())
        if bearers and not _is_a_place(words, place, place + length, units=units, bearers=bearers):
            yield bearers, length
        place += max(length, 1)


def _longest_at(words: Words, place: int, *, index: _Index) -> int:
    lengths = range(min(index.longest, len(words) - place), 0, -1)
    return next((length for length in lengths if words[place : place + length] in index.spellings), 0)


def _is_a_place(words: Words, start: int, end: int, *, units: UnitSeeds, bearers: frozenset[str]) -> bool:
    """``Hà Nội, ngày 5`` says where the letter was written, ``phường Hoà Bình`` is no province."""
    if not all(units.get(slug).is_province for slug in bearers):
        return False
    before = f" {' '.join(words[:start])}"
    smaller = any(before.endswith(f" {word}") for word in units.spelling.smaller)
    return smaller or words[end : end + 1] == ("ngay",)


@lru_cache(maxsize=4)
def _index_of(
    units: tuple[UnitSeed, ...], neutral: Words, expansions: tuple[tuple[str, str], ...], empty: Words
) -> _Index:
    spelling = Spelling(dict(expansions), frozenset(empty), neutral, (), ())
    bearers: dict[Words, set[str]] = {_split(phrase, spelling=spelling): set() for phrase in neutral}
    for unit in units:
        for words in _spellings(unit, spelling=spelling):
            bearers.setdefault(words, set()).add(unit.slug)
    fixed = {words: frozenset(slugs) for words, slugs in bearers.items()}
    return _Index(fixed, max(map(len, fixed)))


def _index(units: UnitSeeds) -> _Index:
    spelling = units.spelling
    return _index_of(
        units.units, spelling.neutral, tuple(sorted(spelling.expansions.items())), tuple(sorted(spelling.empty))
    )


def _spellings(unit: UnitSeed, *, spelling: Spelling) -> Iterable[Words]:
    texts = [text for name in unit.names for text in (name.name, name.short, name.party_body) if text]
    every = {_split(text, spelling=spelling) for text in (*texts, *unit.aliases)}
    if unit.is_province:
        for name in unit.names:
            bare = _split(name.short, spelling=spelling)
            bare = bare[2:] if bare[:2] == ("thanh", "pho") else bare
            every |= {bare, ("thanh", "pho", *bare), ("tinh", *bare), ("thanh", "uy", *bare), ("tinh", "uy", *bare)}
    return every
