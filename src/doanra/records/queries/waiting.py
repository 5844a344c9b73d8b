"""What of a year waits for somebody: counted from the records, nothing is a task because somebody wrote it down."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate, Count, Exists, Min, OuterRef, QuerySet, Subquery, Sum

from doanra.records.models import (
    NOT_STANDING,
    Call,
    Course,
    FileState,
    LikelyPair,
    PairState,
    Plan,
    PlanningRun,
    RunState,
    Seat,
    SourceFile,
)
from doanra.records.queries import forms
from doanra.records.queries.forms import OfficeWaits
from doanra.records.queries.verdicts import VETTING_RULE, stands
from doanra.records.queries.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Of a year: files in preview and since when, of how many the unit is not known; rows returned in saved files after
    which the unit sent no newer one; the last run of the planner; people who withdrew and have a seat."""

    offered_courses: int
    pairs: int
    seen_files: int
    oldest: datetime | None
    without_unit: int
    to_answer: int
    rows_to_answer: int
    units_to_answer: int
    one_to_answer: int | None
    run_state: str
    run_message: str
    run_at: datetime | None
    withdrawn_with_seat: int
    forms: OfficeWaits

    @property
    def unfinished(self) -> bool:
        """Whether the last run ended without a plan."""
        return self.run_state in {RunState.INTERRUPTED.value, RunState.FAILED.value}


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


NOTHING_OPEN = OpenEvidence(people=0, first_day=None, owed=())


def of_call(call: Call, plan: Plan | None, *, on: date) -> Waiting:
    """Everything that is counted, with the plan that counts. One query."""
    preview = SourceFile.objects.filter(call=OuterRef("pk"), state=FileState.PREVIEW.value)
    saved = SourceFile.objects.filter(call=OuterRef("pk"), state=FileState.SAVED.value)
    newer = SourceFile.objects.filter(
        call=OuterRef("call"), unit=OuterRef("unit"), state=FileState.SAVED.value,
        received_at__gt=OuterRef("received_at"),
    )  # fmt: skip
    owed = saved.filter(~Exists(newer), rows_refused__gt=0)
    gone = Seat.objects.filter(plan=plan, nomination__state__in=NOT_STANDING)
    runs = PlanningRun.objects.filter(call=OuterRef("pk")).order_by("-pk")
    row = (
        Call.objects.filter(pk=call.pk)
        .values("pk")
        .annotate(
            offered_courses=_one(Course.objects.filter(call=OuterRef("pk")), Count("pk")),
            seen_files=_one(preview, Count("pk")),
            oldest=_one(preview, Min("received_at")),
            without_unit=_one(preview.filter(unit=None), Count("pk")),
            to_answer=_one(owed, Count("pk")),
            rows_to_answer=_one(owed, Sum("rows_refused")),
            units_to_answer=_one(owed, Count("unit", distinct=True)),
            one_to_answer=Subquery(owed.order_by("received_at", "pk").values("pk")[:1]),
            run_state=Subquery(runs.values("state")[:1]),
            run_message=Subquery(runs.values("message")[:1]),
            run_at=Subquery(runs.values("created_at")[:1]),
            pairs=_one(LikelyPair.objects.filter(state=PairState.OPEN.value), Count("pk"), by="state"),
            withdrawn_with_seat=_one(gone, Count("pk"), by="plan"),
            **forms.office_figures(call, on=on),
        )
        .get()
    )
    told: dict[str, Any] = dict(row)
    waits = forms.office_waits(told)
    return Waiting(forms=waits, **{name: _plain(name, value) for name, value in told.items() if name != "pk"})


_NONE_POSSIBLE = frozenset({"oldest", "one_to_answer", "run_at"})


def _plain(name: str, value: Any) -> Any:
    """What no row counts is 0, what no row says is empty."""
    if value is None and name not in _NONE_POSSIBLE:
        return "" if name.startswith("run_") else 0
    return value


def _one(rows: QuerySet[Any], figure: Aggregate, *, by: str = "call") -> Subquery:
    """One figure over rows that all have the same ``by``; None where there is none."""
    return Subquery(rows.order_by().values(by).annotate(n=figure).values("n"))


def newest_draft(year: Year) -> Plan | None:
    """The newest draft if it is newer than what is published. At most one query."""
    if year.plan is None or year.plan.version is None:
        return year.plan
    return year.call.plans.filter(version=None, pk__gt=year.plan.pk).order_by("-pk").first()


def open_evidence(plan: Plan, *, vetting: bool = False) -> OpenEvidence:
    """Seated people with open evidence, and who owes which paper for how many, as the reader is told. One query."""
    open_seats = Seat.objects.filter(stands("unknown", vetting=vetting, at="nomination__appraisal"), plan=plan)
    rows = open_seats.values_list("planned__first_day", "nomination__appraisal__findings")
    days, heads, papers = [], Counter[str](), defaultdict[str, Counter[str]](Counter)
    for first_day, findings in rows:
        days.append(first_day)
        told = [one for one in findings if vetting or one["rule"] != VETTING_RULE]
        needs = {(need["owed_by"], need["paper"]) for finding in told for need in finding.get("needs", ())}
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
    return OpenEvidence(people=len(days), first_day=min(days, default=None), owed=owed)
