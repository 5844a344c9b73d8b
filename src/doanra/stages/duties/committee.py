"""What waits for the committee: its leaders decide about lists, its members read them; both read a plan before it is
published.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.records.models import Account, Call, CallState
from doanra.records.queries import consultations
from doanra.records.queries.plans import proposed
from doanra.stages.duties.duty import Duty, Matter
from doanra.stages.plans.naming import plan_name


def of_committee(account: Account, call: Call) -> Iterator[Duty]:
    """Of one year; nothing once it is closed. Two queries."""
    if call.state == CallState.CLOSED.value:
        return
    decides = access.may(account.duty, "consultations.approve")
    for one in (ready for ready in consultations.ready_for_office() if ready.consultation.call_id == call.pk):
        yield Duty(
            key=f"consultations:{one.consultation.pk}:decide",
            matter=Matter.CONSULTATIONS,
            say=_("Quyết định về danh sách đã đủ ý kiến") if decides else _("Xem danh sách đã đủ ý kiến"),
            route="consultations_approve" if decides else "consultations_list",
            args=(call.year, one.consultation.pk),
            note=str(one.consultation),
            since=one.since,
        )
    plan = proposed(call)
    if plan is not None:
        yield Duty(
            key=f"plan:{call.year}:read:{plan.pk}",
            matter=Matter.PLAN,
            say=_("Xem %(plan)s trước khi công bố") % {"plan": plan_name(plan)},
            route="plans_overview",
            args=(call.year, plan.pk),
            since=plan.created_at.date(),
        )
