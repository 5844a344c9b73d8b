"""What a run has found so far, kept while it goes on, and the scenarios: what if the year were otherwise?"""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.plans import Plan, PlanningRun


class BestPlan(models.Model):
    """The best plan of a run and what was proven by ``at``; it outlives a worker that is killed."""

    run = models.OneToOneField(PlanningRun, on_delete=models.CASCADE, related_name="best")
    body: models.JSONField[Any, Any] = models.JSONField()  # plan/1
    tiers: models.JSONField[Any, Any] = models.JSONField()  # as the checker writes them
    bounds: models.JSONField[Any, Any] = models.JSONField(default=dict)
    at = models.DateTimeField()


class Scenario(models.Model):
    """A year that is otherwise in some points, tried against a plan without touching anything."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=80)
    changes: models.JSONField[Any, Any] = models.JSONField()  # what-if/1
    keeps_seats = models.BooleanField(default=False)
    base = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    base_revision = models.PositiveIntegerField(default=0)
    run = models.OneToOneField(PlanningRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="scenario")
    adopted = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["call", "name"], name="scenario_name_once")]

    def __str__(self) -> str:
        return self.name
