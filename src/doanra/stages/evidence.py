"""What a list's own columns prove: only plain words are taken, everything else stays unknown for the clerk to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from doanra.records import bulk
from doanra.records.models import Evidence
from doanra.terms.names import fold

_DONE = re.compile(
    r"hoan thanh (?:xuat sac|tot) (?:chuc trach,? )?nhiem vu|^htt?xs|^htt(?:nv)?\b|^hoan thanh (?:xuat sac|tot)\b"
)
_NOT_DONE = re.compile(r"khong hoan thanh")
_DENIAL = re.compile(r"\b(?:khong|chua|ko)\b")
_NO = re.compile(r"^(?:khong|khong co|0|ko|chua(?: bi| co)?(?: ky luat)?|khong (?:bi )?ky luat)\.?$")
_DISCIPLINE = re.compile(r"^(?:khien trach|canh cao|cach chuc|giang chuc|dang (?:bi )?xem xet)")
_HEALTHY = re.compile(r"^(?:du suc khoe|suc khoe tot|tot|loai (?:1|2|i|ii)|dam bao(?: suc khoe)?)\.?$")
_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Proof:
    """One kind of evidence with its outcome; ``on`` is the last day of the year that a rating is for."""

    kind: str
    outcome: bool
    note: str
    on: date | None = None


def read(extra: dict[str, str], *, year: int) -> list[Proof]:
    """The proofs in the extra columns of one row. Ratings that name no year are for the one before the call's year."""
    found = [
        _rating(extra.get("evaluation", ""), year=year),
        _discipline(extra.get("discipline", "")),
        _health(extra.get("health", "")),
    ]
    return [proof for proof in found if proof]


FROM_LIST, FROM_FORM = "tệp “", "biên nhận "
"""How the source begins of what a unit told, in its list or by form, and no person recorded."""
_NOTE_LENGTH = Evidence._meta.get_field("note").max_length or 0


def told_by_unit(paper: Evidence) -> bool:
    """Whether a list or a form of the unit told it."""
    return paper.source.startswith((FROM_LIST, FROM_FORM))


def news(known: Mapping[str, Evidence], extra: dict[str, str], *, year: int) -> list[Evidence]:
    """What a row's extra columns prove that was not ``known`` by kind, unsaved; nomination and source are the caller's.

    What a person recorded from a paper stands: no list overrides it.
    """
    found = []
    for proof in read(extra, year=year):
        note = proof.note[:_NOTE_LENGTH]
        old = known.get(proof.kind)
        said = (proof.outcome, proof.on, note)
        if old is None or (told_by_unit(old) and (old.outcome, old.on, old.note) != said):
            found.append(bulk.new(Evidence, kind=proof.kind, outcome=proof.outcome, on=proof.on, note=note))
    return found


@lru_cache(maxsize=256)  # a list says the same few things of everybody
def _rating(text: str, *, year: int) -> Proof | None:
    """Of several years' ratings the last one is the proof; where any part is not plain, nothing is."""
    parts = [part for part in re.split(r"[;\n]", fold(text)) if part.strip()]
    outcomes = [_outcome(part) for part in parts]
    if not parts or None in outcomes:
        return None
    years = [max(map(int, _YEAR.findall(part)), default=year - 1) for part in parts]
    last = max(years)
    of_last_year = {outcome for rated, outcome in zip(years, outcomes, strict=True) if rated == last}
    if len(of_last_year) > 1:
        return None
    return Proof("task_done", outcome=bool(of_last_year.pop()), note=text, on=date(last, 12, 31))


def _outcome(part: str) -> bool | None:
    """Whether a folded part says done or not done; None when it says neither, or denies in other words."""
    bare = re.sub(r"^\W*(?:nam )?20\d\d\W*", "", part.strip())
    if _NOT_DONE.search(bare):
        return False
    return True if _DONE.search(bare) and not _DENIAL.search(bare) else None


@lru_cache(maxsize=256)
def _discipline(text: str) -> Proof | None:
    folded = fold(text).strip()
    if _NO.match(folded):
        return Proof("discipline_clear", outcome=True, note=text)
    return Proof("discipline_clear", outcome=False, note=text) if _DISCIPLINE.match(folded) else None


@lru_cache(maxsize=256)
def _health(text: str) -> Proof | None:
    return Proof("health", outcome=True, note=text) if _HEALTHY.match(fold(text).strip()) else None
