"""Notices as pages show them: one's own, and what was said to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from doanra.records.models import Account, Digest, Notice, NoticeChoice
from doanra.terms.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of the notices is sought: whose name holds the text, of which kind, what became of the mail, since when."""

    text: str = ""
    kind: str = ""
    mail: str = ""
    since: date | None = None
    until: date | None = None


def own(account: Account) -> QuerySet[Notice]:
    """What was said to an account, the unread first, then the newest; of one day the most pressing first."""
    unread_first = Case(
        When(read_at=None, settled_on=None, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return account.notices.select_related("about").order_by(unread_first, "-made_on", "pk")


def unread(account: Account) -> int:
    """How many notices the account has not read. One query."""
    return account.notices.filter(read_at=None, settled_on=None).count()


def choice_of(account: Account) -> NoticeChoice:
    """What the account wants by mail; both unless it chose. One query."""
    return NoticeChoice.objects.filter(account=account).first() or NoticeChoice(account=account)


def sent(sought: Sought) -> QuerySet[Notice]:
    """What was said to whom, the newest day first; of one day person by person, the most pressing first."""
    found = Notice.objects.filter(**_narrowed(sought))
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.mail:
        found = found.filter(mail=sought.mail)
    return found.filter(_named(sought.text)).select_related("to__unit", "to__body", "about").order_by("-made_on", "pk")


def digests(on: date) -> QuerySet[Digest]:
    """The mails of a day."""
    return Digest.objects.filter(on=on).select_related("to")


def _narrowed(sought: Sought) -> dict[str, date]:
    days = {"made_on__gte": sought.since, "made_on__lte": sought.until}
    return {name: day for name, day in days.items() if day is not None}


def _named(text: str) -> Q:
    word = text.strip()
    if not word:
        return Q()
    return (
        Q(to__full_name__icontains=word)
        | Q(to__username__icontains=fold(word).replace(" ", "."))
        | Q(to__unit__short__icontains=word)
        | Q(say__icontains=word)
    )
