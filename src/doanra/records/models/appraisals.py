"""Verdicts with their clause: what the rules said of a nomination on a day, by which edition; waivers by decision."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.policy.finding import Eligibility
from doanra.records.models.accounts import Account
from doanra.records.models.nominations import Nomination
from doanra.records.sensitivity import basic, sensitive


class Appraisal(models.Model):
    """The newest verdict on a nomination, judged for a course that begins ``on``; the trail has how it changed."""

    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="appraisal")
    on = models.DateField()
    edition = models.CharField(max_length=60)
    standing = basic(models.CharField(max_length=14, choices=Eligibility.choices(), db_index=True))
    # Ids of rules, with commas: that of discipline or health says as much as the paper.
    not_met = sensitive(models.CharField(max_length=200, blank=True))
    unknown = sensitive(models.CharField(max_length=400, blank=True))
    findings: models.JSONField[Any, Any] = sensitive(models.JSONField(default=list))
    appraised_at = models.DateTimeField()
    appraised_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        # Lists count verdicts by the thousand: all they ask is in the index, so that the wide rows stay unread.
        indexes = [models.Index(fields=["nomination", "standing", "not_met", "unknown"], name="appraisal_said")]


class Waiver(models.Model):
    """A decision of the Committee's leadership that sets a rule aside for one nomination."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=40)
    document = models.CharField(max_length=120)
    on = models.DateField()
    signer = basic(models.CharField(max_length=160))
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nomination", "rule"], name="waiver_once")]
