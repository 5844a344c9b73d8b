"""Marks one worksheet part by splicing bytes: what is not marked keeps every byte that it had."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from xml.parsers import expat
from xml.sax.saxutils import escape

from doanra.documents.marked_workbook.marks import REASONS_WIDTH, RESULT_WIDTH, Written, harmless
from doanra.intake.containers.grid import index_of, letter_of

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)\Z")
_MERGED = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\Z")
_LAST_COLUMN = 16_383


class CannotEdit(Exception):
    """Stays in this folder: the part is written in a way that is not edited in place, so the workbook is built anew."""


@dataclass(slots=True)
class _Cell:
    start: int
    end: int = 0
    style: int = 0


@dataclass(slots=True)
class _Row:
    start: int
    tag_end: int = 0
    close: int = 0
    closed_at_once: bool = False
    cells: dict[int, _Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Layout:
    """Where things stand in the bytes of a sheet, for the rows to be marked; ``last`` is the last column used."""

    rows: dict[int, _Row] = field(default_factory=dict)
    last: int = -1
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    columns: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)
    columns_span: tuple[int, int] | None = None
    data_start: int = -1
    dimension: tuple[int, int, str] | None = None
    prefix: str = ""


def layout_of(data: bytes, *, wanted: frozenset[int]) -> Layout:
    """Reads the part once; CannotEdit for what is no plain worksheet in UTF-8."""
    if b"<!DOCTYPE" in data:
        raise CannotEdit("document type")
    reader = _Reader(data, wanted)
    parser: Any = expat.ParserCreate()
    parser.buffer_text = False
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.XmlDeclHandler = reader.declared
    reader.where = lambda: int(parser.CurrentByteIndex)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CannotEdit(str(error)) from error
    if reader.found.data_start < 0:
        raise CannotEdit("no sheetData")
    return reader.found


class _Reader:
    """Follows the parser through one sheet."""

    where: Callable[[], int]

    def __init__(self, data: bytes, wanted: frozenset[int]) -> None:
        self.found = Layout()
        self._data, self._wanted = data, wanted
        self._row, self._column, self._deep = 0, -1, 0
        self._cell: _Cell | None = None
        self._open: _Row | None = None
        self._value = False

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise CannotEdit(encoding)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "is", "f"):
            self._value = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "sheetData":
            self.found.data_start, self.found.prefix = self.where(), tag[: -len(name)]
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            span = int(attributes["min"]) - 1, int(attributes["max"]) - 1
            self.found.columns.append((*span, attributes))
        elif name == "cols":
            self.found.columns_span = self.where(), 0
        elif name == "dimension":
            start = self.where()
            self.found.dimension = start, self._tag_end(start), attributes.get("ref", "")

    def _tag_end(self, start: int) -> int:
        match = _TAG.match(self._data, start)
        if match is None:
            raise CannotEdit("tag")
        return match.end()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = -1
        if self._row in self._wanted:
            start = self.where()
            end = self._tag_end(start)
            self._open = _Row(start, end, closed_at_once=self._data[end - 2 : end] == b"/>")
            self.found.rows[self._row] = self._open

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.match(attributes.get("r", ""))
        self._column = index_of(place[1]) if place else self._column + 1
        self._value = False
        if self._open is not None:
            self._cell = _Cell(self.where(), style=int(attributes.get("s", "0")))
            self._open.cells[self._column] = self._cell

    def _merge(self, ref: str) -> None:
        if match := _MERGED.match(ref):
            block = index_of(match[1]), int(match[2]), index_of(match[3]), int(match[4])
            self.found.merges.append(block)
            self.found.last = max(self.found.last, block[2])

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            if self._value:
                self.found.last = max(self.found.last, self._column)
            if self._cell is not None:
                self._cell.end, self._cell = self._end_of(self.where()), None
        elif name == "row" and self._open is not None:
            self._open.close, self._open = self.where(), None
        elif name == "cols" and self.found.columns_span:
            self.found.columns_span = self.found.columns_span[0], self._end_of(self.where())

    def _end_of(self, place: int) -> int:
        """Behind the closing tag, or behind an element that closes itself, of which the parser tells the start."""
        return self._tag_end(place) if self._data[place + 1 : place + 2] != b"/" else self._data.index(b">", place) + 1


class Formats(Protocol):
    """The formats of the workbook."""

    def restyle(self, style: int, kind: str) -> int:
        """The format that is the same with another fill: ARGB, "" for none, ``text:`` before it for added text."""

    def is_mark(self, style: int) -> bool:
        """Whether the fill is one that an earlier marking left."""


def columns_for(layout: Layout) -> tuple[int, int]:
    """The two columns after everything that the sheet holds; CannotEdit at the end of the sheet."""
    if layout.last + 2 > _LAST_COLUMN:
        raise CannotEdit("no room")
    return layout.last + 1, layout.last + 2


def marked(
    data: bytes, layout: Layout, *, lines: Mapping[int, Written], columns: tuple[int, int], formats: Formats
) -> bytes:
    """The part with its marks."""
    edits: list[tuple[int, int, bytes]] = []
    for number, line in lines.items():
        if number in layout.rows:
            edits += _row_edits(data, layout, number, line, columns=columns, formats=formats)
    edits += _column_edits(layout, columns)
    edits += _dimension_edit(layout, columns)
    edits.sort()
    pieces, place = [], 0
    for start, end, new in edits:
        pieces += [data[place:start], new]
        place = end
    return b"".join([*pieces, data[place:]])


def _row_edits(
    data: bytes, layout: Layout, number: int, line: Written, *, columns: tuple[int, int], formats: Formats
) -> list[tuple[int, int, bytes]]:
    row = layout.rows[number]
    base = _neighbour(row, columns[0])
    new: dict[int, bytes] = {}
    for letter, fill in line.cells.items():
        column = _shown_at(layout, number, index_of(letter))
        cell = row.cells.get(column)
        style = formats.restyle(cell.style if cell else base, fill)
        new[column] = _with_style(data[cell.start : cell.end], style) if cell else _empty(layout, column, number, style)
    for column, cell in row.cells.items():
        if column not in new and formats.is_mark(cell.style):
            new[column] = _with_style(data[cell.start : cell.end], formats.restyle(cell.style, ""))
    texts = ((columns[0], line.result), (columns[1], line.reasons))
    for column, text in texts:
        style = formats.restyle(base, f"text:{line.fill}" if column == columns[0] else "text:")
        new[column] = _text_cell(layout, column, number, style, text)
    inner: list[tuple[int, int, bytes]] = []
    behind: dict[int, bytes] = {}
    for column in sorted(new):
        if cell := row.cells.get(column):
            inner.append((cell.start, cell.end, new[column]))
            continue
        following = min((at for at in row.cells if at > column), default=None)
        place = row.cells[following].start if following is not None else row.close
        behind[place] = behind.get(place, b"") + new[column]
    if row.closed_at_once:
        return [(row.start, row.tag_end, _opened(data, layout, row, b"".join(behind.values()), columns))]
    inner += [(place, place, added) for place, added in behind.items()]
    tag = data[row.start : row.tag_end]
    return [(row.start, row.tag_end, _with_spans(tag, columns)), *inner]


def _opened(data: bytes, layout: Layout, row: _Row, cells: bytes, columns: tuple[int, int]) -> bytes:
    tag = _with_spans(data[row.start : row.tag_end], columns)
    return tag[:-2].rstrip() + b">" + cells + f"</{layout.prefix}row>".encode()


def _with_spans(tag: bytes, columns: tuple[int, int]) -> bytes:
    def wider(match: re.Match[bytes]) -> bytes:
        return b'spans="%d:%d"' % (int(match[1]), max(int(match[2]), columns[1] + 1))

    return re.sub(rb'\bspans="(\d+):(\d+)"', wider, tag)


def _neighbour(row: _Row, column: int) -> int:
    """The style of the last cell before the added columns: its font and lines suit them."""
    before = [at for at in row.cells if at < column]
    return row.cells[max(before)].style if before else 0


def _shown_at(layout: Layout, row: int, column: int) -> int:
    """The column whose cell is seen at this place: the first of a block that is merged within its line."""
    for left, top, right, _ in layout.merges:
        if top == row and left <= column <= right:
            return left
    return column


def _with_style(cell: bytes, style: int) -> bytes:
    match = _TAG.match(cell)
    assert match is not None  # the parser has read it
    tag = match[0]
    if re.search(rb"\ss\s*=", tag):
        changed = re.sub(rb"""(\ss\s*=\s*)(?:"\d*"|'\d*')""", rb'\g<1>"%d"' % style, tag, count=1)
    else:
        end = len(tag) - (2 if tag.endswith(b"/>") else 1)
        changed = tag[:end].rstrip() + b' s="%d"' % style + tag[end:]
    return changed + cell[match.end() :]


def _empty(layout: Layout, column: int, row: int, style: int) -> bytes:
    return f'<{layout.prefix}c r="{letter_of(column)}{row}" s="{style}"/>'.encode()


def _text_cell(layout: Layout, column: int, row: int, style: int, text: str) -> bytes:
    if not text:
        return _empty(layout, column, row, style)
    p, place = layout.prefix, f"{letter_of(column)}{row}"
    body = escape(harmless(text))
    return (
        f'<{p}c r="{place}" s="{style}" t="inlineStr"><{p}is><{p}t xml:space="preserve">{body}</{p}t></{p}is></{p}c>'
    ).encode()


def _column_edits(layout: Layout, columns: tuple[int, int]) -> list[tuple[int, int, bytes]]:
    """The two columns get a width of their own and are shown, whatever a range over them said."""
    kept: list[tuple[int, str]] = []
    for first, last, attributes in layout.columns:
        for low, high in _without(first, last, columns):
            kept.append((low, _col(layout, low, high, attributes)))
    for column, width in zip(columns, (RESULT_WIDTH, REASONS_WIDTH), strict=True):
        kept.append((column, _col(layout, column, column, {"width": f"{width}", "customWidth": "1"})))
    inside = "".join(text for _, text in sorted(kept))
    block = f"<{layout.prefix}cols>{inside}</{layout.prefix}cols>".encode()
    start, end = layout.columns_span or (layout.data_start, layout.data_start)
    return [(start, end, block)]


def _without(first: int, last: int, columns: tuple[int, int]) -> list[tuple[int, int]]:
    parts = [(first, min(last, columns[0] - 1)), (max(first, columns[1] + 1), last)]
    return [(low, high) for low, high in parts if low <= high]


def _col(layout: Layout, first: int, last: int, attributes: Mapping[str, str]) -> str:
    said = {"min": str(first + 1), "max": str(last + 1)} | {
        name: value for name, value in attributes.items() if name not in ("min", "max")
    }
    inside = " ".join(f'{name}="{escape(value, {chr(34): "&quot;"})}"' for name, value in said.items())
    return f"<{layout.prefix}col {inside}/>"


def _dimension_edit(layout: Layout, columns: tuple[int, int]) -> list[tuple[int, int, bytes]]:
    """The range that the sheet says of itself; some programs read no further."""
    match = _MERGED.match(layout.dimension[2]) if layout.dimension else None
    if layout.dimension is None or match is None or index_of(match[3]) >= columns[1]:
        return []
    start, end, _ = layout.dimension
    ref = f"{match[1]}{match[2]}:{letter_of(columns[1])}{match[4]}"
    return [(start, end, f'<{layout.prefix}dimension ref="{ref}"/>'.encode())]
