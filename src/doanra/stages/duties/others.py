"""What waits for appraising bodies and for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.policy import access
from doanra.records.models import Account
from doanra.records.queries import accounts, consultations
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.terms.words import Role


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


def of_administrator(*, on: date) -> Iterator[Duty]:
    """Posts that end, accounts without a way in, and those that open by a password alone though their duty asks for
    more. Three queries.
    """
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
    if n := _in_state("waiting", on):
        say = ngettext("Mời %(n)s người chưa có đường vào", "Mời %(n)s người chưa có đường vào", n)
        yield _of_many("waiting", say % {"n": count(n)}, _("Chưa được mời, hoặc lời mời đã hết hạn"))
    if n := _in_state(accounts.UNGUARDED, on):
        say = ngettext("Nhắc %(n)s người thêm yếu tố thứ hai", "Nhắc %(n)s người thêm yếu tố thứ hai", n)
        note = _("Nhiệm vụ của họ không chỉ mở bằng mật khẩu")
        yield _of_many(accounts.UNGUARDED, say % {"n": count(n)}, note)


def _in_state(state: str, on: date) -> int:
    """How many the page of accounts shows in a state."""
    roles = [role for role in Role if access.opens(Role.ADMINISTRATOR, role)]
    end_of_day = timezone.make_aware(datetime.combine(on, time.max))
    return accounts.listed(accounts.Sought(roles=roles, state=state), on, end_of_day).count()


def _of_many(state: str, say: str, note: str) -> Duty:
    return Duty(
        key=f"accounts:{state}", matter=Matter.ACCOUNTS, say=say, route="accounts", query=f"?state={state}", note=note
    )
