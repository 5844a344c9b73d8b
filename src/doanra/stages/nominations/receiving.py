"""Receiving files: the original is kept, its rows are read and compared, no person and no nomination is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from doanra import intake
from doanra.intake import Reading, Row
from doanra.policy import access
from doanra.records.models import Call, CallState, FileRow, FileState, Person, RowOutcome, SourceFile, Unit
from doanra.stages import units
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.nominations.comparing import compare
from doanra.terms.names import fold
from doanra.terms.refusal import Refused, Stale
from doanra.terms.words import Severity

_NOT_KEPT = frozenset({"unsafe_file"})
"""Refusals after which not even the original is stored: the mark of a state secret, or content that may do harm."""

_NAME_LENGTH = Person._meta.get_field("full_name").max_length or 0

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
    access.require(role_of(by), "nominations.receive")  # before anything is opened for somebody who may not
    readings: list[Reading] = []
    for number, (name, content) in enumerate(files, 1):
        readings.append(intake.read_file(_plain(name), content, call_on=call.opened_on))
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
        file.content.save(_stored_name(reading), ContentFile(content), save=False)
    file.save()
    FileRow.objects.bulk_create([_row(file, row) for row in reading.rows], batch_size=500)
    compare(file)
    return file


def _plain(name: str) -> str:
    """A file's name without folders and without what cannot be shown or stored."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in " ".join(last.split()) if char.isprintable())
    return shown if shown.strip(".") else "không tên"


def _stored_name(reading: Reading) -> str:
    """What the original is called on the disk: by its content, for what a sender writes may be anything."""
    ending = re.search(r"\.[a-z0-9]{1,5}\Z", reading.file.lower())
    return reading.sha256[:32] + (ending[0] if ending else "")


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
    problems = [*fields["problems"], *_too_long(row)]
    del fields["file"], fields["sheet"], fields["row"], fields["problems"]
    refused = any(problem["severity"] == Severity.ERROR.value for problem in problems)
    return FileRow(
        file=file,
        sheet=row.sheet[:80],
        row=row.row,
        outcome=(RowOutcome.REFUSED if refused else RowOutcome.ACCEPTED).value,
        fields={**fields, "extra": row.extra},
        raw=row.raw,
        problems=problems,
    )


def _too_long(row: Row) -> list[dict[str, Any]]:
    """A name that no person can have is another cell that slipped into the column; it is returned, not cut."""
    if max(len(row.full_name), len(fold(row.full_name))) <= _NAME_LENGTH:
        return []
    return [
        {
            "code": "name_too_long",
            "severity": Severity.ERROR.value,
            "message": f"Ô họ và tên dài {len(row.full_name)} ký tự; họ tên dài nhất là {_NAME_LENGTH} ký tự.",
            "remedy": "Chỉ ghi họ và tên, ví dụ: Nguyễn Văn An; phần khác chuyển sang cột của nó.",
            "column": None,
            "field": "full_name",
        }
    ]


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
    FileState.UNDONE: "Nếu vẫn cần tệp này, tải tệp lên lần nữa.",
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
