"""A body's opinions: given singly, in bulk or by its workbook, taken back with a reason. Vetting feeds the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from doanra.policy import flow
from doanra.policy.flows.consultations import CONSULTATION, REQUEST
from doanra.records.models import Evidence, Opinion, OpinionOutcome, OpinionRequest
from doanra.stages import appraisals, calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.consultations.asking import locked_request, standing_of, told
from doanra.stages.consultations.words import ground, reason_of, require_sound
from doanra.terms.refusal import NotFound, Refused, Stale
from doanra.terms.words import Role

NOTE_LENGTH = 300
_EVIDENCE = {OpinionOutcome.AGREE.value: True, OpinionOutcome.DISAGREE.value: False, OpinionOutcome.MORE.value: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a body says of one person. ``opinion`` is the key of its row, ``seen`` the version that the giver saw.

    ``place`` names the row for whoever wrote it ("dòng 12"), "" on a page.
    """

    opinion: int
    outcome: str
    document: str
    on: date | None
    note: str = ""
    seen: int = 0
    place: str = ""


@dataclass(slots=True)
class Done:
    """What came of many: how many were recorded, how many said the same before, who was left out and why."""

    changed: int = 0
    same: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)


def answer(request: OpinionRequest, *, given: Given, by: Actor, on: date) -> Done:
    """Records one opinion; ``on`` is today. Stale, naming who did what, where somebody was first."""
    return _record(request, [given], by=by, on=on, way="one")


def answer_many(request: OpinionRequest, *, given: Sequence[Given], by: Actor, on: date, way: str = "many") -> Done:
    """Records several at once. A row that somebody changed meanwhile is left out and named; a foreign one fails all.

    ``way`` is ``many`` or ``sheet``.
    """
    return _record(request, given, by=by, on=on, way=way)


def _record(request: OpinionRequest, given: Sequence[Given], *, by: Actor, on: date, way: str) -> Done:
    with acting("consultations.answer", by=by) as act:
        fresh = _open(request, by=by)
        flow.require(REQUEST, fresh.state, "consultations.answer")
        rows = _rows(fresh, given)
        done, changed = Done(), list[Opinion]()
        for one in given:
            row = rows[one.opinion]
            check(one, request=fresh, today=on)
            if _says(row) == _wanted(one):
                done.same += 1
            elif one.seen != row.version:
                _stale(row, one, done, alone=way == "one")
            else:
                changed.append(row)
        act.watch(*changed)
        _store(changed, {one.opinion: one for one in given}, by=by)
        done.changed = len(changed)
        _finish(act, fresh, changed, by=by, way=way)
        request.state = fresh.state
    return done


def _open(request: OpinionRequest, *, by: Actor) -> OpinionRequest:
    """The request held for the act: of an open list of an open year, of the actor's own body."""
    fresh = locked_request(request)
    require_own(fresh, actor=by)
    calls.require_open(fresh.consultation.call)
    flow.require(CONSULTATION, fresh.consultation.state, "consultations.answer")
    return fresh


def require_own(request: OpinionRequest, *, actor: Actor) -> None:
    """For somebody who acts for a body the requests to others are not there."""
    if actor is not None and actor.duty is Role.APPRAISER and actor.body_id != request.body_id:
        raise NotFound("not_found", "Không có đề nghị cho ý kiến này.", remedy="Xem các đề nghị gửi cơ quan của bạn.")


def _rows(request: OpinionRequest, given: Iterable[Given]) -> dict[int, Opinion]:
    keys = [one.opinion for one in given]
    held = Opinion.objects.select_for_update(of=("self",)).filter(request=request, pk__in=keys)
    rows = {row.pk: row for row in held.select_related("person__nomination", "given_by", "request__body")}
    for one in given:
        if one.opinion not in rows:
            where = one.place or f"mã {one.opinion}"
            raise NotFound(
                "foreign_row",
                f"{where.capitalize()}: người này không thuộc đề nghị gửi {request.body.short}. "
                "Không dòng nào được ghi.",
                remedy="Dùng đúng bảng tính tải từ trang này rồi nộp lại.",
            )
    return rows


