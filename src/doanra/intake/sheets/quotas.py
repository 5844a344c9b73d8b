"""Reads the workbook in which the office writes how many seats each unit has: by the key of the row, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.reading import DEFAULT_LIMITS, Limits, Value
from doanra.intake.sheets.cells import is_empty, text
from doanra.intake.sheets.courses import SheetFault
from doanra.intake.sheets.opening import open_sheets
from doanra.intake.text.keys import phrase_key
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

KEY, UNIT = "Mã đơn vị (không sửa)", "Đơn vị"
STAMP = "Số dòng của sổ khi tải (không sửa)"
MOST = 9_999
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One unit by its key; ``seats`` by programme, without those whose cell is empty."""

    row: int
    key: str
    name: str
    seats: dict[str, int]


@dataclass(slots=True)
class QuotaSheet:
    """All rows with a key, and what is wrong in them; ``entries`` of the ledger when the workbook was handed out, None
    for one that does not say."""

    rows: list[QuotaRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    entries: int | None = None


def read_quotas(content: bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> QuotaSheet:
    """The first sheet that has the heads. Refused as ``open_sheets`` refuses, and with ``no_table`` without such."""
    for grid in open_sheets(name, content, limits=limits):
        at, columns = _heads(grid)
        if at is not None:
            sheet = _read(grid, at, columns)
            sheet.entries = _stamp(grid, at)
            return sheet
    raise Refused(
        "no_table",
        f"Không tìm thấy bảng chỉ tiêu: không có dòng đầu bảng nào ghi “{KEY}” và tên một chương trình.",
        remedy="Dùng bảng tính tải từ trang “Chỉ tiêu theo đơn vị”, chỉ sửa các cột số chỗ rồi nộp lại.",
    )


def _heads(grid: Grid) -> tuple[int | None, dict[str, int]]:
    names = {phrase_key(KEY): "key", phrase_key(UNIT): "unit"}
    names |= {phrase_key(programme.label): programme.value for programme in Programme}
    for place, line in enumerate(grid.lines[:_SEARCHED]):
        found = {names[key]: at for at, cell in enumerate(line) if (key := phrase_key(text(cell))) in names}
        if "key" in found and found.keys() & set(Programme):
            return place, found
    return None, {}


def _stamp(grid: Grid, at: int) -> int | None:
    """What stands above the heads of the state of the ledger."""
    said = (text(line[0]) for line in grid.lines[:at] if line)
    found = next((one for one in said if one.startswith(STAMP)), "")
    number = found.rpartition(":")[2].strip()
    return int(number) if number.isascii() and number.isdigit() else None


def _read(grid: Grid, at: int, columns: Mapping[str, int]) -> QuotaSheet:
    sheet, seen = QuotaSheet(), dict[str, int]()
    for place in range(at + 1, len(grid.lines)):
        line, row = grid.lines[place], grid.first_row + place
        cells = {key: line[where] if where < len(line) else None for key, where in columns.items()}
        key = text(cells.get("key"))
        if key in seen:
            said = f"đơn vị đã có ở dòng {seen[key]}"
            sheet.faults.append(
                SheetFault(row, letter_of(columns["key"]), KEY, said, "Để lại một dòng cho mỗi đơn vị.")
            )
        elif key:
            seen[key] = row
            sheet.rows.append(QuotaRow(row, key, text(cells.get("unit")), _seats(cells, columns, row, sheet.faults)))
        elif _is_lost(cells):
            said = "dòng có số chỗ nhưng mất mã đơn vị"
            sheet.faults.append(SheetFault(row, letter_of(columns["key"]), KEY, said, "Tải lại bảng tính rồi điền."))
    return sheet


def _is_lost(cells: Mapping[str, Value]) -> bool:
    """Seats without a key: but a line that adds up is none."""
    first = phrase_key(text(cells.get("unit")))
    return any(not is_empty(cells.get(one)) for one in Programme) and first not in ("cong", "tong", "tong cong")


def _seats(
    cells: Mapping[str, Value], columns: Mapping[str, int], row: int, faults: list[SheetFault]
) -> dict[str, int]:
    found = {}
    for programme in Programme:
        cell = cells.get(programme.value)
        if programme.value not in columns or is_empty(cell):
            continue
        number = _number(cell)
        if number is None:
            said = f"“{text(cell)}” không phải là số chỗ"
            where = letter_of(columns[programme.value])
            faults.append(SheetFault(row, where, programme.label, said, f"Ghi số nguyên từ 0 đến {MOST}, ví dụ 4."))
        else:
            found[programme.value] = number
    return found


def _number(cell: Value) -> int | None:
    said = text(cell).removesuffix(".0")
    return int(said) if said.isascii() and said.isdigit() and int(said) <= MOST else None


def headings(programmes: Sequence[Programme]) -> list[str]:
    """The heads of the workbook."""
    return [KEY, UNIT, *(programme.label for programme in programmes)]
