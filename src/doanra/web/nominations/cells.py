"""The rows of a unit's file as a table: each problem stands at the cell that it speaks of, with the cell as it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from doanra.records.models import FileRow, RowOutcome, SourceFile
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold
from doanra.terms.words import Severity
from doanra.web.templatetags.doanra import label, partial_date

ALWAYS = ("name", "birth", "position", "programme")
SOMETIMES = ("gender",)
"""Columns that are drawn only where a row has a problem there."""
BESIDE = ("party",)
"""Cells that no column shows: a problem of theirs stands with what became of the row."""

_OF_FIELD = {
    "full_name": "name", "birth_date": "birth", "gender": "gender", "position": "position", "workplace": "position",
    "programme": "programme", "language": "programme", "party_joined": "party",
}  # fmt: skip
_OF_MEANING = {
    "full_name": "name", "family_name": "name", "given_name": "name", "position": "position", "workplace": "position",
    "language": "programme", "party_joined": "party", "party_official": "party",
}  # fmt: skip
_OF_FIRST_WORD = {"birth": "birth", "gender": "gender", "programme": "programme", "language": "programme"}
_LEVEL = {Severity.ERROR.value: "block", Severity.WARNING.value: "warn", Severity.NOTE.value: "note"}
_GRAVITY = ("block", "warn", "note")


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong with a cell, and what to write instead; ``level`` is a mark's name."""

    level: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: ``text`` as it was understood; with reasons ``raw`` is what the file says, "" for an empty cell."""

    kind: str
    head: str
    text: str
    raw: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def level(self) -> str:
        """The gravest reason, "" without any."""
        return next((level for level in _GRAVITY for reason in self.reasons if reason.level == level), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the table; ``level`` and ``word`` are what became of it."""

    row: int
    sheet: str
    cells: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    level: str
    word: str


def heads() -> dict[str, str]:
    """What stands above each kind of cell."""
    return {
        "name": _("Họ và tên"),
        "birth": _("Ngày sinh"),
        "position": _("Chức vụ"),
        "programme": _("Chương trình"),
        "gender": _("Giới tính"),
        "party": _("Ngày vào Đảng"),
    }


def kinds(rows: Iterable[FileRow]) -> tuple[str, ...]:
    """The columns that these rows need, in the order of the table."""
    found = {_cell_of(problem) for row in rows for problem in row.problems}
    extra = tuple(kind for kind in SOMETIMES if kind in found)
    return (*ALWAYS[:2], *extra, *ALWAYS[2:])


def lines(file: SourceFile, rows: Sequence[FileRow]) -> list[Line]:
    """The rows, each with its cells."""
    places = _places(file)
    shown = kinds(rows)
    return [_line(row, places, shown) for row in rows]


def _line(row: FileRow, places: dict[tuple[str, str], list[str]], shown: tuple[str, ...]) -> Line:
    level, word = _outcome(row)
    cells = {kind: _cell(row, kind, places.get((row.sheet, kind), [])) for kind in (*shown, *BESIDE)}
    return Line(
        row=row.row,
        sheet=row.sheet,
        cells=tuple(cells[kind] for kind in shown),
        beside=tuple(cells[kind] for kind in BESIDE if cells[kind].reasons),
        level=level,
        word=word,
    )


def _outcome(row: FileRow) -> tuple[str, str]:
    if row.outcome == RowOutcome.REFUSED.value:
        return "block", _("Trả lại")
    if row.outcome == RowOutcome.UNCHANGED.value:
        return "same", _("Không đổi")
    return ("warn", _("Nhận, có cảnh báo")) if row.problems else ("pass", _("Nhận"))


def _places(file: SourceFile) -> dict[tuple[str, str], list[str]]:
    """For each sheet and kind of cell the letters of the columns that tell it."""
    places: dict[tuple[str, str], list[str]] = {}
    for column in file.columns:
        kind = _of_meaning(column["meaning"] or "")
        if kind:
            letters = places.setdefault((column["sheet"][:80], kind), [])
            if column["letter"] not in letters:
                letters.append(column["letter"])
    return places


def _of_meaning(meaning: str) -> str:
    return _OF_MEANING.get(meaning) or _OF_FIRST_WORD.get(meaning.split("_", 1)[0], "")


def _cell_of(problem: dict[str, Any]) -> str:
    return _OF_FIELD.get(problem["field"], "name")


def _cell(row: FileRow, kind: str, letters: list[str]) -> Cell:
    problems = [problem for problem in row.problems if _cell_of(problem) == kind]
    text, head = understood(row.fields, kind), heads()[kind]
    if not problems:
        return Cell(kind=kind, head=head, text=text)
    pointed = [problem["column"] for problem in problems if problem["field"] and problem["column"]]
    raw = "\n".join(row.raw[letter] for letter in dict.fromkeys(pointed or letters) if row.raw.get(letter))
    # A warning about a name that was read says nothing against its letters: old encodings are unreadable as they came.
    if kind == "name" and text and (not raw or fold(raw) != fold(text)):
        raw = text
    reasons = tuple(Reason(_LEVEL[problem["severity"]], _sentence(problem)) for problem in problems)
    return Cell(kind=kind, head=head, text=text, raw=raw, reasons=reasons)


def _sentence(problem: dict[str, Any]) -> str:
    return f"{problem['message']} {problem['remedy']}".strip()


def understood(fields: dict[str, Any], kind: str) -> str:
    """What the row says in that cell, in words."""
    if kind == "name":
        return str(fields["full_name"] or "")
    if kind in ("birth", "party"):
        text = fields["birth_date" if kind == "birth" else "party_joined"]
        return partial_date(PartialDate.parse(text)) if text else ""
    if kind == "gender":
        return label(fields["gender"], "gender")
    names = ("position", "workplace") if kind == "position" else ("programme", "language")
    if kind == "position":
        return ", ".join(fields[name] for name in names if fields[name])
    return ", ".join(label(fields[name], name) for name in names if fields[name])
