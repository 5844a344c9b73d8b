"""Units' files as they came, what was read from each row, and the nominations that they became."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.hidden import HiddenJSONField, originals
from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.people import Person
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Audience, Field, Language, Programme, Word


class FileState(Word):
    """The way of a file: seen in a preview, then saved as a whole or dropped, and undone if need be;
    refused files are kept as a record."""

    PREVIEW = "preview", "Đang xem trước"
    SAVED = "saved", "Đã nhận"
    REFUSED = "refused", "Không đọc được"
    DROPPED = "dropped", "Đã bỏ"
    UNDONE = "undone", "Đã hoàn tác"


class RowOutcome(Word):
    """What becomes of a row; read = accepted + refused + unchanged."""

    ACCEPTED = "accepted", "Nhận"
    REFUSED = "refused", "Trả lại"
    UNCHANGED = "unchanged", "Không đổi"


class SourceFile(models.Model):
    """One file of a unit, kept as it came with its hash. ``columns`` tells how the sheets' columns were understood."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="files")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit_hint = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=255)
    content = sensitive(models.FileField(upload_to="received/%Y/%m", storage=originals, blank=True))
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=FileState.choices(), default=FileState.PREVIEW.value)
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal = models.TextField(blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    columns = sensitive(HiddenJSONField(default=list))  # with an example of each
    rows_read = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_warned = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-received_at", "id"]

    @property
    def receipt_number(self) -> int | None:
        """The number of the receipt of what came by form, which has rows as a file has; None for a file. One query
        unless ``submission`` was loaded along.
        """
        sent = getattr(self, "submission", None)
        return sent.number if sent else None

    def __str__(self) -> str:
        return self.name


class FileRow(models.Model):
    """One person's row in a file: the fields read, the raw cells, the problems at their cells, what became of it."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=80)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices())
    # A row may tell health, discipline and Party membership, and has identity numbers in whatever column; a problem
    # quotes the cell, but no number.
    fields = sensitive(HiddenJSONField(default=dict))
    raw = sensitive(HiddenJSONField(default=dict))
    problems: models.JSONField[Any, Any] = basic(models.JSONField(default=list))

    class Meta:
        ordering = ["id"]


class NominationState(Word):
    """Whether the unit's word stands; only a standing one is judged, planned and counted."""

    STANDING = "standing", "Đang đề cử"
    RETURNED = "returned", "Trả lại đơn vị"
    WITHDRAWN = "withdrawn", "Đơn vị đã rút"


NOT_STANDING = (NominationState.RETURNED.value, NominationState.WITHDRAWN.value)
"""States in which a nomination holds no seat, is not judged and counts nowhere."""


class Nomination(models.Model):
    """A unit names a person for a programme. The post is kept as written and as read on that day."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="nominations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    programme = models.CharField(max_length=10, choices=Programme.choices())
    language = models.CharField(max_length=2, blank=True, choices=Language.choices())
    priority = models.PositiveIntegerField(null=True, blank=True)
    position = basic(models.CharField(max_length=500, blank=True))
    workplace = basic(models.CharField(max_length=300, blank=True))
    audience = models.CharField(max_length=1, blank=True, choices=Audience.choices())
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    field = models.CharField(max_length=30, blank=True, choices=Field.choices())
    leads = models.BooleanField(null=True, blank=True)
    post_unread = basic(models.CharField(max_length=500, blank=True, db_index=True))
    state = models.CharField(max_length=10, choices=NominationState.choices(), default=NominationState.STANDING.value)
    row = models.ForeignKey(FileRow, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "person", "programme"], name="nomination_once"),
        ]
        indexes = [  # what lists count of a year
            models.Index(fields=["call", "state", "programme", "unit", "person"], name="nomination_counted"),
        ]


class Evidence(models.Model):
    """What is known on one condition. Of political vetting only outcome, date and document number are kept."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=30)
    outcome = sensitive(models.BooleanField(null=True, blank=True))
    on = basic(models.DateField(null=True, blank=True))
    document = basic(models.CharField(max_length=120, blank=True))
    note = sensitive(models.CharField(max_length=300, blank=True))
    source = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nomination", "kind"], name="evidence_once")]
