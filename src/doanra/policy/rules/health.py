"""Health sufficient for the course: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 4.

Meaning: a health paper concludes that the person is fit for the course.
Guarantee: only outcome, number and day are looked at and shown, never the note of such a paper; how long it holds is
its own valid_until, no length is assumed.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Đủ sức khoẻ theo yêu cầu của khoá"
BASIS = "general.health"
CONDITION = Condition(
    rule="health",
    title=TITLE,
    label="Sức khoẻ",
    holds="đủ sức khoẻ theo yêu cầu của khoá",
    fails="không đủ sức khoẻ theo yêu cầu của khoá",
    open="chưa có giấy khám sức khoẻ còn giá trị",
    paper="giấy khám sức khoẻ",
    discreet=True,
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.health, facts, context, basis)
