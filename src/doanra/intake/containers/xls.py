"""Workbooks of Excel 97-2003 (BIFF in an OLE container): calamine for values, a scan of records for the rest."""

from __future__ import annotations

import io
import re
import struct
import unicodedata

import olefile

from doanra.intake.containers.calamine import calamine_grids
from doanra.intake.containers.grid import Grid
from doanra.intake.containers.shown import BUILT_IN, Partly, show_errors, show_partly, shown_by
from doanra.intake.reading import Limits
from doanra.intake.refusals import Unreadable

_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _ROW, _BOOLERR, _FORMULA = 0x809, 0x0A, 0x85, 0x2F, 0x208, 0x205, 0x06
_FORMAT, _XF, _COUNTED = 0x41E, 0xE0, {0x203, 0x27E, _FORMULA}
_PAGES = {0x14, 0x15}
_DRAWING, _BOX_TEXT, _CONTINUE = 0xEC, 0x1B6, 0x3C
_DRAWN_TEXT = re.compile(rb"(?:[ -~\xa0-\xff][\x00\x01\x1e]){3,90}")
"""Text in the shape of letters: a property of a drawing, two bytes a character."""
_PAGE_CODE = re.compile(r'&"[^"]*"|&\d+|&[A-Z]')
_VALUES = {0x203, 0x204, 0xFD, 0x27E, 0xBD, 0xD6, _BOOLERR, _FORMULA}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_DENSE_CELLS = 8_000_000
_UTF8 = 65_001


class Sheet:
    """What calamine does not tell of a sheet: hidden rows, errors, texts outside cells, its extent."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.errors: list[tuple[int, int, str]] = []
        self.page_texts: list[str] = []
        self.box, self.box_left = "", 0
        self.height = self.width = self.values = 0
        self.partly: list[Partly] = []


class _Styles:
    """The formats of a workbook that show a date's month or year alone, and the cell styles that have them."""

    def __init__(self) -> None:
        self._formats: dict[int, str | None] = dict(BUILT_IN)
        self._styles: list[int] = []

    def take(self, kind: int, body: bytes) -> None:
        """A record before the first sheet."""
        if kind == _FORMAT and len(body) > 5:
            code = body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")
            self._formats[struct.unpack_from("<H", body)[0]] = shown_by(code)
        elif kind == _XF and len(body) >= 4:
            self._styles.append(struct.unpack_from("<H", body, 2)[0])

    def shows(self, style: int) -> str | None:
        """What the cells of a style show of a date, None if all."""
        return self._formats.get(self._styles[style]) if style < len(self._styles) else None


def ole_grids(content: bytes, *, limits: Limits) -> list[Grid]:
    """The sheets of an OLE container; refuses what is encrypted or no workbook."""
    stream = _workbook_stream(content)
    sheets = scanned(stream)
    if sum(sheet.values for sheet in sheets) > limits.cells:
        raise Unreadable("too_large")
    if any(sheet.height * sheet.width > _DENSE_CELLS for sheet in sheets):
        raise Unreadable("too_large")
    grids = calamine_grids(content)
    around = _properties(content)
    for grid in grids:
        grid.page_texts = around
    if len(grids) == len(sheets):
        for grid, sheet in zip(grids, sheets, strict=True):
            _complete(grid, sheet)
    return grids


def _workbook_stream(content: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {"/".join(path).lower(): path for path in ole.listdir()}
            if "encryptedpackage" in names:
                raise Unreadable("password_protected")
            path = names.get("workbook") or names.get("book")
            if path is None:
                raise Unreadable("not_spreadsheet")
            data: bytes = ole.openstream(path).read()
            return data
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, KeyError) as error:
        raise Unreadable("corrupt_file") from error


