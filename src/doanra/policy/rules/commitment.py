"""The signed commitment: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 6.

Meaning: the commitment in the form annexed to the Quy chế is signed before departure.
Guarantee: unknown until it is signed, which the overall verdict does not wait for, since there is time until departure;
not met only when signing was refused.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Đã ký bản cam kết trước khi đi"
BASIS = "general.commitment"
CONDITION = Condition(
    rule="commitment",
    title=TITLE,
    label="Bản cam kết",
    holds="đã ký bản cam kết",
    fails="không ký bản cam kết",
    open="chưa ký bản cam kết",
    paper="bản cam kết có chữ ký, theo mẫu kèm Quy chế",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.commitment, facts, context, basis)
