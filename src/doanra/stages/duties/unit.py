"""What waits for a nominating unit: to answer the call, to mend what came back. Of its own year alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Call, CallState, FileState, Invitation, SourceFile
from doanra.records.queries import reach
from doanra.stages.duties.duty import Duty, Matter, count


def of_unit(account: Account, call: Call, *, on: date) -> Iterator[Duty]:
    """The unit's duties in a year; nothing once it is closed. Four queries."""
    if call.state == CallState.CLOSED.value or account.unit is None:
        return
    own = reach.units(account) or frozenset()
    for invitation in Invitation.objects.filter(call=call, unit__in=own, answered_on=None).select_related("unit"):
        yield Duty(
            key=f"call:{call.year}:answer:{invitation.unit_id}",
            matter=Matter.CALL,
            say=_("Gửi danh sách đề cử năm %(year)s của %(unit)s") % {"year": call.year, "unit": invitation.unit.short},
            route="nominations",
            args=(call.year,),
            note=_("Đã được nhắc %(n)s lần") % {"n": count(invitation.reminders)} if invitation.reminders else "",
            since=call.opened_on,
            until=call.closes_on,
        )
    newest = SourceFile.objects.filter(call=call, unit__in=own, state=FileState.SAVED.value).first()
    if newest is not None and newest.rows_refused:
        n = newest.rows_refused
        say = ngettext("Sửa và gửi lại %(n)s dòng bị trả lại", "Sửa và gửi lại %(n)s dòng bị trả lại", n)
        yield Duty(
            key=f"nominations:{call.year}:mend:{newest.pk}",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="nominations_file",
            args=(call.year, newest.pk),
            note=newest.name,
            since=newest.received_at.date(),
            until=call.closes_on,
        )
