"""One thing that waits for somebody, in words that begin with the verb, with since when and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from doanra.terms.words import Word


class Matter(Word):
    """What a duty is about; duties are shown together by it, in this order."""

    CALL = "call", "Mời đề cử"
    NOMINATIONS = "nominations", "Đề cử"
    CONSULTATIONS = "consultations", "Lấy ý kiến"
    APPRAISAL = "appraisal", "Thẩm định"
    COURSES = "courses", "Khoá của năm"
    PLAN = "plan", "Kế hoạch"
    DELEGATIONS = "delegations", "Đoàn"
    PEOPLE = "people", "Hồ sơ"
    TRAIL = "trail", "Nhật ký"
    ACCOUNTS = "accounts", "Tài khoản"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """``key`` is the same from day to day, so that what was said of it can be remembered; ``say`` is in the reader's
    language; ``route`` with ``args`` and ``query`` names the page where it is done. None: no day is known."""

    key: str
    matter: Matter
    say: str
    route: str
    args: tuple[object, ...] = ()
    query: str = ""
    note: str = ""
    since: date | None = None
    until: date | None = None


def count(number: int) -> str:
    """A count as the reader's language writes it: 1.234 or 1,234."""
    text = f"{number:,}"
    return text if (get_language() or "vi").startswith("en") else text.replace(",", ".")