def check(one: Given, *, request: OpinionRequest, today: date) -> None:
    """Refused for what is no opinion: no outcome, number or day, a day to come, a note where none may be kept."""
    if one.outcome not in set(OpinionOutcome):
        raise Refused("outcome_missing", "Chưa chọn ý kiến.", remedy="Chọn đồng ý, không đồng ý hoặc cần bổ sung.")
    if not one.document.strip() or one.on is None:
        raise Refused("letter_missing", "Ý kiến cần số và ngày văn bản.", remedy="Ví dụ: 45-CV/BTC, 03/11/2026.")
    if one.on > today:
        raise Refused("letter_ahead", f"Ngày văn bản {one.on:%d/%m/%Y} chưa tới.", remedy="Ghi ngày trên văn bản.")
    if request.body.vets and one.note.strip():
        raise Refused(
            "vetting_note",
            "Về chính trị nội bộ chỉ ghi kết quả, ngày và số văn bản.",
            remedy="Xoá phần ghi chú; nội dung thẩm tra không đưa vào hệ thống.",
        )
    if not request.body.vets and one.outcome != OpinionOutcome.AGREE and not one.note.strip():
        raise Refused("note_missing", "Không đồng ý hoặc cần bổ sung phải nói rõ.", remedy="Ghi lý do trong một câu.")
    require_sound(Opinion(outcome=one.outcome, document=one.document.strip(), on=one.on, note=one.note.strip()))


def _says(row: Opinion) -> tuple[Any, ...]:
    return row.outcome, row.document, row.on, row.note


def _wanted(one: Given) -> tuple[Any, ...]:
    return one.outcome, one.document.strip(), one.on, one.note.strip()


def _stale(row: Opinion, one: Given, done: Done, *, alone: bool) -> None:
    said = said_before(row)
    if alone:
        raise Stale(
            "opinion_changed",
            f"{row.person.full_name}: {said}",
            remedy="Xem ý kiến đó bên cạnh điều vừa gõ; nếu vẫn muốn thay thì ghi lại lần nữa.",
        )
    done.skipped.append((row.person.full_name, f"{one.place}: {said}" if one.place else said))


def said_before(row: Opinion) -> str:
    """Who did what when with an opinion, as somebody is told who comes second."""
    who = str(row.given_by or "người vận hành máy chủ")
    when = f"{timezone.localtime(row.given_at):%H:%M ngày %d/%m/%Y}" if row.given_at else "trước đó"
    if not row.outcome:
        return f"{who} đã rút lại ý kiến lúc {when}."
    what = f"“{OpinionOutcome(row.outcome).label}”, {ground(row.document, row.on)}"
    return f"{who} đã ghi {what} lúc {when}."


def _store(rows: Sequence[Opinion], given: dict[int, Given], *, by: Actor) -> None:
    now = timezone.now()
    for row in rows:
        row.outcome, row.document, row.on, row.note = _wanted(given[row.pk])
        row.version, row.given_at, row.given_by = row.version + 1, now, by
    Opinion.objects.bulk_update(
        rows, ["outcome", "document", "on", "note", "version", "given_at", "given_by"], batch_size=500
    )


def take_back(opinion: Opinion, *, reason: str, by: Actor) -> None:
    """An opinion that was given is silence again; the trail keeps what it was. Vetting is unknown again."""
    with acting("consultations.answer", by=by, verb="consultations.take_back") as act:
        fresh = _open(opinion.request, by=by)
        flow.require(REQUEST, fresh.state, "consultations.take_back")
        held = Opinion.objects.select_for_update(of=("self",)).select_related("person__nomination", "request__body")
        row = held.get(pk=opinion.pk)
        if not row.outcome:
            raise Refused("silent_already", f"{row.person.full_name} đang chưa có ý kiến.", remedy="Không cần rút gì.")
        said = reason_of(reason)
        act.watch(row)
        row.outcome, row.document, row.on, row.note = "", "", None, ""
        row.version, row.given_at, row.given_by = row.version + 1, timezone.now(), by
        row.save(update_fields=["outcome", "document", "on", "note", "version", "given_at", "given_by"])
        _finish(act, fresh, [row], by=by, way="", reason=said)
        opinion.refresh_from_db()


def _finish(
    act: Act, request: OpinionRequest, rows: Sequence[Opinion], *, by: Actor, way: str, reason: str = ""
) -> None:
    """The request's state, the evidence that vetting is, and what the trail says of the act."""
    request.state = standing_of(request)
    request.save(update_fields=["state"])
    if request.body.vets:
        _feed_evidence(act, request, rows, by=by)
    else:
        letters = {ground(row.document, row.on) for row in rows}
        act.ground = letters.pop() if len(letters) == 1 else ""
    told(act, request, people=len(rows), **({"way": way} if way else {}), **({"reason": reason} if reason else {}))
    act.concerns(*(row.person.nomination for row in rows if row.person.nomination))


def _feed_evidence(act: Act, request: OpinionRequest, rows: Sequence[Opinion], *, by: Actor) -> None:
    source = f"{request.body.short}: {request.consultation.title}"[:200]
    papers = [
        Evidence(
            nomination=row.person.nomination, kind="vetting", outcome=_EVIDENCE.get(row.outcome), on=row.on,
            document=row.document, source=source,
        )
        for row in rows
        if row.person.nomination
    ]  # fmt: skip
    appraisals.keep_papers(papers, call=request.consultation.call, actor=by, act=act)
