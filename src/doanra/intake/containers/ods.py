"""OpenDocument sheets, streamed: repeated rows and cells are counted, never multiplied out beyond the limits."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from doanra.intake.containers.grid import Grid, Merge
from doanra.intake.containers.package import Package
from doanra.intake.containers.shown import MONTH, YEAR, as_shown
from doanra.intake.containers.surroundings import texts_around
from doanra.intake.reading import Limits, Value
from doanra.intake.refusals import Unreadable

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DATE_STYLE = re.compile(rb'<number:date-style\b[^>]*?style:name="([^"]+)"[^>]*>(.{0,2000}?)</number:date-style>', re.S)
_NUMBERS = {"float", "percentage", "currency"}
_LAST_ROW = 1_048_576


def ods_grids(content: bytes, *, limits: Limits) -> list[Grid]:
    """The sheets of an .ods file."""
    package = Package(content, limits=limits)
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("password_protected")
    if package.names["content.xml"].file_size > limits.text_bytes:
        raise Unreadable("too_large")
    content_part = package.read("content.xml")
    styles = package.read("styles.xml") if "styles.xml" in package else b""
    reader = _Reader(limits, _partial_formats(styles + content_part[: content_part.find(b"<office:body")]))
    try:
        for event, element in iterparse(io.BytesIO(content_part), ("start", "end"), forbid_dtd=True):
            reader.take(event, element)
    except DefusedXmlException as error:
        raise Unreadable("unsafe_file") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("corrupt_file") from error
    around = texts_around(package)
    for grid in reader.grids:
        grid.page_texts = around
    return reader.grids


def _partial_formats(data: bytes) -> dict[str, str]:
    """The names of the formats that show a date's month or year alone, and which of them."""
    dates = ((name.decode("utf-8", "replace"), parts) for name, parts in _DATE_STYLE.findall(data))
    return {
        name: MONTH if b"number:month" in parts else YEAR
        for name, parts in dates
        if b"number:year" in parts and b"number:day" not in parts
    }


class _Reader:
    def __init__(self, limits: Limits, formats: Mapping[str, str]) -> None:
        self.grids: list[Grid] = []
        self._limits = limits
        self._cells = 0
        self._hidden_styles: set[str] = set()
        self._nested = 0
        self._hidden: set[int] = set()
        self._row = 0
        self._gap = 0
        self._formats = formats
        self._partial: dict[str, str] = {}
        self._columns: list[str | None] = []

    def take(self, event: str, element: Any) -> None:
        tag = element.tag
        if tag == f"{_TABLE}table":
            self._table(event, element)
        elif event == "end" and tag == f"{_TABLE}table-row" and self._nested == 1:
            self._end_of_row(element)
            element.clear()
        elif event == "end" and tag == f"{_STYLE}style":
            self._style(element)
        elif event == "end" and tag == f"{_TABLE}table-column" and self._partial and self._nested == 1:
            shows = self._partial.get(element.get(f"{_TABLE}default-cell-style-name", ""))
            repeat = min(_count(element, "number-columns-repeated"), self._limits.columns)
            self._columns.extend([shows] * min(repeat, self._limits.columns - len(self._columns)))

    def _style(self, element: Any) -> None:
        if shows := self._formats.get(element.get(f"{_STYLE}data-style-name", "")):
            self._partial[element.get(f"{_STYLE}name", "")] = shows
        if element.get(f"{_STYLE}family") == "table":
            for properties in element:
                if properties.get(f"{_TABLE}display") == "false":
                    self._hidden_styles.add(element.get(f"{_STYLE}name", ""))

    def _table(self, event: str, element: Any) -> None:
        self._nested += 1 if event == "start" else -1
        if event == "start" and self._nested == 1:
            if len(self.grids) >= self._limits.sheets:
                raise Unreadable("too_large")
            hidden = element.get(f"{_TABLE}style-name", "") in self._hidden_styles
            self.grids.append(Grid(element.get(f"{_TABLE}name", ""), [], hidden=hidden))
            self._hidden, self._row, self._gap, self._columns = set(), 0, 0, []
        elif event == "end" and self._nested == 0:
            self.grids[-1].hidden_rows = frozenset(self._hidden)

    def _end_of_row(self, element: Any) -> None:
        repeat = _count(element, "number-rows-repeated")
        grid = self.grids[-1]
        line = self._line(element, grid)
        if not line:
            self._gap += repeat
            self._row += repeat
            return
        if self._row + repeat > _LAST_ROW + 1:
            raise Unreadable("corrupt_file")
        self._cells += len(line) * repeat + self._gap // 16
        if self._cells > self._limits.cells:
            raise Unreadable("too_large")
        grid.lines.extend(() for _ in range(self._gap))
        grid.lines.extend(line for _ in range(repeat))
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self._hidden.update(range(self._row + 1, self._row + repeat + 1))
        self._row, self._gap = self._row + repeat, 0

    def _line(self, element: Any, grid: Grid) -> list[Value]:
        """The values of a row up to its last filled cell."""
        line: list[Value] = []
        column = 0
        for cell in _cells(element):
            repeat = _count(cell, "number-columns-repeated")
            value = _value(cell)
            if self._partial and isinstance(value, date) and (shows := self._shows(cell, column)):
                value = as_shown(value, shows)
            if value != "":
                if column + repeat > self._limits.columns:
                    raise Unreadable("too_large")
                line.extend([""] * (column - len(line)))
                line.extend([value] * repeat)
            self._merge(cell, grid, column)
            column += repeat
        return line

    def _shows(self, cell: Any, column: int) -> str | None:
        """What a cell shows of its date by its own style or, without one, by that of its column."""
        if (style := cell.get(f"{_TABLE}style-name")) is not None:
            return self._partial.get(style)
        return self._columns[column] if column < len(self._columns) else None

    def _merge(self, cell: Any, grid: Grid, column: int) -> None:
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            top = self._row + 1
            grid.merges.append(Merge(top, column, top + rows - 1, column + columns - 1))


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))


def _count(element: Any, name: str) -> int:
    text = element.get(f"{_TABLE}{name}")
    return max(1, int(text)) if text and text.isdigit() and len(text) < 9 else 1


def _value(cell: Any) -> Value:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        number = _number(cell.get(f"{_OFFICE}value", ""))
        return _text(cell) if number is None else number
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", "")) or _text(cell)
    if kind == "boolean":
        return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
    return _text(cell)


def _number(text: str) -> float | None:
    """The number of a cell; None where damage left none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _text(cell: Any) -> str:
    """The paragraphs of a cell, one a line; annotations are not its text."""
    return "\n".join("".join(_pieces(child)) for child in cell if child.tag == f"{_TEXT}p").strip()


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_spaces(child), 100)
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            yield "\n" if child.tag.endswith("line-break") else " "
        elif not child.tag.endswith(("annotation", "ruby-text")):
            yield from _pieces(child)
        yield child.tail or ""


def _spaces(element: Any) -> int:
    text = element.get(f"{_TEXT}c", "1")
    return int(text) if text.isdigit() and len(text) < 5 else 1
