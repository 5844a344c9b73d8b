"""What is drafted, sent, returned and asked by form: for the pages, and for those who must do something about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Aggregate, Count, F, Min, Q, QuerySet, Subquery

from doanra.records.models import (
    Call,
    DraftState,
    LateRequest,
    LateState,
    Nomination,
    NominationDraft,
    NominationReturn,
    NominationState,
    ScanState,
    StoredFile,
    Submission,
)

Within = frozenset[int] | None
"""Ids of the units whose matters are seen; None for all."""

_OPEN_RETURN = NominationReturn.objects.filter(answered_at=None, nomination__state=NominationState.RETURNED.value)


def drafts(call: Call, *, within: Within) -> QuerySet[NominationDraft]:
    """Drafts that can still be sent, those that answer a return first; another unit's are not there."""
    rows = NominationDraft.objects.filter(call=call, state=DraftState.DRAFT.value, unit__in=within or ())
    rows = rows.exclude(Q(answers_to__isnull=False) & ~Q(answers_to__nomination__state=NominationState.RETURNED.value))
    return rows.select_related("call", "changed_by", "late", "answers_to", "unit").order_by(
        F("answers_to_id").asc(nulls_last=True), "pk"
    )


def submissions(call: Call, *, within: Within) -> QuerySet[Submission]:
    """Receipts, the newest first, with how many people each is for."""
    rows = Submission.objects.filter(call=call)
    rows = rows if within is None else rows.filter(unit__in=within)
    counted = rows.annotate(people=Count("drafts")).select_related("call", "unit", "submitted_by", "file")
    return counted.order_by("-number")


def late_requests(call: Call, *, within: Within) -> QuerySet[LateRequest]:
    """Requests to send after the deadline, those that wait first."""
    rows = LateRequest.objects.filter(call=call)
    rows = rows if within is None else rows.filter(unit__in=within)
    counted = rows.annotate(people=Count("drafts")).select_related("call", "unit", "asked_by", "decided_by")
    return counted.order_by(F("decided_at").desc(nulls_first=True), "-asked_at")


def nomination(call: Call, pk: int, *, reached: Q) -> Nomination | None:
    """A nomination of the year within reach, with who it is."""
    rows = Nomination.objects.filter(reached, call=call, pk=pk)
    return rows.select_related("person", "unit", "call", "row").first()


def returned(call: Call, *, within: Within) -> QuerySet[NominationReturn]:
    """Nominations that were sent back and have not come again, the oldest first."""
    rows = _OPEN_RETURN.filter(nomination__call=call)
    rows = rows if within is None else rows.filter(nomination__unit__in=within)
    return rows.select_related("nomination__person", "nomination__unit", "returned_by").order_by("returned_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWaits:
    """What waits for a unit: drafts to send, returned nominations to mend, answers to late requests."""

    drafts: int
    drafted_since: datetime | None
    returned: int
    returned_since: datetime | None
    returned_until: date | None
    accepted: tuple[LateRequest, ...]


def of_unit(call: Call, *, within: frozenset[int]) -> UnitWaits:
    """Two queries."""
    mine = drafts(call, within=within).order_by()
    fresh, answers = Q(answers_to=None), Q(answers_to__isnull=False)
    sums = mine.aggregate(
        drafts=Count("pk", filter=fresh),
        since=Min("started_at", filter=fresh),
        returned=Count("pk", filter=answers),
        returned_since=Min("started_at", filter=answers),
        until=Min("answers_to__due_on", filter=answers),
    )
    late = LateRequest.objects.filter(call=call, unit__in=within, state=LateState.ACCEPTED.value)
    return UnitWaits(
        drafts=sums["drafts"],
        drafted_since=sums["since"],
        returned=sums["returned"],
        returned_since=sums["returned_since"],
        returned_until=sums["until"],
        accepted=tuple(late),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWaits:
    """What waits for the office: requests to be late, returned nominations that have not come back, files unscanned."""

    late: int
    late_since: datetime | None
    returned: int
    returned_since: datetime | None
    overdue: int
    unscanned: int


def of_office(call: Call, *, on: date) -> OfficeWaits:
    """One query: the counts of three tables, asked as one."""
    late = LateRequest.objects.filter(call=call, state=LateState.WAITING.value)
    files = StoredFile.objects.filter(call=call, scan=ScanState.WAITING.value)
    back = _OPEN_RETURN.filter(nomination__call=call)
    row = (
        Call.objects.filter(pk=call.pk)
        .annotate(
            late=_sub(late, Count("pk")),
            late_since=_sub(late, Min("asked_at")),
            back=_sub(back, Count("pk"), by="nomination__call"),
            back_since=_sub(back, Min("returned_at"), by="nomination__call"),
            overdue=_sub(back.filter(due_on__lt=on), Count("pk"), by="nomination__call"),
            unscanned=_sub(files, Count("pk")),
        )
        .values("late", "late_since", "back", "back_since", "overdue", "unscanned")
        .get()
    )
    return OfficeWaits(
        late=row["late"] or 0,
        late_since=row["late_since"],
        returned=row["back"] or 0,
        returned_since=row["back_since"],
        overdue=row["overdue"] or 0,
        unscanned=row["unscanned"] or 0,
    )


def _sub(rows: QuerySet, figure: Aggregate, *, by: str = "call") -> Subquery:  # type: ignore[type-arg]
    return Subquery(rows.order_by().values(by).annotate(figure=figure).values("figure"))
