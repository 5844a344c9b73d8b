"""What a list's own columns prove: only plain words are taken, everything else stays unknown for the clerk to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from doanra.terms.names import fold

_DONE = re.compile(
    r"hoan thanh (?:xuat sac|tot) (?:chuc trach,? )?nhiem vu|^htt?xs|^htt(?:nv)?\b|^hoan thanh (?:xuat sac|tot)\b"
)
_NOT_DONE = re.compile(r"khong hoan thanh")
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


def _rating(text: str, *, year: int) -> Proof | None:
    folded = fold(text)
    years = [int(found) for found in _YEAR.findall(text)]
    on = date(max(years) if years else year - 1, 12, 31)
    if _NOT_DONE.search(folded):
        return Proof("task_done", outcome=False, note=text, on=on)
    parts = [part for part in re.split(r"[;\n]", folded) if part.strip()]
    if parts and all(_DONE.search(re.sub(r"^\W*(?:nam )?20\d\d\W*", "", part.strip())) for part in parts):
        return Proof("task_done", outcome=True, note=text, on=on)
    return None


def _discipline(text: str) -> Proof | None:
    folded = fold(text).strip()
    if _NO.match(folded):
        return Proof("discipline_clear", outcome=True, note=text)
    return Proof("discipline_clear", outcome=False, note=text) if _DISCIPLINE.match(folded) else None


def _health(text: str) -> Proof | None:
    return Proof("health", outcome=True, note=text) if _HEALTHY.match(fold(text).strip()) else None
