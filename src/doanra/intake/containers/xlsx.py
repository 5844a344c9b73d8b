"""Workbooks of Excel 2007 and later: measured in bounded memory first, then read by calamine.

Calamine reads values fast but holds a sheet as a dense block and says nothing of hidden rows and error cells; those are
found by scanning the parts' bytes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from doanra.intake.containers.calamine import calamine_grids
from doanra.intake.containers.grid import Grid, index_of
from doanra.intake.containers.package import Package
from doanra.intake.containers.shown import BUILT_IN, Partly, show_errors, show_partly, shown_by
from doanra.intake.containers.straying import drawn_near, moved_back, repacked
from doanra.intake.containers.surroundings import texts_around
from doanra.intake.reading import Limits
from doanra.intake.refusals import Unreadable

_VALUE_ENDS = (b"v>", b"is>")  # of <v>, </v>, </x:v>, </is>: two a cell at most
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.{0,2000}?)</(?:\w+:)?c>', re.S)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_STORED = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]{1,20})<")
_ONE_CAPITAL = bytes(65 if 65 <= code <= 90 else code for code in range(256))
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})\d')
_PAGE_TEXT = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
_PAGE_CODE = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-F]{6}|&[A-Z]')
_PARTIAL_SIGNS = (b"y", b"Y", b'"17"')
"""What styles must hold that show no day: a format with a year, or Excel's own format 17."""
_DENSE_CELLS = 20_000_000
_SHORTEST_CELL = len("<c><v>1</v></c>")
_SCANNED_ABOVE = _DENSE_CELLS // 16_384  # fewer rows are no danger however wide
_READ_BY_CALAMINE = ("xl/sharedstrings.xml", "xl/styles.xml", "[content_types].xml")


def xlsx_grids(content: bytes, *, limits: Limits) -> list[Grid]:
    """The sheets of an .xlsx or .xlsm. Macros, links and formulas stay untouched: stored values are the values."""
    package = Package(content, limits=limits)
    parts = _sheet_parts(package)
    for name in list(package.names):
        if name in _READ_BY_CALAMINE or name.endswith(".rels"):
            package.read(name)
    scans, moved, styles = {}, {}, _partial_styles(package)
    for sheet, part in parts[: limits.sheets]:
        data = package.read(part)
        if near := drawn_near(data):
            moved[part.lower()] = near
        scans[sheet] = _scan(near.data if near else data, limits=limits, styles=styles)
    grids = calamine_grids(repacked(package, moved) if moved else content, wanted=list(scans))
    homes = {sheet: part.lower() for sheet, part in parts}
    around = texts_around(package)
    for grid in grids:
        scan = scans[grid.name]
        grid.page_texts = (*scan.page_texts, *around)
        _complete(grid, scan)
        if home := moved.get(homes[grid.name]):
            moved_back(grid, home)
    return grids


def _sheet_parts(package: Package) -> list[tuple[str, str]]:
    """Sheet name and part, in the workbook's order; targets may be relative or absolute."""
    home = _workbook_part(package)
    folder, _, leaf = home.rpartition("/")
    rels = _xml(package, f"{folder}/_rels/{leaf}.rels".lstrip("/"))
    targets = {
        rel.get("Id"): rel.get("Target", "") for rel in rels.iter() if rel.get("Type", "").endswith("/worksheet")
    }
    found = []
    for element in _xml(package, home).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
            if target := targets.get(key):
                path = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append((element.get("name", ""), path.lstrip("/")))
    return found


def _workbook_part(package: Package) -> str:
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    for rel in _xml(package, "_rels/.rels").iter():
        if rel.get("Type", "").endswith("/officeDocument"):
            return str(rel.get("Target", "")).lstrip("/")
    raise Unreadable("corrupt_file")


