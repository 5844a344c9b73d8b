"""What the system said to whom about a duty, in the application and by mail, and what each account wants by mail."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Word


class NoticeKind(Word):
    """Why a notice is made: each comes once for a duty, in this order; the last tells of one's own account."""

    ASSIGNED = "assigned", "Việc mới"
    BEFORE = "before", "Còn 7 ngày"
    TODAY = "today", "Đến hạn hôm nay"
    AFTER = "after", "Quá hạn 3 ngày"
    SUPERIOR = "superior", "Báo cấp trên"
    ACCOUNT = "account", "Tài khoản của bạn"


class MailState(Word):
    """What became of the mail of a notice or of a digest."""

    OFF = "off", "Không gửi thư"
    NO_ADDRESS = "no_address", "Không có địa chỉ thư"
    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Gửi không được"


class Notice(models.Model):
    """One thing said to one account. ``key`` is that of the duty; ``about`` whose duty it is, at a superior's.

    Each kind is said once while the duty waits; once it is settled and waits again, everything is said anew.
    """

    to = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    about = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=NoticeKind.choices())
    matter = models.CharField(max_length=20)
    say = basic(models.CharField(max_length=300))
    note = basic(models.CharField(max_length=300, blank=True))
    address = models.CharField(max_length=300)
    until = models.DateField(null=True, blank=True)
    made_on = models.DateField(db_index=True)
    read_at = sensitive(models.DateTimeField(null=True, blank=True))  # an act in the system
    settled_on = models.DateField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=MailState.choices(), default=MailState.OFF.value, db_index=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["to", "key", "kind"], condition=models.Q(settled_on=None), name="notice_once_while_it_waits"
            )
        ]
        indexes = [models.Index(fields=["to", "read_at"], name="notice_unread")]


class Digest(models.Model):
    """The mail of a day with everything that waited for an account that morning."""

    to = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField(db_index=True)
    duties = models.PositiveIntegerField()
    body: models.TextField[Any, Any] = basic(models.TextField())
    mail = models.CharField(max_length=10, choices=MailState.choices(), default=MailState.OFF.value)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["to", "on"], name="digest_once")]


class NoticeChoice(models.Model):
    """What an account wants by mail; without a row both."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="notice_choice")
    each = models.BooleanField(default=True)
    daily = models.BooleanField(default=True)
