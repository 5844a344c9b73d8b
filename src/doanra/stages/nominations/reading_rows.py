"""From a reading to stored rows: the file with its sums, its layout and each row as it will be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from doanra.intake import Row
from doanra.records.models import Call, FileLayout, FileRow, FileState, Person, RowOutcome, SourceFile, Unit
from doanra.stages import units
from doanra.stages.nominations.comparing import compare
from doanra.stages.nominations.mapping_memory import UNFOUND, Memory, merged
from doanra.stages.nominations.reading import Read, Told, Understanding
from doanra.stages.reading.process import Far, nobody_looks, nobody_stops
from doanra.terms.names import fold
from doanra.terms.words import Severity

_NAME_LENGTH = Person._meta.get_field("full_name").max_length or 0
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .]?\d){8,}(?!\d)")


def read_for_unit(
    read: Read,
    name: str,
    content: bytes,
    *,
    call: Call,
    words: dict[str, list[str]],
    stop: Callable[[], bool] = nobody_stops,
    far: Callable[[Far], None] = nobody_looks,
) -> Told:
    """Reads a file; a second time if its unit is one whose columns were corrected before and that tells more."""
    told = read(name, content, by=Understanding(call_on=call.opened_on, words=words), stop=stop, far=far)
    memory = Memory(sender(told, call))
    return again(read, told, content, call=call, memory=memory, words=words, stop=stop, far=far)


def again(
    read: Read,
    told: Told,
    content: bytes,
    *,
    call: Call,
    memory: Memory,
    words: dict[str, list[str]],
    stop: Callable[[], bool] = nobody_stops,
    far: Callable[[Far], None] = nobody_looks,
) -> Told:
    """The reading with what is remembered for the unit, the same reading if that would tell nothing else."""
    why = told.reading.refusal
    if (why and why.code not in UNFOUND) or not memory.changes(told.sheets, unfound=bool(why)):
        return told
    by = Understanding(call_on=call.opened_on, words=merged(words, memory.words()), choices=memory.choices(told.sheets))
    better = read(told.reading.file, content, by=by, stop=stop, far=far)
    return told if better.reading.refusal else better


def sender(told: Told, call: Call) -> Unit | None:
    """The unit that a file is from, by its title, else by its name."""
    reading = told.reading
    return units.recognise(reading.unit_hint, reading.file, on=reading.letter_date or call.opened_on)


def fill(file: SourceFile, told: Told) -> None:
    """Puts what was read on the file, unsaved; its unit stays if it has one."""
    reading, refusal = told.reading, told.reading.refusal
    file.state = (FileState.REFUSED if refusal else FileState.PREVIEW).value
    file.refusal_code = refusal.code if refusal else ""
    file.refusal = f"{refusal.message} {refusal.remedy}".strip() if refusal else ""
    file.unit_hint = reading.unit_hint[:200]
    file.letter_number = (reading.letter_number or "")[:80]
    file.letter_date = reading.letter_date
    file.columns = _columns(told)
    if file.unit is None:
        file.unit = sender(told, file.call)


def file_rows(file: SourceFile, told: Told) -> Iterator[FileRow]:
    """Each row as it will be stored, unsaved; the file may be unsaved too."""
    return (_row(file, row) for row in told.reading.rows)


def store_rows(
    file: SourceFile, told: Told, *, decided: FileLayout | None = None, rows: Sequence[FileRow] | None = None
) -> None:
    """Stores the rows in place of any before, the layout, and what comparing says of them.

    ``decided`` is the layout with a clerk's new decisions; without it only what was read is put on the file's own.
    ``rows`` are those of ``file_rows``, where somebody made them before.
    """
    FileRow.objects.filter(file=file).delete()
    fresh = list(file_rows(file, told)) if rows is None else rows
    FileRow.objects.bulk_create(fresh, batch_size=500)
    if told.sheets:
        layout = decided or FileLayout.objects.filter(file=file).first() or FileLayout(file=file)
        layout.sheets = told.sheets
        layout.remembered = Memory(file.unit).remembered(told.sheets)
        layout.save()
    compare(file, rows=fresh)


def _columns(told: Told) -> list[dict[str, Any]]:
    names = ("letter", "header", "meaning", "example", "sure")
    return [
        {"sheet": sheet["name"], "hidden": sheet["hidden"], **{name: column[name] for name in names}}
        for sheet in told.sheets
        for column in sheet["columns"]
    ]


def _row(file: SourceFile, row: Row) -> FileRow:
    fields = row.as_json()
    problems = [_without_numbers(problem) for problem in [*fields["problems"], *_too_long(row)]]
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


def _without_numbers(problem: dict[str, Any]) -> dict[str, Any]:
    """The problem with long numbers in its words shortened: problems are not hidden at rest, identity numbers are."""
    words = {part: _LONG_NUMBER.sub(_short, problem[part]) for part in ("message", "remedy")}
    return {**problem, **words}


def _short(found: re.Match[str]) -> str:
    return f"{found[0][:2]}…{found[0][-2:]}"


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
