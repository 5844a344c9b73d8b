"""Neither under disciplinary review nor serving one: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 2, first half.

Meaning: from "khiển trách" up, both the review and the serving of a discipline stand in the way.
Guarantee: silence is unknown, never clear; a discipline whose last day (valid_until) lies before the course as well.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Không trong thời gian xem xét, thi hành kỷ luật"
BASIS = "general.discipline"
CONDITION = Condition(
    rule="discipline",
    title=TITLE,
    label="Kỷ luật",
    holds="không trong thời gian xem xét, thi hành kỷ luật",
    fails="đang trong thời gian xem xét hoặc thi hành kỷ luật",
    open="chưa có xác nhận về việc xem xét, thi hành kỷ luật",
    paper="xác nhận của cấp uỷ về việc không trong thời gian xem xét, thi hành kỷ luật",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.discipline_clear, facts, context, basis)
