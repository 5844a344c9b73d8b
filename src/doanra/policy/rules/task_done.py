"""Hoàn thành tốt nhiệm vụ: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 1.

Meaning: the latest yearly rating up to the year of the course is "hoàn thành tốt nhiệm vụ" or better.
Guarantee: no rating, or a rating not read, is unknown. The text names no year, so none is demanded; the year is shown.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Dated
from doanra.policy.proof import owed_by, worded
from doanra.terms.words import Verdict

TITLE = "Hoàn thành tốt nhiệm vụ"
BASIS = "general.task_done"


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """By the latest rating not after the year of the course."""
    usable = [rating for rating in facts.ratings if rating.year <= context.on.year]
    latest = max(usable, key=lambda rating: rating.year, default=None)
    outcome = latest.outcome if latest else None
    verdict = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}[outcome]
    text = f"năm {latest.year}: {latest.wording or 'chưa đọc được'}" if latest else "chưa có thông tin"
    clause = {
        True: f"được đánh giá hoàn thành tốt nhiệm vụ ({text})",
        False: f"chưa được đánh giá hoàn thành tốt nhiệm vụ ({text})",
        None: "chưa có kết quả xếp loại hoàn thành nhiệm vụ",
    }[outcome]
    return Finding(
        rule="task_done",
        title=TITLE,
        verdict=verdict,
        sentence=worded(facts, clause, verdict=verdict, basis=basis),
        citations=(basis.citation,),
        values=(Value("Xếp loại", text, latest.source if latest else ""),),
        needs=(Need("kết quả xếp loại cán bộ năm gần nhất", owed_by(facts)),) if outcome is None else (),
    )
