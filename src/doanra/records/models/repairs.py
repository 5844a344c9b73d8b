"""Repairs of an announced plan: what has changed since, how far the search is, and the plans on offer."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.plans import Plan, PlanningProblem, RunState


class Repair(models.Model):
    """One search for what to do with an announced plan after withdrawals, cancelled courses or a cut of the budget."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="repairs")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="repairs")
    problem = models.ForeignKey(PlanningProblem, on_delete=models.PROTECT, related_name="+")
    withdrawn: models.JSONField[Any, Any] = models.JSONField(default=list)  # ids of the problem, told but gone
    cancelled: models.JSONField[Any, Any] = models.JSONField(default=list)  # codes of courses
    budget = models.DecimalField(max_digits=16, decimal_places=0, null=True, blank=True)  # đồng; None: that of the year
    state = models.CharField(max_length=12, choices=RunState.choices(), default=RunState.QUEUED.value)
    time_limit = models.PositiveIntegerField(default=60)  # seconds
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    elapsed = models.FloatField(default=0)
    cancel_requested = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)
    fewest = models.PositiveIntegerField(null=True, blank=True)  # people to be moved or dropped, as found so far
    fewest_bound = models.PositiveIntegerField(null=True, blank=True)  # no repair moves or drops fewer
    offers: models.JSONField[Any, Any] = models.JSONField(default=list)  # plan/1, the fewest changes first
    accepted = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-id"]
