"""The files of a dossier, by required paper: put beside a draft or a nomination, taken out, handed out by reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from doanra.policy import access
from doanra.policy.papers import PaperAsked
from doanra.records.models import (
    Account,
    Call,
    DossierFile,
    DraftState,
    LateState,
    Nomination,
    NominationDraft,
    RequiredPaper,
    Unit,
)
from doanra.records.queries import reach
from doanra.stages import calls, filing, telling
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.filing import Looked
from doanra.stages.nominating import senders
from doanra.terms.refusal import NotFound, Refused

MOST = 12
"""Files of one nominee."""


OTHER = PaperAsked(code="other", label="Giấy tờ khác", help="Điều đơn vị thấy cần gửi kèm.")
"""Taken beside what the year asks for, also where it asks for nothing."""


def asked(call: Call, programme: str) -> tuple[PaperAsked, ...]:
    """The papers that a year asks of a programme; none while none is chosen. One query."""
    if not programme:
        return ()
    rows = RequiredPaper.objects.filter(programme=programme, valid_from__lte=call.closes_on)
    own = rows.filter(Q(valid_to=None) | Q(valid_to__gte=call.opened_on))
    return tuple(PaperAsked(code=f"own-{one.pk}", label=one.name, help=one.note) for one in own)


def taken(call: Call, programme: str) -> tuple[PaperAsked, ...]:
    """Every paper for which a file may be put: those asked for, and others. One query."""
    return (*asked(call, programme), OTHER) if programme else ()


def lacking(drafts: Sequence[NominationDraft]) -> dict[int, list[str]]:
    """By draft the papers that the year asks for and that are not there. At most one query a programme, and one."""
    there: dict[int, set[str]] = {one.pk: set() for one in drafts}
    for draft, paper in DossierFile.objects.filter(draft__in=drafts, removed_at=None).values_list("draft_id", "paper"):
        if draft is not None:
            there[draft].add(paper)
    calls_asked = {one.call_id: one.call for one in drafts}
    pairs = {(one.call_id, _programme(one)) for one in drafts}
    wanted = {pair: asked(calls_asked[pair[0]], pair[1]) for pair in pairs}
    found = {
        one.pk: [paper.label for paper in wanted[one.call_id, _programme(one)] if paper.code not in there[one.pk]]
        for one in drafts
    }
    return {pk: labels for pk, labels in found.items() if labels}


def _programme(draft: NominationDraft) -> str:
    return str(draft.answers.get("programme", ""))


def files_of(*, draft: NominationDraft | None = None, nomination: Nomination | None = None) -> list[DossierFile]:
    """The files that are there now, in the order in which they came. One query."""
    rows = DossierFile.objects.filter(removed_at=None).select_related("stored", "added_by")
    return list(rows.filter(draft=draft) if draft else rows.filter(nomination=nomination))


def put_beside_draft(draft: NominationDraft, *, paper: str, looked: Looked, by: Actor) -> DossierFile:
    """A file for one paper of a draft."""
    with acting("dossiers.put", by=by) as act:
        calls.require_open(draft.call)
        if draft.state != DraftState.DRAFT.value:
            raise Refused("draft_sent", "Bản soạn này đã nộp hoặc đã bỏ.", remedy="Thêm tệp ở trang của đề cử.")
        _known(draft.call, draft.answers.get("programme", ""), paper)
        made = _made(paper, draft=draft)
        stored = filing.keep(looked, call=draft.call, unit=draft.unit, account=by, act=act)
        made.stored, made.added_by = stored, by
        made.save()
        act.added(made)
        act.subject, act.year, act.detail = draft, draft.call.year, {"paper": paper, "file": stored.sha256}
    return made


def put(nomination: Nomination, *, paper: str, looked: Looked, by: Actor, on: date, letter: str = "") -> DossierFile:
    """A file for one paper of a nomination that was sent. Refused to a unit after its day, as `in_time` says."""
    with acting("dossiers.put", by=by) as act:
        calls.require_open(nomination.call)
        _require_time(nomination, by, on=on)
        _known(nomination.call, nomination.programme, paper)
        made = _made(paper, nomination=nomination)
        stored = filing.keep(looked, call=nomination.call, unit=nomination.unit, account=by, act=act)
        made.stored, made.added_by = stored, by
        made.save()
        act.added(made)
        act.ground = telling.document(letter, None)
        act.subject, act.year = nomination, nomination.call.year
        act.detail = {"paper": paper, "file": stored.sha256}
    return made


def is_late(call: Call, unit: Unit | int, *, on: date) -> bool:
    """Whether the day for papers is over and the year lets it stop a unit. At most two queries."""
    if not senders.rules_of(call).papers_limited:
        return False
    last = senders.papers_due(call, unit)
    return last is not None and last < on


def in_time(nomination: Nomination, who: Actor, *, on: date) -> bool:
    """Whether somebody may still add papers: a unit after their day only if the office let it add some late, or sent
    the case back.
    """
    if not access.of_unit(role_of(who)) or not is_late(nomination.call, nomination.unit_id, on=on):
        return True
    late = nomination.late_requests.filter(state=LateState.ACCEPTED.value, until__gte=on)
    back = nomination.returns.filter(Q(due_on=None) | Q(due_on__gte=on), answered_at=None)
    return late.exists() or back.exists()


def _require_time(nomination: Nomination, who: Actor, *, on: date) -> None:
    """Refused to a unit after the day for papers, as `in_time` says."""
    if not in_time(nomination, who, on=on):
        last = senders.papers_due(nomination.call, nomination.unit_id)
        raise Refused(
            "papers_late",
            f"Hạn nộp giấy tờ {last:%d/%m/%Y} đã qua.",
            remedy="Gửi đề nghị bổ sung muộn kèm lý do; văn phòng đồng ý thì thêm được tệp.",
        )


def remove(file: DossierFile, *, by: Actor, on: date) -> None:
    """Takes a file out of the dossier; it stays in the store and in the trail."""
    with acting("dossiers.put", by=by, verb="dossiers.remove") as act:
        owner = file.nomination or file.draft
        assert owner is not None  # every file is beside one of them
        calls.require_open(owner.call)
        if file.nomination is not None and file.draft is not None and file.draft.state == DraftState.SENT.value:
            raise Refused(
                "paper_sent", "Tệp này đã nộp theo công văn, không rút ra.", remedy="Thêm tệp mới cho giấy tờ đó."
            )
        if file.nomination is not None:
            _require_time(file.nomination, by, on=on)
        act.watch(file)
        file.removed_at = timezone.now()
        file.save(update_fields=["removed_at"])
        act.subject, act.year, act.detail = owner, owner.call.year, {"paper": file.paper}


def within_reach(account: Account, *, pk: int) -> DossierFile:
    """The file, if its draft or nomination is within reach of the account; else NotFound. A draft is its unit's."""
    reached = Q(nomination__in=Nomination.objects.filter(reach.nominations(account)))
    own = reach.units(account)
    if own is not None:
        reached |= Q(nomination=None, draft__unit__in=own)
    rows = DossierFile.objects.filter(reached, pk=pk, removed_at=None)
    found = rows.select_related("stored", "nomination__call", "draft__call").first()
    if found is None:
        raise NotFound("not_found", "Không có tệp này.", remedy="Có thể địa chỉ cũ, hoặc tệp đã được thay.")
    return found


def _made(paper: str, *, draft: NominationDraft | None = None, nomination: Nomination | None = None) -> DossierFile:
    there = DossierFile.objects.filter(draft=draft) if draft else DossierFile.objects.filter(nomination=nomination)
    if there.filter(removed_at=None).count() >= MOST:
        raise Refused("too_many_files", f"Mỗi hồ sơ nhiều nhất {MOST} tệp.", remedy="Gộp các trang vào một tệp PDF.")
    return DossierFile(draft=draft, nomination=nomination, paper=paper, added_at=timezone.now())


def _known(call: Call, programme: str, paper: str) -> None:
    if paper not in {one.code for one in taken(call, programme)}:
        raise Refused(
            "paper_unknown",
            "Chương trình này không hỏi giấy tờ đó." if programme else "Chưa chọn chương trình.",
            remedy="Chọn chương trình trước, rồi chọn giấy tờ trong danh sách.",
        )
