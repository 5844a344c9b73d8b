"""Days on which a nominee cannot be away. Of the reason only its kind is kept: no text that could say too much."""

from __future__ import annotations

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.people import Person
from doanra.records.sensitivity import basic
from doanra.terms.words import Word


class BusyReason(Word):
    """The kind of reason. Health and family are the fourth kind like any other private matter, and say no more."""

    DUTY = "duty", "Nhiệm vụ không vắng được"
    MISSION = "mission", "Đi công tác"
    STUDY = "study", "Đi học, bồi dưỡng khác"
    PRIVATE = "private", "Nghỉ phép, việc riêng"


class BusyDays(models.Model):
    """A person cannot go from ``first_day`` to ``last_day``, both included. ``letter`` is the number of the paper."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="busy_days")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="busy_days")
    first_day = basic(models.DateField())
    last_day = basic(models.DateField())
    reason = basic(models.CharField(max_length=10, choices=BusyReason.choices()))
    letter = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["first_day", "id"]
