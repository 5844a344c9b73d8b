"""Vetting on internal political protection: conclusion of the second session of the Ban Chỉ đạo (early 2023).

Meaning: the appraising body has given its outcome.
Guarantee: outcome, date and number only are looked at and shown; the note of such evidence is never read here.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Thẩm định tiêu chuẩn chính trị nội bộ"
BASIS = "general.vetting"
CONDITION = Condition(
    rule="vetting",
    title=TITLE,
    label="Kết quả thẩm định",
    holds="đã được thẩm định, bảo đảm tiêu chuẩn về chính trị nội bộ",
    fails="chưa bảo đảm tiêu chuẩn theo kết quả thẩm định về chính trị nội bộ",
    open="chưa có kết quả thẩm định về chính trị nội bộ",
    paper="kết quả thẩm định về chính trị nội bộ",
    owed_by="cơ quan thẩm định",
    discreet=True,
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.vetting, facts, context, basis)
