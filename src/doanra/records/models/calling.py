"""What goes with a call: longer deadlines of single units, papers that a dossier must have, what units need."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.nominations import Nomination
from doanra.records.models.units import Unit
from doanra.terms.words import Programme, Word


class DeadlineOf(Word):
    """Whose deadline it is: the unit's answer, or the papers of each person."""

    UNIT = "unit", "Hạn gửi danh sách"
    PERSON = "person", "Hạn nộp giấy tờ của từng người"


class Extension(models.Model):
    """One unit got more time, for a reason and on a document. Rows are added, the latest day counts."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DeadlineOf.choices())
    due_on = models.DateField()
    reason = models.CharField(max_length=300)
    document = models.CharField(max_length=120)
    on = models.DateField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit.short}, {DeadlineOf(self.kind).label.lower()}"


class RequiredPaper(models.Model):
    """A paper that the dossier of each nominee for a programme must have, from a day until a day (None: on)."""

    programme = models.CharField(max_length=10, choices=Programme.choices())
    name = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=120, blank=True)  # what asks for it
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="required_paper_days"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NeedState(Word):
    """Whether a stated need stands."""

    STANDING = "standing", "Đang nêu"
    DROPPED = "dropped", "Đơn vị đã bỏ"


class Need(models.Model):
    """What a unit says before it names anybody: a task to be done, what is lacking for it, how many people."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="needs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=10, choices=Programme.choices())
    task = models.CharField(max_length=300)
    gap = models.CharField(max_length=300)
    people = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=NeedState.choices(), default=NeedState.STANDING.value)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["unit__kind", "unit__order", "programme", "id"]
        constraints = [models.CheckConstraint(condition=Q(people__gt=0), name="need_of_somebody")]

    def __str__(self) -> str:
        return self.task


class NominationNeed(models.Model):
    """A nomination refers to a need of its unit."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="nominations")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["nomination", "need"], name="nomination_need_once")]
