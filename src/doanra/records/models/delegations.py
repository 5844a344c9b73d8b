"""Delegations that went or will go: the course, its days, its people. Their life is deepened in a later stage."""

from __future__ import annotations

from django.db import models

from doanra.records.models.courses import Course
from doanra.records.models.people import Person
from doanra.records.models.plans import Plan
from doanra.records.sensitivity import basic


class Delegation(models.Model):
    """One group of one course, as published in a plan; ``returned_on`` is set when it has come home."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="delegation")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["first_day", "id"]


class Member(models.Model):
    """A person of a delegation, with post and unit as they were then."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = basic(models.CharField(max_length=500, blank=True))
    unit_name = basic(models.CharField(max_length=160))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delegation", "person"], name="member_once")]
