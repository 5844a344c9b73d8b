"""The catalogue of a year: the courses on offer, from which the planner chooses which run and when."""

from __future__ import annotations

from django.db import models

from doanra.records.models.calls import Call
from doanra.terms.words import ContentGroup, Field, Language, Programme


class Course(models.Model):
    """A course on offer. Costs are in the call's currency; ``abroad_*`` are days after the first day, end excluded."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="courses")
    code = models.CharField(max_length=20)
    programme = models.CharField(max_length=10, choices=Programme.choices())
    topic = models.CharField(max_length=240)
    content_group = models.CharField(max_length=1, blank=True, choices=ContentGroup.choices())
    field = models.CharField(max_length=30, blank=True, choices=Field.choices())
    field_share = models.DecimalField(max_digits=3, decimal_places=2, default="0.50")
    audiences = models.CharField(max_length=6, blank=True)  # letters of audience groups, such as ABCD
    host = models.CharField(max_length=160, blank=True)
    country = models.CharField(max_length=80)
    language = models.CharField(max_length=2, blank=True, choices=Language.choices())
    interpreted = models.BooleanField(default=False)
    seats_min = models.PositiveSmallIntegerField()
    seats_max = models.PositiveSmallIntegerField()
    band_low = models.PositiveSmallIntegerField(default=1)
    band_high = models.PositiveSmallIntegerField(default=5)
    band_span = models.PositiveSmallIntegerField(default=2)
    days = models.PositiveSmallIntegerField()
    abroad_from = models.PositiveSmallIntegerField(default=0)
    abroad_to = models.PositiveSmallIntegerField()
    cost_fixed = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    cost_per_head = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="course_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.topic}"


class CourseStart(models.Model):
    """A first day that is proposed; a plan picks one."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="starts")
    first_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [models.UniqueConstraint(fields=["course", "first_day"], name="start_once")]
