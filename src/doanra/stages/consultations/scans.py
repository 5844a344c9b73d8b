"""Scans beside what they are the paper of: an approved version, a waiver, a body's letter. Taken away with a reason."""

from __future__ import annotations

from django.utils import timezone

from doanra.records.models import ApprovedVersion, Call, Consultation, DecisionScan, Nomination, OpinionRequest, Waiver
from doanra.stages import calls, filing
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.consultations.opinions import require_own
from doanra.stages.consultations.words import ground, reason_of, require_sound
from doanra.stages.filing import Looked
from doanra.terms.refusal import Refused

Papered = ApprovedVersion | Waiver | OpinionRequest
_RIGHTS: dict[type, tuple[str, str]] = {
    ApprovedVersion: ("consultations.approve", "version"),
    Waiver: ("appraisals.waive", "waiver"),
    OpinionRequest: ("consultations.answer", "request"),
}
"""The right that each asks, and the column that points to it."""


def right_of(paper: Papered) -> str:
    """The right to add a scan to it, and to take one away."""
    return _RIGHTS[type(paper)][0]


def of(paper: Papered) -> list[DecisionScan]:
    """The scans that lie beside it now, the oldest first. One query."""
    rows = DecisionScan.objects.filter(**{_RIGHTS[type(paper)][1]: paper}, removed_at=None)
    return list(rows.select_related("stored", "added_by"))


def attach(paper: Papered, *, looked: Looked, document: str = "", by: Actor) -> DecisionScan:
    """Keeps a scan that was looked at. Refused for a body that vets: of that nothing but the outcome is kept."""
    with acting(right_of(paper), by=by, verb="consultations.attach") as act:
        subject, call = _about(paper)
        calls.require_open(call)
        if isinstance(paper, OpinionRequest):
            _require_letter(paper, document, by=by)
        stored = filing.keep(looked, call=call, unit=None, account=by, act=act)
        made = DecisionScan(
            stored=stored, document=document.strip(), added_at=timezone.now(), added_by=by,
            **{_RIGHTS[type(paper)][1]: paper},
        )  # fmt: skip
        require_sound(made)
        made.save()
        act.added(made)
        _tell(act, paper, made, subject=subject, call=call)
    return made


def take_away(scan: DecisionScan, *, reason: str, by: Actor) -> None:
    """The scan lies there no more; the trail keeps that it did, and why it was taken away."""
    paper = scan.version or scan.waiver or scan.request
    assert paper is not None
    with acting(right_of(paper), by=by, verb="consultations.detach") as act:
        subject, call = _about(paper)
        calls.require_open(call)
        if isinstance(paper, OpinionRequest):
            require_own(paper, actor=by)
        fresh = DecisionScan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
        if fresh.removed_at is not None:
            raise Refused("scan_gone", f"Bản scan “{fresh}” đã được bỏ rồi.", remedy="Tải lại trang.")
        said = reason_of(reason)
        act.watch(fresh)
        fresh.removed_at = timezone.now()
        fresh.save(update_fields=["removed_at"])
        _tell(act, paper, fresh, subject=subject, call=call)
        act.detail["reason"] = said


def _about(paper: Papered) -> tuple[Consultation | Nomination, Call]:
    """Whose story it belongs to, and the year."""
    subject = paper.nomination if isinstance(paper, Waiver) else paper.consultation
    return subject, subject.call


def _require_letter(request: OpinionRequest, document: str, *, by: Actor) -> None:
    require_own(request, actor=by)
    if request.body.vets:
        raise Refused(
            "vetting_scan",
            "Về chính trị nội bộ chỉ ghi kết quả, ngày và số văn bản.",
            remedy="Không đưa bản scan vào hệ thống; văn bản giữ ở cơ quan thẩm tra.",
        )
    if not document.strip():
        raise Refused("letter_missing", "Chưa ghi số văn bản của bản scan.", remedy="Ví dụ: 45-CV/BTC.")


def _tell(
    act: Act,
    paper: Papered,
    scan: DecisionScan,
    *,
    subject: Consultation | Nomination,
    call: Call,
) -> None:
    act.subject, act.year = subject, call.year
    act.detail = {"file": scan.stored.name}
    if isinstance(paper, OpinionRequest):
        act.body, act.ground = paper.body, scan.document
    else:
        act.ground = ground(paper.document, paper.on)
