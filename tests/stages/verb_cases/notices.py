"""Verbs on notices."""

from datetime import date

from doanra.records.models import Account, Notice
from doanra.stages import notices

DAY = date(2026, 10, 1)


def somebody(by):
    """Who reads: somebody to whom something was said."""
    who = by or Account.objects.create(username="ai-do", full_name="Ai Đó", role="office", password="!")
    if not who.notices.exists():
        Notice.objects.create(
            to=who, key="thu", kind="assigned", matter="call", say="Việc thử", address="/", made_on=DAY
        )
    return who


CASES = {
    "notices.making.make": ("notices.make", None, lambda s, by: notices.make(on=DAY, by=by)),
    "notices.mailing.digest": ("notices.digest", None, lambda s, by: notices.digest(on=DAY, by=by)),
    "notices.mailing.send": ("notices.send", None, lambda s, by: notices.send(on=DAY, by=by)),
    "notices.reading.mark_read": ("notices.read", None, lambda s, by: notices.mark_read(by=somebody(by))),
    "notices.reading.choose": (
        "notices.choose",
        None,
        lambda s, by: notices.choose(by=somebody(by), each=True, daily=False),
    ),
}
