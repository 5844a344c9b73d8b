"""What the letter says that answers a unit's list: what was taken, what comes back with its reason, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.documents.figures import long_day, short_day
from doanra.documents.letterhead import Letterhead, Signature


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that must be mended: ``place`` is where it stands in the file (``dòng 12``), ``wrong`` and ``remedy`` have
    one sentence for each fault, in the same order."""

    place: str
    full_name: str
    wrong: tuple[str, ...]
    remedy: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """One letter to one ``unit`` about one file: ``read`` = ``accepted`` + ``unchanged`` + ``returned``.

    ``letter_number`` and ``letter_date`` are those of the unit's own letter, where the file names them. ``rows`` are
    the returned rows, the first ones where there are too many for a letter (``returned`` counts all). With
    ``unreadable`` the file as a whole could not be read, and that is why. ``due_on`` is the day by which the mended
    list is asked for. ``workbook_note`` says how the enclosed workbook differs from the unit's own.
    """

    year: int
    letterhead: Letterhead
    unit: str
    file_name: str
    received_on: date
    read: int
    accepted: int
    unchanged: int
    returned: int
    due_on: date
    signature: Signature
    recipients: tuple[str, ...]
    rows: tuple[ReturnedRow, ...] = ()
    warned: int = 0
    letter_number: str = ""
    letter_date: date | None = None
    unreadable: str = ""
    workbook_note: str = ""
    contact: str = ""

    @property
    def title(self) -> str:
        """For the file's properties."""
        return f"Công văn trả lời danh sách năm {self.year}: {self.unit}"

    @property
    def letter(self) -> str:
        """``Công văn số 155-CV/TU, ngày 16/11/2026``, or "" where the file names no letter."""
        day = f", ngày {short_day(self.letter_date)}" if self.letter_date else ""
        return f"Công văn số {self.letter_number}{day}" if self.letter_number else ""

    @property
    def received_day(self) -> str:
        """``16/11/2026``."""
        return short_day(self.received_on)

    @property
    def due_day(self) -> str:
        """The day by which the mended list is asked for, in full."""
        return long_day(self.due_on)

    @property
    def left_out(self) -> int:
        """Returned rows that the letter has no room for."""
        return self.returned - len(self.rows)
