"""After the deadline a unit only asks: the office lets it send certain drafts until a day, or refuses and says why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from doanra.policy.flow import require
from doanra.policy.flows.nominations import LATE
from doanra.records.models import Call, DraftState, LateRequest, LateState, Nomination, NominationDraft
from doanra.records.queries import reach
from doanra.stages import calls, units
from doanra.stages.acting import OPERATOR, Actor, acting
from doanra.stages.nominating import dossiers, senders
from doanra.terms.refusal import NotFound, Refused, Stale

_LONGEST = 500


def ask(call: Call, *, drafts: Collection[int], reason: str, by: Actor, on: date, letter: str = "") -> LateRequest:
    """Asks to send drafts (ids) late. Refused before the deadline, without a reason, or with a stranger's draft."""
    with acting("late.ask", by=by) as act:
        calls.require_open(call)
        unit = senders.unit_of(by)
        units.require_living(unit, on=on)
        if on <= (last := senders.deadline(call, unit)):
            raise Refused("not_late", f"Chưa quá hạn {last:%d/%m/%Y}: nộp ngay được.", remedy="Bấm “Nộp”.")
        if not reason.strip():
            raise Refused("reason_missing", "Chưa ghi lý do nộp muộn.", remedy="Ví dụ: ban thường vụ họp ngày 12/10.")
        held = list(
            NominationDraft.objects.select_for_update(of=("self",)).filter(
                pk__in=drafts, call=call, unit=unit, state=DraftState.DRAFT.value
            )
        )
        if not held or len(held) < len(set(drafts)):
            strange = sorted(set(drafts) - {one.pk for one in held})
            raise NotFound(
                "foreign_row",
                f"Bản soạn số {strange[0]} không có trong danh sách của đơn vị. Chưa gửi gì."
                if strange
                else "Chưa chọn bản soạn nào.",
                remedy="Tải lại trang rồi chọn lại.",
            )
        made = LateRequest.objects.create(
            call=call, unit=unit, reason=" ".join(reason.split())[:_LONGEST], letter=letter.strip()[:80],
            asked_at=timezone.now(), asked_by=by,
        )  # fmt: skip
        act.watch(*held)
        for one in held:
            one.late = made
            one.save(update_fields=["late"])
        act.added(made)
        act.ground = letter
        act.subject, act.year, act.detail = made, call.year, {"drafts": [one.pk for one in held]}
    return made


def ask_papers(nomination: Nomination, *, reason: str, by: Actor, on: date, letter: str = "") -> LateRequest:
    """Asks to add papers to one nominee's dossier after their day. Refused where that stops nobody, or is not over."""
    with acting("late.ask", by=by, verb="late.ask_papers") as act:
        rows = Nomination.objects.select_for_update(of=("self",)).select_related("call", "unit", "person")
        held = rows.filter(reach.nominations(by), pk=nomination.pk).first()
        if held is None:
            raise NotFound("not_found", "Không có đề cử này.", remedy="Mở lại danh sách đề cử của đơn vị.")
        calls.require_open(held.call)
        units.require_living(senders.unit_of(by), on=on)
        if not dossiers.is_late(held.call, held.unit_id, on=on):
            raise Refused("not_late", "Chưa quá hạn nộp giấy tờ: thêm tệp ngay được.", remedy="Bấm “Thêm tệp”.")
        if not reason.strip():
            raise Refused("reason_missing", "Chưa ghi lý do bổ sung muộn.", remedy="Ví dụ: bệnh viện trả kết quả muộn.")
        if held.late_requests.filter(state=LateState.WAITING.value).exists():
            raise Stale(
                "asked_already", "Đã có đề nghị bổ sung giấy tờ cho người này, văn phòng chưa trả lời.",
                remedy="Chờ văn phòng trả lời.",
            )  # fmt: skip
        made = LateRequest.objects.create(
            call=held.call, unit=held.unit, nomination=held, reason=" ".join(reason.split())[:_LONGEST],
            letter=letter.strip()[:80], asked_at=timezone.now(), asked_by=by,
        )  # fmt: skip
        act.added(made)
        act.concerns(held)
        act.ground = letter
        act.subject, act.year = made, held.call.year
    return made


def accept(request: LateRequest, *, until: date, by: Actor, on: date, answer: str = "") -> LateRequest:
    """Lets the unit send the drafts until a day."""
    if until < on:
        raise Refused(
            "until_passed", f"Ngày {until:%d/%m/%Y} đã qua.", remedy="Cho nộp đến một ngày từ hôm nay trở đi."
        )
    return _decide(request, verb="late.accept", answer=answer, until=until, by=by)


def refuse(request: LateRequest, *, answer: str, by: Actor) -> LateRequest:
    """Does not take the drafts; ``answer`` says why."""
    if not answer.strip():
        raise Refused("reason_missing", "Chưa ghi lý do không nhận.", remedy="Ví dụ: kế hoạch năm đã trình.")
    return _decide(request, verb="late.refuse", answer=answer, until=None, by=by)


def _decide(request: LateRequest, *, verb: str, answer: str, until: date | None, by: Actor) -> LateRequest:
    with acting("late.decide", by=by, verb=verb) as act:
        rows = LateRequest.objects.select_for_update(of=("self",)).select_related("call", "unit", "decided_by")
        held = rows.get(pk=request.pk)
        calls.require_open(held.call)
        if held.decided_at is not None:
            who, at = held.decided_by or OPERATOR, timezone.localtime(held.decided_at)
            said = LateState(held.state).label.lower()
            raise Stale(
                "decided_already",
                f"{who} đã quyết định ({said}) lúc {at:%H:%M} ngày {at:%d/%m/%Y}. {held.answer}".strip(),
                remedy="Điều bạn gõ còn nguyên ở đây, chưa ghi đè gì.",
            )
        act.watch(held)
        held.state = require(LATE, held.state, verb)
        held.answer, held.until = " ".join(answer.split())[:_LONGEST], until
        held.decided_at, held.decided_by = timezone.now(), by
        held.save()
        act.subject, act.year, act.detail = held, held.call.year, {"until": until.isoformat() if until else None}
    return held
