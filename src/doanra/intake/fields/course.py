"""The programme and language that a row asks for: its own cells first, then section, title, sheet and file name."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.words import OTHER, language_of_cell, languages_in, programmes_of_cell, text_of
from doanra.intake.containers.grid import letter_of
from doanra.intake.layout.columns import Columns
from doanra.intake.layout.titles import Context
from doanra.intake.problems import problem
from doanra.intake.reading import CellProblem, Value
from doanra.terms.words import Language, Programme

_PROGRAMMES: tuple[tuple[str, Programme | str], ...] = (
    ("programme_short", Programme.SHORT),
    ("programme_medium", Programme.MEDIUM),
    ("programme_language", Programme.LANGUAGE),
    ("programme_other", OTHER),
)
_LANGUAGES: tuple[tuple[str, Language | str], ...] = (
    ("language_en", Language.ENGLISH),
    ("language_lo", Language.LAO),
    ("language_zh", Language.CHINESE),
    ("language_km", Language.KHMER),
    ("language_other", OTHER),
)
_NOWHERE = "không ghi ở cột, mục hay tiêu đề nào"


class CourseField:
    """Reads programme and language of the rows of one table; ``contexts`` are what surrounds it, from near to far."""

    def __init__(self, columns: Columns, contexts: Sequence[Context]) -> None:
        self._contexts = contexts
        self._texts = columns.all_of("programme")
        self._marks = [(place, kind) for key, kind in _PROGRAMMES for place in columns.all_of(key)]
        self._tongues = [(place, tongue) for key, tongue in _LANGUAGES for place in columns.all_of(key)]
        self._language = columns.first("language")
        asking = [*self._texts, *(place for place, _ in self._marks), *(place for place, _ in self._tongues)]
        self.places = [*asking, *columns.all_of("language")]
        self._language_tells = not self._texts and not self._tongues and not columns.all_of("programme_language")
        self._letter = letter_of(asking[0]) if asking else None

    def read(
        self, line: Sequence[Value], problems: list[CellProblem], section: Context
    ) -> tuple[Programme | None, Language | None]:
        """Programme and language, each None with a problem where it is not one of those of the call."""
        text = " ".join(text_of(line[place]) for place in self._texts if place < len(line)).strip()
        found = set(programmes_of_cell(text))
        found |= {kind for place, kind in self._marks if _is_marked(line, place)}
        tongues = {tongue for place, tongue in self._tongues if _is_marked(line, place)}
        written = {
            tongue
            for place, kind in self._marks
            if kind is Programme.LANGUAGE and place < len(line)
            if isinstance(tongue := language_of_cell(text_of(line[place])), Language)
        }
        if tongues:
            found.add(Programme.LANGUAGE)
        programme = self._of_cells(found, text, problems) if found else self._of_context(line, section, problems)
        if programme is not Programme.LANGUAGE:
            return programme, None
        return programme, self._tongue(line, section, _single(tongues | written | _named(text)), problems)

    def _of_cells(self, found: set[Programme | str], text: str, problems: list[CellProblem]) -> Programme | None:
        if len(found) == 1 and isinstance(only := next(iter(found)), Programme):
            return only
        several = "đánh dấu nhiều hơn một cột" if len(found) > 1 else "không phải chương trình của đợt này"
        problems.append(problem("programme_unknown", column=self._letter, value=f"ô ghi “{text}”" if text else several))
        return None

    def _of_context(self, line: Sequence[Value], section: Context, problems: list[CellProblem]) -> Programme | None:
        for context in (section, *self._contexts):
            if isinstance(context.programme, Programme):
                return context.programme
            if context.programme is not None:
                words = "mục không thuộc ba chương trình của đợt này"
                problems.append(problem("programme_unknown", value=words))
                return None
        if self._language_tells and language_of_cell(self._asked(line)):
            return Programme.LANGUAGE
        problems.append(problem("programme_unknown", column=self._letter, value=_NOWHERE))
        return None

    def _asked(self, line: Sequence[Value]) -> str:
        return text_of(line[self._language]) if 0 <= self._language < len(line) else ""

    def _tongue(
        self, line: Sequence[Value], section: Context, own: Language | str | None, problems: list[CellProblem]
    ) -> Language | None:
        text = self._asked(line)
        around = (context.language for context in (section, *self._contexts))
        for candidate in (language_of_cell(text), own, *around):
            if isinstance(candidate, Language):
                return candidate
            if candidate is not None:
                break
        letter = letter_of(self._language) if self._language >= 0 else self._letter
        words = f"ô ghi “{text}”" if text.strip() else f"{_NOWHERE}, hoặc không thuộc bốn thứ tiếng"
        problems.append(problem("language_unknown", column=letter, value=words))
        return None


def _is_marked(line: Sequence[Value], place: int) -> bool:
    """Any text that is no "không" counts as a mark in a column of marks."""
    return place < len(line) and is_mark(line[place]) is not False


def _named(text: str) -> set[Language | str]:
    """The languages that a cell of a programme column names."""
    named = set(languages_in(text))
    bare = language_of_cell(text)
    return named or ({bare} if isinstance(bare, Language) else set())


def _single(found: set[Language | str]) -> Language | str | None:
    """The one language found; OTHER for several, None for none."""
    if not found:
        return None
    return next(iter(found)) if len(found) == 1 else OTHER
