"""The office's word on holidays over the calendar of the `holidays` package: a day added, taken out or renamed."""

from __future__ import annotations

from django.db import models

from doanra.terms.words import Word


class HolidayChange(Word):
    """What the office says of a day."""

    ADD = "add", "Thêm ngày nghỉ"
    REMOVE = "remove", "Bỏ ngày nghỉ"
    RENAME = "rename", "Đổi tên ngày nghỉ"


class Holiday(models.Model):
    """One day of one country (ISO code, ``VN`` at home) as the office has it, with the paper that says so."""

    country = models.CharField(max_length=2)
    day = models.DateField()
    change = models.CharField(max_length=10, choices=HolidayChange.choices())
    name = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["country", "day"]
        constraints = [models.UniqueConstraint(fields=["country", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.day.isoformat()} {self.change}"
