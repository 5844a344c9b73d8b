"""The history of handing in: every attempt with what came of it, and one hand-in with its sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from doanra.records.models import Attempt, AttemptOutcome, Call, FileState, HandIn, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``result`` is a FileState or an AttemptOutcome, ``by`` an id or "0"."""

    text: str = ""
    result: str = ""
    unit: str = ""
    by: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.result or self.unit or self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The rows of a hand-in's files; read = accepted + refused + unchanged."""

    files: int
    unreadable: int
    read: int
    accepted: int
    refused: int
    unchanged: int


def attempts(call: Call, wanted: Wanted) -> QuerySet[Attempt]:
    """The attempts of a year, the newest first."""
    rows = Attempt.objects.filter(hand_in__call=call).select_related("hand_in__by", "file__unit")
    if wanted.text:
        rows = rows.filter(Q(name__icontains=wanted.text) | Q(sha256__istartswith=wanted.text))
    if wanted.unit:
        rows = rows.filter(file__unit__slug=wanted.unit)
    if wanted.by:
        rows = rows.filter(hand_in__by=int(wanted.by) or None)
    if wanted.result in set(FileState):
        rows = rows.filter(file__state=wanted.result)
    elif wanted.result:
        rows = rows.filter(outcome=wanted.result, file=None)
    return rows.order_by("-hand_in__started_at", "-hand_in", "id")


def senders(call: Call) -> list[Unit]:
    """Units that files of the year are from. One query."""
    return list(Unit.objects.filter(pk__in=call.files.exclude(unit=None).values("unit")).order_by("short"))


def people(call: Call) -> list[HandIn]:
    """One hand-in for each account that handed in. Two queries."""
    first = {one.by_id: one for one in call.hand_ins.select_related("by").order_by("by", "-id")}
    return list(first.values())


def earlier(shown: Iterable[Attempt]) -> dict[int, Attempt]:
    """For each attempt the last one before it with the very same content, in whatever year. One query."""
    shown = list(shown)
    hashes = {one.sha256 for one in shown if one.sha256}
    same: dict[str, list[Attempt]] = {}
    for one in Attempt.objects.filter(sha256__in=hashes).select_related("hand_in__by", "hand_in__call").order_by("id"):
        same.setdefault(one.sha256, []).append(one)
    found: dict[int, Attempt] = {}
    for one in shown:
        before = [other for other in same.get(one.sha256, ()) if other.pk < one.pk and other.size]
        if before:
            found[one.pk] = before[-1]
    return found


def of_hand_in(hand_in: HandIn) -> list[Attempt]:
    """Its attempts in the order of the files. One query."""
    return list(hand_in.attempts.select_related("file__unit", "file__call", "hand_in__by"))


def sums(hand_in: HandIn) -> Sums:
    """The rows of all of its files together. One query."""
    counted = hand_in.attempts.aggregate(
        files=Count("id"),
        unreadable=Count("id", filter=Q(file__state=FileState.REFUSED.value)),
        read=Sum("file__rows_read"),
        accepted=Sum("file__rows_accepted"),
        refused=Sum("file__rows_refused"),
        unchanged=Sum("file__rows_unchanged"),
    )
    return Sums(**{name: value or 0 for name, value in counted.items()})


RESULTS: tuple[FileState | AttemptOutcome, ...] = (
    *FileState,
    AttemptOutcome.NOT_TAKEN,
    AttemptOutcome.CANCELLED,
    AttemptOutcome.INTERRUPTED,
)
"""What can come of an attempt."""
