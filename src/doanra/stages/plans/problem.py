"""From a year's records to the planner's problem: who may be placed where, without a single name."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from doanra import planner
from doanra.records.facts import nominations_with_facts
from doanra.records.models import (
    ApprovedVersion,
    Call,
    Course,
    Eligibility,
    Nomination,
    NominationState,
    PlanningProblem,
    UnknownMeans,
)
from doanra.records.queries.approved import Approved, that_count
from doanra.stages import appraisals, calls, unavailable
from doanra.stages.plans import chosen
from doanra.stages.plans.quotas import units_of
from doanra.stages.plans.starts import Starts, starts_of
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

MONEY_UNIT = Decimal(1_000_000)
"""The problem counts money in millions, rounded up, so that whole numbers stay small and no budget is overdrawn."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What goes into a run, for the page that asks before it starts.

    ``busy`` are people with days on which they cannot go; ``on_holidays`` the first days that are holidays and offered
    all the same, ``days_left_out`` those that the year does not offer for that reason. ``approved`` are the lists that
    say who may go, ``not_approved`` the people whom they leave out.
    """

    nominated: int
    placeable: int
    unknown_taken: int
    not_eligible: int
    left_unknown: int
    post_unread: int
    courses: int
    targets: dict[str, int] = field(default_factory=dict)
    busy: int = 0
    on_holidays: int = 0
    days_left_out: int = 0
    approved: tuple[ApprovedVersion, ...] = ()
    not_approved: int = 0


def person_id(person: int) -> str:
    """The id of a person in a problem."""
    return f"P{person}"


def person_key(nominee: str) -> int:
    """The person's key from the id in a problem."""
    return int(nominee[1:])


def build(call: Call, *, everybody: bool = False) -> tuple[planner.Problem, Intake]:
    """The problem of a year as it stands. Refused without courses or without anybody who could be placed.

    Where a list was approved it holds those on it, unless the office takes all; ``everybody`` takes all too.
    """
    courses = list(call.courses.prefetch_related("starts"))
    if not courses:
        raise Refused(
            "no_courses",
            f"Năm {call.year} chưa có khoá nào.",
            remedy="Thêm khoá ở trang “Khoá của năm”, hoặc nạp bảng khoá bằng tệp Excel.",
        )
    standing, starts, approved = _standing(call), starts_of(call, courses), None if everybody else that_count(call)
    nominees = _nominees(call, standing, courses, starts, approved)
    left_out = chosen.left_out(standing, approved)
    if not nominees:
        raise Refused(
            "nobody_to_place",
            f"Năm {call.year} chưa có ai đủ điều kiện để xếp.",
            remedy="Nhận tệp của đơn vị, thẩm định, rồi chạy lại.",
        )
    problem = planner.Problem(
        targets={programme.value: seats for programme, seats in calls.targets(call).items()},
        limits=_limits(call, courses),
        units=units_of(call, nominees),
        courses=tuple(_course(course, starts.offered[course.pk]) for course in courses),
        nominees=tuple(nominees),
        extra={"name": f"year-{call.year}", "year": call.year, **chosen.kept(approved, left_out)},
    )
    intake = _intake(call, standing, nominees, problem, starts)
    return problem, replace(intake, approved=approved.versions if approved else (), not_approved=len(left_out))


def keep(call: Call, problem: planner.Problem) -> PlanningProblem:
    """Stores a problem as it is; a plan always points to the very problem that it was made for."""
    body = problem.as_json()
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return PlanningProblem.objects.create(
        call=call, body=body, sha256=hashlib.sha256(text.encode()).hexdigest(), made_at=timezone.now()
    )


def _standing(call: Call) -> list[Nomination]:
    related = call.nominations.filter(state=NominationState.STANDING.value).select_related(
        "person", "unit", "call", "appraisal", "row"
    )
    return list(related.prefetch_related(*nominations_with_facts()).order_by("unit_id", "programme", "id"))


def _placeable(nomination: Nomination) -> bool:
    if nomination.band is None:
        return False
    appraisal = getattr(nomination, "appraisal", None)
    standing = appraisal.standing if appraisal else Eligibility.UNKNOWN.value
    if standing == Eligibility.UNKNOWN.value:
        return nomination.call.unknown_means == UnknownMeans.TAKE.value
    return bool(standing == Eligibility.ELIGIBLE.value)


def _nominees(
    call: Call,
    standing: Sequence[Nomination],
    courses: Sequence[Course],
    starts: Starts,
    approved: Approved | None,
) -> list[planner.Nominee]:
    by_programme: dict[str, list[Course]] = defaultdict(list)
    for course in courses:
        by_programme[course.programme].append(course)
    ranks, busy = _ranks(standing), unavailable.busy_of(call)
    people: dict[int, list[Nomination]] = defaultdict(list)
    for nomination in standing:
        if _placeable(nomination) and (
            approved is None or approved.takes(nomination.pk, programme=nomination.programme)
        ):
            people[nomination.person_id].append(nomination)
    return [_nominee(named, by_programme, ranks, starts, busy.get(person, ())) for person, named in people.items()]


