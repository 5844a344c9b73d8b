"""Not barred from leaving or entering the country: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 2, second half.

Meaning: a bar that holds on the first day of the course stands in the way.
Guarantee: silence is unknown; a bar or a clearance that has expired before the course is unknown.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Không bị cấm xuất cảnh, nhập cảnh"
BASIS = "general.exit_ban"
CONDITION = Condition(
    rule="exit_ban",
    title=TITLE,
    label="Xuất cảnh, nhập cảnh",
    holds="không bị cấm xuất cảnh, nhập cảnh",
    fails="đang bị cấm xuất cảnh, nhập cảnh",
    open="chưa có xác nhận về việc xuất cảnh, nhập cảnh",
    paper="xác nhận không bị cấm xuất cảnh, nhập cảnh",
    owed_by="Bộ Công an",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.exit_clear, facts, context, basis)
