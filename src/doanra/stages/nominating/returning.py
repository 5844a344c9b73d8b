"""Sending a nomination back: the office names the fields and why; the unit's form opens only those."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from doanra.policy.flow import require
from doanra.policy.flows.nominations import NOMINATION
from doanra.records.models import (
    IssuedRow,
    IssuedTemplate,
    Nomination,
    NominationDraft,
    NominationReturn,
    NominationState,
)
from doanra.stages import calls
from doanra.stages.acting import OPERATOR, Actor, acting
from doanra.stages.nominating import answers
from doanra.terms.refusal import Refused, Stale

_LONGEST = 300


def send_back(
    nomination: Nomination, *, reasons: Mapping[str, str], by: Actor, on: date, due_on: date | None = None
) -> NominationReturn:
    """Returns a standing nomination with the fields to mend and the reason for each; the unit finds a draft of it.

    ``due_on`` is the last day for the answer, also after the call's own. Stale where somebody has returned it already.
    """
    with acting("nominations.return", by=by) as act:
        held = _hold(nomination)
        calls.require_open(held.call)
        _not_yet(held)
        told = _checked(reasons, due_on, on=on)
        act.watch(held)
        held.state = require(NOMINATION, held.state, "nominations.return")
        held.save(update_fields=["state"])
        made = NominationReturn.objects.create(
            nomination=held, reasons=told, due_on=due_on, returned_at=timezone.now(), returned_by=by
        )
        draft = NominationDraft.objects.create(
            call=held.call, unit=held.unit, answers=answers.of_nomination(held, row_key=_key(held, by=by)),
            started_at=made.returned_at, changed_at=made.returned_at, changed_by=by, answers_to=made,
        )  # fmt: skip
        act.added(made, draft)
        act.subject, act.year = held, held.call.year
        act.detail = {"fields": sorted(told), "due": due_on.isoformat() if due_on else None}
    nomination.state = held.state
    return made


def _hold(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("call", "unit", "person", "row")
    return rows.get(pk=nomination.pk)


def _not_yet(nomination: Nomination) -> None:
    """Stale where somebody was quicker: says who, when and which fields."""
    if nomination.state != NominationState.RETURNED.value:
        return
    last = nomination.returns.select_related("returned_by").first()
    if last is not None:
        who, at = last.returned_by or OPERATOR, timezone.localtime(last.returned_at)
        fields = ", ".join(answers.FIELDS[name] for name in last.reasons)
        raise Stale(
            "returned_already",
            f"{who} đã trả lại đề cử này lúc {at:%H:%M} ngày {at:%d/%m/%Y}: {fields}.",
            remedy="Điều bạn gõ còn nguyên ở đây; chờ đơn vị nộp lại, hoặc báo thêm cho đơn vị.",
        )


def _checked(reasons: Mapping[str, str], due_on: date | None, *, on: date) -> dict[str, str]:
    told = {name: " ".join(why.split())[:_LONGEST] for name, why in reasons.items()}
    if not told or not all(told.values()) or not told.keys() <= answers.RETURNABLE.keys():
        raise Refused(
            "reasons_missing",
            "Chưa nêu mục cần sửa, hoặc có mục chưa ghi lý do.",
            remedy="Chọn ít nhất một mục và ghi ngắn, ví dụ Ngày sinh: khác với sơ yếu lý lịch.",
        )
    if due_on is not None and due_on < on:
        raise Refused("due_passed", f"Hạn nộp lại {due_on:%d/%m/%Y} đã qua.", remedy="Ghi một ngày từ hôm nay trở đi.")
    return told


def _key(nomination: Nomination, *, by: Actor) -> str:
    """A key by which the same person is known again when the name or the birth was what had to be mended."""
    issued = IssuedTemplate.objects.create(
        call=nomination.call, unit=nomination.unit, programme=nomination.programme, issued_at=timezone.now(),
        issued_by=by,
    )  # fmt: skip
    row = IssuedRow.objects.create(
        template=issued, key=secrets.token_hex(10), person=nomination.person, nominated=False
    )
    return row.key
