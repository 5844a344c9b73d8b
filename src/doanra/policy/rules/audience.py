"""The right group: Conclusion 39-KL/TW of 18/7/2022, section 2.4.

Meaning: short A to D; medium A to E; language everyone who must regularly use a foreign language at work (F), whatever
the post, which needs a confirmation of its own.
Guarantee: a post that the table of titles cannot place is unknown. The language programme is never judged by title.
"""

from __future__ import annotations

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Dated
from doanra.policy.proof import Condition, by_evidence, owed_by, worded
from doanra.terms.words import Programme, Verdict

TITLE = "Đúng nhóm đối tượng"
BASIS = "{programme}.audiences"
USES_LANGUAGE = Condition(
    rule="audience",
    title=TITLE,
    label="Sử dụng ngoại ngữ trong công việc",
    holds="phải thường xuyên sử dụng ngoại ngữ trong công việc, đúng đối tượng bồi dưỡng ngoại ngữ",
    fails="không thường xuyên sử dụng ngoại ngữ trong công việc, không thuộc đối tượng bồi dưỡng ngoại ngữ",
    open="chưa có xác nhận về việc thường xuyên sử dụng ngoại ngữ trong công việc",
    paper="xác nhận thường xuyên sử dụng ngoại ngữ trong công việc",
)


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """By the group of the highest post; for language courses by the use of the language."""
    if context.programme is Programme.LANGUAGE:
        return by_evidence(USES_LANGUAGE, facts.uses_language, facts, context, basis)
    return _by_group(facts, context, basis)


def _by_group(facts: Facts, context: Context, basis: Dated) -> Finding:
    group = facts.post.audience
    programme = f"bồi dưỡng {context.programme.label.lower()}"
    if group is None:
        verdict, clause = Verdict.UNKNOWN, f"có chức vụ chưa xác định được nhóm đối tượng {programme}"
    elif group.value in basis.value:
        verdict, clause = Verdict.MET, f"thuộc đối tượng {programme} ({_described(facts)})"
    else:
        verdict, clause = Verdict.NOT_MET, f"không thuộc đối tượng {programme} ({_described(facts)})"
    return Finding(
        rule="audience",
        title=TITLE,
        verdict=verdict,
        sentence=worded(facts, clause, verdict=verdict, basis=basis),
        citations=(basis.citation,),
        values=(
            Value("Chức vụ", facts.post.title or "chưa có thông tin", facts.post.source),
            Value("Nhóm đối tượng", f"nhóm {group.value}: {group.label}" if group else "chưa rõ", facts.post.source),
            Value("Nhóm được tham gia", ", ".join(basis.value), basis.citation.brief()),
        ),
        needs=(Need("chức vụ ghi đầy đủ, hoặc nhóm đối tượng do văn phòng xác định", owed_by(facts)),)
        if group is None
        else (),
    )


def _described(facts: Facts) -> str:
    group = facts.post.audience
    return facts.post.title or (f"nhóm {group.value}" if group else "")
