"""The one way in: a file's bytes become a Reading, whatever they are."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cleaning import clean_text, is_secret_sheet
from doanra.intake.containers.grid import Grid
from doanra.intake.containers.opening import open_grids
from doanra.intake.duplicates import marked_in_file
from doanra.intake.layout.headlines import NAMES
from doanra.intake.layout.labelled import labelled_views
from doanra.intake.layout.legends import Legends
from doanra.intake.layout.persons import Table
from doanra.intake.layout.report import sheet_report
from doanra.intake.layout.secrecy import is_secret_mark, is_secret_name
from doanra.intake.layout.tables import Walk
from doanra.intake.layout.titles import (
    Context,
    Letter,
    context_of,
    context_of_sheet,
    letter_of,
    unit_of,
)
from doanra.intake.layout.views import View
from doanra.intake.people import Reader, Surroundings
from doanra.intake.preview import SheetReading
from doanra.intake.reading import DEFAULT_LIMITS, FileRefusal, Limits, Progress, Reading, Row
from doanra.intake.refusals import Unreadable, refusal, secret
from doanra.intake.synonyms import DEFAULT, Synonyms
from doanra.intake.text.keys import phrase_key

Choices = Mapping[tuple[str, str], str | None]
_TOLD_EACH = 500  # rows


def read_file(
    name: str,
    content: bytes,
    *,
    call_on: date | None = None,
    synonyms: Synonyms = DEFAULT,
    column_choices: Choices | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Reading:
    """Everything that the file says about nominees. Bad content gives a refusal, never an exception.

    ``name`` is the file's name (only its base counts). Ages are judged on ``call_on``; without it on the date of the
    file's letter, else on the last day before the year that its title names. ``column_choices`` maps (sheet, column
    letter) to a meaning key, or to None to ignore the column; a list without a header is read where they name the
    column of names. ``progress`` is told at times how far it is, never of a
    file that bears a mark of secrecy.
    """
    file = PurePath(name.replace("\\", "/")).name
    digest = hashlib.sha256(content).hexdigest()
    if is_secret_name(file):
        return Reading(file, digest, refusal=secret())
    with _undisturbed():
        try:
            grids = open_grids(content, limits=limits)
        except Unreadable as error:
            return Reading(file, digest, refusal=refusal(error.code))
        except (MemoryError, RecursionError):
            return Reading(file, digest, refusal=refusal("too_large"))
        book = _Book(file, digest, grids, synonyms=synonyms, choices=column_choices or {})
        return book.reading(call_on, progress or _nobody_asks)


def _nobody_asks(_sheet: str, _done: int, _of: int) -> None:
    """The progress of a reading that nobody watches."""


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without cycle collection: it would walk the new objects again and again for nothing, a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # together these count the new objects among the old ones, without a walk over all of them
            gc.unfreeze()
            gc.enable()


class _Book:
    """The grids of a file with all that is known of them on the way to a Reading."""

    def __init__(self, file: str, digest: str, grids: Sequence[Grid], *, synonyms: Synonyms, choices: Choices) -> None:
        self._file, self._digest = file, digest
        self._originals = {id(grid): grid.lines for grid in grids}
        self._grids = grids
        self._decoders = clean_text(grids)
        self._synonyms, self._choices, self._legends = synonyms, choices, Legends(grids)

    def reading(self, call_on: date | None, progress: Progress) -> Reading:
        """What the whole file says, or why it is refused."""
        if not any(grid.lines for grid in self._grids):
            return self._refused(refusal("empty_workbook"))
        walks = [walk for grid in self._grids for walk in self._walks(grid)]
        texts = [text for walk in walks for text in (*(t for table in walk.tables for t in table.title), *walk.outside)]
        if any(is_secret_mark(mark) for walk in walks for mark in walk.marks) or any(map(is_secret_sheet, self._grids)):
            return self._refused(secret())
        tables = [(walk.view, table) for walk in walks for table in walk.tables]
        wanted = _worthwhile(tables)
        if not wanted:
            code = "no_header" if any(map(_lists_people, self._grids)) else "no_table"
            return self._refused(refusal(code), self._sheets(tables))
        letter = letter_of(texts)
        rows = self._rows(wanted, call_on or _call_day(letter), progress)
        if not rows:
            return self._refused(refusal("no_rows"), self._sheets(wanted))
        return Reading(
            self._file,
            self._digest,
            sheets=self._sheets(wanted),
            rows=tuple(marked_in_file(rows)),
            notes=tuple(self._notes()),
            unit_hint=unit_of(texts, self._file),
            letter_number=letter.number,
            letter_date=letter.day,
        )

    def _refused(self, why: FileRefusal, sheets: tuple[SheetReading, ...] = ()) -> Reading:
        return Reading(self._file, self._digest, sheets=sheets, refusal=why)

    def _walks(self, grid: Grid) -> Iterator[Walk]:
        """The sheet walked as it is, or, where people stand otherwise than line by line, as the views of it."""
        choices = {letter: meaning for (sheet, letter), meaning in self._choices.items() if sheet == grid.name}
        waiting = labelled_views(grid, self._synonyms) or [View(grid, grid)]
        while waiting:
            walk = Walk(view := waiting.pop(0), synonyms=self._synonyms, choices=choices, legends=self._legends)
            if not walk.tables and not walk.panels and view.places is None and NAMES & set(choices.values()):
                walk = Walk(view, synonyms=self._synonyms, choices=choices, legends=self._legends, headless=True)
            waiting = walk.panels + waiting
            if not walk.panels:
                yield walk

    def _rows(self, tables: Sequence[tuple[View, Table]], call_on: date | None, progress: Progress) -> list[Row]:
        rows: list[Row] = []
        total = sum(len(table.people) for _, table in tables)
        for view, table in tables:
            grid = view.sheet
            contexts = (context_of(table.title), context_of_sheet(grid.name), context_of([self._file]))
            originals = self._originals[id(grid)]
            around = Surroundings(
                self._file,
                view,
                tuple(_agreeing(contexts)),
                call_on,
                originals,
                self._decoders.get(id(grid)),
            )
            reader = Reader(table, around)
            for begin in range(0, len(table.people), _TOLD_EACH):
                progress(grid.name, len(rows), total)
                rows += [reader.row(person) for person in table.people[begin : begin + _TOLD_EACH]]
        return rows

    def _sheets(self, tables: Sequence[tuple[View, Table]]) -> tuple[SheetReading, ...]:
        return tuple(
            sheet_report(
                grid,
                [(view, table) for view, table in tables if view.sheet is grid],
                original=self._originals[id(grid)],
            )
            for grid in self._grids
        )

    def _notes(self) -> Iterable[str]:
        for grid in self._grids:
            if id(grid) in self._decoders:
                yield f"Trang “{grid.name}” gõ bằng phông chữ cũ (TCVN3 hoặc VNI); đã chuyển sang Unicode, giữ bản gốc."


def _agreeing(contexts: Sequence[Context]) -> list[Context]:
    """The contexts, without a language whose programme a nearer context contradicts."""
    nearest = next((context.programme for context in contexts if context.programme), None)
    return [context if context.programme in (None, nearest) else Context() for context in contexts]


def _call_day(letter: Letter) -> date | None:
    """The day against which ages are judged where the caller gives none."""
    return letter.day or letter.signed or (date(letter.year - 1, 12, 31) if letter.year else None)


def _worthwhile(tables: Sequence[tuple[View, Table]]) -> list[tuple[View, Table]]:
    """Tables of nominees: weak ones (name and post only) count where there is no better, contacts never."""
    good = [(view, table) for view, table in tables if not _is_of_contacts(table)]
    strong = [(view, table) for view, table in good if table.header.strong]
    return strong or good


def _is_of_contacts(table: Table) -> bool:
    keys = [phrase_key(text) for text in table.title[-4:]]
    return any(word in key for key in keys for word in ("dau moi", "lien he", "nguoi lien lac"))


def _lists_people(grid: Grid) -> bool:
    """Whether lines look like people although no header was found: a name and a date in one line, twice."""
    found = 0
    for line in grid.lines[:300]:
        named = any(isinstance(cell, str) and cell and has_surname(cell) and looks_like_name(cell) for cell in line)
        found += named and any(read_date(cell).date for cell in line if cell not in ("", None))
    return found >= 2
