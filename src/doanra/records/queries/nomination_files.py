"""Units' files of a year: what waits, what was received, one file among its neighbours, its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from doanra.records.models import Call, FileRow, FileState, RowOutcome, SourceFile
from doanra.records.queries.nominations import Within

REFUSED, WARNED, ACCEPTED, UNCHANGED = "refused", "warned", "accepted", "unchanged"
"""What the rows of a file can be narrowed to; the same words as the states of drawings.row_strip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSums:
    """The files of a year in numbers; rows are those of saved files."""

    waiting: int
    saved: int
    refused: int
    dropped: int
    read: int
    taken: int
    returned: int
    same: int
    ready: int
    with_refused_rows: int
    without_unit: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a file stands among those of its state."""

    place: int
    count: int
    before: int | None
    after: int | None


def of_call(call: Call, *, within: Within) -> QuerySet[SourceFile]:
    """The files of a year and what came by form; an account of a unit sees only what was saved for its unit."""
    files = SourceFile.objects.filter(call=call).select_related("unit", "received_by", "call")
    return files if within is None else files.filter(unit__in=within, state=FileState.SAVED.value)


def _files(call: Call, *, within: Within) -> QuerySet[SourceFile]:
    """Without what came by form: that has its receipt."""
    return of_call(call, within=within).filter(submission=None)


def waiting(call: Call, *, within: Within) -> list[SourceFile]:
    """Files in preview in the order of their coming. One query."""
    files = _files(call, within=within).filter(state=FileState.PREVIEW.value)
    return list(files.order_by("received_at", "id"))


def received(call: Call, *, within: Within) -> QuerySet[SourceFile]:
    """What is done with, files and what came by form, the newest first."""
    return of_call(call, within=within).exclude(state=FileState.PREVIEW.value).order_by("-received_at", "-id")


def ready(call: Call, *, clean_only: bool) -> list[SourceFile]:
    """Previewed files whose unit is known; with ``clean_only`` those without a refused row. One query."""
    files = _files(call, within=None).filter(state=FileState.PREVIEW.value, unit__isnull=False)
    if clean_only:
        files = files.filter(rows_refused=0)
    return list(files.order_by("received_at", "id"))


def sums(call: Call, *, within: Within) -> FileSums:
    """Counts over all files of a year. One query."""
    preview, saved = Q(state=FileState.PREVIEW.value), Q(state=FileState.SAVED.value)
    counted = (
        _files(call, within=within)
        .order_by()
        .aggregate(
            waiting=Count("id", filter=preview),
            saved=Count("id", filter=saved),
            refused=Count("id", filter=Q(state=FileState.REFUSED.value)),
            dropped=Count("id", filter=Q(state=FileState.DROPPED.value)),
            read=Sum("rows_read", filter=saved),
            taken=Sum("rows_accepted", filter=saved),
            returned=Sum("rows_refused", filter=saved),
            same=Sum("rows_unchanged", filter=saved),
            ready=Count("id", filter=preview & Q(unit__isnull=False, rows_refused=0)),
            with_refused_rows=Count("id", filter=preview & Q(unit__isnull=False, rows_refused__gt=0)),
            without_unit=Count("id", filter=preview & Q(unit=None)),
        )
    )
    return FileSums(**{name: value or 0 for name, value in counted.items()})


def answerable(call: Call) -> list[SourceFile]:
    """Files of known units that were taken in or could not be read, the newest first. One query."""
    done = [FileState.SAVED.value, FileState.REFUSED.value]
    files = _files(call, within=None).filter(state__in=done, unit__isnull=False)
    return list(files.order_by("-received_at", "-id"))


def neighbours(file: SourceFile, *, within: Within) -> Neighbours:
    """The file before and after it in the same state. One query."""
    same = _files(file.call, within=within).filter(state=file.state).order_by("received_at", "id")
    ids = list(same.values_list("pk", flat=True))
    place = ids.index(file.pk)
    return Neighbours(
        place=place + 1,
        count=len(ids),
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
    )


def next_waiting(call: Call) -> SourceFile | None:
    """The file that has waited longest. One query."""
    return _files(call, within=None).filter(state=FileState.PREVIEW.value).order_by("received_at", "id").first()


def twins(file: SourceFile) -> list[SourceFile]:
    """Other files with the very same content that wait or were saved. One query."""
    alive = SourceFile.objects.filter(sha256=file.sha256, state__in=[FileState.PREVIEW.value, FileState.SAVED.value])
    return list(alive.exclude(pk=file.pk).select_related("call", "unit", "received_by").order_by("-received_at")[:3])


def rows(file: SourceFile, *, only: str = "") -> QuerySet[FileRow]:
    """The rows in the order of the file, all or those of one kind."""
    wanted = file.rows.all()
    if only == WARNED:
        return wanted.filter(outcome=RowOutcome.ACCEPTED.value).exclude(problems=[])
    return wanted.filter(outcome=only) if only in set(RowOutcome) else wanted


def states(file: SourceFile) -> list[str]:
    """What became of each row, in order: accepted, warned, refused or unchanged. One query."""
    return [
        WARNED if outcome == RowOutcome.ACCEPTED.value and problems else outcome
        for outcome, problems in file.rows.values_list("outcome", "problems")
    ]


def positions(file: SourceFile) -> Counter[tuple[str, str]]:
    """Posts with workplace of the rows that will be taken, with their number. One query."""
    read = file.rows.exclude(outcome=RowOutcome.REFUSED.value).values_list("fields", flat=True)
    return Counter((str(fields["position"] or ""), str(fields["workplace"] or "")) for fields in read)
