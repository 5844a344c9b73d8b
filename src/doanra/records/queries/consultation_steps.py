"""The next step of the office with each list put before bodies: to ask, to chase, to have it approved. One query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Max, Q

from doanra.records.models import Call, Consultation, ListState, RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``step`` is ask, await, chase or approve; ``left`` people have no opinion of ``body``, which has time until its
    day and is chased after it.

    ``body_key`` stays when a body is renamed.
    """

    consultation: int
    title: str
    step: str
    body: str = ""
    body_key: int | None = None
    left: int = 0
    since: date | None = None
    until: date | None = None


def of_office(call: Call, *, on: date) -> list[Step]:
    """What the office is to do with the lists of a year, by list."""
    rows = (
        Consultation.objects.filter(call=call, state=ListState.ASKING.value)
        .values(
            "pk", "title", "frozen_on", "requests__state", "requests__due_on", "requests__body", "requests__asked_on"
        )
        .annotate(
            body=F("requests__body__short"),
            silent=Count("requests__opinions", filter=Q(requests__opinions__outcome="")),
            last_on=Max("requests__opinions__on"),
        )
        .order_by("pk", "requests__due_on", "requests__pk")
    )
    plain: list[dict[str, Any]] = [dict(row) for row in rows]
    return [step for _, own in groupby(plain, key=lambda row: row["pk"]) for step in _steps(list(own), on)]


def _steps(rows: list[dict[str, Any]], on: date) -> Iterator[Step]:
    first = rows[0]
    about = {"consultation": first["pk"], "title": first["title"]}
    live = [row for row in rows if row["requests__state"] not in {None, RequestState.WITHDRAWN.value}]
    waiting = [row for row in live if row["requests__state"] == RequestState.WAITING.value]
    if not live:
        yield Step(**about, step="ask", since=first["frozen_on"])
    elif not waiting:
        last = max((row["last_on"] for row in live if row["last_on"]), default=first["frozen_on"])
        yield Step(**about, step="approve", since=last)
    for row in waiting:
        due = row["requests__due_on"]
        body = {"body": row["body"], "body_key": row["requests__body"], "left": row["silent"]}
        yield Step(**about, **body, step="chase" if due < on else "await", since=row["requests__asked_on"], until=due)
