"""What waits in nominating by form: for a unit its drafts and what came back, for the office requests and returns."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Call
from doanra.records.queries import forms
from doanra.records.queries.forms import OfficeWaits
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.nominating import senders


def of_forms_of_unit(account: Account, call: Call, *, within: frozenset[int]) -> Iterator[Duty]:
    """Returned nominations to mend, drafts to send, requests that the office answered. Two queries."""
    waits = forms.of_unit(call, within=within)
    if n := waits.returned:
        say = ngettext("Sửa và nộp lại %(n)s đề cử bị trả lại", "Sửa và nộp lại %(n)s đề cử bị trả lại", n)
        yield Duty(
            key=f"nominations:{call.year}:returned",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="forms",
            args=(call.year,),
            note=_("Văn phòng đã nêu mục cần sửa"),
            since=waits.returned_since.date() if waits.returned_since else None,
            until=waits.returned_until,
        )
    if waits.accepted:
        yield Duty(
            key=f"nominations:{call.year}:accepted",
            matter=Matter.NOMINATIONS,
            say=_("Nộp các đề cử được cho nộp muộn"),
            route="forms",
            args=(call.year,),
            note=_("Văn phòng đã cho nộp muộn"),
            since=waits.accepted_since.date() if waits.accepted_since else None,
            until=waits.accepted_until,
        )
    if n := waits.drafted:
        say = ngettext("Nộp %(n)s đề cử đã soạn", "Nộp %(n)s đề cử đã soạn", n)
        if not senders.may_submit(account, call):
            say = ngettext("Soạn xong %(n)s đề cử để người duyệt nộp", "Soạn xong %(n)s đề cử để người duyệt nộp", n)
        yield Duty(
            key=f"nominations:{call.year}:drafts",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="forms",
            args=(call.year,),
            note=_("Chưa tính vào đâu cho đến khi nộp"),
            since=waits.drafted_since.date() if waits.drafted_since else None,
            until=call.closes_on,
        )


def of_forms(call: Call, waits: OfficeWaits) -> Iterator[Duty]:
    """Requests to be late, returned nominations that are overdue, files that wait for the scanner."""
    if n := waits.late:
        say = ngettext("Trả lời %(n)s đề nghị nộp muộn", "Trả lời %(n)s đề nghị nộp muộn", n)
        yield Duty(
            key=f"nominations:{call.year}:late",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="forms",
            args=(call.year,),
            since=waits.late_since.date() if waits.late_since else None,
        )
    if n := waits.returned:
        say = ngettext("Theo dõi %(n)s đề cử đã trả lại", "Theo dõi %(n)s đề cử đã trả lại", n)
        late = ngettext("%(n)s đề cử đã quá hạn nộp lại", "%(n)s đề cử đã quá hạn nộp lại", waits.overdue)
        yield Duty(
            key=f"nominations:{call.year}:returned",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="forms",
            args=(call.year,),
            note=late % {"n": count(waits.overdue)} if waits.overdue else _("Đơn vị chưa nộp lại"),
            since=waits.returned_since.date() if waits.returned_since else None,
        )
    if n := waits.unscanned:
        say = ngettext("Quét vi-rút lại %(n)s tệp đang chờ", "Quét vi-rút lại %(n)s tệp đang chờ", n)
        yield Duty(
            key=f"nominations:{call.year}:unscanned",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(n)},
            route="forms",
            args=(call.year,),
            note=_("Chưa ai mở được các tệp này"),
        )
