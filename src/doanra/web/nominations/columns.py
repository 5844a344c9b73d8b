"""How the columns of a file were understood, for the panel beside its rows, and its refused rows for sending back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from doanra.documents.refused_rows import RefusedLine, RefusedSheet, render_refused_rows
from doanra.intake import MEANINGS
from doanra.records.models import FileRow, RowOutcome, SourceFile
from doanra.terms.words import Severity

_NOT_FOR_SHOW = frozenset({"id_number", "passport", "phone", "email", "address"})
"""Meanings whose example would show a number or an address of a person for no need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its letter and head in the file, what it was taken for ("" for nothing), an example."""

    letter: str
    header: str
    meaning: str
    example: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The columns of one sheet, those that were used first."""

    name: str
    hidden: bool
    columns: tuple[Column, ...]

    @property
    def used(self) -> list[Column]:
        """Columns that say something."""
        return [column for column in self.columns if column.meaning]

    @property
    def unused(self) -> list[Column]:
        """Columns that say nothing to the system."""
        return [column for column in self.columns if not column.meaning]


def sheets(file: SourceFile) -> list[Sheet]:
    """The sheets of a file with their columns, in the order of the file."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for column in file.columns:
        by_name.setdefault(column["sheet"], []).append(column)
    return [
        Sheet(name=name, hidden=columns[0]["hidden"], columns=tuple(_column(one) for one in _once(columns)))
        for name, columns in by_name.items()
    ]


def _once(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet with several tables names a column for each; what they say alike is said once."""
    return list({(one["letter"], one["header"], one["meaning"]): one for one in columns}.values())


def _column(one: dict[str, Any]) -> Column:
    meaning = MEANINGS.get(one["meaning"] or "", "")
    return Column(
        letter=one["letter"],
        header=" ".join(one["header"].split()),
        meaning=_(meaning) if meaning else "",
        example="" if one["meaning"] in _NOT_FOR_SHOW else one["example"],
        sure=one["sure"],
    )


def refused_workbook(file: SourceFile, rows: list[FileRow]) -> bytes:
    """The refused rows of a file as an Excel workbook, for the letter back to the unit."""
    lines: dict[str, list[FileRow]] = {}
    for row in rows:
        if row.outcome == RowOutcome.REFUSED.value:
            lines.setdefault(row.sheet, []).append(row)
    return render_refused_rows(
        [_refused_sheet(file, name, found) for name, found in lines.items()],
        title=f"Các dòng trả lại của tệp “{file.name}”",
    )


def _refused_sheet(file: SourceFile, name: str, rows: list[FileRow]) -> RefusedSheet:
    headers = {one["letter"]: " ".join(one["header"].split()) for one in file.columns if one["sheet"][:80] == name}
    letters = [letter for letter in headers if any(row.raw.get(letter) for row in rows)]
    return RefusedSheet(
        name=name,
        heads=tuple(headers[letter] or letter for letter in letters),
        lines=tuple(_refused_line(row, letters) for row in rows),
    )


def _refused_line(row: FileRow, letters: list[str]) -> RefusedLine:
    errors = [problem for problem in row.problems if problem["severity"] == Severity.ERROR.value]
    return RefusedLine(
        row=row.row,
        cells=tuple(row.raw.get(letter, "") for letter in letters),
        wrong="\n".join(problem["message"] for problem in errors),
        remedy="\n".join(problem["remedy"] for problem in errors),
    )
