"""The events as they are looked for, and the things that they are about, by kind: never one query a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from doanra.records.models import (
    Account,
    AppraisingBody,
    Call,
    Consultation,
    Course,
    Delegation,
    Event,
    HistoryFile,
    Nomination,
    Opinion,
    OpinionRequest,
    Person,
    Plan,
    PlanningRun,
    PostTitle,
    SourceFile,
    Unit,
)
from doanra.records.queries.stories import VETTED

Subject = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``by`` is the id of an account, or 0 for the operator at the machine."""

    year: int | None = None
    verb: str = ""
    by: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.year is not None or bool(self.verb) or self.by is not None


def events(wanted: Wanted) -> QuerySet[Event]:
    """The newest first."""
    rows = Event.objects.select_related("unit", "body")
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.verb:
        rows = rows.filter(Q(verb=wanted.verb) | Q(verb__startswith=f"{wanted.verb}."))
    if wanted.by is not None:
        rows = rows.filter(by=wanted.by or None)
    return rows


def total() -> int:
    """How many events there are. One query."""
    return Event.objects.count()


def years() -> list[int]:
    """Years that events are about, newest first. One query."""
    rows = Event.objects.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in rows if year is not None]


def verbs() -> list[str]:
    """Verbs that occur. One query."""
    return list(Event.objects.order_by("verb").values_list("verb", flat=True).distinct())


def people() -> list[tuple[int, str]]:
    """Accounts that acted, by name; 0 is the operator at the machine. One query."""
    rows = Event.objects.order_by("by_name").values_list("by", "by_name").distinct()
    names = {by or 0: name for by, name in rows}
    return sorted(names.items(), key=lambda item: item[1])


KINDS: dict[str, QuerySet[Any]] = {
    "account": Account.objects.all(),
    "call": Call.objects.all(),
    "appraisingbody": AppraisingBody.objects.all(),
    "consultation": Consultation.objects.select_related("call"),
    "course": Course.objects.select_related("call"),
    "delegation": Delegation.objects.select_related("course__call"),
    "historyfile": HistoryFile.objects.all(),
    "nomination": Nomination.objects.select_related("person", "call"),
    "opinion": Opinion.objects.select_related("person", "request__body"),
    "opinionrequest": OpinionRequest.objects.select_related("body", "consultation__call"),
    "person": Person.objects.defer("id_number"),
    "plan": Plan.objects.select_related("call"),
    "planningrun": PlanningRun.objects.select_related("call"),
    "posttitle": PostTitle.objects.all(),
    "sourcefile": SourceFile.objects.select_related("call").defer("columns"),
    "unit": Unit.objects.all(),
    VETTED: Nomination.objects.select_related("person", "call"),
}


def subjects(shown: Iterable[Event]) -> dict[Subject, models.Model]:
    """What the events are about, as far as it still exists. One query a kind."""
    return subjects_of((event.subject, event.subject_id) for event in shown if event.subject_id is not None)


def subjects_of(keys: Iterable[Subject]) -> dict[Subject, models.Model]:
    """Records by kind and key, as far as they still exist and have a name. One query a kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, key in keys:
        if kind in KINDS:
            wanted[kind].add(key)
    return {(kind, record.pk): record for kind, some in wanted.items() for record in KINDS[kind].filter(pk__in=some)}
