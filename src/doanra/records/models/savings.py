"""Saving a big file in the background: how far it is, and whether somebody asked it to stop."""

from __future__ import annotations

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.nominations import SourceFile
from doanra.terms.words import Word


class SavingState(Word):
    """The life of a saving. Whatever does not end as DONE has changed nothing."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang lưu"
    DONE = "done", "Đã lưu"
    CANCELLED = "cancelled", "Đã dừng, chưa lưu gì"
    INTERRUPTED = "interrupted", "Bị ngắt, chưa lưu gì"
    FAILED = "failed", "Không lưu được"


class SavingRun(models.Model):
    """One attempt to save a file and to judge its nominations, all in one transaction."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="savings")
    state = models.CharField(max_length=12, choices=SavingState.choices(), default=SavingState.QUEUED.value)
    on = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    rows_saved = models.PositiveIntegerField(default=0)
    rows_judged = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    elapsed = models.FloatField(default=0)  # seconds
    cancel_requested = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
