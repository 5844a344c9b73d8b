"""Intake: the units' files become rows with problems. Pure: bytes in, values out, nothing saved, no clock.

The doors are ``read_file(name, content, *, call_on=None, synonyms=DEFAULT, column_choices=None,
limits=DEFAULT_LIMITS) -> Reading`` and ``mark_duplicates(readings) -> list[Reading]``.
"""

from __future__ import annotations

from doanra.intake.meanings import EXTRA_MEANINGS, MEANINGS
from doanra.intake.reading import (
    DEFAULT_LIMITS,
    CellProblem,
    ColumnMeaning,
    FileRefusal,
    Limits,
    Reading,
    Row,
    SheetReading,
)

__all__ = [
    "DEFAULT_LIMITS",
    "EXTRA_MEANINGS",
    "MEANINGS",
    "CellProblem",
    "ColumnMeaning",
    "FileRefusal",
    "Limits",
    "Reading",
    "Row",
    "SheetReading",
]
