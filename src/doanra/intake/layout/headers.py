"""Finding a table: the rows of its header, merged, grouped or cut over lines, and the texts over each column.

Of the rows around a line that heads names, those belong to the header by which its words explain each other better.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from doanra.intake.containers.grid import Grid
from doanra.intake.layout.headlines import (
    GENDER_WORDS,
    NAMES,
    TOLD,
    explained,
    is_number_row,
    is_person,
    is_wordy,
    may_head,
    may_head_others,
)
from doanra.intake.layout.heads import Path, best_phrase
from doanra.intake.layout.legends import is_code
from doanra.intake.layout.spreading import filled_places, paths_over
from doanra.intake.layout.titles import is_title
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

_MOST_ROWS = 4
_BENEATH = 12
_GAIN = 0.05
_CODED = {"programme", "language", "gender"}
_FIRST = {*NAMES, "given_name", "index"}
_WEAK = {"phone", "email", "position", "workplace", "given_name"}


@dataclass(slots=True)
class Header:
    """Rows ``first`` to ``last`` (indices into the grid's lines); ``paths[c]`` the texts over column c, top to bottom.

    ``body`` is the first line after the header and a row of column numbers. ``strong`` is False where the table says so
    little of a person that it may be something else (contacts, signers).
    """

    first: int
    last: int
    body: int
    paths: list[Path] = field(default_factory=list)
    strong: bool = True


def find_header(grid: Grid, at: int, synonyms: Synonyms) -> Header | None:
    """The header whose line with "Họ và tên", or its first words, is line ``at``; None if that line is no header."""
    line = grid.lines[at]
    named = may_head(line, synonyms)
    if not named:
        near = grid.lines[max(at - _MOST_ROWS, 0) : at + _MOST_ROWS]
        if not may_head_others(line, synonyms) or any(may_head(other, synonyms) for other in near):
            return None
    rows = _Rows(grid, at, synonyms)
    first, last = rows.extent()
    header = Header(first, last, last + 1, paths_over(grid, first, last, rows.merges, synonyms))
    meanings = {found.meaning for path in header.paths if path and (found := best_phrase(path, synonyms))}
    known = meanings & TOLD
    by_gender = any(path and phrase_key(path[-1]) in GENDER_WORDS for path in header.paths)
    if not (named and meanings & NAMES and (known or by_gender)) and not (
        known - _WEAK and _names_beneath(grid, header, synonyms)
    ):
        return None
    header.strong = bool(known - _WEAK) or by_gender
    while header.body < len(grid.lines) and is_number_row(grid.lines[header.body]):
        header.body += 1
    return header


def beside(header: Header, synonyms: Synonyms) -> list[tuple[int, int]]:
    """The columns (from, to) of lists beside each other under one header; none where there is but one list."""
    found = [best_phrase(path, synonyms) if path else None for path in header.paths]
    meanings = [one.meaning if one else None for one in found]
    names = [column for column, meaning in enumerate(meanings) if meaning in NAMES]
    starts = [names[0]] if names else []
    for name in names[1:]:
        between, after = set(meanings[starts[-1] + 1 : name]), set(meanings[name + 1 :])
        if between & after & TOLD and header.paths[name][-1:] == header.paths[starts[-1]][-1:]:
            starts.append(name)
    if len(starts) < 2:
        return []
    firsts = [name - 1 if name and meanings[name - 1] == "index" else name for name in starts]
    lasts = [first - 1 for first in firsts[1:]]
    return list(zip([0, *firsts[1:]], [*lasts, max(len(header.paths), firsts[-1]) + 20], strict=True))


def _names_beneath(grid: Grid, header: Header, synonyms: Synonyms) -> bool:
    """Whether most lines beneath have a person's name in one column that no header names otherwise."""
    for column, path in enumerate(header.paths):
        found = best_phrase(path, synonyms) if path else None
        if path and (found is None or found.meaning == "given_name"):
            cells = [line[column] for line in grid.lines[header.body : header.body + _BENEATH] if column < len(line)]
            filled = [cell for cell in cells if cell not in ("", None)]
            if sum(map(is_person, filled)) * 2 > len(filled):
                return True
    return False


class _Rows:
    """The rows around a line that heads names, and how far the header goes over them."""

    def __init__(self, grid: Grid, at: int, synonyms: Synonyms) -> None:
        self._grid, self._at, self._synonyms = grid, at, synonyms
        self._named = may_head(grid.lines[at], synonyms)
        row = grid.first_row + at
        self.merges = [m for m in grid.merges if m.top <= row + _MOST_ROWS and m.bottom >= row - _MOST_ROWS]

    def extent(self) -> tuple[int, int]:
        """The first and the last row: what merges tie together, then what makes the words say more."""
        first, last = self._tied(self._at, self._at)
        best = self._score(first, last)
        for more in (1, 2, 1, 2):
            end = last + more
            if end - self._at < _MOST_ROWS and self._goes_on(last + 1, end):
                score = self._score(first, end)
                if score > best + _GAIN:
                    last, best = end, score
        if self._is_code_row(first, last + 1):
            last += 1
        while first > 0 and self._at - first < _MOST_ROWS and self._goes_before(first - 1):
            above = self._tied(first - 1, first - 1)[0]
            score = self._score(above, last)
            if score <= best + _GAIN:
                break
            first, best = above, score
        return first, last

    def _is_code_row(self, first: int, index: int) -> bool:
        """Whether a row holds nothing but codes under a programme, a language or a gender: 1, 2, 3 or A, B."""
        if index >= len(self._grid.lines):
            return False
        places = filled_places(self._grid.lines[index])
        if len(places) < 2 or not all(is_code(self._grid.lines[index][place]) for place in places):
            return False
        paths = paths_over(self._grid, first, index, self.merges, self._synonyms)
        above = [self._synonyms.meaning(" ".join(paths[place][:-1])) for place in places]
        return all(found is not None and found.meaning in _CODED for found in above)

    def _tied(self, first: int, last: int) -> tuple[int, int]:
        """The rows that vertical merges join to these."""
        row, top, bottom = self._grid.first_row, first, last
        for merge in self.merges:
            if merge.bottom - merge.top < _MOST_ROWS and merge.top <= row + last and merge.bottom >= row + first:
                top, bottom = min(top, merge.top - row), max(bottom, merge.bottom - row)
        bottom = min(bottom, len(self._grid.lines) - 1)
        return (top, bottom) if (top, bottom) == (first, last) or top < 0 else self._tied(top, bottom)

    def _score(self, first: int, last: int) -> float:
        paths = paths_over(self._grid, first, last, self.merges, self._synonyms)
        return sum(explained(path, self._synonyms) for path in paths if path)

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether rows may be lower rows of the header: words only, none where a person's name would stand."""
        if last >= len(self._grid.lines):
            return False
        rows = self._grid.lines[first : last + 1]
        return all(is_wordy(row) and not is_number_row(row) for row in rows) and not self._names_begin(first, last)

    def _names_begin(self, first: int, last: int) -> bool:
        """Whether what stands under the number and the name does not go on with them: a person or a section does."""
        lines = self._grid.lines
        above = paths_over(self._grid, self._at, first - 1, self.merges, self._synonyms)
        whole = paths_over(self._grid, self._at, last, self.merges, self._synonyms)
        found = [best_phrase(path, self._synonyms) for path in whole]
        names = [column for column, one in enumerate(found) if one and one.meaning in NAMES]
        until = max(names, default=-1)
        if until < 0:
            rows = lines[first : last + 1]
            return self._named or any(len(filled_places(row)) < 2 or any(map(is_person, row)) for row in rows)
        for column in range(until + 1):
            cells = [
                lines[i][column]
                for i in range(first, last + 1)
                if column < len(lines[i]) and lines[i][column] not in ("", None)
            ]
            if cells and not _completes(above[column] if column < len(above) else (), whole[column], self._synonyms):
                return True
        return False

    def _goes_before(self, index: int) -> bool:
        """Whether a row may be an upper row of the header: words only; a title of one cell over the names is none."""
        line = self._grid.lines[index]
        if not is_wordy(line) or may_head(line, self._synonyms):
            return False
        places = filled_places(line)
        if len(places) > 1:
            return True
        if is_title(str(line[places[0]])):
            return False
        row = self._grid.first_row + index
        wide = any(
            m.top <= row <= m.bottom and m.left <= places[0] <= m.right and m.right > m.left for m in self.merges
        )
        name = next((c for c, cell in enumerate(self._grid.lines[self._at]) if self._heads_names(cell)), 0)
        return places[0] > name or (wide and places[0] > 0)

    def _heads_names(self, cell: Value) -> bool:
        found = self._synonyms.meaning(cell) if isinstance(cell, str) else None
        return found is not None and found.meaning in NAMES


def _completes(above: Path, whole: Path, synonyms: Synonyms) -> bool:
    """Whether a text goes on with the title above it: "Họ và" → "tên", or "Họ và tên" over "Họ đệm"."""
    found = best_phrase(whole, synonyms) if whole else None
    if found is None or found.meaning not in _FIRST:
        return False
    if not above:
        return True
    goes_on = found.phrase not in phrase_key(" ".join(above)) or found.phrase in phrase_key(whole[-1])
    more = goes_on or (found.meaning != "index" and synonyms.is_known(whole[-1], fillers_only=True))
    return more and explained(whole, synonyms) >= max(0.99, explained(above, synonyms))
