"""Lists put before bodies: how far each request is, what waits for a body and for the office, who may read a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from doanra.policy import access
from doanra.records.models import (
    Account,
    AppraisingBody,
    Call,
    CallState,
    Consultation,
    DecisionScan,
    ListState,
    OpinionOutcome,
    OpinionRequest,
    RequestState,
)
from doanra.records.queries.verdicts import reads_vetting


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one body is with one list. ``silent`` have no opinion; none is assumed. None: kept from the reader."""

    request: OpinionRequest
    people: int
    silent: int
    agree: int | None
    disagree: int | None
    more: int | None
    days: int
    overdue: int
    scans: int = 0

    @property
    def given(self) -> int:
        """For how many the body has spoken."""
        return self.people - self.silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list with what its bodies have said so far."""

    consultation: Consultation
    people: int
    asked: int
    answered: int
    silent: int
    overdue: int
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One thing that somebody waits for: of a body ``left`` opinions, of the office the next step with a list."""

    consultation: Consultation
    request: OpinionRequest | None
    left: int
    since: date
    until: date | None


def reads_column(account: Account | None, body: AppraisingBody) -> bool:
    """Whether the account may read what a body says: of one that vets only the few, and the body itself."""
    return not body.vets or reads_vetting(account) or (account is not None and account.body_id == body.pk)


def within(account: Account | None) -> Q:
    """Filter of ``OpinionRequest``: those of the own body for who acts for one, else all."""
    if account is None or access.reach(account.duty) is not access.Reach.BODY:
        return Q()
    return Q(body=account.body_id, body__isnull=False)


def lists(call: Call, *, on: date) -> list[Listed]:
    """The lists of a year, the newest first. Three queries."""
    found = list(call.consultations.select_related("frozen_by"))
    people = dict(call.consultations.order_by().values_list("pk").annotate(n=Count("people")))
    requests: dict[int, list[Progress]] = {one.pk: [] for one in found}
    for progress in _progress(OpinionRequest.objects.filter(consultation__call=call), on=on, reader=None):
        requests[progress.request.consultation_id].append(progress)
    return [_listed(one, people[one.pk], requests[one.pk]) for one in found]


def _listed(one: Consultation, people: int, requests: list[Progress]) -> Listed:
    live = [each for each in requests if each.request.state != RequestState.WITHDRAWN.value]
    waiting = [each for each in live if each.silent]
    return Listed(
        consultation=one,
        people=people,
        asked=len(live),
        answered=len(live) - len(waiting),
        silent=sum(each.silent for each in live),
        overdue=sum(1 for each in waiting if each.overdue),
        due_on=min((each.request.due_on for each in waiting), default=None),
    )


def progress(consultation: Consultation, *, on: date, reader: Account | None) -> list[Progress]:
    """Every request of a list. One query."""
    return list(_progress(consultation.requests.all(), on=on, reader=reader))


def progress_of(requests: QuerySet[OpinionRequest], *, on: date, reader: Account | None) -> list[Progress]:
    """The same for any requests. One query."""
    return list(_progress(requests, on=on, reader=reader))


def _progress(requests: QuerySet[OpinionRequest], *, on: date, reader: Account | None) -> Iterator[Progress]:
    scans = DecisionScan.objects.filter(request=OuterRef("pk"), removed_at=None).order_by().values("request")
    rows = requests.select_related("body", "consultation__call").annotate(
        letters=Subquery(scans.annotate(n=Count("pk")).values("n")),
        people=Count("opinions"),
        silent=Count("opinions", filter=Q(opinions__outcome="")),
        agree=Count("opinions", filter=Q(opinions__outcome=OpinionOutcome.AGREE.value)),
        disagree=Count("opinions", filter=Q(opinions__outcome=OpinionOutcome.DISAGREE.value)),
        more=Count("opinions", filter=Q(opinions__outcome=OpinionOutcome.MORE.value)),
    )
    for row in rows:
        open_ = row.state == RequestState.WAITING.value
        seen = reads_column(reader, row.body)
        yield Progress(
            request=row,
            people=row.people,
            silent=row.silent,
            agree=row.agree if seen else None,
            disagree=row.disagree if seen else None,
            more=row.more if seen else None,
            days=max((on - row.asked_on).days, 0),
            overdue=max((on - row.due_on).days, 0) if open_ else 0,
            scans=row.letters or 0,
        )


_LIVE = Q(consultation__state=ListState.ASKING.value, consultation__call__state=CallState.OPEN.value)


def waiting_for_body(body: AppraisingBody, *, on: date) -> list[Awaited]:
    """Lists of open years that a body still owes opinions on, the most pressing first. One query."""
    rows = body.requests.filter(_LIVE, state=RequestState.WAITING.value).order_by("due_on", "pk")
    return [
        Awaited(
            consultation=one.request.consultation,
            request=one.request,
            left=one.silent,
            since=one.request.asked_on,
            until=one.request.due_on,
        )
        for one in _progress(rows, on=on, reader=None)
    ]


def ready_for_office() -> list[Awaited]:
    """Lists of open years on which every body that was asked has answered: to be approved. One query."""
    live = ~Q(requests__state=RequestState.WITHDRAWN.value)
    rows: QuerySet[Any] = Consultation.objects.filter(state=ListState.ASKING.value, call__state=CallState.OPEN.value)
    rows = rows.select_related("call").annotate(
        asked=Count("requests", filter=live, distinct=True),
        waiting=Count("requests", filter=Q(requests__state=RequestState.WAITING.value)),
        last_on=Max("requests__opinions__on"),
        first_due=Min("requests__due_on", filter=live),
    )
    return [
        Awaited(consultation=one, request=None, left=0, since=one.last_on or one.frozen_on, until=one.first_due)
        for one in rows.filter(asked__gt=0, waiting=0)
    ]


def bodies(*, retired: bool = False) -> list[AppraisingBody]:
    """The bodies that can be asked; with ``retired`` those that are asked no more too. One query."""
    rows = AppraisingBody.objects.all()
    return list(rows if retired else rows.filter(retired_on=None))


def unasked(consultation: Consultation, *, among: Iterable[AppraisingBody]) -> list[AppraisingBody]:
    """Those of the bodies that the list was not put before. One query."""
    asked = set(consultation.requests.values_list("body_id", flat=True))
    return [body for body in among if body.pk not in asked]
