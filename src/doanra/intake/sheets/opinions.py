"""Reads the workbook in which a body wrote its opinions: by the key of each row, with the faults of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from doanra.intake.cells.dates import read_date
from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.reading import DEFAULT_LIMITS, Limits, Value
from doanra.intake.sheets.cells import Wrong, is_empty, limited, text
from doanra.intake.sheets.courses import SheetFault
from doanra.intake.sheets.opening import open_sheets
from doanra.intake.text.keys import phrase_key
from doanra.terms.refusal import Refused

HEADINGS = {
    "key": "Mã dòng (không sửa)",
    "full_name": "Họ và tên",
    "outcome": "Ý kiến",
    "document": "Số văn bản",
    "on": "Ngày văn bản",
    "note": "Lý do, hoặc cần bổ sung gì",
}
"""The columns that are read back, by key; whatever else the sheet shows of a person is not."""
_ANSWERS = ("outcome", "document", "on", "note")
_SEARCHED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """One row: who by ``key`` and name, what is said. ``outcome`` as stored. A row with faults is not to be taken.

    ``letters`` has the letter of each column by its key.
    """

    row: int
    key: str
    full_name: str
    outcome: str
    document: str
    on: date | None
    note: str
    faults: tuple[SheetFault, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        """Nothing was written in it."""
        return not (self.outcome or self.document or self.on or self.note or self.faults)


def read_opinions(
    content: bytes, *, outcomes: Mapping[str, str], name: str = "", limits: Limits = DEFAULT_LIMITS
) -> list[OpinionRow]:
    """The rows with a key of the first sheet that has the heads. ``outcomes`` maps stored values to their words.

    Refused as ``open_sheets`` refuses, and with ``no_table`` for a workbook without such a sheet.
    """
    for grid in open_sheets(name, content, limits=limits):
        at, columns = _heads(grid)
        if at is not None:
            return _rows(grid, at, columns, {phrase_key(word): value for value, word in outcomes.items()})
    raise Refused(
        "no_table",
        f"Không tìm thấy bảng ý kiến: không có dòng đầu bảng nào ghi “{HEADINGS['key']}” và “{HEADINGS['outcome']}”.",
        remedy="Dùng bảng tính tải từ trang của đề nghị, chỉ điền các cột ý kiến rồi nộp lại.",
    )


def _heads(grid: Grid) -> tuple[int | None, dict[str, int]]:
    names = {phrase_key(heading): key for key, heading in HEADINGS.items()}
    for place, line in enumerate(grid.lines[:_SEARCHED]):
        found = {names[key]: at for at, cell in enumerate(line) if (key := phrase_key(text(cell))) in names}
        if {"key", "outcome"} <= found.keys():
            return place, found
    return None, {}


def _rows(grid: Grid, at: int, columns: Mapping[str, int], outcomes: Mapping[str, str]) -> list[OpinionRow]:
    rows = []
    for place in range(at + 1, len(grid.lines)):
        line = grid.lines[place]
        cells = {key: line[where] if where < len(line) else None for key, where in columns.items()}
        if not all(is_empty(cell) for cell in cells.values()):
            rows.append(_row(cells, columns, outcomes, row=grid.first_row + place))
    return rows


def _row(
    cells: Mapping[str, Value], columns: Mapping[str, int], outcomes: Mapping[str, str], *, row: int
) -> OpinionRow:
    faults: list[SheetFault] = []

    def fault(key: str, message: str, remedy: str) -> None:
        where = letter_of(columns[key]) if key in columns else ""
        faults.append(SheetFault(row, where, HEADINGS[key], message, remedy))

    said = {"outcome": "", "document": "", "note": ""}
    on: date | None = None
    try:
        said["outcome"] = _outcome(cells.get("outcome"), outcomes)
    except Wrong as wrong:
        fault("outcome", wrong.message, wrong.remedy)
    for key, most in (("document", 120), ("note", 300)):
        try:
            said[key] = limited(most)(cells.get(key))
        except Wrong as wrong:
            fault(key, wrong.message, wrong.remedy)
    try:
        on = _day(cells.get("on"))
    except Wrong as wrong:
        fault("on", wrong.message, wrong.remedy)
    answered = any(not is_empty(cells.get(key)) for key in _ANSWERS)
    key = text(cells.get("key"))
    if answered and not key:
        fault("key", "dòng có ý kiến nhưng mất mã", "Chép lại mã từ bảng tính đã tải về, hoặc tải lại bảng tính.")
    letters = {name: letter_of(place) for name, place in columns.items()}
    who = text(cells.get("full_name"))
    return OpinionRow(row=row, key=key, full_name=who, on=on, faults=tuple(faults), letters=letters, **said)


def _outcome(value: Value, outcomes: Mapping[str, str]) -> str:
    found = text(value)
    if not found:
        return ""
    if phrase_key(found) not in outcomes:
        raise Wrong(f"“{found}” không phải là một ý kiến", "Ghi: Đồng ý, Không đồng ý hoặc Cần bổ sung.")
    return outcomes[phrase_key(found)]


def _day(value: Value) -> date | None:
    if is_empty(value):
        return None
    reading = read_date(value.strip() if isinstance(value, str) else value)
    day = reading.date.exact if reading.date else None
    if day is None:
        raise Wrong(f"“{text(value)}” không phải là một ngày", "Ghi ngày/tháng/năm, ví dụ 03/11/2026.")
    return day


def headings(*, with_note: bool) -> Sequence[str]:
    """The keys of the columns in which a body writes."""
    return _ANSWERS if with_note else _ANSWERS[:-1]
