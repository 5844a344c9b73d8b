"""Verbs on notices."""

from datetime import date

from doanra.records.models import Account
from doanra.stages import notices

DAY = date(2026, 10, 1)


def somebody(by):
    return by or Account.objects.create(username="ai-do", full_name="Ai Đó", role="office", password="!")


CASES = {
    "notices.make": ("notices.make", None, lambda s, by: notices.make(on=DAY, by=by)),
    "notices.digest": ("notices.digest", None, lambda s, by: notices.digest(on=DAY, by=by)),
    "notices.send": ("notices.send", None, lambda s, by: notices.send(on=DAY, by=by)),
    "notices.mark_read": ("notices.read", None, lambda s, by: notices.mark_read(by=somebody(by))),
    "notices.choose": ("notices.choose", None, lambda s, by: notices.choose(by=somebody(by), each=True, daily=False)),
}
