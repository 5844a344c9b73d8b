"""Overlap with other foreign programmes: Conclusion 39-KL/TW of 18/7/2022, section 1 (named there as a defect).

Meaning: courses of Scheme 165 or other foreign programmes are shown, for a human to see whether they cover the same.
Guarantee: never not met, and never decides the whole: the text states a defect, not a condition. Met when all other
programmes are declared and there is none, or when somebody has reviewed what was found.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts, Funding
from doanra.policy.finding import Finding, Need
from doanra.policy.parameters import Dated
from doanra.policy.past import as_values, in_words
from doanra.policy.proof import outcome_on, owed_by, worded
from doanra.terms.words import Verdict

TITLE = "Không trùng với chương trình nước ngoài khác"
BASIS = "general.overlap"


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """Looks for courses not on Conclusion 39 money."""
    found = tuple(one for one in facts.history.participations if one.funded_by is not Funding.KL39)
    needs: tuple[Need, ...] = ()
    if outcome_on(facts.overlap_review, on=context.on) is True:
        verdict, clause = Verdict.MET, "đã được xem xét, không trùng với chương trình nước ngoài khác"
    elif found:
        verdict, clause = (
            Verdict.UNKNOWN,
            f"đã tham gia chương trình nước ngoài khác ({in_words(found[0])}), cần xem xét",
        )
        needs = (Need("ý kiến về việc trùng với chương trình nước ngoài khác", "Cơ quan Thường trực"),)
    elif facts.history.others_declared:
        verdict, clause = Verdict.MET, "không tham gia chương trình nước ngoài nào khác theo bản khai"
    else:
        verdict, clause = Verdict.UNKNOWN, "chưa khai việc tham gia các chương trình nước ngoài khác"
        needs = (Need("bản khai các khoá đào tạo, bồi dưỡng ở nước ngoài đã tham gia", owed_by(facts)),)
    none = "không có" if facts.history.others_declared else "chưa khai"
    return Finding(
        rule="overlap",
        title=TITLE,
        verdict=verdict,
        sentence=worded(facts, clause, verdict=verdict, basis=basis),
        citations=(basis.citation,),
        values=as_values("Chương trình khác", found, otherwise=none, source=facts.history.source),
        needs=needs,
    )
