"""Reads a workbook of courses: every row or every fault with row, column and reason; half a catalogue is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.reading import DEFAULT_LIMITS, Limits, Value
from doanra.intake.sheets.cells import Wrong, is_empty, text
from doanra.intake.sheets.columns import COLUMNS, Column
from doanra.intake.sheets.opening import open_sheets
from doanra.intake.text.keys import phrase_key
from doanra.terms.refusal import Refused

MOST_ROWS = 500
_SEARCHED = 30  # a title and a legend may stand above the heads
_ENOUGH = 4  # known heads that make a row of heads


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong at a place. ``row`` and ``column`` as Excel shows them; column "" is the row as a whole."""

    row: int
    column: str
    heading: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course: ``values`` for stages.courses, with ``abroad_from`` and ``abroad_to`` in days after the first day."""

    row: int
    values: dict[str, Any]
    starts: tuple[date, ...]


@dataclass(slots=True)
class CourseSheet:
    """All of a workbook. ``unread``: headings of columns that no one knows, which are left out."""

    rows: list[CourseRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_courses(content: bytes, *, year: int, name: str = "", limits: Limits = DEFAULT_LIMITS) -> CourseSheet:
    """The courses of a year in the first sheet that has the heads of a catalogue; ``name`` is the file's.

    Refused as ``open_sheets`` refuses, and with ``no_table`` for a workbook without such a sheet. Faults of cells are
    collected, not raised; with any of them nothing should be taken in.
    """
    try:
        grids = open_sheets(name, content, limits=limits)
    except Refused as refused:
        raise Refused(refused.code, refused.message, remedy=_remedy(refused.code, refused.remedy)) from refused
    for grid in grids:
        at = None if grid.hidden else _heads(grid)
        if at is not None:
            return _read(grid, at, year=year)
    wanted = ", ".join(column.heading for column in COLUMNS if column.required)
    raise Refused(
        "no_table",
        "Không tìm thấy bảng khoá: không có dòng đầu bảng nào ghi “Mã khoá”.",
        remedy=f"Dùng tệp mẫu, hoặc thêm dòng đầu bảng với các cột: {wanted}.",
    )


def _remedy(code: str, remedy: str) -> str:
    """The remedies of units' lists speak of people; those of a broken container fit every workbook."""
    speaks_of_lists = code in ("empty_file", "empty_workbook", "no_rows")
    return "Tải tệp mẫu, điền các khoá rồi nộp lại." if speaks_of_lists else remedy


def _heads(grid: Grid) -> int | None:
    """Index of the row of heads: the first of the top rows that has enough of them, among them the code."""
    known = {name for column in COLUMNS for name in column.names()}
    for place, line in enumerate(grid.lines[:_SEARCHED]):
        found = {phrase_key(text(cell)) for cell in line} & known
        if len(found) >= _ENOUGH and found & COLUMNS[0].names():
            return place
    return None


def _read(grid: Grid, at: int, *, year: int) -> CourseSheet:
    sheet, codes = CourseSheet(), _Codes()
    columns = _columns(grid.lines[at], sheet, row=grid.first_row + at)
    for place in range(at + 1, len(grid.lines)):
        line, row = grid.lines[place], grid.first_row + place
        if all(is_empty(cell) for cell in line) or _is_sum(line):
            continue
        found = _course(line, columns, row=row, year=year, faults=sheet.faults)
        codes.see(line, columns, row=row, faults=sheet.faults)
        if found is not None:
            sheet.rows.append(found)
    _check_whole(sheet, last=grid.first_row + at)
    return sheet


def _columns(heads: Sequence[Value], sheet: CourseSheet, *, row: int) -> dict[str, int]:
    """Where each column stands; those that are missing or stand twice are faults."""
    by_name = {name: column.key for column in COLUMNS for name in column.names()}
    places: dict[str, int] = {}
    for place, cell in enumerate(heads):
        key = by_name.get(phrase_key(text(cell)))
        if key is None:
            if not is_empty(cell) and phrase_key(text(cell)) not in ("tt", "stt", "ghi chu"):
                sheet.unread.append(text(cell))
        elif key in places:
            said = f"cột “{text(cell)}” có hai lần"
            sheet.faults.append(SheetFault(row, letter_of(place), text(cell), said, "Chỉ để lại một cột."))
        else:
            places[key] = place
    for column in COLUMNS:
        if column.required and column.key not in places:
            said = f"thiếu cột “{column.heading}”"
            sheet.faults.append(
                SheetFault(row, "", column.heading, said, "Thêm cột này vào đầu bảng, hoặc dùng tệp mẫu.")
            )
    return places


