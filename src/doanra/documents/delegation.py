"""One delegation of a plan and its people, as papers print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from doanra.documents.figures import short_date, short_day
from doanra.terms.dates import PartialDate
from doanra.terms.names import given_name_key
from doanra.terms.words import Gender, Language, Programme


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a delegation. ``birth`` and ``gender`` are None where the unit's list does not say them."""

    full_name: str
    post: str
    unit: str
    birth: PartialDate | None = None
    gender: Gender | None = None
    is_head: bool = False
    note: str = ""

    @property
    def born_male(self) -> str:
        """The date of birth for the column Nam; empty for others."""
        return short_date(self.birth) if self.gender is Gender.MALE else ""

    @property
    def born_female(self) -> str:
        """The date of birth for the column Nữ; empty for others."""
        return short_date(self.birth) if self.gender is Gender.FEMALE else ""

    @property
    def remarks(self) -> str:
        """The column Ghi chú: the head's mark, the unit's note, and a birth date that has no column for lack of sex."""
        born = f"Sinh {short_date(self.birth)}, chưa rõ giới tính" if self.gender is None and self.birth else ""
        return "; ".join(part for part in ("Trưởng đoàn" if self.is_head else "", self.note, born) if part)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A course of the year with those who go.

    ``seats`` is the number planned, printed as long as nobody is listed; ``days`` counts all days of the course;
    ``first_day`` None prints ``window`` (``Quý II/2027``) instead; ``cost`` is in đồng.
    """

    code: str
    programme: Programme
    topic: str
    audience: str
    seats: int
    host: str
    country: str
    days: int
    first_day: date | None = None
    window: str = ""
    language: Language | None = None
    cost: Decimal | None = None
    members: tuple[Member, ...] = ()

    @property
    def listed(self) -> tuple[Member, ...]:
        """The people in the Vietnamese order by given name."""
        return tuple(sorted(self.members, key=lambda member: given_name_key(member.full_name)))

    @property
    def size(self) -> int:
        """People listed; seats planned while there is no list."""
        return len(self.members) or self.seats

    @property
    def name(self) -> str:
        """``Đoàn bồi dưỡng ngắn hạn`` or ``Lớp bồi dưỡng tiếng Anh``."""
        if self.programme is Programme.LANGUAGE:
            return f"Lớp bồi dưỡng {self.language.label if self.language else 'ngoại ngữ'}"
        return f"Đoàn bồi dưỡng {self.programme.label.lower()}"

    @property
    def head_name(self) -> str:
        """The head of delegation; empty while none is named."""
        return next((member.full_name for member in self.members if member.is_head), "")

    @property
    def host_and_country(self) -> str:
        """``Đại học X, Niu Di-lân``."""
        return ", ".join(part for part in (self.host, self.country) if part)

    @property
    def when(self) -> str:
        """``Từ 05/4/2027 đến 18/4/2027``, or the window."""
        if self.first_day is None:
            return self.window
        return f"Từ {short_day(self.first_day)} đến {short_day(self.first_day + timedelta(days=self.days - 1))}"
