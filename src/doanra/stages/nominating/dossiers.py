"""The files of a dossier, by required paper: put beside a draft or a nomination, taken out, handed out by reach."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from doanra.policy import papers
from doanra.policy.papers import PaperAsked
from doanra.records.models import Account, Call, DossierFile, DraftState, Nomination, NominationDraft, RequiredPaper
from doanra.records.queries import reach
from doanra.stages import calls, filing, telling
from doanra.stages.acting import Actor, acting
from doanra.stages.filing import Looked
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Programme

MOST = 12
"""Files of one nominee."""


def asked(call: Call, programme: str) -> tuple[PaperAsked, ...]:
    """The papers that a year asks of a programme, else those that are usual; none while none is chosen. One query."""
    if not programme:
        return ()
    rows = RequiredPaper.objects.filter(programme=programme, valid_from__lte=call.closes_on)
    own = rows.filter(Q(valid_to=None) | Q(valid_to__gte=call.opened_on))
    found = tuple(PaperAsked(code=f"own-{one.pk}", label=one.name, help=one.note) for one in own)
    return found or papers.asked(Programme(programme))


def lacking(drafts: Sequence[NominationDraft]) -> dict[int, list[str]]:
    """By draft the papers that must be there and are not."""
    there: dict[int, set[str]] = {one.pk: set() for one in drafts}
    for draft, paper in DossierFile.objects.filter(draft__in=drafts, removed_at=None).values_list("draft_id", "paper"):
        if draft is not None:
            there[draft].add(paper)
    calls_asked = {one.call_id: one.call for one in drafts}
    pairs = {(one.call_id, _programme(one)) for one in drafts}
    wanted = {pair: asked(calls_asked[pair[0]], pair[1]) for pair in pairs}
    found = {
        one.pk: [
            paper.label
            for paper in wanted[one.call_id, _programme(one)]
            if paper.must and paper.code not in there[one.pk]
        ]
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


def put(nomination: Nomination, *, paper: str, looked: Looked, by: Actor, letter: str = "") -> DossierFile:
    """A file for one paper of a nomination that was sent already."""
    with acting("dossiers.put", by=by) as act:
        calls.require_open(nomination.call)
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


def remove(file: DossierFile, *, by: Actor) -> None:
    """Takes a file out of the dossier; it stays in the store and in the trail."""
    with acting("dossiers.put", by=by, verb="dossiers.remove") as act:
        owner = file.nomination or file.draft
        assert owner is not None  # every file is beside one of them
        calls.require_open(owner.call)
        if file.nomination is not None and file.draft is not None and file.draft.state == DraftState.SENT.value:
            raise Refused(
                "paper_sent", "Tệp này đã nộp theo công văn, không rút ra.", remedy="Thêm tệp mới cho giấy tờ đó."
            )
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
    if paper not in {one.code for one in asked(call, programme)}:
        raise Refused(
            "paper_unknown",
            "Chương trình này không hỏi giấy tờ đó." if programme else "Chưa chọn chương trình.",
            remedy="Chọn chương trình trước, rồi chọn giấy tờ trong danh sách.",
        )
