"""Withdrawing: the unit takes its word back, or the office on the unit's letter; it can be made to stand again."""

from __future__ import annotations

from django.utils import timezone

from doanra.policy import access
from doanra.policy.flow import require
from doanra.policy.flows.nominations import NOMINATION
from doanra.records.models import Nomination, NominationState, Withdrawal
from doanra.records.queries import reach
from doanra.stages import calls
from doanra.stages.acting import OPERATOR, Actor, acting, role_of
from doanra.terms.refusal import NotFound, Refused, Stale

_REASON = Withdrawal._meta.get_field("reason").max_length or 0


def withdraw(nomination: Nomination, *, by: Actor, letter: str = "", reason: str = "") -> Withdrawal:
    """The nomination stays on record and counts no more. A unit gives its reason, the office the unit's letter.

    Stale where somebody has withdrawn it already.
    """
    with acting("nominations.withdraw", by=by) as act:
        held = _hold(nomination, by=by)
        _check(letter=letter, reason=reason, by=by)
        act.watch(held)
        made = Withdrawal.objects.create(
            nomination=held, reason=" ".join(reason.split())[:_REASON], letter=letter.strip()[:80], was=held.state,
            withdrawn_at=timezone.now(), withdrawn_by=by,
        )  # fmt: skip
        held.state = require(NOMINATION, held.state, "nominations.withdraw")
        held.save(update_fields=["state"])
        act.added(made)
        act.ground = letter
        act.subject, act.year, act.detail = held, held.call.year, {"letter": letter}
    nomination.state = held.state
    return made


def stand_again(nomination: Nomination, *, by: Actor, reason: str) -> None:
    """Undoes the last withdrawal: the nomination is what it was before."""
    with acting("nominations.withdraw", by=by, verb="nominations.stand_again") as act:
        held = _hold(nomination, by=by, undoing=True)
        require(NOMINATION, held.state, "nominations.stand_again")
        if not reason.strip():
            raise Refused("reason_missing", "Chưa ghi lý do khôi phục.", remedy="Ghi ngắn, ví dụ: rút nhầm người.")
        act.watch(held)
        last = held.withdrawals.filter(undone_at=None).first()
        held.state = last.was if last else NominationState.STANDING.value
        held.save(update_fields=["state"])
        if last:
            act.watch(last)
            last.undone_at, last.undone_by = timezone.now(), by
            last.undone_reason = " ".join(reason.split())[:_REASON]
            last.save()
        act.subject, act.year, act.detail = held, held.call.year, {"reason": reason.strip()[:_REASON]}
    nomination.state = held.state


def _hold(nomination: Nomination, *, by: Actor, undoing: bool = False) -> Nomination:
    """The nomination as it is now, if it is within reach; Stale for one that somebody has withdrawn meanwhile."""
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("call", "person")
    held = rows.filter(reach.nominations(by), pk=nomination.pk).first()
    if held is None:
        raise NotFound("not_found", "Không có đề cử này.", remedy="Mở lại danh sách đề cử của đơn vị.")
    calls.require_open(held.call)
    if held.state == NominationState.WITHDRAWN.value and not undoing:
        last = held.withdrawals.select_related("withdrawn_by").filter(undone_at=None).first()
        who, at = (last.withdrawn_by or OPERATOR, timezone.localtime(last.withdrawn_at)) if last else (OPERATOR, None)
        when = f" lúc {at:%H:%M} ngày {at:%d/%m/%Y}" if at else ""
        raise Stale("withdrawn_already", f"{who} đã rút đề cử này{when}.", remedy="Rút nhầm thì bấm “Khôi phục”.")
    return held


def _check(*, letter: str, reason: str, by: Actor) -> None:
    if access.of_unit(role_of(by)) and not reason.strip():
        raise Refused("reason_missing", "Chưa ghi lý do rút đề cử.", remedy="Ghi ngắn, ví dụ: đã chuyển công tác.")
    if not access.of_unit(role_of(by)) and not letter.strip():
        raise Refused(
            "letter_missing",
            "Văn phòng chỉ ghi rút đề cử theo công văn của đơn vị.",
            remedy="Ghi số công văn, ví dụ 15-CV/TU.",
        )
