"""What every Party paper carries at its head and foot (Hướng dẫn 36-HD/VPTW, 3/4/2018)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.documents.figures import long_day

_BLANK = "....."


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a paper. What is not yet known prints as dots for the clerk's pen.

    A line break in ``parent`` or ``body`` says where the head breaks them; ``parent`` may be empty; ``kind_code`` is
    KH, DS, CV ...; ``body_code`` is BCĐ, BTCTW ...; ``number`` and ``issued_on`` are None until the paper is issued,
    ``year`` is then the year printed after the dots (None: dots too).
    """

    body: str
    body_code: str
    kind_code: str
    place: str
    parent: str = ""
    number: int | None = None
    issued_on: date | None = None
    year: int | None = None

    @property
    def name(self) -> str:
        """The issuing body within a sentence."""
        return " ".join(self.body.split())

    @property
    def reference(self) -> str:
        """``12-KH/BCĐ``: hyphen before the type, slash before the body (HD 36)."""
        number = _BLANK if self.number is None else f"{self.number:02d}"
        return f"{number}-{self.kind_code}/{self.body_code}"

    @property
    def dated(self) -> str:
        """``ngày 05 tháng 10 năm 2022``, or its dots."""
        if self.issued_on is not None:
            return long_day(self.issued_on)
        return f"ngày {_BLANK} tháng {_BLANK} năm {self.year or _BLANK}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: ``authority`` is the quyền hạn (``T/M BAN CHỈ ĐẠO``), ``post`` the chức vụ; ``name`` stays empty
    until the signer is settled, and then prints under the room for the signature."""

    authority: str
    post: str
    name: str = ""
