"""What the letter says that reminds one unit of the list it has not sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.documents.figures import long_day, short_day
from doanra.documents.letterhead import Letterhead, Signature


@dataclass(frozen=True, slots=True)
class ChaserLetter:
    """One letter to one ``unit`` for the call of ``year``.

    ``call_reference`` names the call's own letter (``Công văn số 12-CV/BCĐ, ngày 05/10/2026``) and may be empty;
    ``due_on`` has passed or is near; ``new_due_on`` is what the letter asks for; ``as_of`` is the day on which nothing
    had been received; ``contact`` is a line with name, telephone and address of the office.
    """

    year: int
    letterhead: Letterhead
    unit: str
    as_of: date
    due_on: date
    new_due_on: date
    signature: Signature
    recipients: tuple[str, ...]
    call_reference: str = ""
    contact: str = ""

    @property
    def title(self) -> str:
        """For the file's properties."""
        return f"Công văn nhắc gửi danh sách năm {self.year}: {self.unit}"

    @property
    def as_of_day(self) -> str:
        """``05/10/2026``."""
        return short_day(self.as_of)

    @property
    def due_day(self) -> str:
        """The day by which the call asked for the list."""
        return short_day(self.due_on)

    @property
    def new_due_day(self) -> str:
        """``chậm nhất`` which day the list is asked for now, in full."""
        return long_day(self.new_due_on)
