"""What the program is not sure of is asked: a clerk says what columns mean; this file and the unit's next follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from doanra.intake import MEANINGS, Row
from doanra.intake.synonyms import IGNORED
from doanra.policy import access
from doanra.records.models import ColumnMemory, FileLayout, FileState, SourceFile, Unit
from doanra.stages import calls
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.nominations.mapping_memory import (
    UNFOUND,
    Choice,
    Memory,
    Sheets,
    columns,
    merged,
    office_words,
    remember,
)
from doanra.stages.nominations.reading import Told, Understanding, problem_of, reader
from doanra.stages.nominations.reading_rows import again, fill, store_rows
from doanra.terms.refusal import Refused, Stale

_HEAD_LENGTH = 120


def can_correct(file: SourceFile) -> bool:
    """Whether a clerk may still say what the columns of the file mean."""
    unfound = file.state == FileState.REFUSED.value and file.refusal_code in UNFOUND
    return (file.state == FileState.PREVIEW.value or unfound) and bool(file.content)


def correct(
    file: SourceFile,
    *,
    meanings: Mapping[tuple[str, str], str | None],
    headers: Mapping[str, int] | None = None,
    ignored: Sequence[str] = (),
    by: Actor,
) -> SourceFile:
    """Reads the file again as the clerk understands it, and remembers for the unit what was decided.

    ``meanings``: (sheet, column) → a key of ``MEANINGS`` or None to pass the column over; ``headers``: sheet → row of
    its head, where the program took another for it; ``ignored``: sheets that hold no list. Refused, with nothing
    changed, if no row can be read that way.
    """
    access.require(role_of(by), "nominations.receive")
    calls.require_open(file.call)
    layout, choices, told = _understood(file, meanings=meanings, headers=headers or {}, ignored=ignored)
    with acting("nominations.receive", by=by, verb="nominations.map") as act:
        file = _lock(file)
        act.became(layout if layout.pk else None, layout)
        act.watch(file)
        layout.choices, layout.headers, layout.ignored = [list(one) for one in choices], dict(headers or {}), [*ignored]
        layout.decided_at, layout.decided_by = timezone.now(), by
        told = _with_old_warnings(file, told)
        fill(file, told)
        file.save()
        if file.unit:
            remember(
                file.unit, told.sheets, choices, ignored=ignored, source=file.name, decider=by, at=layout.decided_at
            )
        store_rows(file, told, decided=layout)
        act.subject, act.year = file, file.call.year
        act.detail = {"file": file.name, "columns": len(choices), "read": file.rows_read}
    return file


def _understood(
    file: SourceFile,
    *,
    meanings: Mapping[tuple[str, str], str | None],
    headers: Mapping[str, int],
    ignored: Sequence[str],
) -> tuple[FileLayout, list[Choice], Told]:
    """The file's layout, the clerk's choices in full and what is read with them; refused if that is nothing."""
    if not can_correct(file):
        raise Stale(
            "not_in_preview", f"Tệp “{file.name}” không còn ở bước xem trước.", remedy="Mở lại tệp để xem kết quả."
        )
    layout = FileLayout.objects.filter(file=file).first() or FileLayout(file=file)
    choices = _decided(layout, _known(meanings))
    told = _read(file, layout.sheets, choices, headers, ignored)
    if told.reading.refusal:
        raise Refused(
            "mapping_empty",
            f"Hiểu các cột như vậy thì không đọc được dòng nào: {told.reading.refusal.message}",
            remedy="Chọn cột nào là “Họ và tên” và đúng dòng tiêu đề, ví dụ dòng có “TT”, “Họ và tên”, “Ngày sinh”.",
        )
    return layout, choices, told


def _known(meanings: Mapping[tuple[str, str], str | None]) -> Mapping[tuple[str, str], str | None]:
    strange = sorted({meaning for meaning in meanings.values() if meaning is not None and meaning not in MEANINGS})
    if strange:
        raise Refused(
            "unknown_meaning", f"Không có nghĩa cột “{strange[0]}”.", remedy="Chọn một nghĩa có trong danh sách."
        )
    return meanings


def _decided(layout: FileLayout, meanings: Mapping[tuple[str, str], str | None]) -> list[Choice]:
    """What the clerk decided: earlier decisions, what is otherwise than read, and what the program was unsure of."""
    earlier = {(sheet, letter) for sheet, letter, _ in layout.choices}
    found = {
        (sheet["name"], column["letter"]): (column["meaning"], column["sure"])
        for sheet in layout.sheets
        for column in sheet["columns"]
    }
    return [
        (*place, meaning)
        for place, meaning in meanings.items()
        if place in earlier or found.get(place, (None, False)) != (meaning, True)
    ]


def _read(
    file: SourceFile, sheets: Sheets, choices: Sequence[Choice], headers: Mapping[str, int], ignored: Sequence[str]
) -> Told:
    memory = Memory(file.unit)
    words = merged(office_words(), memory.words(), _heads(sheets, choices, headers))
    passed_over = [(column.sheet, column.letter, None) for column in columns(sheets) if column.sheet in ignored]
    by = Understanding(
        call_on=file.call.opened_on,
        words=words,
        choices=[*memory.choices(sheets), *(one for one in choices if one[0] not in ignored), *passed_over],
    )
    with file.content.open("rb") as kept, reader() as read:
        return read(file.name, kept.read(), by=by)


def _heads(sheets: Sheets, choices: Sequence[Choice], headers: Mapping[str, int]) -> dict[str, list[str]]:
    """The cells of the rows that the clerk calls heads, as words for this file: by them the table is found."""
    words: dict[str, list[str]] = {}
    for sheet in sheets:
        row = headers.get(sheet["name"])
        cells = next((line["cells"] for line in sheet["lines"] if line["row"] == row), ())
        chosen = {letter: meaning for name, letter, meaning in choices if name == sheet["name"]}
        for place, cell in enumerate(cells):
            text = " ".join(cell.split())
            if text and len(text) < _HEAD_LENGTH and letter_of(place) in chosen:
                words.setdefault(chosen[letter_of(place)] or IGNORED, []).append(text)
    return words


def letter_of(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _lock(file: SourceFile) -> SourceFile:
    """The file as it is now, held until the transaction ends; Stale if somebody saved or dropped it meanwhile."""
    fresh: SourceFile = SourceFile.objects.select_for_update().get(pk=file.pk)
    if not can_correct(fresh):
        raise Stale(
            "not_in_preview",
            f"Tệp “{file.name}” vừa được người khác nhận hoặc bỏ.",
            remedy="Mở lại tệp để xem kết quả.",
        )
    return fresh


def _with_old_warnings(file: SourceFile, told: Told) -> Told:
    """The reading with the warnings that only files read together can have: that another file names the person too."""
    kept = {
        (row.sheet, row.row): [one for one in row.problems if one["code"] == "duplicate_across_files"]
        for row in file.rows.all()
    }
    rows = tuple(_warned(row, kept.get((row.sheet[:80], row.row), [])) for row in told.reading.rows)
    return Told(replace(told.reading, rows=rows), told.sheets)


def _warned(row: Row, old: list[dict[str, str]]) -> Row:
    return replace(row, problems=(*row.problems, *map(problem_of, old))) if old else row


def read_as_remembered(file: SourceFile, unit: Unit) -> Told | None:
    """The file read with what is remembered for a unit, None if that tells nothing else or a clerk decided already."""
    layout = FileLayout.objects.filter(file=file).first()
    if layout is None or layout.decided_at or not file.content:
        return None
    memory = Memory(unit)
    if not memory.changes(layout.sheets, unfound=False):
        return None
    with file.content.open("rb") as kept, reader() as read:
        content = kept.read()
        words = office_words()
        first = read(file.name, content, by=Understanding(call_on=file.call.opened_on, words=words))
        better = again(read, first, content, call=file.call, memory=memory, words=words)
    return None if better.reading.refusal else better


def learn_for(file: SourceFile, unit: Unit) -> None:
    """Remembers for the unit what a clerk decided about the file before its unit was known."""
    layout = FileLayout.objects.filter(file=file).first()
    if layout and layout.decided_at:
        chosen = [(sheet, letter, meaning) for sheet, letter, meaning in layout.choices]
        remember(
            unit, layout.sheets, chosen, ignored=layout.ignored, source=file.name, decider=layout.decided_by,
            at=layout.decided_at,
        )  # fmt: skip


def forget(memory: ColumnMemory, *, by: Actor) -> None:
    """The unit's next file is read by its heads again, as everybody's."""
    with acting("nominations.receive", by=by, verb="nominations.forget_column") as act:
        act.subject, act.detail = memory.unit, {"header": memory.header or memory.letter, "meaning": memory.meaning}
        act.removed(memory)
        memory.delete()
