"""The call of a year: what is aimed at, under which limits, and which units were asked and answered."""

from __future__ import annotations

from django.db import models

from doanra.records.models.units import Unit
from doanra.terms.words import Programme, Word


class CallState(Word):
    """Where a year stands."""

    OPEN = "open", "Đang nhận đề cử"
    CLOSED = "closed", "Đã tổng kết"


class UnknownMeans(Word):
    """What an unknown verdict means for a planning run; the office decides (unknown is not no)."""

    TAKE = "take", "Nhận vào kế hoạch, có dấu chưa rõ"
    LEAVE = "leave", "Để lại đến khi đủ bằng chứng"


class PlannedFrom(Word):
    """Whom a planning run of the year takes where a list has been approved; without such a list it takes all."""

    APPROVED = "approved", "Chỉ người trong danh sách đã duyệt"
    ALL = "all", "Mọi đề cử đang đứng, dù đã có danh sách duyệt"


class QuotaMode(Word):
    """Whether units have quotas, and whether these stop anybody; the office decides."""

    OFF = "off", "Không đặt chỉ tiêu cho đơn vị"
    INFORM = "inform", "Đặt để theo dõi, không chặn"
    LIMIT = "limit", "Không nhận đề cử quá chỉ tiêu"


class QuotaCounts(Word):
    """What uses up a seat of a quota."""

    NOMINATIONS = "nominations", "Đề cử đang giữ"
    SEATS = "seats", "Chỗ trong kế hoạch"


_ALL_PROGRAMMES = ",".join(Programme)


class Call(models.Model):
    """The call for one year. Money is in ``currency``; targets come from policy unless the year sets its own."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    document = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=CallState.choices(), default=CallState.OPEN.value)
    closed_on = models.DateField(null=True, blank=True)
    unknown_means = models.CharField(max_length=10, choices=UnknownMeans.choices(), default=UnknownMeans.TAKE.value)
    planned_from = models.CharField(
        max_length=10, choices=PlannedFrom.choices(), default=PlannedFrom.APPROVED.value
    )  # fmt: skip
    target_short = models.PositiveIntegerField(null=True, blank=True)
    target_medium = models.PositiveIntegerField(null=True, blank=True)
    target_language = models.PositiveIntegerField(null=True, blank=True)
    budget = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="VND")
    abroad_at_once = models.PositiveSmallIntegerField(default=7)
    away_share = models.DecimalField(max_digits=4, decimal_places=2, default="0.25")
    rank_window = models.PositiveSmallIntegerField(default=8)
    # Whether the register of courses on Conclusion 39 money is whole, so that "never attended" may be believed.
    register_complete = models.BooleanField(default=True)
    programmes = models.CharField(max_length=40, default=_ALL_PROGRAMMES)
    # By when the papers of each person are wanted; None: no such day was set.
    people_due_on = models.DateField(null=True, blank=True)
    quotas = models.CharField(max_length=10, choices=QuotaMode.choices(), default=QuotaMode.OFF.value)
    quotas_count = models.CharField(
        max_length=12, choices=QuotaCounts.choices(), default=QuotaCounts.NOMINATIONS.value
    )  # fmt: skip
    # A unit with so many seats of a programme or fewer has few; None: the office has not said.
    few_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year"]

    @property
    def offered(self) -> tuple[Programme, ...]:
        """The programmes of the year, in their order."""
        named = self.programmes.split(",")
        return tuple(programme for programme in Programme if programme.value in named)

    def __str__(self) -> str:
        return f"Năm {self.year}"


class Asked(models.Manager["Invitation"]):
    """Who counts as asked today: not those whom nobody asked and whose lists were all undone."""

    def get_queryset(self) -> models.QuerySet[Invitation]:
        """The invitations that stand."""
        return super().get_queryset().filter(models.Q(asked_on=None) | models.Q(answered_on__isnull=False))


class Invitation(models.Model):
    """A unit was asked; it has answered when a list of it was saved, or when it wrote that it names nobody.

    The answer is as of now; what stood on an earlier day is told by its replies. A unit that sent a list though nobody
    had asked it, one that followed a closed unit say, counts as asked on ``asked_on``. Once its lists are undone it is
    asked no more, but on the days between, which its replies tell: the row stays, in ``every`` alone.
    """

    objects = Asked()
    every = models.Manager["Invitation"]()

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(null=True, blank=True)  # None: with the call
    answered_on = models.DateField(null=True, blank=True)
    letter = models.CharField(max_length=80, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    names_nobody = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit__kind", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["call", "unit"], name="invitation_once")]
