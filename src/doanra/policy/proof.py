"""What one paper says of one condition, as a finding: the shape that six rules share. Knows no rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from doanra.policy.facts import Context, Evidence, Facts
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Dated
from doanra.policy.wording import paper_date
from doanra.terms.words import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A rule's words: what holds, what does not, what is not known, and the paper that would tell.

    The three clauses follow the person's name: "đủ sức khoẻ theo yêu cầu của khoá". ``owed_by`` empty: the unit.
    ``discreet``: the note of the paper is never shown, only outcome, number and day.
    """

    rule: str
    title: str
    label: str
    holds: str
    fails: str
    open: str
    paper: str
    owed_by: str = ""
    discreet: bool = False


def worded(facts: Facts, clause: str, *, verdict: Verdict, basis: Dated) -> str:
    """The sentence for a letter: the person, what is said, and by which clause."""
    link = "chưa đủ căn cứ để xét theo" if verdict is Verdict.UNKNOWN else "theo"
    return f"Đồng chí {facts.person.full_name} {clause}, {link} {basis.citation.vietnamese()}."


def owed_by(facts: Facts, other: str = "") -> str:
    """Who owes a paper: the one named, else the person's unit."""
    return other or facts.unit or "đơn vị cử cán bộ"


def outcome_on(evidence: Evidence | None, *, on: date) -> bool | None:
    """What the paper proves on a day: nothing once it has expired."""
    if evidence is None or (evidence.valid_until is not None and evidence.valid_until < on):
        return None
    return evidence.outcome


def by_evidence(
    condition: Condition, evidence: Evidence | None, facts: Facts, context: Context, basis: Dated
) -> Finding:
    """Met or not met as the paper says; unknown without a paper, without an outcome, or after its last valid day."""
    outcome = outcome_on(evidence, on=context.on)
    verdict = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}[outcome]
    shown = replace(evidence, note="") if evidence and condition.discreet else evidence
    clause = {True: condition.holds, False: condition.fails, None: condition.open}[outcome]
    proof = f" ({evidence.document})" if evidence and evidence.document and outcome is not None else ""
    return Finding(
        rule=condition.rule,
        title=condition.title,
        verdict=verdict,
        sentence=worded(facts, clause + proof, verdict=verdict, basis=basis),
        citations=(basis.citation,),
        values=(Value(condition.label, _text(shown, on=context.on), evidence.source if evidence else ""),),
        needs=(Need(condition.paper, owed_by(facts, condition.owed_by)),) if outcome is None else (),
    )


def _text(evidence: Evidence | None, *, on: date) -> str:
    if evidence is None or (evidence.outcome is None and not evidence.note):
        return "chưa có thông tin"
    words = evidence.note or {True: "đạt", False: "không đạt", None: "chưa kết luận"}[evidence.outcome]
    day = f"ngày {paper_date(evidence.on)}" if evidence.on else ""
    expired = evidence.valid_until is not None and evidence.valid_until < on
    until = f"hết giá trị từ sau ngày {paper_date(evidence.valid_until)}" if expired and evidence.valid_until else ""
    return ", ".join(part for part in (words, evidence.document, day, until) if part)
