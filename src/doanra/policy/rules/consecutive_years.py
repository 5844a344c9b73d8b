"""Not in two consecutive years: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 5.

Meaning: whoever is on a Conclusion 39 course in one calendar year is not on one in the next; exceptions are decided by
the leaders of the Ban Chỉ đạo. The year is that of the first day of a course.
Guarantee: the year before and the year after are looked at, so that the order of deciding does not matter. Scheme 165
and other programmes do not count. "Was not" is said only where the register is complete.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts, Participation
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.past import Counted, by_history, in_words, of_unknown_money, on_kl39_money
from doanra.terms.words import Verdict

TITLE = "Không đi trong hai năm liên tiếp"
BASIS = "general.consecutive_years"


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """Looks for courses in the neighbouring years."""
    year = context.on.year
    counted = _in_neighbouring_years(on_kl39_money(facts.history), year)
    doubtful = _in_neighbouring_years(of_unknown_money(facts.history), year)
    if counted:
        verdict, clause = Verdict.NOT_MET, f"tham gia trong hai năm liên tiếp ({in_words(counted[0])})"
    elif doubtful or not facts.history.kl39_complete:
        verdict, clause = Verdict.UNKNOWN, f"chưa rõ có tham gia trong năm {year - 1} hoặc năm {year + 1} hay không"
    else:
        verdict, clause = Verdict.MET, f"không tham gia trong năm {year - 1} và năm {year + 1}"
    none = "không đi" if facts.history.kl39_complete else "chưa rõ"
    found = Counted(verdict, clause, "Năm liền kề", counted or doubtful, none)
    return by_history(found, rule="consecutive_years", title=TITLE, facts=facts, basis=basis)


def _in_neighbouring_years(courses: tuple[Participation, ...], year: int) -> tuple[Participation, ...]:
    return tuple(one for one in courses if abs(one.starts_on.year - year) == 1)
