"""What an account does with its notices: reads them, and chooses what comes by mail."""

from __future__ import annotations

from django.utils import timezone

from doanra.records.models import Account, Notice, NoticeChoice
from doanra.stages.acting import acting


def mark_read(*, by: Account, keys: list[int] | None = None) -> int:
    """Marks the account's own notices as read, those given or all; returns how many. Another's are not touched."""
    with acting("notices.read", by=by) as act:
        own = Notice.objects.filter(to=by, read_at=None)
        if keys is not None:
            own = own.filter(pk__in=keys)
        found = list(own)
        act.watch(*found)
        for one in found:
            one.read_at = timezone.now()
        Notice.objects.bulk_update(found, ["read_at"], batch_size=500)
        act.detail = {"read": len(found)}
    return len(found)


def choose(*, by: Account, each: bool, daily: bool) -> NoticeChoice:
    """What the account wants by mail: each notice, the mail of the day."""
    with acting("notices.choose", by=by) as act:
        choice = NoticeChoice.objects.filter(account=by).first() or NoticeChoice(account=by)
        act.watch(choice)
        choice.each, choice.daily = each, daily
        choice.save()
        act.subject, act.detail = by, {"each": each, "daily": daily}
    return choice
