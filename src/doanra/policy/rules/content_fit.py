"""The content fits the work: Decision 02-QĐ/BCĐ of 5/10/2022, general condition 3.

Meaning: the course serves the present post or the post that the person is planned for (quy hoạch). A human judgement
decides; without one, equal fields of course and post (or planned post) are enough to say met.
Guarantee: different fields are never a no, only a matter for a human; without a chosen course the answer is unknown.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence, outcome_on, owed_by, worded
from doanra.terms.words import Field, Verdict

TITLE = "Nội dung hợp với việc đang làm hoặc chức danh quy hoạch"
BASIS = "general.content_fit"
CONDITION = Condition(
    rule="content_fit",
    title=TITLE,
    label="Nhận xét về nội dung",
    holds="có công việc đang đảm nhiệm hoặc chức danh quy hoạch phù hợp với nội dung khoá bồi dưỡng",
    fails="có công việc đang đảm nhiệm và chức danh quy hoạch không phù hợp với nội dung khoá bồi dưỡng",
    open="chưa có căn cứ để kết luận nội dung khoá bồi dưỡng phù hợp với công việc đang đảm nhiệm",
    paper="nhận xét về sự phù hợp của nội dung khoá với công việc hoặc chức danh quy hoạch",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """The human judgement first, then the fields."""
    if outcome_on(facts.content_fit, on=context.on) is not None:
        return by_evidence(CONDITION, facts.content_fit, facts, context, basis)
    fits = context.course_field is not None and context.course_field in (facts.post.field, facts.post.planned_field)
    values = (
        Value("Lĩnh vực của khoá", _label(context.course_field, "chưa chọn khoá"), context.course),
        Value("Lĩnh vực công tác", _label(facts.post.field, "chưa rõ"), facts.post.source),
        Value("Lĩnh vực quy hoạch", _label(facts.post.planned_field, "chưa rõ"), facts.post.source),
    )
    clause = CONDITION.holds if fits else CONDITION.open
    verdict = Verdict.MET if fits else Verdict.UNKNOWN
    return Finding(
        rule="content_fit",
        title=TITLE,
        verdict=verdict,
        sentence=worded(facts, clause, verdict=verdict, basis=basis),
        citations=(basis.citation,),
        values=values,
        needs=() if fits else (Need(CONDITION.paper, owed_by(facts)),),
    )


def _label(field: Field | None, otherwise: str) -> str:
    return field.label if field else otherwise
