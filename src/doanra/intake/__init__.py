"""Intake: the units' files become rows with problems. Pure: bytes in, values out, nothing saved, no clock."""

from __future__ import annotations

from doanra.intake.duplicates import mark_duplicates
from doanra.intake.entry import read_file
from doanra.intake.meanings import EXTRA_MEANINGS, MEANINGS
from doanra.intake.preview import ColumnMeaning, SheetReading, ShownLine, TableKind, TableReading
from doanra.intake.reading import (
    DEFAULT_LIMITS,
    CellProblem,
    FileRefusal,
    Limits,
    Reading,
    Row,
)
from doanra.intake.synonyms import DEFAULT, Synonyms

__all__ = [
    "DEFAULT",
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
    "ShownLine",
    "Synonyms",
    "TableKind",
    "TableReading",
    "mark_duplicates",
    "read_file",
]