def _properties(content: bytes) -> tuple[str, ...]:
    """Title, subject, keywords and the like of the file, where they can be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            known = ole.get_metadata()
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, KeyError):
        return ()
    values = (known.title, known.subject, known.keywords, known.category, known.comments)
    code = known.codepage if isinstance(known.codepage, int) else 1258
    return tuple(_decoded(value, code) for value in values if isinstance(value, bytes) and value)


def _decoded(value: bytes, code: int) -> str:
    encoding = "utf-8" if code == _UTF8 else f"cp{code}" if 0 < code < _UTF8 else "cp1258"
    try:
        return unicodedata.normalize("NFC", value.decode(encoding, "replace"))
    except LookupError:
        return unicodedata.normalize("NFC", value.decode("cp1258", "replace"))


def scanned(stream: bytes) -> list[Sheet]:
    """Walks the records: each is a kind, a length and a body; sheets follow the globals in the order of the tabs."""
    sheets: list[Sheet] = []
    place, depth = 0, 0
    current, styles = Sheet(), _Styles()
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = place + 4
        place = body + length
        if kind == _FILEPASS:
            raise Unreadable("password_protected")
        if kind == _BOF:
            depth += 1
            substream = struct.unpack_from("<H", stream, body + 2)[0] if length >= 4 else 0
            if depth == 1 and substream == 0x10:
                current = Sheet()
                sheets.append(current)
        elif kind == _EOF:
            depth = max(0, depth - 1)
        elif depth == 1 and sheets:
            if kind in _PAGES:
                current.page_texts += _page_text(stream[body : body + length])
            elif kind in (_DRAWING, _BOX_TEXT, _CONTINUE):
                _note_drawn(current, kind, stream[body : body + length])
            _note(current, kind, stream[body : body + min(length, 20)], styles)
        else:
            styles.take(kind, stream[body:place])
    return sheets


def _note_drawn(sheet: Sheet, kind: int, body: bytes) -> None:
    """The text of a box: its record tells the number of characters, the records that continue it have them."""
    if kind == _DRAWING:
        sheet.page_texts += [found.decode("utf-16-le", "replace").strip() for found in _DRAWN_TEXT.findall(body)]
    elif kind == _BOX_TEXT:
        sheet.box, sheet.box_left = "", struct.unpack_from("<H", body, 10)[0] if len(body) >= 12 else 0
    elif sheet.box_left > 0 and body:
        text = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[: sheet.box_left]
        sheet.box, sheet.box_left = sheet.box + text, sheet.box_left - max(len(text), 1)
        if sheet.box_left <= 0:
            sheet.page_texts += [line.strip() for line in sheet.box.splitlines() if line.strip()]


def _page_text(body: bytes) -> list[str]:
    """The lines of a page's head or foot: a length, a flag for two bytes a character, the text with its codes."""
    if len(body) < 4:
        return []
    text = body[3:].decode("utf-16-le" if body[2] & 1 else "latin-1", "replace")
    return [line.strip() for line in _PAGE_CODE.sub("\n", text).splitlines() if line.strip()]


def _note(sheet: Sheet, kind: int, body: bytes, styles: _Styles) -> None:
    if kind == _ROW and len(body) >= 16:
        if body[12] & 0x20:
            sheet.hidden.add(struct.unpack_from("<H", body)[0] + 1)
    elif kind in _VALUES and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        sheet.values += 1
        if kind in _COUNTED and (shows := styles.shows(style)):
            sheet.partly.append(Partly(row + 1, column, shows))
        sheet.height, sheet.width = max(sheet.height, row + 1), max(sheet.width, column + 1)
        if kind == _BOOLERR and len(body) >= 8 and body[7]:
            sheet.errors.append((row + 1, column, _ERRORS.get(body[6], "#N/A")))
        elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            sheet.errors.append((row + 1, column, _ERRORS.get(body[8], "#N/A")))


def _complete(grid: Grid, sheet: Sheet) -> None:
    grid.page_texts = (*grid.page_texts, *sheet.page_texts)
    grid.hidden_rows = frozenset(sheet.hidden)
    show_partly(grid, sheet.partly)
    show_errors(grid, sheet.errors)
