"""Sending: drafts go with one letter, by the road that a workbook goes; all of them become nominations, or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from doanra.policy.flow import require
from doanra.policy.flows.nominations import DRAFT, LATE, NOMINATION
from doanra.records.models import (
    Call,
    DossierFile,
    FileRow,
    FileState,
    LateRequest,
    LateState,
    Nomination,
    NominationDraft,
    RowOutcome,
    SourceFile,
    Submission,
    Unit,
)
from doanra.stages import calls, filing, quotas, units
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.filing import Looked
from doanra.stages.nominating import answers, dossiers, judging, senders
from doanra.stages.nominating.drafting import missing, stale
from doanra.stages.nominations.reading_rows import store_rows
from doanra.stages.nominations.saving import put_in
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Programme, Severity

MOST = 500
"""Drafts in one letter; a longer list is sent as a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The unit's letter, with its scan as it was looked at (``filing.look``)."""

    number: str
    day: date
    scan: Looked


def submit(call: Call, *, drafts: Mapping[int, int], letter: Letter, by: Actor, on: date) -> Submission:
    """Sends drafts (id -> version seen) with a letter: a receipt, and a nomination of each.

    Refused as a whole, naming the draft: one that is not the unit's, was changed meanwhile, lacks an answer or a
    paper, has an error that a workbook's row would have, or names whom another unit has nominated. Refused after the
    deadline but for drafts of an accepted late request and answers to a return.
    """
    with acting("forms.submit", by=by) as act:
        senders.require_submitter(call, by)
        unit = senders.unit_of(by)
        Call.objects.select_for_update().get(pk=call.pk)  # receipts follow each other without a gap
        calls.require_open(call)
        units.require_living(unit, on=on)
        _check_letter(letter, on=on)
        held = _held(call, unit, drafts, on=on)
        late = _in_time(call, unit, held, on=on)
        made = Submission(call=call, unit=unit, number=_next(call), submitted_at=timezone.now(), submitted_by=by)
        _take_seats(call, unit, held)
        file = _as_file(made, held, letter, by=by)
        saved = put_in(file, act=act, on=on)
        made.letter_number, made.letter_date = letter.number.strip(), letter.day
        made.scan = filing.keep(letter.scan, call=call, unit=unit, account=by, act=act)
        made.late = late
        made.save()
        _settle(held, made, saved, act=act, by=by)
        act.added(made)
        act.detail |= {"receipt": made.receipt, "drafts": [one.pk for one in held]}
        transaction.on_commit(lambda: judging.judge_later.enqueue(made.pk))
    return made


def _check_letter(letter: Letter, *, on: date) -> None:
    if not letter.number.strip():
        raise Refused("letter_missing", "Chưa ghi số công văn.", remedy="Ví dụ 125-CV/TU.")
    if letter.day > on:
        raise Refused("letter_ahead", f"Ngày công văn {letter.day:%d/%m/%Y} ở sau hôm nay.", remedy="Ghi ngày đã ký.")


def _held(call: Call, unit: Unit, wanted: Mapping[int, int], *, on: date) -> list[NominationDraft]:
    """The drafts, locked, in the order in which they were begun."""
    if not wanted:
        raise Refused("no_drafts", "Chưa chọn bản soạn nào để nộp.", remedy="Đánh dấu những người nộp lần này.")
    if len(wanted) > MOST:
        raise Refused("too_many", f"Một lần nộp nhiều nhất {MOST} người.", remedy="Chia ra, hoặc gửi bằng tệp Excel.")
    rows = NominationDraft.objects.select_for_update(of=("self",)).filter(pk__in=wanted, call=call, unit=unit)
    held = list(rows.select_related("call", "changed_by", "late", "answers_to__nomination").order_by("pk"))
    if strangers := sorted(set(wanted) - {one.pk for one in held}):
        raise NotFound(
            "foreign_row",
            f"Bản soạn số {strangers[0]} không có trong danh sách của đơn vị. Chưa nộp gì.",
            remedy="Tải lại trang rồi chọn lại.",
        )
    papers = dossiers.lacking(held) if dossiers.is_late(call, unit, on=on) else {}
    for one in held:
        if one.version != wanted[one.pk]:
            raise stale(one)
        require(DRAFT, one.state, "forms.submit")
        if one.answers_to:
            require(NOMINATION, one.answers_to.nomination.state, "forms.submit")
        _require_whole(one, () if one.answers_to else papers.get(one.pk, ()))
    return held


def _require_whole(draft: NominationDraft, papers: Sequence[str]) -> None:
    name = draft.answers.get("full_name") or f"Bản soạn số {draft.pk}"
    if lacking := missing(draft):
        labels = ", ".join(answers.FIELDS[field] for field in lacking)
        raise Refused("not_whole", f"{name}: còn thiếu {labels}. Chưa nộp gì.", remedy="Mở bản soạn, điền nốt rồi nộp.")
    if papers:
        raise Refused(
            "papers_missing",
            f"{name}: hạn nộp giấy tờ đã qua, còn thiếu: {', '.join(papers)}. Chưa nộp gì.",
            remedy="Đính kèm tệp rồi nộp; sau khi nộp thì không thêm được nữa.",
        )


