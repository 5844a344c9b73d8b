"""What a load of a unit's file changed on what was known, so that it can be taken back as a whole; issued templates."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.nominations import FileRow, SourceFile
from doanra.records.models.people import Person
from doanra.records.models.units import Unit
from doanra.records.sensitivity import sensitive
from doanra.terms.words import Programme, Word


class ChangedThing(Word):
    """What a load can add or change."""

    PERSON = "person", "Cán bộ"
    NOMINATION = "nomination", "Đề cử"
    EVIDENCE = "evidence", "Bằng chứng"
    INVITATION = "invitation", "Việc trả lời của đơn vị"


class LoadChange(models.Model):
    """One thing that saving a file added (``before`` is None) or changed.

    ``before`` and ``after`` hold the same names: the stored values of the touched fields only, as JSON (partial dates
    in ISO form, keys as ids). An identity number is never among them: its blind index stands for it.
    """

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="changes")
    row = models.ForeignKey(FileRow, null=True, on_delete=models.SET_NULL, related_name="+")
    thing = models.CharField(max_length=12, choices=ChangedThing.choices())
    thing_id = models.BigIntegerField()
    before: models.JSONField[Any, Any] = sensitive(models.JSONField(null=True))
    after: models.JSONField[Any, Any] = sensitive(models.JSONField(default=dict))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="load_change_thing")]
        constraints = [models.UniqueConstraint(fields=["file", "thing", "thing_id"], name="load_change_once")]


class IssuedTemplate(models.Model):
    """A template that was filled with what is known of a unit for one programme, and given out."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="templates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=10, choices=Programme.choices())
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")


class IssuedRow(models.Model):
    """A row of an issued template: its key, drawn by lot, says who is meant even where name and birth are mended."""

    template = models.ForeignKey(IssuedTemplate, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=24, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    nominated = models.BooleanField(default=False)
