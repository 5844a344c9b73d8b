"""Past courses abroad as rules count them: only those on Conclusion 39 money count for frequency."""

from __future__ import annotations

from doanra.policy.facts import Funding, History, Participation
from doanra.policy.finding import Need, Value
from doanra.policy.wording import paper_date

HISTORY_OWED = (Need("lịch sử tham gia các khoá theo Kết luận 39, ghi rõ nguồn kinh phí", "Cơ quan Thường trực"),)


def on_kl39_money(history: History) -> tuple[Participation, ...]:
    """Courses paid under Conclusion 39."""
    return tuple(one for one in history.participations if one.funded_by is Funding.KL39)


def of_unknown_money(history: History) -> tuple[Participation, ...]:
    """Courses of which nobody has said who paid: they may or may not count."""
    return tuple(one for one in history.participations if one.funded_by is None)


def in_words(one: Participation) -> str:
    """``11/2022, Lớp tiếng Lào, Lào``."""
    return ", ".join(part for part in (paper_date(one.starts_on), one.title, one.country) if part)


def as_values(label: str, found: tuple[Participation, ...], *, otherwise: str, source: str) -> tuple[Value, ...]:
    """One value for each course, or one that says there is none."""
    if not found:
        return (Value(label, otherwise, source),)
    return tuple(Value(label, in_words(one), one.source or source) for one in found)
