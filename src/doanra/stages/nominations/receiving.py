"""Receiving files: the original is kept, its rows are read and compared, no person and no nomination is touched."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from doanra.policy import access
from doanra.records.models import Call, FileState, SourceFile, Unit
from doanra.stages import calls
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.nominations import attempts, mapping
from doanra.stages.nominations.attempts import Progress
from doanra.stages.nominations.comparing import compare
from doanra.stages.nominations.reading_rows import fill, store_rows
from doanra.terms.refusal import Stale


def receive(call: Call, *, name: str, content: bytes, by: Actor) -> SourceFile:
    """Takes one file into a preview; a file that can't be read is kept as refused, with its reason."""
    return receive_many(call, files=[(name, content)], by=by)[0]


def receive_many(
    call: Call, *, files: Sequence[tuple[str, bytes]], by: Actor, progress: Progress | None = None
) -> list[SourceFile]:
    """Takes several files at once, so that a person named by two of them is told. One file's refusal stops no other.

    Refused as a whole once the year was closed. Pages with many files ``attempts.start`` and read in the background.
    """
    return attempts.work(attempts.begin(call, files, by), files=files, progress=progress)


def choose_unit(file: SourceFile, *, unit: Unit, by: Actor) -> SourceFile:
    """The clerk says which unit a previewed file is from; it is read as the unit's lists were read before."""
    access.require(role_of(by), "nominations.receive")
    better = mapping.read_as_remembered(file, unit)
    with acting("nominations.receive", by=by, verb="nominations.choose_unit") as act:
        calls.require_open(file.call)
        file = lock(file)
        act.watch(file)
        file.unit = unit
        if better:
            fill(file, better)
            store_rows(file, better)
        else:
            mapping.learn_for(file, unit)
            compare(file)
        act.subject, act.year, act.detail = file, file.call.year, {"unit": unit.slug}
    return file


def drop(file: SourceFile, *, by: Actor) -> None:
    """Puts a previewed file aside; it stays in the history with its hash."""
    with acting("nominations.receive", by=by, verb="nominations.drop") as act:
        file = lock(file)
        act.watch(file)
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
