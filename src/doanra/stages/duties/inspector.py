"""What waits for an inspector, who writes nothing but takes the trail away: what happened since that was last done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from doanra.records.models import Account
from doanra.records.queries import taken
from doanra.stages.duties.duty import Duty, Matter, count

_MONTH = timedelta(days=30)
_EXCEPTIONS = {
    "appraisals.waive": ngettext_lazy(
        "Xem %(many)s quyết định miễn mới ghi", "Xem %(many)s quyết định miễn mới ghi", "n"
    ),
    "consultations.amend": ngettext_lazy(
        "Xem %(many)s lần sửa danh sách đã duyệt", "Xem %(many)s lần sửa danh sách đã duyệt", "n"
    ),
    "nominations.undo": ngettext_lazy(
        "Xem %(many)s lần hoàn tác tệp đã nhận", "Xem %(many)s lần hoàn tác tệp đã nhận", "n"
    ),
}
"""Verbs that are exceptions to the way of a year, each with its sentence."""


def of_inspector(account: Account, *, on: date) -> Iterator[Duty]:
    """Exceptions since the trail was last taken as a whole, and the trail itself after a month. Two queries."""
    told = taken.since_last(account, verbs=_EXCEPTIONS)
    for verb, sentence in _EXCEPTIONS.items():
        n, first = told.of_verbs[verb]
        if n:
            yield Duty(
                key=f"trail:{verb}",
                matter=Matter.TRAIL,
                say=sentence % {"n": n, "many": count(n)},
                route="trail",
                query=f"?verb={verb}",
                note=_since(told.last),
                since=_day(first),
            )
    oldest = told.last or told.first
    if told.acts and oldest is not None and (told.last is None or timezone.localdate(oldest) + _MONTH <= on):
        note = ngettext("%(n)s việc chưa có trong lần tải nào", "%(n)s việc chưa có trong lần tải nào", told.acts)
        yield Duty(
            key="trail:take",
            matter=Matter.TRAIL,
            say=_("Tải nhật ký để giữ ngoài hệ thống"),
            route="trail",
            note=note % {"n": count(told.acts)},
            since=_day(oldest),
        )


def _since(last: datetime | None) -> str:
    if last is None:
        return _("Bạn chưa tải nhật ký lần nào")
    day = timezone.localdate(last)
    return _("Từ lần tải nhật ký ngày %(day)s") % {"day": f"{day.day}/{day.month}/{day.year}"}


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
