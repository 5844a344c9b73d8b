"""What the letter says that asks units for their lists: programmes, quotas, papers, days, and to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.documents.figures import long_day
from doanra.documents.letterhead import Letterhead, Signature
from doanra.terms.words import Programme

_ABOUT = {
    Programme.SHORT: "khoảng 2 tuần ở nước ngoài, theo đoàn",
    Programme.MEDIUM: "khoảng 3 tháng, học trực tiếp bằng ngoại ngữ",
    Programme.LANGUAGE: "khoảng 4 tháng ở trong nước và 4 tháng ở nước ngoài",
}
"""Conclusion 39-KL/TW, section 2.4."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme of the year; ``seats`` of the year as a whole; ``papers`` that each dossier must have."""

    programme: Programme
    seats: int
    papers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As a sentence names it."""
        return f"Bồi dưỡng {self.programme.label.lower()}"

    @property
    def about(self) -> str:
        """How long and how."""
        return _ABOUT[self.programme]

    @property
    def asked(self) -> str:
        """Its papers in a row."""
        return "; ".join(self.papers)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A unit on the list of recipients; ``seats`` of its quota by the order of the programmes, "" where none."""

    number: int
    name: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecipientGroup:
    """Provinces, or central bodies."""

    name: str
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class CallLetter:
    """The letter of call of ``year``: to one ``unit`` with its own ``quota``, or to all of ``groups`` ("" as unit).

    ``due_on`` is the last day for the list; ``people_due_on`` for the papers of each person, None: no such day.
    """

    year: int
    letterhead: Letterhead
    programmes: tuple[Offered, ...]
    due_on: date
    signature: Signature
    recipients: tuple[str, ...]
    groups: tuple[RecipientGroup, ...] = ()
    unit: str = ""
    quota: str = ""
    people_due_on: date | None = None
    with_quotas: bool = False
    contact: str = ""

    @property
    def title(self) -> str:
        """For the file's properties."""
        return f"Công văn mời đề cử năm {self.year}{f': {self.unit}' if self.unit else ''}"

    @property
    def to(self) -> str:
        """Whom it addresses."""
        return self.unit or "Các cơ quan, đơn vị, địa phương\n(danh sách kèm theo)"

    @property
    def due_day(self) -> str:
        """In full."""
        return long_day(self.due_on)

    @property
    def people_due_day(self) -> str:
        """In full; "" where there is none."""
        return long_day(self.people_due_on) if self.people_due_on else ""

    @property
    def papers_asked(self) -> tuple[Offered, ...]:
        """The programmes that ask for papers."""
        return tuple(one for one in self.programmes if one.papers)

    @property
    def asked_units(self) -> int:
        """How many units are on the list of recipients."""
        return sum(len(group.recipients) for group in self.groups)
