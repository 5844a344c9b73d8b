"""A unit's own workbook with its marks: coloured cells, a column with the result, a column with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.documents.marked_workbook.marks import REASONS_HEADING, RESULT_HEADING, Fault, Marks, RowMark, SheetMarks
from doanra.documents.marked_workbook.package_edit import mark_package
from doanra.documents.marked_workbook.rebuilt import rebuild
from doanra.documents.marked_workbook.sheet_layout import CannotEdit
from doanra.intake.containers.opening import open_grids
from doanra.intake.reading import DEFAULT_LIMITS

__all__ = ["REASONS_HEADING", "RESULT_HEADING", "Fault", "MarkedWorkbook", "Marks", "RowMark", "SheetMarks", "mark"]

_BUILT_ANEW = (
    "Tệp gốc không thuộc loại .xlsx sửa được tại chỗ, nên nội dung được chép nguyên sang tệp Excel này, giữ số dòng và "
    "cột; kiểu chữ và cách trình bày của tệp gốc không còn. Ô đỏ phải sửa, ô vàng cần xem lại; kết quả và lý do ở hai "
    "cột cuối của mỗi trang. Sửa trên tệp này hoặc trên tệp gốc đều được."
)


@dataclass(frozen=True, slots=True)
class MarkedWorkbook:
    """``content`` with its ending (``xlsx`` or ``xlsm``); ``note`` says what is otherwise than in the original."""

    content: bytes
    ending: str
    note: str = ""


def mark(content: bytes, marks: Marks) -> MarkedWorkbook:
    """Marks a file that the intake has read.

    A workbook of Excel 2007 and later stays what it is, byte by byte, but for the marks; anything else comes back as an
    .xlsx file of the same values.
    """
    if content.startswith(b"PK"):
        try:
            ending = "xlsm" if b"vbaProject.bin" in content else "xlsx"
            return MarkedWorkbook(mark_package(content, marks), ending)
        except CannotEdit:
            pass
    grids = open_grids(content, limits=DEFAULT_LIMITS)
    return MarkedWorkbook(rebuild(grids, marks, note=_BUILT_ANEW), "xlsx", _BUILT_ANEW)
