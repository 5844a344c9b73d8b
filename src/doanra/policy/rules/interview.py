"""The interview of the host institution: Decision 02-QĐ/BCĐ of 5/10/2022, special condition of medium courses.

Meaning: the host institution has interviewed the person and agreed.
Guarantee: unknown until the outcome is there.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Đạt phỏng vấn của cơ sở đào tạo nước ngoài"
BASIS = "{programme}.interview"
CONDITION = Condition(
    rule="interview",
    title=TITLE,
    label="Phỏng vấn",
    holds="đạt phỏng vấn của cơ sở đào tạo nước ngoài",
    fails="không đạt phỏng vấn của cơ sở đào tạo nước ngoài",
    open="chưa có kết quả phỏng vấn của cơ sở đào tạo nước ngoài",
    paper="kết quả phỏng vấn",
    owed_by="cơ sở đào tạo nước ngoài",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.interview, facts, context, basis)
