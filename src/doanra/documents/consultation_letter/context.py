"""What the letter says that asks one body for its opinion on a list, or reminds it of what it has not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.documents.figures import long_day, short_day
from doanra.documents.letterhead import Letterhead, Signature


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One person of the annex: ``post`` and ``details`` hold only what the body is shown."""

    full_name: str
    post: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsultationLetter:
    """One letter to one ``body``. With ``reminds_of`` (the first letter, or its day) it is a reminder.

    ``people`` are those asked about; in a reminder those without an opinion, of ``asked`` in all. ``about`` says what
    the body is asked about; to a body that ``vets`` the letter asks for outcome, number and date alone.
    """

    year: int
    letterhead: Letterhead
    body: str
    people: tuple[AskedLine, ...]
    asked: int
    due_on: date
    signature: Signature
    recipients: tuple[str, ...]
    about: str = ""
    vets: bool = False
    reminds_of: str = ""
    as_of: date | None = None
    contact: str = ""

    @property
    def title(self) -> str:
        """For the file's properties."""
        kind = "Công văn nhắc cho ý kiến" if self.reminds_of else "Công văn đề nghị cho ý kiến"
        return f"{kind} năm {self.year}: {self.body}"

    @property
    def due_day(self) -> str:
        """The day before which opinions are asked for, in full."""
        return long_day(self.due_on)

    @property
    def as_of_day(self) -> str:
        """The day on which opinions were missing."""
        return short_day(self.as_of) if self.as_of else ""

    @property
    def left(self) -> int:
        """Of how many an opinion is asked for."""
        return len(self.people)
