"""What is to be marked in a unit's own workbook: for each person's row the result, the reasons, the faulty cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doanra.documents.printable import printable
from doanra.terms.words import Severity

RESULT_HEADING = "Kết quả kiểm tra (Đoàn Ra)"
REASONS_HEADING = "Vì sao và cách sửa (ô đỏ: lỗi; ô vàng: xem lại)"
"""Heads of the two columns that are added. A workbook that comes back a second time is known by them."""

RED, AMBER = "FFF4C7C3", "FFFBE7B2"
"""ARGB of faulty cells. Nobody else fills cells so: what an earlier marking left is known by them too."""

RESULT_WIDTH, REASONS_WIDTH = 18, 70
"""Widths of the two columns, in characters."""

MOST_TEXT = 32_000
"""Characters that a cell may hold, with room to spare (Excel: 32,767)."""

_FORMULA_START = re.compile(r"\A[\s]*[=+\-@|%]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a row. ``columns`` are letters of the cells that show it, none for the row as a whole.

    ``row`` is the row of these cells where it is not the person's own: in lists on their side and on cards.
    """

    severity: Severity
    text: str
    columns: tuple[str, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """One person's row by its number in the sheet. ``refused`` decides the word, never the number of faults alone."""

    row: int
    refused: bool
    unchanged: bool = False
    name: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def result(self) -> str:
        """``2 lỗi``, ``đạt``, ``đạt, 1 cảnh báo``, ``đạt, không đổi``."""
        errors = sum(fault.severity is Severity.ERROR for fault in self.faults)
        others = len(self.faults) - errors
        if self.refused:
            return f"{max(errors, 1)} lỗi"
        if self.unchanged:
            return "đạt, không đổi"
        return f"đạt, {others} cảnh báo" if others else "đạt"

    @property
    def reasons(self) -> str:
        """Every reason on a line of its own, errors first; "" for a row without any."""
        ordered = sorted(self.faults, key=lambda fault: fault.severity is not Severity.ERROR)
        return "\n".join(f"{_WORD[fault.severity]}{_where(fault)}: {fault.text}" for fault in ordered)

    @property
    def cells(self) -> dict[tuple[int, str], str]:
        """Row and column letter → fill; red goes before amber."""
        fills: dict[tuple[int, str], str] = {}
        for fault in self.faults:
            fill = RED if fault.severity is Severity.ERROR else AMBER
            for letter in fault.columns:
                place = fault.row or self.row, letter
                fills[place] = RED if RED in (fill, fills.get(place)) else fill
        return fills


_WORD = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Ghi chú"}


def _where(fault: Fault) -> str:
    return f" (cột {', '.join(fault.columns)})" if fault.columns else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """The marks of one sheet. ``head_rows`` are where the two columns get their heads.

    ``columns`` are the two letters of an earlier marking, which are written over; None puts them after the last column.
    """

    rows: Sequence[RowMark]
    head_rows: tuple[int, ...] = ()
    columns: tuple[str, str] | None = None


Marks = Mapping[str, SheetMarks]
"""By the name of the sheet."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the two added cells of one row say, and the fills of its faulty cells by column letter.

    A row that has only such cells of people who stand elsewhere says nothing: ``result`` is "".
    """

    result: str
    reasons: str
    fill: str = ""
    cells: dict[str, str] = field(default_factory=dict)


def written(sheet: SheetMarks) -> dict[int, Written]:
    """By row number. People who share a row (a list that is turned on its side) are told by name in one cell."""
    by_row: dict[int, list[RowMark]] = {}
    for mark in sheet.rows:
        by_row.setdefault(mark.row, []).append(mark)
    lines = {row: Written(RESULT_HEADING, REASONS_HEADING) for row in sheet.head_rows if row not in by_row}
    lines |= {row: _joined(marks) for row, marks in by_row.items()}
    for mark in sheet.rows:
        for (row, letter), fill in mark.cells.items():
            cells = lines.setdefault(row, Written("", "")).cells
            cells[letter] = RED if RED in (fill, cells.get(letter)) else fill
    return lines


def _joined(marks: Sequence[RowMark]) -> Written:
    fill = RED if any(mark.refused for mark in marks) else ""
    if len(marks) == 1:
        return Written(marks[0].result, _cut(marks[0].reasons), fill)
    results = "\n".join(f"{mark.name}: {mark.result}" for mark in marks)
    reasons = "\n".join(f"{mark.name}: {mark.reasons}" for mark in marks if mark.reasons)
    return Written(_cut(results), _cut(reasons), fill)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]} …"


def harmless(text: str) -> str:
    """Text that no program takes for a formula, also after the sheet was saved as CSV."""
    shown = printable(text)
    return f"'{shown}" if _FORMULA_START.match(shown) else shown
