"""At most twice a year: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 5.

Meaning: with this course the person is on Conclusion 39 courses at most twice in the calendar year in which it begins;
exceptions are decided by the leaders of the Ban Chỉ đạo.
Guarantee: only Conclusion 39 money counts, courses already decided for later in the year count too. "At most twice" is
said only where the register is complete; a course of unknown payer that could tip it makes the answer unknown.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.past import Counted, by_history, of_unknown_money, on_kl39_money
from doanra.terms.words import Verdict

TITLE = "Không quá hai lần trong năm"
BASIS = "general.times_a_year"


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """Counts the courses that begin in the same calendar year, this one included."""
    year = context.on.year
    counted = tuple(one for one in on_kl39_money(facts.history) if one.starts_on.year == year)
    doubtful = tuple(one for one in of_unknown_money(facts.history) if one.starts_on.year == year)
    most = int(basis.value)
    if len(counted) + 1 > most:
        verdict, clause = Verdict.NOT_MET, f"đã có {len(counted)} lần tham gia trong năm {year}, không thể đi thêm"
    elif len(counted) + len(doubtful) + 1 > most or not facts.history.kl39_complete:
        verdict, clause = Verdict.UNKNOWN, f"chưa rõ số lần tham gia trong năm {year}"
    else:
        verdict, clause = Verdict.MET, f"tham gia không quá {most} lần trong năm {year}, kể cả khoá này"
    none = "chưa đi" if facts.history.kl39_complete else "chưa rõ"
    found = Counted(verdict, clause, f"Năm {year}", counted + doubtful, none)
    return by_history(found, rule="twice_a_year", title=TITLE, facts=facts, basis=basis)
