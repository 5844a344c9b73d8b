"""The front door of the room: judges one person for one course by the rules in force on its first day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from doanra.policy import parameters, programmes, rules
from doanra.policy.facts import Context, Facts, Waiver
from doanra.policy.finding import Assessment, Eligibility, Finding, Value
from doanra.policy.programme import RuleUse
from doanra.policy.wording import paper_date
from doanra.terms.words import Field, Programme, Verdict


def assess(
    facts: Facts, *, programme: Programme, on: date, course_field: Field | None = None, course: str = ""
) -> Assessment:
    """Judges by every rule that the programme names, in its order.

    ``on`` is the first day of the course and picks the edition. ``course_field`` is None while no course is chosen.
    Refused ``before_policy`` before 18/7/2022. Pure: same facts and same day give the same answer.
    """
    edition = parameters.edition(on)
    context = Context(programme=programme, on=on, course_field=course_field, course=course)
    findings = tuple(_judge(use, facts, context) for use in programmes.of(programme).rules)
    verdict = _overall(findings)
    return Assessment(
        full_name=facts.person.full_name,
        programme=programme,
        on=on,
        course=course,
        verdict=verdict,
        summary=_summary(facts, context, verdict, findings),
        edition=edition,
        findings=findings,
    )


def _judge(use: RuleUse, facts: Facts, context: Context) -> Finding:
    rule = rules.registry()[use.rule]
    basis = parameters.find(rule.basis_for(context.programme), on=context.on)
    finding = rule.not_set(facts, context) if basis is None else rule.judge(facts, context, basis)
    waivable = parameters.find("general.waivable", on=context.on)
    waits = use.by_departure and finding.verdict is Verdict.UNKNOWN
    finding = replace(finding, blocks=use.blocks and not waits, waivable=bool(waivable and use.rule in waivable.value))
    return _waived(finding, facts, context)


def _waived(finding: Finding, facts: Facts, context: Context) -> Finding:
    """A decision by the leaders of the Ban Chỉ đạo lifts a rule whose own text allows exceptions, and no other."""
    if not finding.waivable or finding.verdict is Verdict.MET:
        return finding
    decision = next((one for one in facts.waivers if _covers(one, finding.rule, context)), None)
    if decision is None:
        return finding
    sentence = (
        f"Lãnh đạo Ban Chỉ đạo đồng ý để đồng chí {facts.person.full_name} tham gia khoá khai giảng ngày "
        f"{paper_date(context.on)} tại văn bản số {decision.document}, ngày {paper_date(decision.on)}."
    )
    text = f"{decision.document}, ngày {paper_date(decision.on)}, {decision.signer} ký"
    values = (*finding.values, Value("Quyết định ngoại lệ", text, decision.source))
    return replace(finding, verdict=Verdict.WAIVED, sentence=sentence, values=values, needs=())


def _covers(waiver: Waiver, rule: str, context: Context) -> bool:
    return waiver.rule == rule and waiver.on <= context.on and waiver.year in (None, context.on.year)


def _overall(findings: Iterable[Finding]) -> Eligibility:
    verdicts = {finding.verdict for finding in findings if finding.blocks}
    if Verdict.NOT_MET in verdicts:
        return Eligibility.NOT_ELIGIBLE
    return Eligibility.UNKNOWN if Verdict.UNKNOWN in verdicts else Eligibility.ELIGIBLE


def _summary(facts: Facts, context: Context, verdict: Eligibility, findings: tuple[Finding, ...]) -> str:
    course = f"chương trình {context.programme.label.lower()} khai giảng ngày {paper_date(context.on)}"
    who = f"đồng chí {facts.person.full_name}"
    if verdict is Eligibility.NOT_ELIGIBLE:
        failed = _titles(findings, Verdict.NOT_MET)
        return f"Đồng chí {facts.person.full_name} chưa đủ điều kiện tham gia {course}, do chưa bảo đảm: {failed}."
    if verdict is Eligibility.UNKNOWN:
        open_ = _titles(findings, Verdict.UNKNOWN)
        return f"Chưa đủ căn cứ để kết luận về việc {who} tham gia {course}; còn chờ xác định: {open_}."
    return f"Đồng chí {facts.person.full_name} đủ điều kiện tham gia {course}."


def _titles(findings: tuple[Finding, ...], verdict: Verdict) -> str:
    titles = [finding.title for finding in findings if finding.blocks and finding.verdict is verdict]
    return "; ".join(f"“{title}”" for title in titles)