def _in_time(call: Call, unit: Unit, held: Sequence[NominationDraft], *, on: date) -> LateRequest | None:
    """The late request by which drafts are sent after the deadline; None in time."""
    for one in held:
        due = one.answers_to.due_on if one.answers_to else None
        if due and due < on:
            raise Refused(
                "return_overdue",
                f"{one.answers['full_name']}: hạn nộp lại {due:%d/%m/%Y} đã qua.",
                remedy="Gửi đề nghị nộp muộn.",
            )
    last = senders.deadline(call, unit)
    fresh = [one for one in held if one.answers_to is None]
    if on <= last or not fresh:
        return None
    late = fresh[0].late
    if late is None or any(one.late_id != late.pk for one in fresh) or not _still(late, on):
        raise Refused(
            "deadline_passed",
            f"Hạn nộp {last:%d/%m/%Y} đã qua.",
            remedy="Gửi đề nghị nộp muộn kèm lý do; văn phòng đồng ý thì nộp được các bản soạn trong đề nghị.",
        )
    return late


def _take_seats(call: Call, unit: Unit, held: Sequence[NominationDraft]) -> None:
    """Asks for the seats of those who are new, where quotas limit: what comes back from a return had its seat."""
    wanted = Counter(one.answers["programme"] for one in held if one.answers_to is None)
    for programme, many in sorted(wanted.items()):
        quotas.take(call, unit, Programme(programme), wanted=many)


def _still(late: LateRequest, on: date) -> bool:
    return late.state == LateState.ACCEPTED.value and (late.until is None or on <= late.until)


def _next(call: Call) -> int:
    return (call.submissions.aggregate(last=Max("number"))["last"] or 0) + 1


def _as_file(made: Submission, held: Sequence[NominationDraft], letter: Letter, *, by: Actor) -> SourceFile:
    """The drafts as a list of the unit in preview, read as a workbook would be. Refused for a row with an error."""
    many = [one.answers for one in held]
    told = answers.read(many, name=f"{made.receipt}.csv", call=made.call)
    content = answers.as_list(many)
    file = SourceFile(
        call=made.call,
        unit=made.unit,
        name=f"Biên nhận {made.receipt}",  # no file to anybody but the tables
        unit_hint=made.unit.name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        received_at=made.submitted_at,
        received_by=by,
        state=FileState.PREVIEW.value,
        letter_number=letter.number.strip()[:80],
        letter_date=letter.day,
    )
    file.content.save(f"{made.receipt}.csv", ContentFile(content), save=False)
    file.save()
    made.file = file
    store_rows(file, told)
    _require_good(list(file.rows.all()), held)
    return file


def _require_good(rows: Sequence[FileRow], held: Sequence[NominationDraft]) -> None:
    found = {answers.place(row): row for row in rows}
    for number, draft in enumerate(held):
        row = found.get(number)
        name = draft.answers["full_name"]
        if row is None:
            raise Refused("not_read", f"{name}: không đọc được thành một dòng.", remedy="Xem lại họ tên đã ghi.")
        if row.outcome == RowOutcome.ACCEPTED.value:
            continue
        worst = [one for one in row.problems if one["severity"] == Severity.ERROR.value] or row.problems
        if not worst:
            raise Refused(
                "nothing_new",
                f"{name}: đơn vị đã đề cử đúng như vậy rồi.",
                remedy="Bỏ bản soạn này, nộp các bản còn lại.",
            )
        raise Refused("row_wrong", f"{name}: {worst[0]['message']} Chưa nộp gì.", remedy=worst[0]["remedy"])


def _settle(
    held: Sequence[NominationDraft], made: Submission, saved: Sequence[Nomination], *, act: Act, by: Actor
) -> None:
    """Each draft knows its nomination; its papers go along; returns are answered, a late request is used up."""
    rows = {pk: number - answers.FIRST_ROW for pk, number in made.file.rows.values_list("pk", "row")}
    by_place = {rows[one.row_id]: one for one in saved if one.row_id}
    act.watch(*held)
    for number, draft in enumerate(held):
        nomination = by_place[number]
        _same_person(draft, nomination)
        draft.state, draft.submission, draft.nomination = require(DRAFT, draft.state, "forms.submit"), made, nomination
        draft.version, draft.changed_at, draft.changed_by = draft.version + 1, made.submitted_at, by
        draft.save()
        if draft.answers_to:
            draft.answers_to.answered_at = made.submitted_at
            draft.answers_to.save(update_fields=["answered_at"])
    for paper in DossierFile.objects.filter(draft__in=held).select_related("draft"):
        paper.nomination_id = paper.draft.nomination_id if paper.draft else None
        paper.save(update_fields=["nomination"])
    if made.late:
        act.watch(made.late)
        made.late.state = require(LATE, made.late.state, "forms.submit")
        made.late.save(update_fields=["state"])


def _same_person(draft: NominationDraft, nomination: Nomination) -> None:
    if draft.answers_to and draft.answers_to.nomination_id != nomination.pk:
        raise Refused(
            "another_person",
            f"{draft.answers['full_name']}: sửa như vậy thì thành một người khác.",
            remedy="Thay người thì rút đề cử này và soạn đề cử mới.",
        )