class _Codes:
    """Codes seen so far, also those of rows with other faults."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def see(self, line: Sequence[Value], columns: dict[str, int], *, row: int, faults: list[SheetFault]) -> None:
        """A fault where the code stood in a row above."""
        place = columns["code"]
        code = text(line[place]) if place < len(line) else ""
        if code in self._rows:
            said = f"mã {code} đã có ở dòng {self._rows[code]}"
            faults.append(SheetFault(row, letter_of(place), "Mã khoá", said, "Mỗi khoá một mã; sửa một trong hai."))
        elif code:
            self._rows[code] = row


def _is_sum(line: Sequence[Value]) -> bool:
    first = next((phrase_key(text(cell)) for cell in line if not is_empty(cell)), "")
    return first in ("cong", "tong", "tong cong", "tong so")


def _course(
    line: Sequence[Value], columns: dict[str, int], *, row: int, year: int, faults: list[SheetFault]
) -> CourseRow | None:
    before = len(faults)
    values: dict[str, Any] = {}
    for column in COLUMNS:
        if column.key in columns:
            place = columns[column.key]
            cell = line[place] if place < len(line) else ""
            try:
                values[column.key] = _cell(column, cell, year=year)
            except Wrong as wrong:
                faults.append(SheetFault(row, letter_of(place), column.heading, wrong.message, wrong.remedy))
        else:
            values[column.key] = column.default
    if len(faults) > before:
        return None
    if any(column.key not in columns for column in COLUMNS if column.required):
        return None
    faults += _at_odds(values, columns, row=row)
    starts = values.pop("starts")
    return CourseRow(row, _whole_days(values), starts) if len(faults) == before else None


def _cell(column: Column, cell: Value, *, year: int) -> Any:
    if is_empty(cell):
        if column.required:
            raise Wrong("để trống", f"Điền {column.heading.lower()}{f', ví dụ: {column.help}' if column.help else ''}.")
        return column.default
    return column.reader(year)(cell)


def _at_odds(values: dict[str, Any], columns: dict[str, int], *, row: int) -> list[SheetFault]:
    """Values that are fine alone and wrong together, named at the second of the two."""
    first, last = values["abroad_first"] or 1, values["abroad_last"] or values["days"]
    found = []
    if values["seats_max"] < values["seats_min"]:
        found.append(("seats_max", f"{values['seats_max']} chỗ nhiều nhất, ít hơn {values['seats_min']} chỗ ít nhất"))
    if values["band_high"] < values["band_low"]:
        found.append(("band_high", f"bậc cao nhất {values['band_high']} thấp hơn bậc thấp nhất {values['band_low']}"))
    if not first <= last <= values["days"]:
        found.append(
            ("abroad_last", f"ở nước ngoài từ ngày {first} đến ngày {last} không nằm trong {values['days']} ngày")
        )
    if values["programme"] == "language" and not values["language"]:
        found.append(("language", "khoá ngoại ngữ chưa ghi thứ tiếng"))
    headings = {column.key: column.heading for column in COLUMNS}
    return [
        SheetFault(
            row, letter_of(columns[key]) if key in columns else "", headings[key], said, "Sửa một trong hai giá trị."
        )
        for key, said in found
    ]  # fmt: skip


def _whole_days(values: dict[str, Any]) -> dict[str, Any]:
    first, last = values.pop("abroad_first") or 1, values.pop("abroad_last") or values["days"]
    return {**values, "abroad_from": first - 1, "abroad_to": last}


def _check_whole(sheet: CourseSheet, *, last: int) -> None:
    if not sheet.rows and not sheet.faults:
        sheet.faults.append(SheetFault(last + 1, "", "", "không có khoá nào dưới đầu bảng", "Điền mỗi khoá một dòng."))
    if len(sheet.rows) > MOST_ROWS:
        said = f"{len(sheet.rows)} khoá, nhiều hơn mức nhận một lần"
        sheet.faults.append(SheetFault(last + 1, "", "", said, f"Chia thành các tệp có nhiều nhất {MOST_ROWS} khoá."))
    sheet.faults.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
