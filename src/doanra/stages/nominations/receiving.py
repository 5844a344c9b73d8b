"""Receiving files: the original is kept, its rows are read and compared, no person and no nomination is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from doanra import intake
from doanra.intake import Reading, Row
from doanra.records.models import Call, CallState, FileRow, FileState, Nomination, RowOutcome, SourceFile, Unit
from doanra.stages import units
from doanra.stages.acting import Actor, acting
from doanra.stages.people import Particulars, Register
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused, Stale
from doanra.terms.words import Severity

_NOT_KEPT = frozenset({"unsafe_file"})
"""Refusals after which not even the original is stored: the mark of a state secret, or content that may do harm."""

Progress = Callable[[int, int], None]


def receive(call: Call, *, name: str, content: bytes, by: Actor) -> SourceFile:
    """Takes one file into a preview; a file that can't be read is kept as refused, with its reason."""
    return receive_many(call, files=[(name, content)], by=by)[0]


def receive_many(
    call: Call, *, files: Sequence[tuple[str, bytes]], by: Actor, progress: Progress | None = None
) -> list[SourceFile]:
    """Takes several files at once, so that a person named by two of them is told. One file's refusal stops no other.

    Refused as a whole once the year was closed.
    """
    if call.state == CallState.CLOSED.value:
        raise Refused(
            "call_closed", f"Đợt năm {call.year} đã tổng kết, không nhận thêm tệp.", remedy="Chọn năm đang nhận đề cử."
        )
    readings: list[Reading] = []
    for number, (name, content) in enumerate(files, 1):
        readings.append(intake.read_file(name, content, call_on=call.opened_on))
        if progress:
            progress(number, len(files))
    stored = []
    for reading, (_, content) in zip(intake.mark_duplicates(readings), files, strict=True):
        with acting("nominations.receive", by=by) as act:
            file = _store(call, reading, content, by=by)
            act.subject, act.year = file, call.year
            act.detail = {"file": file.name, "sha256": file.sha256, "state": file.state, "read": file.rows_read}
        stored.append(file)
    return stored


def _store(call: Call, reading: Reading, content: bytes, *, by: Actor) -> SourceFile:
    refusal = reading.refusal
    file = SourceFile(
        call=call,
        name=reading.file[:255],
        sha256=reading.sha256,
        size=len(content),
        received_at=timezone.now(),
        received_by=by,
        state=(FileState.REFUSED if refusal else FileState.PREVIEW).value,
        refusal_code=refusal.code if refusal else "",
        refusal=f"{refusal.message} {refusal.remedy}".strip() if refusal else "",
        unit_hint=reading.unit_hint[:200],
        letter_number=(reading.letter_number or "")[:80],
        letter_date=reading.letter_date,
        unit=units.recognise(reading.unit_hint, reading.file, on=reading.letter_date or call.opened_on),
        columns=_columns(reading),
    )
    if refusal is None or refusal.code not in _NOT_KEPT:
        file.content.save(reading.file, ContentFile(content), save=False)
    file.save()
    FileRow.objects.bulk_create([_row(file, row) for row in reading.rows], batch_size=500)
    compare(file)
    return file


def _columns(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "sheet": sheet.name,
            "hidden": sheet.hidden,
            "letter": column.letter,
            "header": column.header,
            "meaning": column.meaning,
            "example": column.example,
            "sure": column.sure,
        }
        for sheet in reading.sheets
        for column in sheet.columns
    ]


def _row(file: SourceFile, row: Row) -> FileRow:
    fields = row.as_json()
    del fields["file"], fields["sheet"], fields["row"], fields["problems"]
    return FileRow(
        file=file,
        sheet=row.sheet[:80],
        row=row.row,
        outcome=(RowOutcome.REFUSED if row.refused else RowOutcome.ACCEPTED).value,
        fields={**fields, "extra": row.extra},
        raw=row.raw,
        problems=[problem.as_json() for problem in row.problems],
    )


