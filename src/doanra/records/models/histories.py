"""Old records of courses abroad, since 2008: files of them, their rows, and each course on the way to its person."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.policy.facts import Funding
from doanra.records.fields import PartialDateField
from doanra.records.hidden import HiddenJSONField, originals
from doanra.records.models.accounts import Account
from doanra.records.models.nominations import FileState, RowOutcome
from doanra.records.models.people import Person
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Programme


class HistoryFile(models.Model):
    """A workbook of old records, kept as it came with its hash; seen in a preview, then saved as a whole or dropped."""

    name = models.CharField(max_length=255)
    content = sensitive(models.FileField(upload_to="histories/%Y/%m", storage=originals, blank=True))
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=FileState.choices(), default=FileState.PREVIEW.value)
    refusal = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.name


class HistoryRow(models.Model):
    """One row of such a workbook: the fields read, what is wrong with its cells, what became of it."""

    file = models.ForeignKey(HistoryFile, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=80)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices())
    fields = basic(HiddenJSONField(default=dict))
    problems: models.JSONField[Any, Any] = basic(models.JSONField(default=list))

    class Meta:
        ordering = ["id"]


class PastCourse(models.Model):
    """A course abroad that an old record tells, as exact as the record. Without ``person`` it awaits a match.

    The name and birth date are those of the record. ``is_none`` is no course: the record declares that the person has
    been on none. ``settled`` says that somebody chose the person, or that nobody known is meant.
    """

    row = models.OneToOneField(HistoryRow, null=True, on_delete=models.CASCADE, related_name="course")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="past_courses")
    settled = models.BooleanField(default=False)
    full_name = basic(models.CharField(max_length=120))
    search_key = basic(models.CharField(max_length=120, db_index=True))
    birth = basic(PartialDateField())
    id_index = basic(models.CharField(max_length=64, blank=True, db_index=True))
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit_text = models.CharField(max_length=200, blank=True)
    funded_by = models.CharField(max_length=10, blank=True, choices=Funding.choices())
    programme = models.CharField(max_length=10, blank=True, choices=Programme.choices())
    is_none = models.BooleanField(default=False)
    title = basic(models.CharField(max_length=200, blank=True))
    country = basic(models.CharField(max_length=80, blank=True))
    starts = basic(PartialDateField())
    ends = basic(PartialDateField())
    decision = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts", "id"]
