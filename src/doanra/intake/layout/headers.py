"""Finding a table: the rows of its header, merged or not, and the text that stands over each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from doanra.intake.cells.dates import read_date
from doanra.intake.containers.grid import Grid, Merge
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

_LONGEST_HEADER = 120
_MOST_ROWS = 4
_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBERED = re.compile(r"\(?(?:[Cc]ột)?\s*(\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})\s*[).]?")
_NAMES = {"full_name", "family_name"}
_ENOUGH = {
    "birth_date", "gender", "position", "workplace", "programme", "language", "party_joined", "id_number", "priority",
    "ethnic", "hometown", "phone", "language_level", "qualification", "planned_position", "email", "given_name",
    "political_theory",
}  # fmt: skip
_GENDER_WORDS = {"nam", "nu"}


@dataclass(slots=True)
class Header:
    """Rows ``first`` to ``last`` (indices into the grid's lines); ``paths[c]`` the texts over column c, top to bottom.

    ``body`` is the first line after the header and a row of column numbers. ``strong`` is False where the table says so
    little of a person that it may be something else (contacts, signers).
    """

    first: int
    last: int
    body: int
    paths: list[tuple[str, ...]] = field(default_factory=list)
    strong: bool = True


def find_header(grid: Grid, at: int, synonyms: Synonyms) -> Header | None:
    """The header whose line with "Họ và tên" is line ``at``, or None if that line is no header."""
    line = grid.lines[at]
    name = _name_column(line, synonyms)
    if name is None:
        return None
    merges = _merges_near(grid, at)
    first = _first_row(grid, at, merges, synonyms)
    last = _last_row(grid, at, name, merges, synonyms)
    header = Header(first, last, last + 1, _paths(grid, first, last, merges))
    meanings = {found[0] for path in header.paths if path and (found := synonyms.meaning(" ".join(path)))}
    known = meanings & _ENOUGH
    if not known and not _has_gender_columns(header.paths):
        return None
    header.strong = bool(known - {"phone", "email", "position", "workplace", "given_name"}) or _has_gender_columns(
        header.paths
    )
    while header.body < len(grid.lines) and is_number_row(grid.lines[header.body]):
        header.body += 1
    return header


def _has_gender_columns(paths: Sequence[tuple[str, ...]]) -> bool:
    return any(path and phrase_key(path[-1]) in _GENDER_WORDS for path in paths)


def _name_column(line: Sequence[Value], synonyms: Synonyms) -> int | None:
    """The first cell that heads a column of names, in a line without anything that is data."""
    place = None
    filled = 0
    for column, cell in enumerate(line):
        if cell is None or cell == "":
            continue
        filled += 1
        if not isinstance(cell, str):
            return None
        if place is None and len(cell) < _LONGEST_HEADER and ":" not in cell:
            found = synonyms.meaning(cell)
            if found and found[0] in _NAMES and found[2] * 3 >= len(phrase_key(_BRACKETS.sub(" ", cell))):
                place = column
    return place if filled > 1 else None


def is_number_row(line: Sequence[Value]) -> bool:
    """(1) (2) (3), 1 2 3, A B 1 2: a row that only numbers the columns."""
    texts = [
        str(int(cell)) if isinstance(cell, float | int) and float(cell).is_integer() else cell
        for cell in line
        if cell not in ("", None)
    ]
    if len(texts) < 3 or not all(isinstance(text, str) and _NUMBERED.fullmatch(text.strip()) for text in texts):
        return False
    numbers = [int(digits) for text in texts if (digits := re.sub(r"\D", "", str(text)))]
    if not numbers:
        letters = "".join(re.sub(r"\W", "", str(text)) for text in texts).upper()
        return len(letters) == len(texts) and letters in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return len(numbers) >= 2 and all(later == sooner + 1 for sooner, later in pairwise(numbers))


def _merges_near(grid: Grid, at: int) -> list[Merge]:
    row = grid.first_row + at
    return [merge for merge in grid.merges if merge.top <= row + _MOST_ROWS and merge.bottom >= row - _MOST_ROWS]


def _first_row(grid: Grid, at: int, merges: Sequence[Merge], synonyms: Synonyms) -> int:
    """Goes up while a row above belongs to the header: a merge ties them, or it has header words of its own."""
    first = at
    while first > 0 and at - first < _MOST_ROWS:
        row = grid.first_row + first
        above = grid.lines[first - 1]
        tied = any(
            merge.top <= row - 1 and merge.bottom >= row and merge.bottom - merge.top < _MOST_ROWS for merge in merges
        )
        if not (tied or _header_words(above, synonyms) >= 2) or _name_column(above, synonyms) is not None:
            return first
        first -= 1
    return first


def _header_words(line: Sequence[Value], synonyms: Synonyms) -> int:
    """How many cells are short texts that name a column; 0 if any cell is none."""
    count = 0
    for cell in line:
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADER:
            return 0
        found = synonyms.meaning(cell)
        if found and found[2] * 2 >= len(phrase_key(cell)):
            count += 1
    return count


def _last_row(grid: Grid, at: int, name: int, merges: Sequence[Merge], synonyms: Synonyms) -> int:
    row = grid.first_row + at
    last = at
    for merge in merges:
        if merge.top <= row <= merge.bottom and merge.bottom - merge.top < _MOST_ROWS:
            last = max(last, min(merge.bottom - grid.first_row, len(grid.lines) - 1))
    while (
        last + 1 < len(grid.lines) and last - at < _MOST_ROWS - 1 and _is_lower_row(grid, at, last + 1, name, synonyms)
    ):
        last += 1
    return last


_NAME_PARTS = {
    "ho dem",
    "ten",
    "ho",
    "ho va dem",
    "ho va ten dem",
    "ho lot",
    "chu dem",
    "ho va chu dem",
    "ho chu dem",
    "ho va lot",
}


def _is_lower_row(grid: Grid, at: int, lower: int, name: int, synonyms: Synonyms) -> bool:
    """Whether the line goes on with the header: words only, none where a person's number or name would stand."""
    line, above = grid.lines[lower], grid.lines[at]
    filled = [(column, cell) for column, cell in enumerate(line) if cell not in ("", None)]
    if not filled or filled[0][0] < min(column for column, cell in enumerate(above) if cell not in ("", None)):
        return False
    for column, cell in filled:
        if (
            not isinstance(cell, str)
            or len(cell) > 60
            or (any(char.isdigit() for char in cell) and read_date(cell).date)
        ):
            return False
        key = phrase_key(cell)
        if column <= name and key not in _NAME_PARTS and not (column < name and key in ("tt", "thu tu")):
            return False
    first_above = above[filled[0][0]] if filled[0][0] < len(above) else ""
    words = sum(1 for _, cell in filled if _is_header_word(str(cell), synonyms))
    return words * 2 >= len(filled) and (first_above not in ("", None) or len(filled) > 1)


_LOWER_WORDS = {
    "nam", "nu", "ngay", "thang", "ngan han", "trung han", "ngoai ngu", "tieng anh", "tieng lao", "tieng trung",
    "tieng khmer", "tieng trung quoc", "anh", "lao", "trung", "khmer", "dang", "chinh quyen", "doan the",
    "dang doan the", "ten", "ho dem",
}  # fmt: skip


def _is_header_word(text: str, synonyms: Synonyms) -> bool:
    key = phrase_key(text)
    found = synonyms.meaning(text)
    return (
        key in _LOWER_WORDS
        or (found is not None and found[2] * 2 >= len(key))
        or key.startswith(("tieng ", "boi duong "))
    )


def _paths(grid: Grid, first: int, last: int, merges: Sequence[Merge]) -> list[tuple[str, ...]]:
    """For every column the header texts that stand over it, the outermost first."""
    width = max(len(grid.lines[index]) for index in range(first, last + 1))
    rows = [[_text(grid.lines[index], column) for column in range(width)] for index in range(first, last + 1)]
    spread = [_spread(rows, depth, grid.first_row + first + depth, merges) for depth in range(len(rows))]
    paths = []
    for column in range(width):
        path: list[str] = []
        for row in spread:
            if row[column] and (not path or path[-1] != row[column]):
                path.append(row[column])
        paths.append(tuple(path))
    return paths


def _spread(rows: list[list[str]], depth: int, row_number: int, merges: Sequence[Merge]) -> list[str]:
    """A header row with group titles repeated over the columns of their group, by merges or by the row beneath."""
    texts = list(rows[depth])
    merged = {
        column: merge
        for merge in merges
        if merge.top <= row_number <= merge.bottom and merge.right > merge.left
        for column in range(merge.left, min(merge.right, len(texts) - 1) + 1)
    }
    group = ""
    for column in range(len(texts)):
        if column in merged:
            texts[column] = rows[depth][merged[column].left] if merged[column].left < len(texts) else ""
            group = ""
        elif texts[column]:
            group = texts[column] if _below(rows, depth, column) else ""
        elif group and _below(rows, depth, column):
            texts[column] = group
        else:
            group = ""
    return texts


def _below(rows: list[list[str]], depth: int, column: int) -> bool:
    return any(row[column] for row in rows[depth + 1 :])


def _text(line: Sequence[Value], column: int) -> str:
    cell = line[column] if column < len(line) else ""
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell)
