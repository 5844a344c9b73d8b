"""The trail: one row for every act, written in the act's own transaction and never changed."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.sensitivity import basic, sensitive


class Event(models.Model):
    """Who did what to which thing, when. ``verb`` is the stage and the verb, such as ``plans.publish``."""

    at = sensitive(models.DateTimeField(db_index=True))
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = basic(models.CharField(max_length=120))
    verb = models.CharField(max_length=60, db_index=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, db_index=True)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True, blank=True)
    detail: models.JSONField[Any, Any] = sensitive(models.JSONField(default=dict))

    class Meta:
        ordering = ["-id"]
