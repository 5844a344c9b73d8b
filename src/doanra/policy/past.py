"""Past courses abroad as rules count them: only those on Conclusion 39 money count for frequency."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.policy.facts import Facts, Funding, History, Participation
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Dated
from doanra.policy.proof import worded
from doanra.policy.wording import paper_date
from doanra.terms.words import Verdict

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


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule found in the register: its verdict, said in ``clause``, and the courses that bear on it.

    ``label`` heads those courses; ``none`` stands for them where there are none.
    """

    verdict: Verdict
    clause: str
    label: str
    courses: tuple[Participation, ...]
    none: str


def by_history(found: Counted, *, rule: str, title: str, facts: Facts, basis: Dated) -> Finding:
    """The finding of a rule that counts past courses; where it is unknown, the register is owed."""
    return Finding(
        rule=rule,
        title=title,
        verdict=found.verdict,
        sentence=worded(facts, found.clause, verdict=found.verdict, basis=basis),
        citations=(basis.citation,),
        values=as_values(found.label, found.courses, otherwise=found.none, source=facts.history.source),
        needs=HISTORY_OWED if found.verdict is Verdict.UNKNOWN else (),
    )
