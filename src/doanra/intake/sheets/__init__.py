"""Workbooks that are not units' lists: a catalogue of courses. Pure: bytes in, rows and faults out."""

from __future__ import annotations

from doanra.intake.sheets.columns import COLUMNS, Column
from doanra.intake.sheets.courses import CourseRow, CourseSheet, SheetFault, read_courses

__all__ = ["COLUMNS", "Column", "CourseRow", "CourseSheet", "SheetFault", "read_courses"]
