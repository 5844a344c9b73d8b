"""A plan for a demonstration year: computed by the planner as for any year, published, and dated to its own time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from doanra.records.models import BestPlan, Call, Course, Nomination, Plan, PlanningProblem, PlanningRun
from doanra.stages.demonstration.accounts import clerk
from doanra.stages.plans import computing, publishing, runs
from doanra.terms.refusal import Refused

UNITS = 1
"""Of the solver's own count, some seconds: the same plan on every machine."""


def went(call: Call, *, on: date) -> list[tuple[Course, list[Nomination]]]:
    """Who goes by a plan that is computed now and published on that day, course by course."""
    version = planned(call, on=on)
    return [
        (
            row.course,
            [seat.nomination for seat in row.seats.select_related("nomination__person", "nomination__unit")],
        )
        for row in version.courses.select_related("course")
    ]


def planned(call: Call, *, on: date) -> Plan:
    """The first version of the year, published on that day. Refused, with the planner's words, where none is found."""
    by = clerk()
    run = runs.start(call, by=by, time_limit=UNITS)
    computing.work_off(run.pk, deterministic=True)
    run.refresh_from_db()
    draft = runs.plan_of(run)
    if draft is None:
        raise Refused("no_plan", run.message, remedy="Nạp lại với --bare để bỏ qua việc lập kế hoạch.")
    version = publishing.publish(draft, by=by)
    _dated(run, version, on=on)
    return version


def _dated(run: PlanningRun, version: Plan, *, on: date) -> None:
    """Moves what was done just now to the year that it belongs to; the trail keeps when it was really done."""
    out = timezone.make_aware(datetime.combine(on, time(9)))
    made = out - timedelta(days=7)
    PlanningRun.objects.filter(pk=run.pk).update(created_at=made, started_at=made, heartbeat_at=made)
    PlanningProblem.objects.filter(pk=run.problem_id).update(made_at=made)
    BestPlan.objects.filter(run=run).update(at=made)
    Plan.objects.filter(pk=version.pk).update(created_at=made, published_at=out)
