"""What a year lets its plan weigh: likeness within a delegation, diversity of origin, first days on holidays."""

from __future__ import annotations

from django.db import models

from doanra.records.models.calls import Call
from doanra.terms.words import Word


class HolidayStarts(Word):
    """What becomes of a first day that is a holiday."""

    WARN = "warn", "Vẫn chào, có cảnh báo"
    LEAVE = "leave", "Không chào ngày đó"


class Weighing(models.Model):
    """The year's own settings. ``band_span`` and ``field_share`` are what new courses start with.

    ``largest_unit`` is the share of a delegation above which one unit's part is marked for eyes; it blocks nothing.
    ``source`` names the paper of the office; empty: the office's custom, without a paper.
    """

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="weighing")
    band_span = models.PositiveSmallIntegerField(default=2)
    field_share = models.DecimalField(max_digits=3, decimal_places=2, default="0.50")
    largest_unit = models.DecimalField(max_digits=3, decimal_places=2, default="0.20")
    holiday_starts = models.CharField(max_length=10, choices=HolidayStarts.choices(), default=HolidayStarts.WARN.value)
    source = models.CharField(max_length=200, blank=True)
