"""What a load of a unit's file changed on what was known, so that it can be taken back as a whole; issued templates."""

from __future__ import annotations

from django.db import models

from doanra.records.hidden import HiddenJSONField
from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.nominations import FileRow, Nomination, SourceFile
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
    before = sensitive(HiddenJSONField(null=True))
    after = sensitive(HiddenJSONField(default=dict))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="load_change_thing")]
        constraints = [models.UniqueConstraint(fields=["file", "thing", "thing_id"], name="load_change_once")]


class AbsenceAnswer(Word):
    """What a clerk said of a nomination whose row was taken out of a template before it came back."""

    WITHDRAWN = "withdrawn", "Đơn vị rút"
    KEPT = "kept", "Giữ đề cử"


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


class AbsentNomination(models.Model):
    """A nomination that stood in a template and no more in the file made of it, once somebody said what that means."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="absent")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=AbsenceAnswer.choices())
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "nomination"], name="absence_answered_once")]
