"""What waits for bodies, leaders of the committee, heads of delegation, participants and administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Call, CallState, Delegation
from doanra.records.queries import accounts, consultations, reach
from doanra.records.queries.year import newest_plan
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.plans.naming import plan_name
from doanra.terms.words import Role

_SOON = timedelta(days=60)
_NEEDS_SECOND_FACTOR = (Role.OFFICE, Role.CHIEF, Role.APPRAISER, Role.ADMINISTRATOR)


def of_body(account: Account, *, on: date) -> Iterator[Duty]:
    """The lists on which the own body still owes opinions. One query."""
    if account.body is None:
        return
    for one in consultations.waiting_for_body(account.body, on=on):
        assert one.request is not None
        say = ngettext("Cho ý kiến về %(n)s người", "Cho ý kiến về %(n)s người", one.left)
        yield Duty(
            key=f"consultations:{one.consultation.pk}:opinion:{account.body_id}",
            matter=Matter.CONSULTATIONS,
            say=say % {"n": count(one.left)},
            route="consultations_sheet",
            args=(one.consultation.call.year, one.consultation.pk, account.body_id),
            query="?only=silent",
            note=str(one.consultation),
            since=one.since,
            until=one.until,
        )


def of_leader(call: Call) -> Iterator[Duty]:
    """A draft without a version waits for the committee's leaders; lists with all opinions wait for approval."""
    if call.state == CallState.CLOSED.value:
        return
    for one in (ready for ready in consultations.ready_for_office() if ready.consultation.call_id == call.pk):
        yield Duty(
            key=f"consultations:{one.consultation.pk}:decide",
            matter=Matter.CONSULTATIONS,
            say=_("Xem danh sách đã đủ ý kiến"),
            route="consultations_list",
            args=(one.consultation.call.year, one.consultation.pk),
            note=str(one.consultation),
            since=one.since,
        )
    plan = newest_plan(call)
    if plan is not None and plan.version is None:
        yield Duty(
            key=f"plan:{call.year}:read:{plan.pk}",
            matter=Matter.PLAN,
            say=_("Xem %(plan)s trước khi công bố") % {"plan": plan_name(plan)},
            route="plans_board",
            args=(call.year, plan.pk),
            since=plan.created_at.date(),
        )


def of_traveller(account: Account, *, on: date) -> Iterator[Duty]:
    """For a head or a participant: the delegation that leaves soon, or is on its way. One query."""
    rows = Delegation.objects.filter(reach.delegations(account), returned_on=None, first_day__lte=on + _SOON)
    for one in rows.filter(Q(last_day__gte=on)).select_related("course__call"):
        leads = one.leader_id == account.person_id
        say = _("Chuẩn bị dẫn đoàn %(code)s") if leads else _("Chuẩn bị đi đoàn %(code)s")
        yield Duty(
            key=f"delegations:{one.pk}:leave",
            matter=Matter.DELEGATIONS,
            say=say % {"code": one.course.code},
            route="delegations_detail",
            args=(one.course.call.year, one.course.code),
            note=one.course.topic,
            until=one.first_day,
        )


def of_administrator(*, on: date) -> Iterator[Duty]:
    """Posts that end, and accounts that open by a password alone though their duty asks for more. Two queries."""
    for account in accounts.ending(on):
        assert account.ends_on is not None
        yield Duty(
            key=f"accounts:{account.pk}:ends",
            matter=Matter.ACCOUNTS,
            say=_("Kết thúc hoặc gia hạn quyền của %(name)s") % {"name": account},
            route="accounts_one",
            args=(account.pk,),
            until=account.ends_on,
        )
    if n := accounts.without_second_factor(_NEEDS_SECOND_FACTOR, on).count():
        say = ngettext("Nhắc %(n)s người đặt lớp xác thực thứ hai", "Nhắc %(n)s người đặt lớp xác thực thứ hai", n)
        yield Duty(
            key="accounts:factor",
            matter=Matter.ACCOUNTS,
            say=say % {"n": count(n)},
            route="accounts",
            note=_("Nhiệm vụ của họ không chỉ mở bằng mật khẩu"),
        )
