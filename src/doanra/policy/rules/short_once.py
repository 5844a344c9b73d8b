"""A short course only once: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 5.

Meaning: whoever has been on a short course on Conclusion 39 money, whenever, does not go on another; exceptions are
decided by the leaders of the Ban Chỉ đạo.
Guarantee: Scheme 165 and other programmes do not count. "Never been" is said only where the register of Conclusion 39
courses is complete; a course of unknown kind or payer makes the answer unknown, not no.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.past import Counted, by_history, in_words, of_unknown_money, on_kl39_money
from doanra.terms.words import Programme, Verdict

TITLE = "Chương trình ngắn hạn chỉ một lần"
BASIS = "{programme}.times_ever"


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """Counts short courses on Conclusion 39 money, before or after the day."""
    paid = on_kl39_money(facts.history)
    before = tuple(one for one in paid if one.programme is Programme.SHORT)
    doubtful = tuple(one for one in paid if one.programme is None)
    doubtful += tuple(one for one in of_unknown_money(facts.history) if one.programme in (None, Programme.SHORT))
    if len(before) >= basis.value:
        verdict, clause = Verdict.NOT_MET, f"đã tham gia bồi dưỡng ngắn hạn ({in_words(before[0])})"
    elif doubtful or not facts.history.kl39_complete:
        verdict, clause = Verdict.UNKNOWN, "chưa rõ đã tham gia bồi dưỡng ngắn hạn lần nào hay chưa"
    else:
        verdict, clause = Verdict.MET, "chưa tham gia bồi dưỡng ngắn hạn lần nào"
    none = "chưa đi lần nào" if verdict is Verdict.MET else "chưa rõ"
    found = Counted(verdict, clause, "Đã đi ngắn hạn", before or doubtful, none)
    return by_history(found, rule="short_once", title=TITLE, facts=facts, basis=basis)
