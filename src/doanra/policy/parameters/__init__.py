"""Dated values with one citation each, and the edition of the rules in force on a day.

The values stand in the TOML files beside this one; nothing here knows what they mean. Reads only, never writes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from doanra.policy.wording import paper_date
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

NO_VERDICTS = ("targets.", "reference.")  # values that no rule judges by: they open no edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that values are taken from. ``issued_on`` is None where no source gives the day."""

    key: str
    name: str
    short: str
    issuer: str
    issued_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One clause of one document."""

    document: Document
    clause: str

    @property
    def issued_on(self) -> date | None:
        """The day of issue of the document."""
        return self.document.issued_on

    def vietnamese(self) -> str:
        """As a letter names it: ``điều kiện chung thứ 2 của Quyết định số 02-QĐ/BCĐ, ngày 05/10/2022``."""
        return f"{self.clause} của {self.named()}"

    def named(self) -> str:
        """The document alone, with its day: ``Quyết định số 02-QĐ/BCĐ, ngày 05/10/2022``."""
        issued = f", ngày {paper_date(self.document.issued_on)}" if self.document.issued_on else ""
        return self.document.name + issued

    def brief(self) -> str:
        """As a table names it: ``QĐ 02-QĐ/BCĐ, điều kiện chung thứ 2``."""
        return f"{self.document.short}, {self.clause}"

    def as_json(self) -> dict[str, Any]:
        """Plain values for storing."""
        issued = self.document.issued_on
        return {
            "document": self.document.name,
            "clause": self.clause,
            "issued_on": issued.isoformat() if issued else None,
            "text": self.vietnamese(),
            "brief": self.brief(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A value for a span of days. ``confidence``: S seen in the source, C computed from it, G unverified."""

    key: str
    value: Any
    citation: Citation
    valid_from: date
    valid_to: date | None
    confidence: str
    note: str = ""

    def __contains__(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The set of documents by which rules judge on a day. ``id`` is the first day of that state and never changes."""

    id: str
    number: int
    valid_from: date
    valid_to: date | None
    documents: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for storing."""
        return {
            "id": self.id,
            "number": self.number,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "documents": list(self.documents),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Heads to send in a year: the total and its parts as the text states them (40 + 250 + 120 is not 400)."""

    year: int
    total: int
    parts: dict[Programme, int]
    citation: Citation


@cache
def documents() -> dict[str, Document]:
    """Every document that is cited, by its key."""
    table = tomllib.loads(files(__package__).joinpath("documents.toml").read_text("utf-8"))
    return {
        key: Document(
            key=key,
            name=row["name"],
            short=row["short"],
            issuer=row["issuer"],
            issued_on=row.get("issued_on"),
            note=row.get("note", ""),
        )
        for key, row in table.items()
    }


@cache
def every() -> tuple[Dated, ...]:
    """All dated values of all files, in order of key and day."""
    folder = files(__package__)
    tables = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    rows = [row for table in tables for row in table.get("value", [])]
    return tuple(sorted((_dated(row) for row in rows), key=lambda item: (item.key, item.valid_from)))


def _dated(row: dict[str, Any]) -> Dated:
    return Dated(
        key=row["key"],
        value=row["value"],
        citation=Citation(document=documents()[row["document"]], clause=row["clause"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        confidence=row["confidence"],
        note=row.get("note", ""),
    )


def find(key: str, *, on: date) -> Dated | None:
    """The value in force on a day, or None where no seen text sets one."""
    return next((item for item in every() if item.key == key and on in item), None)


def value(key: str, *, on: date) -> Dated:
    """The value in force on a day; Refused ``no_value`` where there is none."""
    found = find(key, on=on)
    if found is None:
        raise Refused(
            "no_value",
            f"Không có giá trị “{key}” nào có hiệu lực ngày {paper_date(on)}.",
            remedy="Bổ sung một dòng có căn cứ vào thư mục parameters, hoặc chọn ngày khác.",
        )
    return found


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition in order, the first being the day of Conclusion 39 itself."""
    judging = [item for item in every() if not item.key.startswith(NO_VERDICTS)]
    first = min(item.valid_from for item in judging if item.citation.document.key == "kl39")
    changes = {item.valid_from for item in judging}
    changes |= {item.valid_to + timedelta(days=1) for item in judging if item.valid_to}
    days = sorted({max(day, first) for day in changes})
    ends = [*(day - timedelta(days=1) for day in days[1:]), None]
    return tuple(
        Edition(
            id=start.isoformat(),
            number=number,
            valid_from=start,
            valid_to=end,
            documents=tuple(dict.fromkeys(item.citation.named() for item in judging if start in item)),
        )
        for number, (start, end) in enumerate(zip(days, ends, strict=True), 1)
    )


def edition(on: date) -> Edition:
    """The edition in force on a day; Refused ``before_policy`` before Conclusion 39 existed."""
    for candidate in editions():
        if candidate.valid_from <= on and (candidate.valid_to is None or on <= candidate.valid_to):
            return candidate
    first = editions()[0].valid_from
    raise Refused(
        "before_policy",
        f"Ngày {paper_date(on)} chưa có Kết luận số 39-KL/TW (ban hành ngày {paper_date(first)}), nên không xét được.",
        remedy=f"Chọn ngày khai giảng từ {paper_date(first)} trở đi, ví dụ 2027-04-05.",
    )


def targets(year: int) -> Targets:
    """Targets of a year by Conclusion 39, section 2.2; Refused ``no_targets`` before 2022 and after 2030."""
    on = date(year, 12, 31)
    total = find("targets.total", on=on)
    if total is None:
        raise Refused(
            "no_targets",
            f"Kết luận số 39-KL/TW không đặt chỉ tiêu cho năm {year}.",
            remedy="Chỉ tiêu có cho các năm từ 2022 đến 2030.",
        )
    return Targets(
        year=year,
        total=total.value,
        parts={programme: value(f"targets.{programme.value}", on=on).value for programme in Programme},
        citation=total.citation,
    )