def _xml(package: Package, name: str) -> Any:
    try:
        return fromstring(package.read(name), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("unsafe_file") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("corrupt_file") from error


def _partial_styles(package: Package) -> dict[bytes, str]:
    """The numbers of the cell styles that show a date's month or year alone, and which of them."""
    if "xl/styles.xml" not in package or not any(sign in package.read("xl/styles.xml") for sign in _PARTIAL_SIGNS):
        return {}
    shows: dict[str, str | None] = {str(number): kind for number, kind in BUILT_IN.items()}
    found: dict[bytes, str] = {}
    for element in _xml(package, "xl/styles.xml").iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt":
            shows[element.get("numFmtId", "")] = shown_by(element.get("formatCode", ""))
        elif tag == "cellXfs":
            kinds = ((number, shows.get(xf.get("numFmtId", ""))) for number, xf in enumerate(element))
            found = {b"%d" % number: kind for number, kind in kinds if kind}
    return found


Errors = list[tuple[int, int, str]]


class _Scan(NamedTuple):
    """Hidden rows, error cells (row, column, text), page texts, and the cells that show dates in part."""

    hidden: frozenset[int]
    errors: Errors
    page_texts: tuple[str, ...]
    partly: list[Partly]


def _scan(data: bytes, *, limits: Limits, styles: Mapping[bytes, str]) -> _Scan:
    """What calamine does not tell of a sheet; ``too_large`` if it would not fit in memory."""
    if len(data) > _SHORTEST_CELL * limits.cells and sum(map(data.count, _VALUE_ENDS)) > 2 * limits.cells:
        raise Unreadable("too_large")
    height, hidden = _rows(data)
    width = _width(data) if height > _SCANNED_ABOVE else 1
    if (width > limits.columns and height * width > limits.cells) or height * width > _DENSE_CELLS:
        raise Unreadable("too_large")
    errors = _errors(data) if b't="e"' in data else []
    return _Scan(hidden, errors, _page_texts(data), _partly(data, styles) if styles else [])


def _partly(data: bytes, styles: Mapping[bytes, str]) -> list[Partly]:
    """The cells with a style that shows no day."""
    cell = re.compile(rb'<(?:\w+:)?c\b([^>]*\bs="(%s)"[^>]*)>' % b"|".join(styles))
    places = ((_PLACE.search(match[1]), styles[match[2]]) for match in cell.finditer(data))
    return [Partly(int(place[2]), index_of(place[1].decode()), shows) for place, shows in places if place]


def _page_texts(data: bytes) -> tuple[str, ...]:
    """What is printed at the head and foot of each page, without its codes for place and font."""
    found = _PAGE_TEXT.findall(data, max(data.rfind(b"sheetData"), 0))
    texts = (_PAGE_CODE.sub("\n", unescape(text.decode("utf-8", "replace"))) for text in found)
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _width(data: bytes) -> int:
    """The number of columns up to the last one that any cell names."""
    if b'r="AA' in data.translate(_ONE_CAPITAL):  # columns of two letters or more, told far quicker than by name
        return max(index_of(name.decode()) for name in set(_FAR_COLUMN.findall(data))) + 1
    return next((place + 1 for place in range(25, 0, -1) if re.search(b'r="%c\\d' % (65 + place), data)), 1)


def _rows(data: bytes) -> tuple[int, frozenset[int]]:
    """The last row that holds a value, and the rows that are hidden."""
    last_value = data.rfind(_VALUE_ENDS[0])
    last_value = max(last_value, data.rfind(_VALUE_ENDS[1], max(last_value, 0)))
    numbers = [
        int(number[1])
        for match in _ROW.finditer(data, _tail(data, last_value), max(last_value, 0))
        if (number := _NUMBER.search(match[1]))
    ]
    hidden = []
    if b"hidden=" in data:
        for count, match in enumerate(_ROW.finditer(data, 0, max(last_value, 0)), 1):
            if b"hidden" in match[1] and _HIDDEN.search(match[1]):
                number = _NUMBER.search(match[1])
                hidden.append(int(number[1]) if number else count)
    return max(numbers) if numbers else data.count(b"<row"), frozenset(hidden)


def _tail(data: bytes, end: int) -> int:
    """Where the last row that begins before ``end`` begins."""
    prefixed = data.rfind(b":row ", data.rfind(b"row ", 0, max(end, 0)) - 1, max(end, 0)) - 20
    return max(prefixed, 0) if prefixed > 0 else max(data.rfind(b"<row", 0, max(end, 0)), 0)


def _errors(data: bytes) -> Errors:
    found = []
    for match in _ERROR_CELL.finditer(data):
        place, stored = _PLACE.search(match[1]), _STORED.search(match[2])
        if place and stored:
            found.append((int(place[2]), index_of(place[1].decode()), stored[1].decode("utf-8", "replace")))
    return found


def _complete(grid: Grid, scan: _Scan) -> None:
    grid.hidden_rows = scan.hidden
    show_partly(grid, scan.partly)
    show_errors(grid, scan.errors)
