"""Mails of notices and of the day: sent where the office has switched mail on; what fails is said and tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from doanra.documents import notice_mail
from doanra.records.models import Account, Digest, MailState, Notice, NoticeChoice, NoticeKind
from doanra.stages.acting import Actor, acting
from doanra.stages.notices.making import LANGUAGE, Waiting, address_of, mail_of, waiting

_RETRIED = (MailState.WAITING.value, MailState.FAILED.value)
_PORTION = 50  # mails
_FAULT = Notice._meta.get_field("mail_fault").max_length or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a round of mails."""

    sent: int
    failed: int


def send(*, on: date, by: Actor) -> Sent:
    """Sends every mail that waits, those that failed before too. Without mail switched on it sends nothing.

    A portion at a time, each an act of its own: what went out is noted before the next portion is begun.
    """
    total = Sent(sent=0, failed=0)
    for rows in _portions(on) or [[]]:
        with acting("notices.send", by=by) as act:
            result = _send_all(rows) if rows else Sent(sent=0, failed=0)
            act.detail = {"on": on.isoformat(), "sent": result.sent, "failed": result.failed}
        total = Sent(sent=total.sent + result.sent, failed=total.failed + result.failed)
    return total


def _portions(on: date) -> list[list[Notice | Digest]]:
    """The mails that wait, to people who still hold a post; a duty that is done needs no mail any more.

    Nor does what waited on an earlier day: a mail of a day that did not go is not sent on the next.
    """
    if not settings.MAIL_ON:
        return []
    notices = Notice.objects.filter(mail__in=_RETRIED, settled_on=None, to__is_active=True)
    digests = Digest.objects.filter(mail__in=_RETRIED, to__is_active=True, on=on)
    rows: list[Notice | Digest] = [
        *notices.select_related("to", "about").order_by("pk"),
        *digests.select_related("to").order_by("pk"),
    ]
    return [rows[start : start + _PORTION] for start in range(0, len(rows), _PORTION)]


def digest(*, on: date, by: Actor) -> int:
    """Writes the mail of the day for everybody who has something waiting and wants it; returns how many. Once a day."""
    with acting("notices.digest", by=by) as act, translation.override(LANGUAGE):
        wants = dict(NoticeChoice.objects.values_list("account_id", "daily"))
        have = set(Digest.objects.filter(on=on).values_list("to_id", flat=True))
        rows = [
            _digest(one, on=on)
            for one in waiting(on=on)
            if one.duties and wants.get(one.account.pk, True) and one.account.pk not in have
        ]
        Digest.objects.bulk_create(rows)
        act.detail = {"on": on.isoformat(), "digests": len(rows)}
    return len(rows)


def _digest(one: Waiting, *, on: date) -> Digest:
    lines = [
        notice_mail.Line(say=duty.say, note=duty.note, until=duty.until, link=settings.ADDRESS + address_of(duty))
        for duty in one.duties
    ]
    return Digest(
        to=one.account,
        on=on,
        duties=len(lines),
        body=notice_mail.digest(str(one.account), lines, on=on),
        mail=mail_of(one.account, wanted=True).value,
    )


def _send_all(rows: Sequence[Notice | Digest]) -> Sent:
    """One connection for all; where it cannot be opened nobody is tried, and all is left to the next round."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as fault:
        for row in rows:
            _note(row, str(fault) or type(fault).__name__)
        return Sent(sent=0, failed=len(rows))
    try:
        sent = sum([_sends(row, connection) for row in rows])
    finally:
        connection.close()
    return Sent(sent=sent, failed=len(rows) - sent)


def _sends(row: Notice | Digest, connection: BaseEmailBackend) -> bool:
    """Sends one mail and notes what became of it; whether it went."""
    try:
        _message(row, connection).send()
    except (OSError, SMTPException) as fault:
        _note(row, str(fault) or type(fault).__name__)
        return False
    row.mailed_at = timezone.now()
    _note(row, "")
    return True


def _note(row: Notice | Digest, fault: str) -> None:
    row.mail = (MailState.FAILED if fault else MailState.SENT).value
    row.mail_fault = fault[:_FAULT]
    row.save(update_fields=["mail", "mail_fault", "mailed_at"])


def _message(row: Notice | Digest, connection: BaseEmailBackend) -> EmailMessage:
    if isinstance(row, Digest):
        subject, body = notice_mail.digest_subject(row.duties, on=row.on), row.body
    else:
        line = notice_mail.Line(say=row.say, note=row.note, until=row.until, link=settings.ADDRESS + row.address)
        about = str(row.about) if row.about else ""
        kind = NoticeKind(row.kind).value
        subject, body = notice_mail.notice(kind, line, to=str(row.to), about=about, on=row.made_on)
    return EmailMessage(subject, body, settings.MAIL_FROM, [_address(row.to)], connection=connection)


def _address(account: Account) -> str:
    return account.email