def particulars(row: FileRow, *, synthetic: bool = False) -> Particulars:
    """Who the row names."""
    fields = row.fields
    return Particulars(
        full_name=fields["full_name"],
        gender=fields["gender"] or "",
        birth=_date(fields["birth_date"]),
        party_joined=_date(fields["party_joined"]),
        id_number=fields["id_number"] or "",
        synthetic=synthetic,
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def compare(file: SourceFile) -> None:
    """Tells accepted rows from unchanged ones, and sums up: read = accepted + refused + unchanged."""
    rows = list(file.rows.all())
    good = [row for row in rows if row.outcome != RowOutcome.REFUSED.value]
    same = _unchanged(file.unit, file.call, good) if file.unit else set()
    changed = []
    for row in good:
        outcome = (RowOutcome.UNCHANGED if row.pk in same else RowOutcome.ACCEPTED).value
        if outcome != row.outcome:
            row.outcome = outcome
            changed.append(row)
    FileRow.objects.bulk_update(changed, ["outcome"], batch_size=500)
    outcomes = Counter(row.outcome for row in rows)
    file.rows_read = len(rows)
    file.rows_accepted = outcomes[RowOutcome.ACCEPTED.value]
    file.rows_refused = outcomes[RowOutcome.REFUSED.value]
    file.rows_unchanged = outcomes[RowOutcome.UNCHANGED.value]
    file.rows_warned = sum(bool(row.problems) for row in rows if row.outcome == RowOutcome.ACCEPTED.value)
    file.save()


def _unchanged(unit: Unit, call: Call, rows: Iterable[FileRow]) -> set[int]:
    """Rows that say what is known already, repeat an earlier row, or name whom another unit has nominated."""
    rows = list(rows)
    register = Register(unit, [particulars(row) for row in rows])
    known = register.nominations(call)
    seen: set[tuple[object, ...]] = set()
    same: set[int] = set()
    for row in rows:
        who = particulars(row)
        key = (who.full_name.casefold(), who.birth, row.fields["programme"], row.fields["language"])
        person = register.find(who)
        nomination = known.get((person.pk, row.fields["programme"])) if person else None
        repeats = key in seen and any(p["code"] == "duplicate_in_file" for p in row.problems)
        elsewhere = nomination is not None and nomination.unit_id not in register.kin
        if nomination is not None and elsewhere:
            _tell_elsewhere(row, nomination)
        if repeats or elsewhere or (nomination and _says_the_same(nomination, row)):
            same.add(row.pk)
        seen.add(key)
    return same


def _tell_elsewhere(row: FileRow, nomination: Nomination) -> None:
    if any(problem["code"] == "duplicate_across_files" for problem in row.problems):
        return
    problem = {
        "code": "duplicate_across_files",
        "severity": Severity.WARNING.value,
        "message": f"Người này đã được {nomination.unit.name} đề cử cùng chương trình.",
        "remedy": "Không thêm lần nữa. Hỏi hai đơn vị ai cử.",
        "column": None,
        "field": "full_name",
    }
    row.problems = [*row.problems, problem]
    row.save(update_fields=["problems"])


def _says_the_same(nomination: Nomination, row: FileRow) -> bool:
    fields = row.fields
    return (
        nomination.language == (fields["language"] or "")
        and nomination.priority == fields["priority"]
        and nomination.position == (fields["position"] or "")[:500]
        and nomination.workplace == (fields["workplace"] or "")[:300]
    )


def choose_unit(file: SourceFile, *, unit: Unit, by: Actor) -> SourceFile:
    """The clerk says which unit a previewed file is from."""
    with acting("nominations.receive", by=by, verb="nominations.choose_unit") as act:
        file = lock(file)
        file.unit = unit
        compare(file)
        act.subject, act.year, act.detail = file, file.call.year, {"unit": unit.slug}
    return file


def drop(file: SourceFile, *, by: Actor) -> None:
    """Puts a previewed file aside; it stays in the history with its hash."""
    with acting("nominations.receive", by=by, verb="nominations.drop") as act:
        file = lock(file)
        file.state = FileState.DROPPED.value
        file.save(update_fields=["state"])
        act.subject, act.year, act.detail = file, file.call.year, {"file": file.name}


_WHAT_TO_DO = {
    FileState.SAVED: "Mở lại tệp để xem kết quả; không cần nhận lần nữa.",
    FileState.DROPPED: "Nếu vẫn cần tệp này, tải tệp lên lần nữa.",
    FileState.REFUSED: "Xem lý do ở trang của tệp, sửa rồi tải lên lần nữa.",
}


def _still_preview(file: SourceFile) -> None:
    if file.state != FileState.PREVIEW.value:
        state = FileState(file.state)
        raise Stale(
            "not_in_preview",
            f"Tệp “{file.name}” không còn ở bước xem trước ({state.label.lower()}).",
            remedy=_WHAT_TO_DO[state],
        )


def lock(file: SourceFile) -> SourceFile:
    """The file as it is now, held until the transaction ends; Stale unless it is still in preview."""
    queryset: models.QuerySet[SourceFile] = SourceFile.objects.select_for_update()
    fresh = queryset.get(pk=file.pk)
    _still_preview(fresh)
    return fresh
