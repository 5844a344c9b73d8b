"""Planning runs, plans and their versions, who sits where, and every change in its order."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.records.models.calls import Call
from doanra.records.models.courses import Course
from doanra.records.models.nominations import Nomination
from doanra.records.models.people import Person
from doanra.terms.words import Word


class PlanningProblem(models.Model):
    """What went into a run, in the planner's interchange format, without names. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="problems")
    body: models.JSONField[Any, Any] = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()


class RunState(Word):
    """The life of a planning run."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang tính"
    DONE = "done", "Đã xong"
    CANCELLED = "cancelled", "Đã dừng, giữ phương án tốt nhất"
    INTERRUPTED = "interrupted", "Bị ngắt giữa chừng"
    FAILED = "failed", "Không tính được"


class PlanningRun(models.Model):
    """One run of the planner in the background, with its progress for the page to read."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="runs")
    problem = models.ForeignKey(PlanningProblem, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RunState.choices(), default=RunState.QUEUED.value)
    seed = models.PositiveIntegerField(default=1)
    time_limit = models.PositiveIntegerField(default=60)  # seconds
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    elapsed = models.FloatField(default=0)
    tier = models.CharField(max_length=10, blank=True)
    seated = models.PositiveIntegerField(null=True, blank=True)
    seats_bound = models.PositiveIntegerField(null=True, blank=True)
    curve: models.JSONField[Any, Any] = models.JSONField(default=list)  # [elapsed, seated, bound on seats or null]
    cancel_requested = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]


class PlanState(Word):
    """A draft can be changed; a published version never."""

    DRAFT = "draft", "Bản nháp"
    PUBLISHED = "published", "Đã công bố"


class Plan(models.Model):
    """A plan of a year. ``revision`` counts changes, so that two editors notice each other."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="plans")
    letter = models.CharField(max_length=4)  # Phương án A, B, ...
    state = models.CharField(max_length=10, choices=PlanState.choices(), default=PlanState.DRAFT.value)
    version = models.PositiveIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    problem = models.ForeignKey(PlanningProblem, on_delete=models.PROTECT, related_name="+")
    run = models.OneToOneField(PlanningRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan")
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bounds: models.JSONField[Any, Any] = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "letter"], name="plan_letter_once"),
            models.UniqueConstraint(fields=["call", "version"], name="plan_version_once"),
        ]

    @property
    def name(self) -> str:
        """How people call it: Phương án B, or Kế hoạch bản số 3 once published."""
        return f"Kế hoạch bản số {self.version}" if self.version else f"Phương án {self.letter}"


class PlannedCourse(models.Model):
    """A course that runs in this plan, on one of its first days."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["course_id"]
        constraints = [models.UniqueConstraint(fields=["plan", "course"], name="planned_course_once")]


class Seat(models.Model):
    """A person sits in a course of a plan; pinned seats stay when the plan is computed again."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="seats")
    planned = models.ForeignKey(PlannedCourse, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="+")
    pinned = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="one_seat_a_person")]


class PlanChange(models.Model):
    """One act on a draft, with what undoes it. ``before`` and ``after`` hold the touched values only."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    before: models.JSONField[Any, Any] = models.JSONField()
    after: models.JSONField[Any, Any] = models.JSONField()
    undone = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="change_number_once")]
