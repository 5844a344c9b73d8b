"""How much two records look like one person: what agrees, what does not, and one figure of strength from both.

The figures are the house's own. Nothing is ever merged by them: they only order what a person looks at.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from doanra.records.queries.people_alike import Traits
from doanra.terms.dates import PartialDate

LEAST = 40
"""Pairs below are not shown: too many people of one name are two people."""
_BLOCK = 60
"""A block of more records than this says nothing by itself: it is cut finer, or passed over."""

_NUMBER, _NUMBER_ALONE, _ADDRESS = 88, 60, 72
_BY_NAME = {"same_birth": 85, "birth_within": 50, "birth_swapped": 55, "birth_near": 33, "birth_missing": 33}
_OTHER_MIDDLE_NAME = 48
_MORE = {"same_unit": 8, "same_party_day": 10, "same_phone": 10, "same_email": 10, "same_number": 10}
_LESS = {"other_number": 25, "other_gender": 30}


@dataclass(frozen=True, slots=True)
class Likeness:
    """``strength`` from 1 to 99; ``reasons`` in the order in which they weigh, doubts at the end."""

    strength: int
    reasons: tuple[str, ...]


def compare(one: Traits, other: Traits, kin: dict[int, int]) -> Likeness | None:
    """Why the two may be one person; None where too little speaks for it."""
    said = _agreements(one, other, kin)
    base = _base(said)
    if not base:
        return None
    plus = sum(_MORE.get(word, 0) for word in said if not (word == "same_number" and base >= _NUMBER_ALONE))
    strength = base + plus - sum(_LESS.get(word, 0) for word in said)
    return Likeness(min(99, strength), tuple(said)) if strength >= LEAST else None


def _agreements(one: Traits, other: Traits, kin: dict[int, int]) -> list[str]:
    said = []
    if one.id_index and one.id_index == other.id_index:
        said.append("same_number")
    if one.search_key == other.search_key:
        said.append("same_name")
    elif one.ends == other.ends:
        said.append("other_middle_name")
    said.append(_births(one.birth, other.birth))
    if one.phone_index and one.phone_index == other.phone_index:
        said.append("same_phone")
    if one.email_index and one.email_index == other.email_index:
        said.append("same_email")
    if one.party_joined and one.party_joined.exact and one.party_joined == other.party_joined:
        said.append("same_party_day")
    if kin.get(one.unit_id, one.unit_id) == kin.get(other.unit_id, other.unit_id):
        said.append("same_unit")
    if one.id_index and other.id_index and one.id_index != other.id_index:
        said.append("other_number")
    if one.gender and other.gender and one.gender != other.gender:
        said.append("other_gender")
    return said


def _base(said: list[str]) -> int:
    """What speaks for one person by itself, before what else agrees and what does not."""
    birth = next(word for word in said if "birth" in word)
    named = "same_name" in said
    if "same_number" in said:
        return _NUMBER if named or birth == "same_birth" else _NUMBER_ALONE
    if ("same_phone" in said or "same_email" in said) and (named or birth == "same_birth"):
        return max(_ADDRESS, _BY_NAME.get(birth, 0) if named else 0)
    if named:
        return _BY_NAME.get(birth, 0)
    middle = "other_middle_name" in said and birth == "same_birth" and "same_unit" in said
    return _OTHER_MIDDLE_NAME if middle else 0


def _births(one: PartialDate | None, other: PartialDate | None) -> str:
    if one is None or other is None:
        return "birth_missing"
    if one == other:
        return "same_birth" if one.day is not None else "birth_within"
    first, second = (one.year, one.month, one.day), (other.year, other.month, other.day)
    if all(a is None or b is None or a == b for a, b in zip(first, second, strict=True)):
        return "birth_within"
    if one.exact and other.exact:
        if first == (other.year, other.day, other.month):
            return "birth_swapped"
        if sum(a == b for a, b in zip(first, second, strict=True)) == 2:
            return "birth_near"
    return "other_birth"


def pairs(people: Iterable[Traits], kin: dict[int, int]) -> Iterator[tuple[Traits, Traits]]:
    """Every pair that shares a block, once, the older record first. Blocks stay small: pairs do not grow by n².

    One way of making blocks is gone through after the other, so that only the blocks of one are held.
    """
    people = list(people)
    seen: set[tuple[int, int]] = set()
    for name, key_of in _KEYS.items():
        blocks: dict[object, list[Traits]] = defaultdict(list)
        for one in people:
            if key := key_of(one, kin.get(one.unit_id, one.unit_id)):
                blocks[key].append(one)
        for block in blocks.values():
            for small in _cut(block, finer=name in ("name and unit", "name and year")):
                for first, second in combinations(sorted(small, key=_age), 2):
                    if (first.pk, second.pk) not in seen:
                        seen.add((first.pk, second.pk))
                        yield first, second


_age = attrgetter("pk")
_KEYS: dict[str, Callable[[Traits, int], object]] = {
    "name and unit": lambda one, unit: (one.search_key, unit),
    "name and year": lambda one, unit: one.birth and (one.search_key, one.birth.year),
    "birth and unit": lambda one, unit: one.birth and one.birth.day and (one.birth, unit, one.ends),
    "number": lambda one, unit: one.id_index,
    "telephone": lambda one, unit: one.phone_index,
    "e-mail": lambda one, unit: one.email_index,
}
"""By what people are put side by side; an empty key puts them nowhere."""


def _cut(block: list[Traits], *, finer: bool) -> Iterator[list[Traits]]:
    """A block as it is; one that is too big by the birth date, and what is too big even so not at all."""
    if len(block) < 2:
        return
    if len(block) <= _BLOCK:
        yield block
    elif finer:
        by_birth: dict[PartialDate | None, list[Traits]] = defaultdict(list)
        for one in block:
            by_birth[one.birth].append(one)
        yield from (small for small in by_birth.values() if 2 <= len(small) <= _BLOCK)


def fingerprint(one: Traits, other: Traits) -> str:
    """A digest of what both records say: another one means that either has changed."""
    first, second = sorted((one, other))
    return hashlib.sha256(repr((tuple(first), tuple(second))).encode()).hexdigest()
