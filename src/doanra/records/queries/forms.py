"""What is drafted, sent, returned and asked by form: for the pages, and for those who must do something about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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
    told = ("answers_to__nomination__person", "answers_to__nomination__row")
    return rows.select_related("call", "changed_by", "late", "unit", *told).order_by(
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
    counted = rows.annotate(people=Count("drafts")).select_related(
        "call", "unit", "asked_by", "decided_by", "nomination__person"
    )
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

    drafted: int
    drafted_since: datetime | None
    returned: int
    returned_since: datetime | None
    returned_until: date | None
    accepted: int
    accepted_since: datetime | None
    accepted_until: date | None


def of_unit(call: Call, *, within: frozenset[int]) -> UnitWaits:
    """One query."""
    mine = drafts(call, within=within).order_by()
    fresh, answers = mine.filter(answers_to=None), mine.exclude(answers_to=None)
    late = LateRequest.objects.filter(call=call, unit__in=within, state=LateState.ACCEPTED.value, nomination=None)
    row = Call.objects.filter(pk=call.pk).values("pk")
    told = row.annotate(
        drafted=_sub(fresh, Count("pk")),
        drafted_since=_sub(fresh, Min("started_at")),
        returned=_sub(answers, Count("pk")),
        returned_since=_sub(answers, Min("started_at")),
        returned_until=_sub(answers, Min("answers_to__due_on")),
        accepted=_sub(late, Count("pk")),
        accepted_since=_sub(late, Min("decided_at")),
        accepted_until=_sub(late, Min("until")),
    ).get()
    return UnitWaits(
        drafted=told["drafted"] or 0,
        drafted_since=told["drafted_since"],
        returned=told["returned"] or 0,
        returned_since=told["returned_since"],
        returned_until=told["returned_until"],
        accepted=told["accepted"] or 0,
        accepted_since=told["accepted_since"],
        accepted_until=told["accepted_until"],
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


def office_figures(call: Call, *, on: date) -> dict[str, Subquery]:
    """The same as annotations of the call's row, so that who asks for much about it asks once; ``office_waits`` reads
    them."""
    late = LateRequest.objects.filter(call=call, state=LateState.WAITING.value)
    files = StoredFile.objects.filter(call=call, scan=ScanState.WAITING.value)
    back = _OPEN_RETURN.filter(nomination__call=call)
    return {
        "forms_late": _sub(late, Count("pk")),
        "forms_late_since": _sub(late, Min("asked_at")),
        "forms_returned": _sub(back, Count("pk"), by="nomination__call"),
        "forms_returned_since": _sub(back, Min("returned_at"), by="nomination__call"),
        "forms_overdue": _sub(back.filter(due_on__lt=on), Count("pk"), by="nomination__call"),
        "forms_unscanned": _sub(files, Count("pk")),
    }


def office_waits(row: dict[str, Any]) -> OfficeWaits:
    """Takes what ``office_figures`` brought out of a row."""
    told = {name: row.pop(name) for name in [name for name in row if name.startswith("forms_")]}
    return OfficeWaits(
        late=told["forms_late"] or 0,
        late_since=told["forms_late_since"],
        returned=told["forms_returned"] or 0,
        returned_since=told["forms_returned_since"],
        overdue=told["forms_overdue"] or 0,
        unscanned=told["forms_unscanned"] or 0,
    )


def _sub(rows: QuerySet, figure: Aggregate, *, by: str = "call") -> Subquery:  # type: ignore[type-arg]
    return Subquery(rows.order_by().values(by).annotate(figure=figure).values("figure"))
