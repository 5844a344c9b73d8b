"""What of a unit's workbook is marked: each row that was read, with its problems at the cells that show them."""

from __future__ import annotations

import re
from typing import Any

from doanra.documents.marked_workbook import Fault, MarkedWorkbook, Marks, RowMark, SheetMarks, mark
from doanra.records.models import FileRow, FileState, RowOutcome, SourceFile
from doanra.terms.refusal import NotFound
from doanra.terms.words import Severity

_LETTERS = re.compile(r"[A-Z]{1,3}\Z")
_OURS = re.compile(r"tra \(Đ\w{2,3}n Ra\)")
"""Our own head in a workbook that comes back, also where the whole sheet was taken for an old encoding."""

_OF_FIELD = {
    "full_name": ("full_name", "family_name", "given_name"),
    "birth_date": ("birth_date", "birth_male", "birth_female", "birth_day", "birth_month", "birth_year"),
    "gender": ("gender", "gender_male", "gender_female"),
    "programme": ("programme", "programme_short", "programme_medium", "programme_language", "programme_other"),
    "language": ("language", "language_en", "language_lo", "language_zh", "language_km", "language_other"),
}
"""Meanings of the columns that tell a field, where its name is not the meaning itself."""


def has_marks(file: SourceFile) -> bool:
    """Whether the file was kept and has rows to mark."""
    return file.state != FileState.REFUSED.value and bool(file.content.name) and file.rows_read > 0


def marked(file: SourceFile) -> MarkedWorkbook:
    """The unit's own workbook with the marks; NotFound where it was not kept or has no rows."""
    if not has_marks(file) or not file.content.storage.exists(str(file.content.name)):
        raise NotFound(
            "not_kept",
            f"Tệp “{file.name}” không có dòng nào đọc được hoặc không được giữ lại, nên không đánh dấu được.",
            remedy="Gửi công văn nêu lý do; đề nghị đơn vị gửi lại danh sách.",
        )
    with file.content.storage.open(str(file.content.name)) as kept:
        content: bytes = kept.read()
    return mark(content, marks_of(file))


def marks_of(file: SourceFile) -> Marks:
    """For each sheet every row that was read, with its problems at the cells that show them."""
    columns = _columns(file)
    heads = _head_rows(file)
    found: dict[str, list[RowMark]] = {}
    for row in file.rows.defer("raw"):
        found.setdefault(row.sheet, []).append(_row_mark(row, columns))
    names = {sheet[:80]: sheet for sheet in (one["sheet"] for one in file.columns)}
    return {
        names.get(sheet, sheet): SheetMarks(rows=rows, head_rows=heads.get(sheet, ()), columns=_earlier(file, sheet))
        for sheet, rows in found.items()
    }


def _row_mark(row: FileRow, columns: dict[tuple[str, str], tuple[str, ...]]) -> RowMark:
    faults = tuple(
        Fault(
            severity=Severity(problem["severity"]),
            text=f"{problem['message']} {problem['remedy']}".strip(),
            columns=_cells(row, problem, columns),
            row=problem.get("row"),
        )
        for problem in row.problems
    )
    return RowMark(
        row=row.row,
        refused=row.outcome == RowOutcome.REFUSED.value,
        unchanged=row.outcome == RowOutcome.UNCHANGED.value,
        name=row.fields["full_name"],
        faults=faults,
    )


def _cells(row: FileRow, problem: dict[str, Any], columns: dict[tuple[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    """The cell that shows the problem, else those of its field; none for what no letter names."""
    if problem["column"]:
        return (problem["column"],) if _LETTERS.match(problem["column"]) else ()
    return columns.get((row.sheet, problem["field"]), ())


def _columns(file: SourceFile) -> dict[tuple[str, str], tuple[str, ...]]:
    """(sheet, field) → the letters of the columns that tell it."""
    fields = {meaning: field for field, meanings in _OF_FIELD.items() for meaning in meanings}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for column in file.columns:
        meaning = column["meaning"]
        if meaning and _LETTERS.match(column["letter"]):
            found.setdefault((column["sheet"][:80], fields.get(meaning, meaning)), {})[column["letter"]] = None
    return {key: tuple(letters) for key, letters in found.items()}


def _head_rows(file: SourceFile) -> dict[str, tuple[int, ...]]:
    """The last row of each table's header, where its people stand in rows."""
    layout = getattr(file, "layout", None)
    found: dict[str, tuple[int, ...]] = {}
    for sheet in layout.sheets if layout else ():
        rows = [max(table["header_rows"]) for table in sheet["tables"] if table["header_rows"]]
        found[sheet["name"][:80]] = tuple(rows)
    return found


def _earlier(file: SourceFile, sheet: str) -> tuple[str, str] | None:
    """The two columns of an earlier marking, if this workbook is one that came back."""
    letters = [one["letter"] for one in file.columns if one["sheet"][:80] == sheet]
    for place, one in enumerate(column for column in file.columns if column["sheet"][:80] == sheet):
        if _OURS.search(one["header"]) and place + 1 < len(letters):
            return one["letter"], letters[place + 1]
    return None
