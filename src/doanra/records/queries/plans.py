"""Reads for the pages of plans: the plans of a year with their counts, the runs, what was last done to a draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q

from doanra.records.models import (
    NOT_STANDING,
    Call,
    Eligibility,
    NominationState,
    Plan,
    PlanChange,
    PlannedCourse,
    PlanningRun,
    PlanState,
)
from doanra.records.queries.approved import off_the_lists
from doanra.records.queries.verdicts import stands


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list of its year, with what it holds."""

    plan: Plan
    courses: int
    seats: int
    pinned: int


@dataclass(frozen=True, slots=True)
class Ready:
    """What a year has to plan with."""

    courses: int
    nominations: int
    appraised: int


def rows_of(call: Call) -> list[PlanRow]:
    """The plans of a year, newest first."""
    plans = call.plans.select_related("created_by", "published_by", "run", "based_on").annotate(
        many_seats=Count("seats"), many_pinned=Count("seats", filter=Q(seats__pinned=True))
    )
    courses = dict(
        PlannedCourse.objects.filter(plan__call=call).values_list("plan").annotate(many=Count("id")).order_by()
    )
    newest_first = plans.order_by("-pk")  # a query that groups forgets the model's own order
    return [PlanRow(plan, courses.get(plan.pk, 0), plan.many_seats, plan.many_pinned) for plan in newest_first]


def ready(call: Call) -> Ready:
    """Whether there are courses and people at all."""
    counted = call.nominations.filter(state=NominationState.STANDING.value).aggregate(
        all=Count("id"), appraised=Count("appraisal")
    )
    return Ready(courses=call.courses.count(), nominations=counted["all"], appraised=counted["appraised"])


def run_of(call: Call, pk: int) -> PlanningRun | None:
    """One run of the year with its problem, its starter and the plan that it made."""
    related = call.runs.select_related("created_by", "problem", "plan", "best", "scenario").defer("best__body")
    return related.filter(pk=pk).first()


def of_call(call: Call, pk: int) -> Plan | None:
    """One plan of the year."""
    related = call.plans.select_related("call", "created_by", "published_by", "based_on", "run")
    return related.filter(pk=pk).first()


def last_change(plan: Plan) -> PlanChange | None:
    """What “Hoàn tác” would take back."""
    return plan.changes.filter(undone=False).select_related("by").order_by("-number").first()


def others(plan: Plan) -> list[Plan]:
    """The other plans of the same year, newest first: what this one can be compared with."""
    return list(plan.call.plans.exclude(pk=plan.pk))


def before(plan: Plan) -> Plan | None:
    """What a plan is naturally compared with: that it started from, else the last version, else the newest other."""
    if plan.based_on_id:
        return plan.based_on
    rest = plan.call.plans.exclude(pk=plan.pk)
    older = rest.filter(version__lt=plan.version) if plan.version else rest
    return older.filter(state=PlanState.PUBLISHED.value).order_by("-version").first() or older.first()


def proposed(call: Call) -> Plan | None:
    """The newest draft, unless a version was published after it. One query."""
    later = Plan.objects.filter(call=OuterRef("call"), version__isnull=False, pk__gt=OuterRef("pk"))
    drafts = call.plans.filter(~Exists(later), version=None)
    return drafts.select_related("call").order_by("-pk").first()


def delegations_of(plan: Plan) -> list[PlannedCourse]:
    """The courses of a plan by their first day, with ``many`` people."""
    rows = plan.courses.select_related("course", "leader").annotate(many=Count("seats"))
    return list(rows.order_by("first_day", "course_id"))


def newest_version(call: Call) -> int | None:
    """The number of the version in force."""
    top: int | None = call.plans.aggregate(top=Max("version"))["top"]
    return top


def held_back(plan: Plan, *, vetting: bool = False) -> dict[int, str]:
    """Seated people who must leave before the plan is published: ``withdrawn``, or by now ``not_eligible`` or
    ``not_approved``, not named by the approved lists that the year plans from.

    ``vetting``: whether the reader is told what political vetting found.
    """
    gone = Q(nomination__state__in=NOT_STANDING)
    refused = stands(Eligibility.NOT_ELIGIBLE.value, vetting=vetting, at="nomination__appraisal")
    rows = plan.seats.filter(gone | refused).values_list("person_id", "nomination__state")
    held = {person: "withdrawn" if state in NOT_STANDING else "not_eligible" for person, state in rows}
    return dict.fromkeys(off_the_lists(plan), "not_approved") | held
