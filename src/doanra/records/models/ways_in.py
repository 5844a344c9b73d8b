"""What it would take to seat one person in one version of a plan: asked once, solved once, kept."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.plans import Plan


class WayIn(models.Model):
    """The answer for one nominee (the id in the problem, no name) and one revision of a plan. Never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="ways_in")
    revision = models.PositiveIntegerField()
    nominee = models.CharField(max_length=20)
    answer: models.JSONField[Any, Any] = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "revision", "nominee"], name="way_in_once")]
