"""The notices of a day: every account's duties are looked at, and what is new, near or late is said once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from doanra.records.models import Account, MailState, Notice, NoticeChoice, NoticeKind
from doanra.records.queries import accounts as holders
from doanra.stages import duties
from doanra.stages.acting import Actor, acting
from doanra.stages.duties import Duty
from doanra.stages.notices.deciding import next_notice
from doanra.stages.notices.superiors import Superiors

LANGUAGE = "vi"
"""Notices and mails are in Vietnamese, whoever reads them."""
Said = dict[tuple[int, str], set[NoticeKind]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An account with everything that waits for it."""

    account: Account
    duties: list[Duty]


def make(*, on: date, by: Actor) -> int:
    """Makes the notices of a day and settles those whose duty waits no more; returns how many were made.

    Run twice on a day it makes nothing new.
    """
    with acting("notices.make", by=by) as act, translation.override(LANGUAGE):
        everybody = list(waiting(on=on))
        said, wants, superiors = _said(), _wants(), Superiors.of(one.account for one in everybody)
        made = [notice for one in everybody for notice in _of(one, said, wants, superiors, on=on)]
        Notice.objects.bulk_create(made)
        settled = _settle(everybody, on=on)
        act.detail = {"on": on.isoformat(), "settled": settled, **Counter(one.kind for one in made)}
    return len(made)


def waiting(*, on: date) -> Iterator[Waiting]:
    """Every account that holds a post, with its duties. The years are read once for all."""
    found = Account.objects.filter(is_active=True).select_related("unit", "body")
    yield from (
        Waiting(account=account, duties=own)
        for account, own in duties.of_everybody((one for one in found if holders.holds_post(one, on)), on=on)
    )


def address_of(duty: Duty) -> str:
    """The path of the page where a duty is done."""
    # The one place below the doors that knows an address: a mail must carry it.
    return reverse(f"web:{duty.route}", args=duty.args) + duty.query


def mail_of(account: Account, *, wanted: bool) -> MailState:
    """Whether a mail to the account waits to be sent."""
    if not settings.MAIL_ON or not wanted:
        return MailState.OFF
    return MailState.WAITING if account.email else MailState.NO_ADDRESS


def _of_duties() -> QuerySet[Notice]:
    """Notices of what still waits; what was said of accounts is no duty, and nothing settles it."""
    return Notice.objects.filter(settled_on=None).exclude(kind=NoticeKind.ACCOUNT.value)


def _said() -> Said:
    """What was said of duties that still wait, by account and key."""
    said: Said = defaultdict(set)
    rows = _of_duties().values_list("to_id", "about_id", "key", "kind")
    for to, about, key, kind in rows:
        said[about or to, key.split("@")[0]].add(NoticeKind(kind))
    return said


def _wants() -> dict[int, bool]:
    return dict(NoticeChoice.objects.values_list("account_id", "each"))


def _of(one: Waiting, said: Said, wants: dict[int, bool], superiors: Superiors, *, on: date) -> Iterator[Notice]:
    for duty in one.duties:
        kind = next_notice(duty.until, said=said.get((one.account.pk, duty.key), set()), on=on)
        to = superiors.above(one.account) if kind is NoticeKind.SUPERIOR else one.account
        if kind is None or to is None:
            continue
        superior = to is not one.account
        yield Notice(
            to=to,
            about=one.account if superior else None,
            key=f"{duty.key}@{one.account.pk}" if superior else duty.key,
            kind=kind.value,
            matter=duty.matter.value,
            say=duty.say[:300],
            note=duty.note[:300],
            address=address_of(duty),
            until=duty.until,
            made_on=on,
            mail=mail_of(to, wanted=wants.get(to.pk, True)).value,
        )


def _settle(everybody: list[Waiting], *, on: date) -> int:
    """A duty that waits no more needs no further word; should it wait again, it begins anew."""
    alive = {(one.account.pk, duty.key) for one in everybody for duty in one.duties}
    open_ones = _of_duties().values_list("pk", "to_id", "about_id", "key")
    gone = [pk for pk, to, about, key in open_ones if (about or to, key.split("@")[0]) not in alive]
    return Notice.objects.filter(pk__in=gone).update(settled_on=on)
