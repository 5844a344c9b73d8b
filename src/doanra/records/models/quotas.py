"""Seats due to units: a ledger that is only added to, and the balance that follows from it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.units import Unit
from doanra.terms.words import Programme, Word


class QuotaKind(Word):
    """What an entry of the ledger does."""

    RAISED = "raised", "Tăng chỉ tiêu của năm"
    LOWERED = "lowered", "Giảm chỉ tiêu của năm"
    ENTITLED = "entitled", "Giao"
    CARRIED = "carried", "Chuyển từ năm trước"
    TOPPED = "topped", "Bổ sung"
    MOVED = "moved", "Điều chuyển"
    CUT = "cut", "Thu hồi"


_OF_PLAN = (QuotaKind.RAISED.value, QuotaKind.LOWERED.value)
_GIVING = (QuotaKind.ENTITLED.value, QuotaKind.CARRIED.value, QuotaKind.TOPPED.value)
_SIDES = (
    Q(kind__in=_OF_PLAN, taken_from=None, given_to=None)
    | Q(kind__in=_GIVING, taken_from=None, given_to__isnull=False)
    | Q(kind=QuotaKind.CUT.value, taken_from__isnull=False, given_to=None)
    | (Q(kind=QuotaKind.MOVED.value, taken_from__isnull=False, given_to__isnull=False) & ~Q(taken_from=F("given_to")))
)


class QuotaEntry(models.Model):
    """Seats that go from one side to the other, by a document. No unit on a side: what is not yet given out.

    Every row takes as many as it gives, so what units have and what is not given out add up to the plan after each.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="quota_entries")
    programme = models.CharField(max_length=10, choices=Programme.choices())
    kind = models.CharField(max_length=10, choices=QuotaKind.choices())
    taken_from = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_to = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()
    document = models.CharField(max_length=120)
    document_on = models.DateField(null=True, blank=True)
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gt=0), name="quota_entry_moves_seats"),
            models.CheckConstraint(condition=~Q(document=""), name="quota_entry_has_ground"),
            models.CheckConstraint(condition=_SIDES, name="quota_entry_balances"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new entry; one that stands is never changed: a wrong one is followed by another."""
        if self.pk is not None:
            raise TypeError("an entry of the ledger is never changed")
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"{QuotaKind(self.kind).label} {self.seats}"


class QuotaBalance(models.Model):
    """What the entries come to, never below nothing; ``unit`` None is what is not yet given out."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="quota_balances")
    programme = models.CharField(max_length=10, choices=Programme.choices())
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["unit_id", "programme"]
        constraints = [
            models.UniqueConstraint(fields=["call", "programme", "unit"], name="quota_balance_once"),
            models.UniqueConstraint(
                fields=["call", "programme"], condition=Q(unit=None), name="quota_not_given_once"
            ),
        ]  # fmt: skip
