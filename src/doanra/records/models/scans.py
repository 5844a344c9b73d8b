"""Scans of signed papers: of the decision behind an approved version or a waiver, of a body's letter of opinions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from doanra.records.models.accounts import Account
from doanra.records.models.appraisals import Waiver
from doanra.records.models.consultations import ApprovedVersion, OpinionRequest
from doanra.records.models.forms import StoredFile

_ONE_OF = (
    Q(version__isnull=False, waiver__isnull=True, request__isnull=True)
    | Q(version__isnull=True, waiver__isnull=False, request__isnull=True)
    | Q(version__isnull=True, waiver__isnull=True, request__isnull=False)
)


class DecisionScan(models.Model):
    """A scan with what it is the paper of; one that was taken away stays as a row, for the trail.

    ``document`` is the number of the letter where one request was answered by several. Never of a body that vets.
    """

    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(
        ApprovedVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="scans"
    )  # fmt: skip
    waiver = models.ForeignKey(Waiver, null=True, blank=True, on_delete=models.CASCADE, related_name="scans")
    request = models.ForeignKey(
        OpinionRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="scans"
    )  # fmt: skip
    document = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.CheckConstraint(condition=_ONE_OF, name="decision_scan_of_one")]

    def __str__(self) -> str:
        return self.stored.name
