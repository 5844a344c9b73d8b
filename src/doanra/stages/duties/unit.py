"""What waits for a nominating unit: to answer the call, to mend what came back. Of its own year alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Call, CallState, FileState, SourceFile
from doanra.records.queries import calling, reach
from doanra.records.queries.lineage import Lineage
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.duties.forms import of_forms_of_unit


def of_unit(account: Account, call: Call, *, lineage: Lineage | None = None) -> Iterator[Duty]:
    """The unit's duties in a year; nothing once it is closed. Eight queries at most."""
    if call.state == CallState.CLOSED.value or account.unit is None:
        return
    own = reach.units(account, lineage=lineage) or frozenset()
    for invitation in calling.silent(call, units=own):
        yield Duty(
            key=f"call:{call.year}:answer:{invitation.unit_id}",
            matter=Matter.CALL,
            say=_("Gửi danh sách đề cử năm %(year)s của %(unit)s") % {"year": call.year, "unit": invitation.unit.short},
            route="forms",
            args=(call.year,),
            note=_("Đã được nhắc %(n)s lần") % {"n": count(invitation.reminders)} if invitation.reminders else "",
            since=call.opened_on,
            until=max(call.closes_on, invitation.longer or call.closes_on),
        )
    yield from _of_people(call, own)
    yield from of_forms_of_unit(account, call, within=own)
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


def _of_people(call: Call, own: frozenset[int]) -> Iterator[Duty]:
    """Papers of nominees that are still open, where the year has a day for them; a duty for each unit. A query."""
    if call.people_due_on is None:
        return
    for unit, short, longer, many in calling.lacking_papers(call, units=own):
        until = max(call.people_due_on, longer or call.people_due_on)
        say = ngettext("Bổ sung giấy tờ của %(n)s người", "Bổ sung giấy tờ của %(n)s người", many)
        yield Duty(
            key=f"call:{call.year}:papers:{unit}",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(many)},
            route="appraisals_missing",
            args=(call.year,),
            note=short,
            until=until,
        )
