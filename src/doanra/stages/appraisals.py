"""Appraisal: the rules judge nominations, evidence and waivers are recorded, every verdict keeps its edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Min
from django.utils import timezone

from doanra.policy import rules
from doanra.policy.assess import assess
from doanra.policy.finding import Assessment
from doanra.records.facts import ENDS, PAPERS, facts_of, nominations_with_facts
from doanra.records.models import Appraisal, Call, Evidence, Nomination, Waiver
from doanra.stages.acting import Actor, acting
from doanra.terms.refusal import Refused
from doanra.terms.words import Field, Programme, Verdict

_BATCH = 500


def reference_days(call: Call) -> dict[str, date]:
    """For each programme the earliest day on which a course of the year may begin: what the list is judged by.

    Without courses it is the first day of the year. A planning run judges again by each course's own first days.
    """
    first = dict(call.courses.values_list("programme").annotate(day=Min("starts__first_day")))
    return {programme.value: first.get(programme.value) or date(call.year, 1, 1) for programme in Programme}


def appraise(call: Call, *, by: Actor, nominations: Iterable[Nomination] | None = None) -> int:
    """Judges all nominations of a year, or those given; returns how many."""
    wanted = call.nominations.all()
    if nominations is not None:
        wanted = wanted.filter(pk__in=[one.pk for one in nominations])
    days = reference_days(call)
    count = 0
    with acting("appraisals.make", by=by) as act:
        loaded = wanted.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
        for batch in _batches(loaded.iterator(chunk_size=_BATCH)):
            _keep([_verdict(one, on=days[one.programme], by=by) for one in batch])
            count += len(batch)
        act.subject, act.year, act.detail = call, call.year, {"nominations": count}
    return count


def _batches(many: Iterable[Nomination]) -> Iterator[list[Nomination]]:
    batch: list[Nomination] = []
    for one in many:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def judge(nomination: Nomination, *, on: date, course_field: str = "", course: str = "") -> Assessment:
    """What the rules say of a nomination for a course that begins ``on``. Saves nothing."""
    return assess(
        facts_of(nomination),
        programme=Programme(nomination.programme),
        on=on,
        course_field=Field(course_field) if course_field else None,
        course=course,
    )


def _verdict(nomination: Nomination, *, on: date, by: Actor) -> Appraisal:
    answer = judge(nomination, on=on)
    by_verdict = {
        verdict: [f.rule for f in answer.findings if f.verdict is verdict and f.blocks] for verdict in Verdict
    }
    return Appraisal(
        nomination=nomination,
        on=on,
        edition=answer.edition.id,
        standing=answer.verdict.value,
        not_met=",".join(by_verdict[Verdict.NOT_MET]),
        unknown=",".join(by_verdict[Verdict.UNKNOWN]),
        findings=[finding.as_json() for finding in answer.findings],
        appraised_at=timezone.now(),
        appraised_by=by,
    )


def _keep(verdicts: list[Appraisal]) -> None:
    Appraisal.objects.bulk_create(
        verdicts,
        update_conflicts=True,
        unique_fields=["nomination"],
        update_fields=["on", "edition", "standing", "not_met", "unknown", "findings", "appraised_at", "appraised_by"],
    )


def record_evidence(
    nomination: Nomination,
    *,
    kind: str,
    by: Actor,
    outcome: bool | None,
    on: date | None = None,
    document: str = "",
    note: str = "",
) -> Evidence:
    """Records what a paper says of one condition, and judges again.

    For ``leads_until``, ``term_end`` and ``retirement`` the date is the first day on which the person no longer leads,
    and the note its reason. Of political vetting only outcome, date and number are kept: a note is refused.
    """
    _check_evidence(kind, on=on, note=note, document=document)
    with acting("appraisals.evidence", by=by) as act:
        paper, _ = Evidence.objects.update_or_create(
            nomination=nomination,
            kind=kind,
            defaults={
                "outcome": outcome, "on": on, "document": document, "note": note, "recorded_by": by,
                "source": f"{by or 'máy chủ'} ghi nhận",
            },
        )  # fmt: skip
        _keep([_verdict(_fresh(nomination), on=reference_days(nomination.call)[nomination.programme], by=by)])
        act.subject, act.year = nomination, nomination.call.year
        act.detail = {"kind": kind, "outcome": outcome, "document": document}
    return paper


def _check_evidence(kind: str, *, on: date | None, note: str, document: str) -> None:
    if kind not in PAPERS:
        raise Refused("evidence_kind", f"Không có loại bằng chứng “{kind}”.", remedy="Chọn một loại trong danh sách.")
    if kind == "vetting" and note:
        raise Refused(
            "vetting_note",
            "Về chính trị nội bộ chỉ ghi kết quả, ngày và số văn bản.",
            remedy="Xoá phần ghi chú; nội dung thẩm tra không đưa vào hệ thống.",
        )
    if kind in ENDS and (on is None or not (note or document)):
        raise Refused(
            "end_needs_reason",
            "Mốc thôi lãnh đạo cần ngày và lý do.",
            remedy="Ví dụ: 01/7/2028, hết nhiệm kỳ 2025–2030.",
        )


def waive(nomination: Nomination, *, rule: str, document: str, on: date, signer: str, by: Actor) -> Waiver:
    """Records a decision of the Committee's leadership that sets a rule aside for one nomination, and judges again."""
    if rule not in rules.registry():
        raise Refused("unknown_rule", f"Không có điều kiện “{rule}”.")
    if not (document.strip() and signer.strip()):
        raise Refused(
            "waiver_incomplete",
            "Quyết định miễn cần số văn bản và người ký.",
            remedy="Ví dụ: 118-CV/BCĐ, Phó Trưởng ban ký.",
        )
    with acting("appraisals.waive", by=by) as act:
        waiver, _ = Waiver.objects.update_or_create(
            nomination=nomination,
            rule=rule,
            defaults={"document": document, "on": on, "signer": signer, "recorded_by": by},
        )
        _keep([_verdict(_fresh(nomination), on=reference_days(nomination.call)[nomination.programme], by=by)])
        act.subject, act.year, act.detail = nomination, nomination.call.year, {"rule": rule, "document": document}
    return waiver


def _fresh(nomination: Nomination) -> Nomination:
    related = Nomination.objects.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
    return related.get(pk=nomination.pk)
