"""What the list of one delegation says, in Word and in Excel alike."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.documents.delegation import Delegation
from doanra.documents.letterhead import Letterhead, Signature


@dataclass(frozen=True, slots=True)
class DelegationList:
    """The list of one delegation of the plan of ``year``; ``plan_reference`` (``Kế hoạch số 12-KH/BCĐ, ngày ...``) may
    be empty before the plan is issued."""

    year: int
    letterhead: Letterhead
    delegation: Delegation
    signature: Signature
    recipients: tuple[str, ...] = ()
    plan_reference: str = ""

    @property
    def title(self) -> str:
        """For the file's properties and the head of the sheet."""
        return f"Danh sách {self.delegation.name} {self.delegation.code} năm {self.year}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The lines between title and table: topic, host, time, number and head; what is unknown has no line."""
        one = self.delegation
        pairs = (
            ("Chủ đề", one.topic),
            ("Cơ sở đào tạo", one.host_and_country),
            ("Thời gian", f"{one.when} ({one.days} ngày)" if one.when else f"{one.days} ngày"),
            ("Số lượng", f"{one.size} cán bộ" + (f"; Trưởng đoàn: đồng chí {one.head_name}" if one.head_name else "")),
        )
        return tuple(f"{label}: {value}" for label, value in pairs if value)
