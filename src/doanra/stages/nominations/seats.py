"""Rows that ask for more seats than their unit has left: refused where quotas limit, told where they inform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from doanra.records.models import FileRow, Nomination, NominationState, QuotaMode, RowOutcome, SourceFile
from doanra.stages import quotas
from doanra.terms.words import Programme, Severity

_FULL, _OVER = "quota_full", "quota_over"
_LAST = 1 << 31
_MANY = 500


@dataclass(frozen=True, slots=True, order=True)
class Asking:
    """A row that names somebody new: by the unit's own order who comes first."""

    priority: int
    place: int
    key: int


class Askings:
    """The rows of a file that ask for a seat, by programme."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Asking]] = defaultdict(list)
        self._place = 0

    def note(self, row: FileRow, nomination: Nomination | None) -> None:
        """A row that says something new; it asks for a seat unless the person stands, or was sent back, already."""
        self._place += 1
        if nomination is None or nomination.state == NominationState.WITHDRAWN.value:
            priority = row.fields["priority"] or _LAST
            self._rows[row.fields["programme"]].append(Asking(priority, self._place, row.pk))

    def beyond(self, left: dict[Programme, int]) -> dict[int, tuple[Programme, int]]:
        """By key the rows for which no seat is left, with their programme and their number in the unit's order."""
        found: dict[int, tuple[Programme, int]] = {}
        for programme, rows in self._rows.items():
            room = max(0, left.get(Programme(programme), 0))
            for number, one in enumerate(sorted(rows)[room:], start=room + 1):
                found[one.key] = Programme(programme), number
        return found


def forget(rows: Iterable[FileRow]) -> None:
    """Takes back what was said of seats before: there may be others now. One statement, if anything was said."""
    freed = [row for row in rows if any(one["code"] in (_FULL, _OVER) for one in row.problems)]
    for row in freed:
        row.problems = [one for one in row.problems if one["code"] not in (_FULL, _OVER)]
        if not any(one["severity"] == Severity.ERROR.value for one in row.problems):
            row.outcome = RowOutcome.ACCEPTED.value
    FileRow.objects.bulk_update(freed, ["problems", "outcome"], batch_size=_MANY)


def hold(file: SourceFile, askings: Askings) -> Held:
    """Refuses, or warns of, the rows for which no seat is left. Three queries where the year has quotas."""
    assert file.unit is not None  # asked before
    room = quotas.room_of(file.call, file.unit)
    held = Held()
    if room is None:
        return held
    beyond = askings.beyond({programme: one.left for programme, one in room.programmes.items()})
    limits = room.mode is QuotaMode.LIMIT
    for rows in _some(sorted(beyond)):
        for row in rows:
            programme, number = beyond[row.pk]
            seats = room.programmes.get(programme, quotas.Room())
            held.warned += not limits and not row.problems
            held.refused += limits
            held.with_warning += limits and bool(row.problems)
            row.problems = [*row.problems, _problem(file, programme, seats, number, limits=limits)]
            if limits:
                row.outcome = RowOutcome.REFUSED.value
        FileRow.objects.bulk_update(rows, ["problems", "outcome"], batch_size=_MANY)
    return held


@dataclass(slots=True)
class Held:
    """How many rows were refused, of them with a warning before; how many were warned that had no warning."""

    refused: int = 0
    with_warning: int = 0
    warned: int = 0


def _some(keys: Sequence[int]) -> Iterator[list[FileRow]]:
    for begin in range(0, len(keys), _MANY):
        yield list(FileRow.objects.filter(pk__in=keys[begin : begin + _MANY]).defer("raw", "fields"))


def _problem(
    file: SourceFile, programme: Programme, seats: quotas.Room, number: int, *, limits: bool
) -> dict[str, object]:
    unit, what = file.unit.short if file.unit else "", programme.label.lower()
    return {
        "code": _FULL if limits else _OVER,
        "severity": (Severity.ERROR if limits else Severity.WARNING).value,
        "message": f"Vượt chỉ tiêu: {unit} có {seats.has} chỗ {what} năm {file.call.year}, còn {max(0, seats.left)}; "
        f"đây là người mới thứ {number} theo thứ tự ưu tiên.",
        "remedy": "Bớt người, rút một đề cử cũ, hoặc đề nghị văn phòng bổ sung chỉ tiêu."
        if limits
        else "Vẫn nhận; văn phòng xem lại chỉ tiêu của đơn vị.",
        "column": None,
        "field": "programme",
    }
