"""A year in numbers, programme by programme: nominated, judged, planned, gone, back. Four queries at any size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from doanra.records.models import Call, Delegation, NominationState, Plan, PlannedCourse, UnknownMeans
from doanra.records.queries.delegations import Phase, phase
from doanra.records.queries.verdicts import stands
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One programme in people; ``groups`` to ``away`` count delegations and classes, ``languages`` those taught.

    ``planned`` has a seat in the plan that counts (``newest_plan``); in a year whose plan is not in the system it is
    everybody of the delegations that were formed. ``gone`` is in a delegation whose first day has come.
    """

    programme: Programme
    nominated: int = 0
    eligible: int = 0
    unknown: int = 0
    not_eligible: int = 0
    unjudged: int = 0
    planned: int = 0
    courses: int = 0
    gone: int = 0
    home: int = 0
    groups: int = 0
    groups_gone: int = 0
    groups_home: int = 0
    languages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A delegation or class as the year counts it."""

    code: str
    programme: str
    language: str
    country: str
    people: int
    first_day: date
    last_day: date
    has_head: bool
    gone: bool
    home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The figures of a year as of a day. ``plan`` is the one that counts, None if there is none."""

    call: Call
    on: date
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    plan: Plan | None
    unread: int

    def total(self, name: str) -> int:
        """The sum of one figure over the programmes."""
        return sum(int(getattr(line, name)) for line in self.lines)

    @property
    def placeable(self) -> int:
        """Nominations that may enter a plan: eligible, and unknown ones where the year takes them in."""
        takes = self.call.unknown_means == UnknownMeans.TAKE.value
        return self.total("eligible") + (self.total("unknown") if takes else 0)

    @property
    def away(self) -> tuple[Group, ...]:
        """Those under way on that day."""
        return tuple(group for group in self.groups if group.gone and not group.home)


def plans_by_weight(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans of a year, the one that counts first: the newest version, else the newest draft."""
    return plans.order_by(Case(When(version=None, then=Value(1)), default=Value(0), output_field=IntegerField()),
                          "-version", "-id")  # fmt: skip


def newest_plan(call: Call) -> Plan | None:
    """The plan that counts. One query."""
    return plans_by_weight(call.plans.select_related("problem").defer("problem__body")).first()


def read(call: Call, *, on: date, vetting: bool = False) -> Year:
    """All figures of a year; ``vetting``: whether the reader is told what political vetting found."""
    named, groups, plan = _nominated(call, vetting=vetting), _groups(call, on=on), newest_plan(call)
    planned = _planned(plan) if plan else {}
    return Year(
        call=call,
        on=on,
        lines=tuple(
            _line(programme, named.get(programme.value, {}), groups, planned if plan else None)
            for programme in Programme
        ),
        groups=groups,
        plan=plan,
        unread=sum(row["unread"] for row in named.values()),
    )


def _nominated(call: Call, *, vetting: bool) -> dict[str, dict[str, Any]]:
    standing = call.nominations.filter(state=NominationState.STANDING.value)
    counted = standing.order_by().values("programme").annotate(
        nominated=Count("id"),
        eligible=Count("id", filter=stands("eligible", vetting=vetting)),
        unknown=Count("id", filter=stands("unknown", vetting=vetting)),
        not_eligible=Count("id", filter=stands("not_eligible", vetting=vetting)),
        unjudged=Count("id", filter=Q(appraisal=None)),
        unread=Count("id", filter=~Q(post_unread="")),
    )  # fmt: skip
    return {row["programme"]: dict(row) for row in counted}


def _groups(call: Call, *, on: date) -> tuple[Group, ...]:
    own = Delegation.objects.filter(course__call=call).select_related("course")
    rows = own.annotate(people=Count("members")).order_by("first_day", "id")
    return tuple(
        Group(
            code=one.course.code,
            programme=one.course.programme,
            language=one.course.language,
            country=one.course.country,
            people=one.people,
            first_day=one.first_day,
            last_day=one.last_day,
            has_head=one.leader_id is not None,
            gone=one.first_day <= on,
            home=phase(one, on=on) is Phase.BACK,
        )
        for one in rows
    )


def _planned(plan: Plan) -> dict[str, dict[str, Any]]:
    rows = PlannedCourse.objects.filter(plan=plan).order_by().values("course__programme")
    counted = rows.annotate(people=Count("seats"), courses=Count("id", distinct=True))
    return {row["course__programme"]: dict(row) for row in counted}


def _line(
    programme: Programme, named: dict[str, Any], groups: tuple[Group, ...], planned: dict[str, dict[str, Any]] | None
) -> Line:
    own = [group for group in groups if group.programme == programme.value]
    everybody = sum(group.people for group in own)
    seats: dict[str, Any] = {"people": everybody, "courses": len(own)}
    if planned is not None:
        seats = planned.get(programme.value, {"people": 0, "courses": 0})
    return Line(
        programme=programme,
        **{name: count for name, count in named.items() if name not in {"programme", "unread"}},
        planned=seats["people"],
        courses=seats["courses"],
        gone=sum(group.people for group in own if group.gone),
        home=sum(group.people for group in own if group.home),
        groups=len(own),
        groups_gone=sum(group.gone for group in own),
        groups_home=sum(group.home for group in own),
        languages=len({group.language for group in own if group.language}),
    )
