"""Able to study directly in the language: Decision 02-QĐ/BCĐ of 5/10/2022, special condition of medium courses.

Meaning: somebody has judged that the person can follow lessons in the language of the course.
Guarantee: no certificate or level is demanded, for no seen text sets one; for the language programme nothing is set.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence

TITLE = "Học được trực tiếp bằng ngoại ngữ"
BASIS = "{programme}.language_ability"
CONDITION = Condition(
    rule="language_ability",
    title=TITLE,
    label="Ngoại ngữ",
    holds="học được trực tiếp bằng ngoại ngữ của khoá",
    fails="chưa học được trực tiếp bằng ngoại ngữ của khoá",
    open="chưa có căn cứ về năng lực ngoại ngữ",
    paper="chứng chỉ hoặc xác nhận năng lực ngoại ngữ",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """As the paper says."""
    return by_evidence(CONDITION, facts.language_ability, facts, context, basis)
