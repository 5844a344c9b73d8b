"""Where in the lines of a table the number, the names and what only people have stand; is a line a person?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.surnames import SURNAMES
from doanra.intake.cells.words import whole_number
from doanra.intake.layout.columns import Columns
from doanra.intake.reading import Value
from doanra.intake.synonyms import HEADER_BEGINNINGS, begins_as_header

EMPTY = ("", None)
_EXAMPLE = re.compile(r"\W*(?:vd|v[íi] d[ụu]|mẫu|example)\b", re.IGNORECASE)
_BIRTH = ("birth_date", "birth_male", "birth_female", "birth_year")
_EVIDENCE = (
    *_BIRTH, "gender", "gender_male", "gender_female", "programme", "programme_short", "programme_medium",
    "programme_language", "language", "language_en", "language_lo", "language_zh", "language_km", "party_joined",
    "id_number",
)  # fmt: skip


_CERTAIN = SURNAMES - {beginning.split(" ")[0] for beginning in HEADER_BEGINNINGS}
"""Family names with which no header begins."""


def is_named(text: str) -> bool:
    """Whether a text begins as a name does, and not as a header."""
    if text.split(" ", 1)[0].casefold() in _CERTAIN:
        return " " in text or not begins_as_header(text)
    return has_surname(text) and not begins_as_header(text)


class Places:
    """The columns of one table by what they are good for; -1 where there is none."""

    def __init__(self, columns: Columns) -> None:
        names = columns.all_of("full_name")[:1] or columns.all_of("name_male", "name_female")
        self.names = names or columns.all_of("family_name")[:1]
        self.name = self.names[0] if self.names else -1
        self.given = columns.first("given_name")
        self.index = columns.first("index")
        self.births = columns.all_of(*_BIRTH)
        self.dates = frozenset([*self.births, *columns.all_of("party_joined", "party_official", "appointed")])
        self.mapped = [place for meaning, found in columns.places.items() if meaning != "index" for place in found]
        self._evidence = columns.all_of(*_EVIDENCE)
        heads = [column.index for column in columns.shown if column.header]
        self.width = max([*self.mapped, *heads], default=0) + 1

    @property
    def last_name(self) -> int:
        """The rightmost column up to which names and numbers stand."""
        return max(*self.names, self.index, 1) if self.names else max(self.index, 1)

    def is_plain_person(self, line: Sequence[Value]) -> bool:
        """The common case, quickly: a name with a known family name, and two more cells that mean something."""
        width = len(line)
        if self.is_example(line):
            return False
        for name in self.names:
            text = line[name] if name < width else ""
            if isinstance(text, str) and text and is_named(text):
                break
        else:
            return False
        birth = False
        for place in self.births:
            if place < width and line[place] not in EMPTY:
                birth = True
                break
        filled = 0
        for place in self.mapped:
            if place < width and line[place] not in EMPTY:
                filled += 1
                if filled > (2 if birth else 3):
                    return True
        return False

    def full(self, line: Sequence[Value]) -> str:
        """The whole name, "" if there is none."""
        parts = [at(line, place) for place in (*self.names, self.given)]
        return " ".join(part for part in parts if isinstance(part, str) and part)

    def numbered(self, line: Sequence[Value]) -> bool:
        """Whether the line bears a running number, where the table has any."""
        return self.index < 0 or whole_number(at(line, self.index)) is not None

    def is_example(self, line: Sequence[Value]) -> bool:
        """Whether the line shows how to fill the list in: "VD" or "Mẫu" where others have their number."""
        number = line[self.index] if 0 <= self.index < len(line) else ""
        return type(number) is str and _EXAMPLE.match(number) is not None

    def is_apart(self, lines: Sequence[Sequence[Value]], index: int) -> bool:
        """Whether a line stands wholly right of the list, among its people: an entry of a drop-down list, say."""
        following = (line for line in lines[index:] if any(cell not in EMPTY for cell in line[: self.width]))
        return not any(cell not in EMPTY for cell in lines[index][: self.width]) and (
            (after := next(following, None)) is not None and self.is_plain_person(after)
        )

    def is_person_line(self, line: Sequence[Value]) -> bool:
        """A name with a birth date: a person even among signatures."""
        return looks_like_name(self.full(line)) and any(read_date(at(line, c)).date for c in self.births)

    def has_birth_text(self, line: Sequence[Value]) -> bool:
        """Whether a birth date stands there as text, which no total has."""
        return any(isinstance(at(line, c), str) and read_date(at(line, c)).date for c in self.births)

    def evident(self, line: Sequence[Value]) -> bool:
        """Whether cells that only people have are filled with more than a count."""
        return any(at(line, place) not in EMPTY and not _is_count(at(line, place)) for place in self._evidence)


def _is_count(value: Value) -> bool:
    """A small whole number, as totals have them where people have dates and words."""
    number = whole_number(value)
    return number is not None and number < 1900 and not isinstance(value, str)


def is_void(value: Value) -> bool:
    """An empty cell, or one of dots and dashes that stand for nothing."""
    if value is None or value == "":
        return True
    return isinstance(value, str) and not any(map(str.isalnum, value)) and is_mark(value) is False


def at(line: Sequence[Value], column: int) -> Value:
    """A cell, "" beyond the line."""
    return line[column] if 0 <= column < len(line) else ""
