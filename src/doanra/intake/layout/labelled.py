"""People written as labels with values: a card for each ("Họ và tên: ..."), or a list laid on its side.

The lines that begin with a label are set upright: a column for each label, a line for each person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.words import programmes_in
from doanra.intake.containers.grid import Grid
from doanra.intake.layout.heads import BRACKETS
from doanra.intake.layout.lines import kind_of
from doanra.intake.layout.titles import is_title
from doanra.intake.layout.views import Place, View
from doanra.intake.preview import TableKind
from doanra.intake.reading import Value
from doanra.intake.synonyms import Found, Synonyms, begins_as_header
from doanra.intake.text.keys import phrase_key

_SCANNED, _LONGEST, _EXPLAINED, _NEAR, _FEWEST = 400, 60, 0.5, 8, 2
_ITEM = re.compile(r"^\s*(?:[-–+*•]\s*|\(?[\da-zđ]{1,2}[.)]\s+)?")
_INSIDE = re.compile(r"\s*(?:[;\n]|\s{3,}|,(?=\s*[^\W\d][^:;,]{1,30}:))\s*")
_NAME_LABEL = re.compile(r"\W*(?:[\da-zđ]{1,2}[.)]\s*)?(?:họ|ho|tên)\b", re.IGNORECASE)
_NAMES = {"full_name"}
_STRONG = {"birth_date", "gender", "programme", "language", "party_joined", "id_number"}


@dataclass(slots=True)
class _Pair:
    """A label and the cells that go with it: (column, value)."""

    label: str
    meaning: str
    values: list[tuple[int, Value]] = field(default_factory=list)


@dataclass(slots=True)
class _Card:
    """The labels of one block, each with its line; what was said between it and the block before."""

    said: tuple[str, ...]
    pairs: dict[str, tuple[int, _Pair]] = field(default_factory=dict)


def labelled_views(grid: Grid, synonyms: Synonyms) -> list[View]:
    """The people of such blocks set upright, and the rest of the sheet; nothing if there are none."""
    labels = _Labels(grid, synonyms)
    if not labels.columns:
        return []
    blocks = _Blocks(grid, labels)
    if not blocks.cards or not _STRONG & blocks.meanings:
        return []
    rest = [() if index in blocks.used else line for index, line in enumerate(grid.lines)]
    left = Grid(grid.name, rest, grid.first_row, grid.hidden, grid.merges, grid.hidden_rows, grid.has_dittos)
    return [blocks.upright(), View(grid, left)]


class _Labels:
    """What a label is in this sheet: known words with a colon, or known words in a column of labels."""

    def __init__(self, grid: Grid, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self.columns: set[int] = set()
        lines = grid.lines[:_SCANNED]
        if not any(map(self._names, lines)):
            return
        found: dict[int, set[str]] = {}
        for line in lines:
            for column, cell in enumerate(line):
                if isinstance(cell, str) and cell:
                    found.setdefault(column, set()).update(pair.meaning for pair in self._in_cell(cell, column))
        if len(set().union(*found.values())) > _FEWEST:
            self.columns = {column for column, meanings in found.items() if len(meanings) > 1}

    def _names(self, line: Sequence[Value]) -> bool:
        """Whether a line has a label for names with a name after it."""
        for column, cell in enumerate(line):
            if isinstance(cell, str) and cell and _NAME_LABEL.match(cell):
                pair = next(self._in_cell(cell, column), None)
                if pair and pair.meaning in _NAMES and self._has_name(line, column, pair):
                    return True
        return False

    def _has_name(self, line: Sequence[Value], column: int, pair: _Pair) -> bool:
        """Whether a name comes next after its label, and no other label."""
        if pair.values:
            return is_name(pair.values[0][1])
        value = next((cell for cell in line[column + 1 :] if cell not in ("", None)), "")
        told = has_surname(str(value)) or str(value).istitle() or self._synonyms.explained(str(value)) < 1.0
        return is_name(value) and told

    def pairs(self, line: Sequence[Value]) -> list[_Pair]:
        """The labels of a line that begins with one, with their values; none of a line that is all labels."""
        pairs: list[_Pair] = []
        for column, cell in enumerate(line):
            if cell is None or cell == "":
                continue
            found = [*self._in_cell(cell, column)] if isinstance(cell, str) and column in self.columns else []
            if found:
                pairs += found
            elif pairs:
                pairs[-1].values.append((column, cell))
            elif not (isinstance(cell, int | float) or len(str(cell)) < 4):
                return []
        return pairs if any(pair.values for pair in pairs) or self._stands_empty(pairs) else []

    def _stands_empty(self, pairs: Sequence[_Pair]) -> bool:
        """Whether a line is one plain label whose value was left out."""
        return len(pairs) == 1 and self._synonyms.explained(pairs[0].label) >= 1.0 and not is_title(pairs[0].label)

    def _is_bare_label(self, head: str, text: str, found: Found) -> bool:
        """Whether a text without a colon is a label all the same: "Lớp ngắn hạn" is a value."""
        value = is_name(text) or (found.meaning == "programme" and programmes_in(text))
        return not value and max(map(self._synonyms.explained, (head, text))) >= _EXPLAINED

    def unknown(self, line: Sequence[Value]) -> _Pair | None:
        """A label that nobody knows, with its values, in a line that stands right below labels."""
        filled: list[tuple[int, Value]] = [(at, cell) for at, cell in enumerate(line) if cell not in ("", None)]
        if filled and isinstance(filled[0][1], int | float):
            filled = filled[1:]
        column, text = filled[0] if filled else (-1, "")
        if column not in self.columns or not isinstance(text, str):
            return None
        head, _, value = _ITEM.sub("", text, count=1).partition(":")
        values: list[tuple[int, Value]] = [(column, value.strip())] if value.strip() else []
        values += filled[1:]
        if not values or len(head) > _LONGEST or is_title(head) or kind_of(text) or not any(map(str.isalpha, head)):
            return None
        return _Pair(" ".join(head.split()), "", values)

    def _in_cell(self, text: str, column: int) -> Iterator[_Pair]:
        """The labels in a cell: the whole of it, or what stands before colons."""
        for piece in _pieces(text):
            head, colon, value = _ITEM.sub("", piece, count=1).partition(":")
            bare = " ".join(BRACKETS.sub(" ", head).split())
            found = self._synonyms.meaning(head) if 0 < len(bare) < _LONGEST else None
            if found is None or (not colon and not self._is_bare_label(head, bare, found)):
                return
            yield _Pair(" ".join(head.split()), found.meaning, [(column, value.strip())] if value.strip() else [])


def is_name(value: Value) -> bool:
    """Whether the value of a label for names is one."""
    if not isinstance(value, str) or not looks_like_name(value) or begins_as_header(value):
        return False
    return has_surname(value) or len(value.split()) > 2


def _pieces(text: str) -> list[str]:
    """A cell cut where another label begins; what has no colon belongs to what stands before it."""
    if ":" not in text.rstrip(" :"):
        return [text]
    pieces: list[str] = []
    for piece in _INSIDE.split(text):
        if pieces and (":" not in piece or ":" not in pieces[-1]):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


class _Blocks:
    """Gathers the labelled lines of a sheet into cards."""

    def __init__(self, grid: Grid, labels: _Labels) -> None:
        self._grid = grid
        self.cards: list[_Card] = []
        self.used: set[int] = set()
        self.meanings: set[str] = set()
        self._labels: dict[str, str] = {}
        self._waiting: list[tuple[int, _Pair]] = []
        self._said: list[str] = []
        for index, line in enumerate(grid.lines):
            pairs = labels.pairs(line)
            if not pairs and self.cards and index - 1 in self.used and (odd := labels.unknown(line)):
                pairs = [odd]
            for pair in pairs:
                self._take(index, pair)
            if not pairs:
                texts = [cell for cell in line if cell not in ("", None)]
                self._said += [str(text) for text in texts] if len(texts) == 1 or not self.cards else []

    def _take(self, index: int, pair: _Pair) -> None:
        """A name begins a card, with what stood right above it; a label that the card has waits for the next one."""
        if pair.meaning in _NAMES and (self.cards or any(is_name(value) for _, value in pair.values)):
            self.cards.append(_Card(tuple(self._said)))
            self._said = []
            for line, earlier in self._waiting:
                if index - line < _NEAR:
                    self._put(line, earlier)
            self._waiting = []
        elif not self.cards or phrase_key(pair.label) in self.cards[-1].pairs:
            self._waiting.append((index, pair))
            return
        self._put(index, pair)

    def _put(self, index: int, pair: _Pair) -> None:
        key = phrase_key(pair.label)
        self._labels.setdefault(key, pair.label)
        self.cards[-1].pairs.setdefault(key, (index, pair))
        self.used.add(index)
        self.meanings.add(pair.meaning)

    def upright(self) -> View:
        """The cards as a table; texts between them stay lines between the people."""
        lines: list[Sequence[Value]] = []
        places: list[list[Place]] = []
        turned = False
        for number, card in enumerate(self.cards):
            lines += [[text] for text in card.said]
            places += [[None] for _ in card.said]
            if not number:
                lines.append(list(self._labels.values()))
                places.append([None] * len(self._labels))
            people = self._people(card)
            turned = turned or len(people) > 1
            for cells in people:
                found = [cells.get(key, ("", None)) for key in self._labels]
                lines.append([value for value, _ in found])
                places.append([place for _, place in found])
        sheet, kind = self._grid, TableKind.TURNED if turned else TableKind.CARDS
        upright = Grid(sheet.name, lines, 1, sheet.hidden, hidden_rows=sheet.hidden_rows, has_dittos=sheet.has_dittos)
        return View(sheet, upright, kind, places)

    def _people(self, card: _Card) -> list[dict[str, tuple[Value, Place]]]:
        """Label → value and place, for the one person of a card, or for each column of people beside the labels."""
        names = next(pair.values for _, pair in card.pairs.values() if pair.meaning in _NAMES)
        if sum(is_name(value) for _, value in names) < 2:
            return [
                {
                    key: (_joined(pair.values), (index, pair.values[0][0]))
                    for key, (index, pair) in card.pairs.items()
                    if pair.values
                }
            ]
        filled = Counter(column for _, pair in card.pairs.values() for column, _ in pair.values)
        columns = sorted(column for column, count in filled.items() if count > 1)
        return [
            {key: (self._value(index, pair, column), (index, column)) for key, (index, pair) in card.pairs.items()}
            for column in columns
        ]

    def _value(self, index: int, pair: _Pair, column: int) -> Value:
        """The value in a column, or that of a merge over it."""
        found = dict(pair.values)
        if column in found:
            return found[column]
        row = self._grid.first_row + index
        over = (m.left for m in self._grid.merges if m.top <= row <= m.bottom and m.left < column <= m.right)
        return found.get(next(over, -1), "")


def _joined(values: Sequence[tuple[int, Value]]) -> Value:
    """The one value of a label; texts in several cells are one."""
    if len(values) > 1 and all(isinstance(value, str) for _, value in values):
        return " ".join(str(value) for _, value in values)
    return values[0][1]
