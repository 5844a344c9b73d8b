"""Handing in, as it went: every attempt with its hand-in, and what the clerks decided about units' columns."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.hidden import HiddenJSONField
from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.nominations import SourceFile
from doanra.records.models.units import Unit
from doanra.records.sensitivity import sensitive
from doanra.terms.words import Word


class HandInState(Word):
    """The way of a hand-in: read in the background, then ended by itself, by a person or by a power cut."""

    READING = "reading", "Đang đọc"
    DONE = "done", "Đã đọc xong"
    CANCELLED = "cancelled", "Đã dừng"
    INTERRUPTED = "interrupted", "Bị ngắt"


class AttemptOutcome(Word):
    """What came of one handed-in file; of a READ one its ``SourceFile`` tells the rest."""

    WAITING = "waiting", "Chờ đọc"
    READ = "read", "Đã đọc"
    NOT_TAKEN = "not_taken", "Không nhận"
    CANCELLED = "cancelled", "Dừng trước khi đọc"
    INTERRUPTED = "interrupted", "Bị ngắt trước khi đọc"


class HandIn(models.Model):
    """Files handed in at once, with the progress of reading them. Who reads it keeps ``heartbeat_at`` fresh.

    ``rows_read`` and ``files_done`` are of the files that were read whole. Of the ``current`` one ``row_at`` of
    ``row_of`` rows are read, on ``sheet``. ``rows_put`` are those that have been made ready for the preview.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="hand_ins")
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=HandInState.choices(), default=HandInState.READING.value)
    started_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    files_total = models.PositiveIntegerField(default=0)
    files_done = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    current = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=80, blank=True)
    row_at = models.PositiveIntegerField(default=0)
    row_of = models.PositiveIntegerField(default=0)
    rows_put = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-id"]


class Attempt(models.Model):
    """One file of a hand-in, kept whatever became of it: its name, weight and hash, never its content."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="attempts")
    file = models.OneToOneField(SourceFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="attempt")
    name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    outcome = models.CharField(max_length=12, choices=AttemptOutcome.choices(), default=AttemptOutcome.WAITING.value)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class FileLayout(models.Model):
    """How the sheets of a file were understood, and what a clerk decided about them.

    ``sheets`` is the layout report of the reading, first lines included. ``choices``: [sheet, column, meaning, or null
    to pass it over]; ``headers``: sheet → row of its header; ``ignored``: sheets that hold no list; ``remembered``:
    [sheet, column] that were read as decided for an earlier file of the unit.
    """

    file = models.OneToOneField(SourceFile, on_delete=models.CASCADE, related_name="layout")
    sheets = sensitive(HiddenJSONField(default=list))
    choices: models.JSONField[Any, Any] = models.JSONField(default=list)
    headers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    ignored: models.JSONField[Any, Any] = models.JSONField(default=list)
    remembered: models.JSONField[Any, Any] = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class ColumnMemory(models.Model):
    """What a column of a unit's lists means, as a clerk decided once; ``meaning`` "" says nothing is to be read there.

    A column is known again by its head (``key``). One without a head, or with the head of another column, is known by
    the heads of its whole table (``signature``) and its ``letter``; both are "" otherwise.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="column_memory")
    header = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=300, blank=True, db_index=True)
    signature = models.CharField(max_length=64, blank=True)
    letter = models.CharField(max_length=80, blank=True)
    meaning = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=255, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["unit", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "signature", "letter"], name="column_memory_once"),
        ]


class HeaderWord(models.Model):
    """A head of a column that the office taught the reading for the lists of every unit."""

    header = models.CharField(max_length=120)
    key = models.CharField(max_length=120, unique=True)
    meaning = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meaning", "header"]

    def __str__(self) -> str:
        return self.header
