"""What comes out of a file: rows with their problems, columns with the meaning that was found, or one refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from doanra.intake.preview import SheetReading
from doanra.intake.text.keys import tidy
from doanra.terms.dates import PartialDate
from doanra.terms.words import Gender, Language, Programme, Severity

Value = str | float | int | bool | date | datetime | None
"""A cell as the file holds it; text is already clean NFC (see ``Row.raw`` for the original)."""
Progress = Callable[[str, int, int], None]
"""Told while a file is read: the sheet, rows read of the whole file, rows that will be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what is opened; beyond them a file is refused as ``too_large``."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 400_000_000
    part_bytes: int = 300_000_000
    text_bytes: int = 60_000_000
    parts: int = 5_000
    cells: int = 4_000_000
    sheets: int = 200
    columns: int = 1_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a row, for the clerk: what is wrong, and what to write instead with an example.

    ``column`` is the letter of the cell that shows it, None when the row as a whole does; ``row`` the row of that cell
    where the person does not stand in one row (a list on its side, a card); ``field`` the field of the contract that
    suffers ("birth_date", "gender", ...).
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    column: str | None = None
    field: str = ""
    row: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The problem as the command prints it; ``row`` only where the cell stands in a row of its own."""
        place = {"row": self.row} if self.row else {}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "remedy": self.remedy,
            "column": self.column,
            "field": self.field,
        } | place


@dataclass(frozen=True, slots=True)
class FileRefusal:
    """Why a whole file is not taken in: a code of the contract, what is wrong, what to do."""

    code: str
    message: str
    remedy: str = ""

    def as_json(self) -> dict[str, str]:
        """The refusal as the command prints it."""
        return {"code": self.code, "message": self.message, "remedy": self.remedy}


@dataclass(slots=True, unsafe_hash=True)
class SourceCells:
    """The cells a row was read from: per sheet line the values, and the columns' letters and meanings, shared.

    Not frozen, as ``Row`` is not, for speed alone: nobody changes one.
    """

    lines: tuple[Sequence[Value], ...]
    letters: Sequence[str]
    extra_columns: Sequence[tuple[str, int]]
    decode: Any = None

    def raw(self) -> dict[str, str]:
        """Column letter → text as in the file, the lines of a person on several lines joined by a line break."""
        texts: dict[str, str] = {}
        for line in self.lines:
            for letter, value in zip(self.letters, line, strict=False):
                if value is not None and value != "":
                    text = original_text(value)
                    texts[letter] = f"{texts[letter]}\n{text}" if letter in texts else text
        return texts


def original_text(value: Value) -> str:
    """A cell as a person would see it: whole numbers without a point, dates day first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return str(value)


@dataclass(slots=True, unsafe_hash=True)
class Row:
    """One nominee as one line (or several) of a sheet says, with everything that is wrong about it.

    A value like the others here, never changed once made; not frozen only because that costs a tenth of a big file.

    ``row`` and ``row_end`` are the sheet's own 1-based numbers. A field is None (text: "") when the file does not say
    it or says it in a way that cannot be read. Refused iff any problem is an error.
    """

    file: str
    sheet: str
    row: int
    row_end: int
    full_name: str
    gender: Gender | None
    birth_date: PartialDate | None
    position: str
    workplace: str
    programme: Programme | None
    language: Language | None
    priority: int | None
    party_joined: PartialDate | None
    id_number: str | None
    problems: tuple[CellProblem, ...] = ()
    source: SourceCells = field(default=SourceCells((), (), ()), repr=False, compare=False)

    @property
    def refused(self) -> bool:
        """Whether the row must be corrected before it can be a nomination."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def raw(self) -> dict[str, str]:
        """Column letter → text as in the file, before any conversion."""
        return self.source.raw()

    @property
    def extra(self) -> dict[str, str]:
        """Meaning key → text, of columns beyond the contract (ethnic group, planned position, evaluation ...)."""
        texts: dict[str, str] = {}
        for line in self.source.lines:
            for meaning, index in self.source.extra_columns:
                value = line[index] if index < len(line) else None
                if value is None or value == "":
                    continue
                text = original_text(value)
                if isinstance(value, str):
                    text = tidy(self.source.decode(text) if self.source.decode else text)
                texts[meaning] = f"{texts[meaning]}; {text}" if texts.get(meaning) else text
        return texts

    def as_json(self) -> dict[str, Any]:
        """The line of the contract (see docs/intake.md)."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "full_name": self.full_name,
            "gender": self.gender.value if self.gender else None,
            "birth_date": self.birth_date.iso() if self.birth_date else None,
            "position": self.position,
            "workplace": self.workplace,
            "programme": self.programme.value if self.programme else None,
            "language": self.language.value if self.language else None,
            "priority": self.priority,
            "party_joined": self.party_joined.iso() if self.party_joined else None,
            "id_number": self.id_number,
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file says. With ``refusal`` set there are no rows, and for a secret file nothing else either.

    A file refused for want of a table, a header or people still shows its ``sheets``, so that a clerk can say what the
    columns are.

    ``unit_hint`` is the text that names the sending unit, as read from letterhead, title or file name, "" if none.
    """

    file: str
    sha256: str
    sheets: tuple[SheetReading, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: FileRefusal | None = None
    unit_hint: str = ""
    letter_number: str | None = None
    letter_date: date | None = None

    @property
    def accepted(self) -> tuple[Row, ...]:
        """Rows without an error."""
        return tuple(row for row in self.rows if not row.refused)

    @property
    def refused(self) -> tuple[Row, ...]:
        """Rows with at least one error."""
        return tuple(row for row in self.rows if row.refused)

    def json_lines(self) -> Iterator[dict[str, Any]]:
        """One object for each line that the command prints: the rows, then notes, or the one refusal."""
        if self.refusal:
            yield {"file": self.file, "error": self.refusal.as_json()}
            return
        for row in self.rows:
            yield row.as_json()
        for note in self.notes:
            yield {"file": self.file, "row": None, "note": note}
