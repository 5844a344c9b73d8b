"""Appraisal: the rules judge nominations, evidence and waivers are recorded, every verdict keeps its edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Min
from django.utils import timezone

from doanra.policy import parameters, rules
from doanra.policy.assess import assess
from doanra.policy.facts import Evidence as Proof
from doanra.policy.finding import Assessment
from doanra.records.facts import ENDS, PAPERS, facts_of, nominations_with_facts
from doanra.records.models import Appraisal, Call, Did, Evidence, Nomination, NominationState, Waiver
from doanra.records.queries.appraisals import newest_decision
from doanra.records.queries.stories import VETTED
from doanra.records.queries.verdicts import standing_seen
from doanra.stages import calls, soundness
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.telling import Change
from doanra.terms.refusal import Refused, Stale
from doanra.terms.words import Field, Programme, Sensitivity, Verdict

_BATCH = 500
_LABELS = {"document": "số văn bản", "note": "ghi chú", "signer": "người ký", "on": "ngày", "outcome": "kết quả"}


def reference_days(call: Call) -> dict[str, date]:
    """For each programme the earliest day on which a course of the year may begin: what the list is judged by.

    Without courses it is the first day of the year. A planning run judges again by each course's own first days.
    """
    first = dict(call.courses.values_list("programme").annotate(day=Min("starts__first_day")))
    return {programme.value: first.get(programme.value) or date(call.year, 1, 1) for programme in Programme}


def appraise(call: Call, *, by: Actor, nominations: Iterable[Nomination] | None = None) -> int:
    """Judges all nominations of a year but those returned to their units, or those given; returns how many."""
    with acting("appraisals.make", by=by) as act:
        return appraise_within(call, nominations, act=act, judge=by)


def appraise_within(call: Call, nominations: Iterable[Nomination] | None, *, act: Act, judge: Actor) -> int:
    """The same within an act that is under way; ``judge`` is whom the verdicts are put down to."""
    calls.require_open(call)
    wanted = call.nominations.exclude(state=NominationState.RETURNED.value)
    if nominations is not None:
        wanted = wanted.filter(pk__in=[one.pk for one in nominations])
    days = reference_days(call)
    count, changed = 0, []
    loaded = wanted.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
    for batch in _batches(loaded.iterator(chunk_size=_BATCH)):
        changed += _keep([_verdict(one, on=days[one.programme], by=judge) for one in batch], act=act)
        count += len(batch)
    act.subject, act.year, act.detail = call, call.year, {"nominations": count, "changed": changed}
    return count


def _batches(many: Iterable[Nomination]) -> Iterator[list[Nomination]]:
    rows = iter(many)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def judge(
    nomination: Nomination, *, on: date, course_field: str = "", course: str = "", vetting: bool = True
) -> Assessment:
    """What the rules say of a nomination for a course that begins ``on``. Saves nothing.

    Without ``vetting`` as if that had found nothing: for readers to whom its outcome is not told.
    """
    facts = facts_of(nomination)
    return assess(
        facts if vetting else replace(facts, vetting=Proof(outcome=True)),
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


def _keep(verdicts: list[Appraisal], *, act: Act) -> list[dict[str, Any]]:
    """Stores verdicts over the older ones; returns for the trail which standings changed, under which editions.

    What everybody may know of a change stands in the story of the nomination; where vetting makes the whole verdict
    another one, that stands in a story of its own, for the few: even that there is such a change would tell.
    """
    rows = Appraisal.objects.filter(nomination__in=[verdict.nomination_id for verdict in verdicts])
    older = {one.nomination_id: one for one in rows.defer("findings")}
    pairs = [(new, older.get(new.nomination_id)) for new in verdicts]
    act.touched("nomination", _changes(pairs, vetting=False, kept=Sensitivity.PERSONAL))
    hidden = [pair for pair in pairs if any(one and _hides(one) for one in pair)]
    act.touched(VETTED, _changes(hidden, vetting=True, kept=Sensitivity.VETTING))
    changed = [
        {"nomination": new.nomination_id, "before": [was, old.edition], "after": [now, new.edition]}
        for new, old in pairs
        if old and (was := standing_seen(old, vetting=False)) != (now := standing_seen(new, vetting=False))
    ]
    Appraisal.objects.bulk_create(
        verdicts,
        update_conflicts=True,
        unique_fields=["nomination"],
        update_fields=["on", "edition", "standing", "not_met", "unknown", "findings", "appraised_at", "appraised_by"],
    )
    return changed


def _changes(
    pairs: Iterable[tuple[Appraisal, Appraisal | None]], *, vetting: bool, kept: Sensitivity
) -> Iterator[tuple[int, Did, list[Change]]]:
    """The standings that changed, as the trail takes them."""
    for new, old in pairs:
        was, now = standing_seen(old, vetting=vetting) or None, standing_seen(new, vetting=vetting)
        if was != now:
            yield new.nomination_id, Did.CHANGED, [["appraisal", "standing", was, now, kept.value]]


def _hides(verdict: Appraisal) -> bool:
    """Whether the verdict is another one to whom vetting is not told."""
    return standing_seen(verdict, vetting=True) != standing_seen(verdict, vetting=False)


def record_evidence(
    nomination: Nomination,
    *,
    kind: str,
    by: Actor,
    outcome: bool | None,
    on: date | None = None,
    document: str = "",
    note: str = "",
    seen: int | None = None,
) -> Evidence:
    """Records what a paper says of one condition, and judges again.

    ``seen`` is the key of the last decision that was on the page (0: none); Stale if somebody decided meanwhile.

    For ``leads_until``, ``term_end`` and ``retirement`` the date is the first day on which the person no longer leads,
    and the note its reason. Of political vetting only outcome, date and number are kept: a note is refused.
    """
    with acting("appraisals.evidence", by=by) as act:
        calls.require_open(nomination.call)
        _check_evidence(kind, on=on, note=note, document=document)
        _require_seen(nomination, seen)
        said = {
            "outcome": outcome, "on": on, "document": document, "note": note, "recorded_by": by,
            "source": f"{by or 'máy chủ'} ghi nhận",
        }  # fmt: skip
        _require_sound(Evidence(kind=kind, **said))
        old = nomination.evidence.filter(kind=kind).first()
        paper, _ = Evidence.objects.update_or_create(nomination=nomination, kind=kind, defaults=said)
        act.became(old, paper)
        act.ground = "" if kind == "vetting" else document  # the number of such a paper is for the few alone
        verdict = _verdict(_fresh(nomination), on=reference_days(nomination.call)[nomination.programme], by=by)
        changed = _keep([verdict], act=act)
        act.subject, act.year = nomination, nomination.call.year
        act.detail = {"kind": kind, "outcome": outcome, "document": document, "changed": changed}
    return paper


def keep_papers(papers: list[Evidence], *, call: Call, actor: Actor, act: Act) -> None:
    """Stores papers of several nominations over older ones of their kind and judges these nominations again.

    For verbs that record for many at once and write the trail themselves: ``act`` is theirs.
    """
    for paper in papers:
        _check_evidence(paper.kind, on=paper.on, note=paper.note, document=paper.document)
        _require_sound(paper)
        paper.recorded_by = actor
    known = Evidence.objects.filter(nomination__in=[paper.nomination_id for paper in papers])
    old = {(paper.nomination_id, paper.kind): paper for paper in known}
    for paper in papers:
        act.became(old.get((paper.nomination_id, paper.kind)), paper)
    Evidence.objects.bulk_create(
        papers,
        update_conflicts=True,
        unique_fields=["nomination", "kind"],
        update_fields=["outcome", "on", "document", "note", "source", "recorded_at", "recorded_by"],
    )
    days = reference_days(call)
    related = Nomination.objects.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
    loaded = related.filter(pk__in=[paper.nomination_id for paper in papers])
    for batch in _batches(loaded.iterator(chunk_size=_BATCH)):
        _keep([_verdict(one, on=days[one.programme], by=actor) for one in batch], act=act)


def _check_evidence(kind: str, *, on: date | None, note: str, document: str) -> None:
    if kind not in PAPERS:
        raise Refused("evidence_kind", f"Không có loại bằng chứng “{kind}”.", remedy="Chọn một loại trong danh sách.")
    if kind == "vetting" and note:
        raise Refused(
            "vetting_note",
            "Về chính trị nội bộ chỉ ghi kết quả, ngày và số văn bản.",
            remedy="Xoá phần ghi chú; nội dung thẩm tra không đưa vào hệ thống.",
        )
    if kind == "task_done" and on is None:
        raise Refused(
            "rating_needs_year",
            "Kết quả đánh giá cần ngày để biết là của năm nào.",
            remedy="Ghi ngày cuối của năm được đánh giá, ví dụ 31/12/2026.",
        )
    if kind in ENDS and (on is None or not (note or document)):
        raise Refused(
            "end_needs_reason",
            "Mốc thôi lãnh đạo cần ngày và lý do.",
            remedy="Ví dụ: 01/7/2028, hết nhiệm kỳ 2025–2030.",
        )


def waive(
    nomination: Nomination, *, rule: str, document: str, on: date, signer: str, by: Actor, seen: int | None = None
) -> Waiver:
    """Records a decision of the Committee's leadership that sets a rule aside for one nomination, and judges again.

    ``seen`` as in `record_evidence`.
    """
    with acting("appraisals.waive", by=by) as act:
        calls.require_open(nomination.call)
        _check_waiver(nomination, rule=rule, document=document, signer=signer)
        _require_seen(nomination, seen)
        said = {"document": document.strip(), "on": on, "signer": signer.strip(), "recorded_by": by}
        _require_sound(Waiver(rule=rule, **said))
        old = nomination.waivers.filter(rule=rule).first()
        waiver, _ = Waiver.objects.update_or_create(nomination=nomination, rule=rule, defaults=said)
        act.became(old, waiver)
        act.ground = f"{waiver.document}, {on:%d/%m/%Y}, {waiver.signer}"
        verdict = _verdict(_fresh(nomination), on=reference_days(nomination.call)[nomination.programme], by=by)
        changed = _keep([verdict], act=act)
        act.subject, act.year = nomination, nomination.call.year
        act.detail = {"rule": rule, "document": document.strip(), "changed": changed}
    return waiver


def _require_seen(nomination: Nomination, seen: int | None) -> None:
    """Two at one case: the second is told what the first did. The nomination is held until the act ends."""
    Nomination.objects.select_for_update().get(pk=nomination.pk)
    last = newest_decision(nomination)
    if seen is None or last is None or last.pk == seen:
        return
    what = PAPERS.get(last.detail.get("kind", ""), "") or "quyết định miễn"
    document = last.detail.get("document", "") if last.detail.get("kind") != "vetting" else ""
    raise Stale(
        "case_decided",
        f"{last.by_name} vừa ghi “{what}”{f', {document}' if document else ''} lúc "
        f"{timezone.localtime(last.at):%H:%M, %d/%m/%Y}, sau khi bạn mở trang này.",
        remedy="Xem kết luận mới ở trên; điều bạn gõ còn nguyên bên dưới, gửi lại nếu vẫn cần.",
    )


def _require_sound(row: Evidence | Waiver) -> None:
    if found := soundness.faults(row, labels=_LABELS):
        raise Refused("paper_wrong", f"{'; '.join(found)}.", remedy="Ghi ngắn lại; nội dung đầy đủ nằm ở văn bản.")


def _check_waiver(nomination: Nomination, *, rule: str, document: str, signer: str) -> None:
    if rule not in rules.registry():
        raise Refused("unknown_rule", f"Không có điều kiện “{rule}”.")
    waivable = parameters.find("general.waivable", on=reference_days(nomination.call)[nomination.programme])
    if waivable is None or rule not in waivable.value:
        raise Refused(
            "not_waivable",
            f"Quy định không cho miễn điều kiện “{rules.registry()[rule].title}”.",
            remedy="Chỉ miễn được các điều kiện mà quy định giao Lãnh đạo Ban Chỉ đạo quyết định.",
        )
    if not (document.strip() and signer.strip()):
        raise Refused(
            "waiver_incomplete",
            "Quyết định miễn cần số văn bản và người ký.",
            remedy="Ví dụ: 118-CV/BCĐ, Phó Trưởng ban ký.",
        )


def _fresh(nomination: Nomination) -> Nomination:
    related = Nomination.objects.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
    return related.get(pk=nomination.pk)
