"""Where things stand in the bytes of one worksheet part, as the XML parser tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from doanra.intake.containers.grid import index_of

TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)\Z")
MERGED = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\Z")


class CannotEdit(Exception):
    """Stays in this folder: the part is written in a way that is not edited in place, so the workbook is built anew."""


@dataclass(slots=True)
class Cell:
    """A cell from ``start`` to ``end``, with the number of its format."""

    start: int
    end: int = 0
    style: int = 0


@dataclass(slots=True)
class Row:
    """A row whose tag ends at ``tag_end`` and whose cells end at ``close``."""

    start: int
    tag_end: int = 0
    close: int = 0
    closed_at_once: bool = False
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Layout:
    """Where things stand in the bytes of a sheet, for the rows to be marked; ``last`` is the last column used."""

    rows: dict[int, Row] = field(default_factory=dict)
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
        self._cell: Cell | None = None
        self._open: Row | None = None
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
        match = TAG.match(self._data, start)
        if match is None:
            raise CannotEdit("tag")
        return match.end()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = -1
        if self._row in self._wanted:
            start = self.where()
            end = self._tag_end(start)
            self._open = Row(start, end, closed_at_once=self._data[end - 2 : end] == b"/>")
            self.found.rows[self._row] = self._open

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.match(attributes.get("r", ""))
        self._column = index_of(place[1]) if place else self._column + 1
        self._value = False
        if self._open is not None:
            self._cell = Cell(self.where(), style=int(attributes.get("s", "0")))
            self._open.cells[self._column] = self._cell

    def _merge(self, ref: str) -> None:
        if match := MERGED.match(ref):
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
