"""What of a year waits for somebody: counted from the records, nothing is a task because somebody wrote it down."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from doanra.records.models import (
    Appraisal,
    Call,
    FileState,
    NominationState,
    Plan,
    PlanningRun,
    RunState,
    Seat,
    SourceFile,
)
from doanra.records.queries.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Units' files: in preview, and saved ones with refused rows after which the unit sent no newer file."""

    waiting: int
    oldest: datetime | None
    without_unit: int
    to_answer: int
    units_to_answer: int
    rows_to_answer: int
    one_to_answer: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Who owes papers for how many people: the one that is missing most often, and how many other kinds."""

    who: str
    people: int
    paper: str
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEvidence:
    """People who have a seat while evidence is open; ``first_day`` of the earliest of their courses."""

    people: int
    first_day: date | None
    owed: tuple[Owed, ...]


def files(call: Call) -> Files:
    """Two queries."""
    own = SourceFile.objects.filter(call=call)
    preview = Q(state=FileState.PREVIEW.value)
    counted = own.order_by().aggregate(
        waiting=Count("id", filter=preview),
        without_unit=Count("id", filter=preview & Q(unit=None)),
        oldest=Min("received_at", filter=preview),
    )
    saved = own.filter(state=FileState.SAVED.value)
    newer = saved.filter(unit=OuterRef("unit"), received_at__gt=OuterRef("received_at"))
    rows = list(
        saved.filter(rows_refused__gt=0)
        .exclude(Exists(newer))
        .order_by("received_at", "id")
        .values_list("pk", "unit_id", "rows_refused")
    )
    return Files(
        **counted,
        to_answer=len(rows),
        units_to_answer=len({unit for _, unit, _ in rows}),
        rows_to_answer=sum(refused for _, _, refused in rows),
        one_to_answer=rows[0][0] if rows else None,
    )


def newest_run(call: Call) -> PlanningRun | None:
    """The last run of the planner. One query."""
    return call.runs.select_related("plan").first()


def unfinished(run: PlanningRun | None) -> bool:
    """Whether the run ended without a plan."""
    return run is not None and run.state in {RunState.INTERRUPTED.value, RunState.FAILED.value}


def newest_draft(year: Year) -> Plan | None:
    """The newest draft if it is newer than what is published. At most one query."""
    if year.plan is None or year.plan.version is None:
        return year.plan
    return year.call.plans.filter(version=None, pk__gt=year.plan.pk).order_by("-pk").first()


def open_evidence(plan: Plan) -> OpenEvidence:
    """Seated people with open evidence, and who owes which paper for how many. Two queries."""
    seats = Seat.objects.filter(plan=plan, nomination__appraisal__standing="unknown")
    first_day = seats.aggregate(day=Min("planned__first_day"))["day"]
    verdicts = Appraisal.objects.filter(nomination__in=seats.values("nomination_id")).values_list("findings", flat=True)
    people, heads, papers = 0, Counter[str](), defaultdict[str, Counter[str]](Counter)
    for findings in verdicts:
        people += 1
        needs = {(need["owed_by"], need["paper"]) for finding in findings for need in finding.get("needs", ())}
        heads.update({owed_by for owed_by, _ in needs})
        for owed_by, paper in sorted(needs):
            papers[owed_by][paper] += 1
    owed = tuple(
        Owed(
            who=who,
            people=count,
            paper=min(papers[who], key=lambda paper: (-papers[who][paper], paper)),
            more=len(papers[who]) - 1,
        )
        for who, count in sorted(heads.items(), key=lambda item: (-item[1], item[0]))
    )
    return OpenEvidence(people=people, first_day=first_day, owed=owed)


def withdrawn_with_seat(plan: Plan) -> int:
    """People whose unit took its word back and who still have a seat. One query."""
    return Seat.objects.filter(plan=plan, nomination__state=NominationState.WITHDRAWN.value).count()
