"""The bridge to python-calamine: values, merges and visibility of sheets, its failures turned into refusals."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from doanra.intake.containers.grid import Grid, Merge
from doanra.intake.containers.quiet import without_panics
from doanra.intake.refusals import Unreadable

_FAILURES = (CalamineError, OSError, ValueError, OverflowError)


def calamine_grids(content: bytes, *, wanted: Sequence[str] | None = None) -> list[Grid]:
    """The worksheets (only those named in ``wanted``), each a dense block from its first filled row on."""
    try:
        with without_panics():
            return _guarded(content, wanted)
    except PasswordError as error:
        raise Unreadable("password_protected") from error
    except _FAILURES as error:
        raise Unreadable("corrupt_file") from error


def _guarded(content: bytes, wanted: Sequence[str] | None) -> list[Grid]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_grid(workbook, meta) for meta in _worksheets(workbook) if wanted is None or meta.name in wanted]
    except BaseException as error:  # a panic of the Rust library derives from BaseException and has no importable class
        if type(error).__name__ == "PanicException":
            raise Unreadable("corrupt_file") from error
        raise


def _worksheets(workbook: Any) -> list[Any]:
    return [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]


def _grid(workbook: Any, meta: Any) -> Grid:
    sheet = workbook.get_sheet_by_name(meta.name)
    hidden = meta.visible != SheetVisibleEnum.Visible
    if sheet.start is None:
        return Grid(meta.name, [], hidden=hidden)
    first, left = sheet.start
    empty: tuple[()] = ()
    pad = [""] * left
    lines = [pad + line if left else line for line in sheet.to_python(skip_empty_area=True)]
    merges = [Merge(top + 1, west, bottom + 1, east) for (top, west), (bottom, east) in sheet.merged_cell_ranges or ()]
    return Grid(
        meta.name, [line if any(cell != "" for cell in line) else empty for line in lines], first + 1, hidden, merges
    )