def _nominee(
    named: Sequence[Nomination],
    by_programme: dict[str, list[Course]],
    ranks: dict[int, int],
    starts: Starts,
    busy: tuple[tuple[date, date], ...],
) -> planner.Nominee:
    first = named[0]
    assert first.band is not None
    choices = [choice for one in named for choice in _choices(one, by_programme[one.programme], starts)]
    return planner.Nominee(
        id=person_id(first.person_id),
        unit=f"U{first.unit_id}",
        band=first.band,
        field=first.field or None,
        can_lead=_can_lead(named),
        unit_rank={one.programme: ranks[one.pk] for one in named},
        busy=busy,
        choices=tuple(choices),
    )


def _can_lead(named: Sequence[Nomination]) -> bool:
    """Who may head a group: a leader of band 3 or more; in a language class, which has a monitor, any member."""
    first = named[0]
    if all(one.programme == Programme.LANGUAGE.value for one in named):
        return True
    return bool(first.leads) and (first.band or 0) >= 3


def _choices(nomination: Nomination, courses: Iterable[Course], starts: Starts) -> Iterable[planner.Choice]:
    open_days = _open_days(nomination, {day for course in courses for day in starts.offered[course.pk]})
    for course in courses:
        offered = starts.offered[course.pk]
        allowed = tuple(day for day in offered if open_days[day])
        if allowed and _suits(nomination, course):
            score = 8 + 4 * bool(course.field and course.field == nomination.field)
            yield planner.Choice(course.code, score, starts=None if allowed == offered else allowed)


def _suits(nomination: Nomination, course: Course) -> bool:
    if course.language and nomination.language != course.language:
        return False
    if course.audiences and nomination.audience and nomination.audience not in course.audiences:
        return False
    return course.band_low <= (nomination.band or 0) <= course.band_high


def _open_days(nomination: Nomination, offered: Iterable[date]) -> dict[date, bool]:
    """For every first day on offer whether the rules let this person begin then.

    Rules that look at the first day only ever turn against a later day within one edition, or go by the calendar year.
    So if the first and the last day of a year get the same verdict under one edition, the days between get it too.
    """
    days = sorted(offered)
    if not days:
        return {}
    ends = [_verdict(nomination, day) for day in (days[0], days[-1])]
    if ends[0] == ends[1]:
        return dict.fromkeys(days, ends[0][0])
    return {day: _verdict(nomination, day)[0] for day in days}


def _verdict(nomination: Nomination, day: date) -> tuple[bool, str]:
    answer = appraisals.judge(nomination, on=day)
    take = nomination.call.unknown_means == UnknownMeans.TAKE.value
    passed = answer.verdict.value == Eligibility.ELIGIBLE.value or (
        answer.verdict.value == Eligibility.UNKNOWN.value and take
    )
    return passed, answer.edition.id


def _ranks(standing: Sequence[Nomination]) -> dict[int, int]:
    """The unit's own order for each programme: its priority numbers, then the order of its list."""
    groups: dict[tuple[int, str], list[Nomination]] = defaultdict(list)
    for nomination in standing:
        groups[nomination.unit_id, nomination.programme].append(nomination)
    ranks: dict[int, int] = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda one: (one.priority is None, one.priority or 0, one.row_id or 0, one.pk))
        ranks |= {one.pk: rank for rank, one in enumerate(ordered, 1)}
    return ranks


def _course(course: Course, starts: tuple[date, ...]) -> planner.Course:
    return planner.Course(
        id=course.code,
        programme=course.programme,
        field=course.field or None,
        field_share=float(course.field_share),
        seats=(course.seats_min, course.seats_max),
        band_span=course.band_span,
        starts=starts,
        days=course.days,
        abroad=(course.abroad_from, course.abroad_to),
        cost_fixed=_money(course.cost_fixed),
        cost_per_head=_money(course.cost_per_head),
    )


def _money(amount: Decimal) -> int:
    return math.ceil(amount / MONEY_UNIT)


def _limits(call: Call, courses: Sequence[Course]) -> planner.Limits:
    """Without a budget of the year twice what all courses could cost: never in the way, not even of a seat more."""
    most = sum(_money(course.cost_fixed) + _money(course.cost_per_head) * course.seats_max for course in courses)
    budget = 2 * most if call.budget is None else math.floor(call.budget / MONEY_UNIT)
    return planner.Limits(budget=budget, abroad_at_once=call.abroad_at_once, rank_window=call.rank_window)


def _intake(
    call: Call,
    standing: Sequence[Nomination],
    nominees: Sequence[planner.Nominee],
    problem: planner.Problem,
    starts: Starts,
) -> Intake:
    verdicts = [one.appraisal.standing if hasattr(one, "appraisal") else Eligibility.UNKNOWN.value for one in standing]
    unknown = verdicts.count(Eligibility.UNKNOWN.value)
    taken = call.unknown_means == UnknownMeans.TAKE.value
    return Intake(
        nominated=len(standing),
        placeable=sum(bool(nominee.choices) for nominee in nominees),
        unknown_taken=unknown if taken else 0,
        not_eligible=verdicts.count(Eligibility.NOT_ELIGIBLE.value),
        left_unknown=0 if taken else unknown,
        post_unread=sum(one.band is None for one in standing),
        courses=len(problem.courses),
        targets=dict(problem.targets),
        busy=sum(bool(nominee.busy) for nominee in nominees),
        on_holidays=starts.on_holidays,
        days_left_out=starts.left_out,
    )


def last_day(first_day: date, *, days: int) -> date:
    """The last day of a course of so many days."""
    return first_day + timedelta(days=days - 1)
