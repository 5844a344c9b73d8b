"""Nominations by form: drafts, submissions, late requests, returns, withdrawals, the files of a dossier."""

from __future__ import annotations

from django.db import models

from doanra.records.hidden import HiddenJSONField, originals
from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.nominations import Nomination, SourceFile
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Word


class FormRules(models.Model):
    """What a year lays down for nominating by form; a year without a row has the defaults."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="form_rules")
    clerk_submits = models.BooleanField(default=True)
    # Whether a unit adds papers after their day only by a request; else the day is told and stops nobody.
    papers_limited = models.BooleanField(default=False)


class ScanState(Word):
    """What the virus scanner said of a file."""

    UNSCANNED = "unscanned", "Không quét vi-rút"
    WAITING = "waiting", "Chờ quét vi-rút"
    CLEAN = "clean", "Đã quét, không thấy vi-rút"
    INFECTED = "infected", "Có vi-rút, không mở được"


class StoredFile(models.Model):
    """A file that somebody handed in, kept encrypted under its hash; the same content lies on the disk once."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = basic(models.CharField(max_length=255))
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content = sensitive(models.FileField(storage=originals, max_length=120))
    scan = models.CharField(max_length=10, choices=ScanState.choices(), default=ScanState.UNSCANNED.value)
    scan_note = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class LateState(Word):
    """What became of a request to send after the deadline."""

    WAITING = "waiting", "Chờ văn phòng quyết định"
    ACCEPTED = "accepted", "Được nộp muộn"
    REFUSED = "refused", "Không nhận"
    USED = "used", "Đã nộp"


class LateRequest(models.Model):
    """A unit asks to send drafts after the deadline; the office accepts until a day, or refuses with a reason.

    With ``nomination`` it asks to add papers to that one's dossier after their day.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="late_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.SET_NULL, related_name="late_requests"
    )  # fmt: skip
    reason = basic(models.CharField(max_length=500))
    letter = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=LateState.choices(), default=LateState.WAITING.value)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = basic(models.CharField(max_length=500, blank=True))
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return self.reason


class Submission(models.Model):
    """A set of drafts sent with one letter: its receipt, the scan of the letter, the list that it became."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    letter_number = models.CharField(max_length=80)
    letter_date = models.DateField()
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="submission")
    late = models.ForeignKey(LateRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="receipt_once")]

    @property
    def receipt(self) -> str:
        """The number that the unit keeps: BN-2027-0041."""
        return f"BN-{self.call.year}-{self.number:04d}"

    def __str__(self) -> str:
        return self.receipt


class NominationReturn(models.Model):
    """The office sent a nomination back: which fields, and why each. Over once the unit's answer was saved."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="returns")
    reasons = sensitive(HiddenJSONField(default=dict))  # field -> why
    due_on = models.DateField(null=True, blank=True)
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-returned_at", "-id"]


class DraftState(Word):
    """Where a draft stands."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã nộp"
    DROPPED = "dropped", "Đã bỏ"


class NominationDraft(models.Model):
    """What a unit has typed of one nomination; counted nowhere. ``version`` grows by each change of anybody."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="drafts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answers = sensitive(HiddenJSONField(default=dict))
    state = models.CharField(max_length=10, choices=DraftState.choices(), default=DraftState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    late = models.ForeignKey(LateRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    answers_to = models.ForeignKey(
        NominationReturn, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )  # fmt: skip
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )  # fmt: skip

    class Meta:
        ordering = ["id"]


class DossierFile(models.Model):
    """A file for one required paper (``paper`` is its code), of a draft and of the nomination that it becomes."""

    draft = models.ForeignKey(NominationDraft, null=True, blank=True, on_delete=models.CASCADE, related_name="papers")
    nomination = models.ForeignKey(Nomination, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers")
    paper = models.CharField(max_length=30)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uses")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Withdrawal(models.Model):
    """The unit's word was taken back, with the reason; ``undone_at`` when it stands again."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="withdrawals")
    reason = sensitive(models.CharField(max_length=300, blank=True))
    letter = models.CharField(max_length=80, blank=True)
    was = models.CharField(max_length=10)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = sensitive(models.CharField(max_length=300, blank=True))

    class Meta:
        ordering = ["-withdrawn_at", "-id"]
