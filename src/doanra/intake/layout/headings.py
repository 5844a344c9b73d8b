"""The texts between people: titles, and the sections by programme and language that hold until the next."""

from __future__ import annotations

import re
from collections.abc import Iterable

from doanra.intake.cells.words import OTHER, language_of_cell, languages_in, programmes_in
from doanra.intake.layout.lines import kind_of
from doanra.intake.layout.titles import ABBREVIATIONS, Context, context_of, is_title
from doanra.intake.text.keys import phrase_key
from doanra.terms.words import Language, Programme

_LONGEST = 200
_AROUND = re.compile(
    r"^(?:(?:[ivx]{1,4}|[a-hđ]|\d{1,2}|lop|khoa|muc|phan|nhom|mon|hoc|he|dang ky|boi duong|bd|chuong trinh|ct) )+"
    r"|(?: \d{1,3}(?: (?:nguoi|dong chi|dc|can bo|d c))?)+$"
)


class Headings:
    """Gathers the title of the next table, and knows the section that people stand under."""

    def __init__(self, title: Iterable[str]) -> None:
        self.title = list(title)
        self.section = Context()

    def begin_table(self, before: tuple[str, ...] | None, *, signed: bool) -> tuple[str, ...]:
        """The title of a table; a header come again under no new title goes on with title and section.

        ``before`` is the title of the table above, None if there is none; ``signed`` whether that one was closed.
        """
        own = tuple(self.title)
        self.title = []
        named = context_of(own)
        fresh = signed or named.programme or named.language or any(map(is_title, own))
        if before is not None and not fresh:
            return (*before, *own)
        self.section = Context()
        return own

    def take(self, text: str) -> None:
        """A line of one text in the body: a section, unless it is a total, a note or a signature."""
        if kind_of(text) is not None or len(text) > _LONGEST:
            return
        self.title.append(text)
        programmes, languages = programmes_in(text), languages_in(text)
        if not programmes and not languages:
            programmes, languages = self._abbreviated(text)
        language: Language | str | None = next(iter(languages)) if len(languages) == 1 else None
        named = programmes - {OTHER}
        if len(named) == 1:
            programme: Programme | str = next(iter(named))
            keep = self.section.language if programme == self.section.programme else None
            self.section = Context(programme, language or (keep if not languages else None))
        elif programmes == {OTHER}:
            self.section = Context(OTHER)

    def _abbreviated(self, text: str) -> tuple[frozenset[Programme | str], frozenset[Language | str]]:
        """What a bare word heads: "NH" a programme; "Anh", "- Lào:" a language among those who ask for one."""
        key = _AROUND.sub("", phrase_key(text))
        if key in ABBREVIATIONS:
            return frozenset({ABBREVIATIONS[key]}), frozenset()
        language = language_of_cell(key) if key and self.section.programme is Programme.LANGUAGE else None
        if isinstance(language, Language):
            return frozenset({Programme.LANGUAGE}), frozenset({language})
        return frozenset(), frozenset()
