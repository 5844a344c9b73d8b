"""A workbook of one sheet, written piece by piece: whoever asked gets the first rows while the last are being read.

No more is held than some hundred rows, however long the list; nothing is put on the disk. Texts are texts: what looks
like a formula is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from doanra.documents.printable import printable

Cell = str | int | Decimal | date | None
_AT_ONCE = 500  # rows
_BOLD, _DAY, _MOMENT = 1, 2, 3
_DAY_NOUGHT, _SECONDS = date(1899, 12, 30), 86_400
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application'
    '/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_LINKS}/styles" '
    'Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="hh:mm dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name '
    'val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders '
    'count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf '
    'numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" '
    'fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands in it: ``above`` the table, its ``heads`` with their widths in characters, and how many rows."""

    name: str
    above: Sequence[str]
    heads: Sequence[str]
    widths: Sequence[float]
    rows: int


class _Sink:
    """Takes what the archive writes, to be handed on."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, some: bytes, /) -> int:
        self._held += some
        return len(some)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        some = bytes(self._held)
        self._held.clear()
        return some


def stream(sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The workbook in pieces. ``rows`` is read as the pieces are asked for."""
    sink, first = _Sink(), len(sheet.above) + 2  # a free line between what stands above and the heads
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=6) as book:
        for name, text in _FIXED.items():
            book.writestr(name, _XML + text)
        book.writestr("xl/workbook.xml", _XML + _workbook(sheet, first))
        with book.open("xl/worksheets/sheet1.xml", "w") as page:
            page.write((_XML + _head(sheet, first)).encode())
            some: list[str] = []
            for number, row in enumerate(rows, first + 1):
                some.append(_row(number, row))
                if len(some) == _AT_ONCE:
                    page.write("".join(some).encode())
                    some = []
                    yield sink.taken()
            page.write(("".join(some) + _foot(sheet, first)).encode())
    yield sink.taken()


def _workbook(sheet: Sheet, first: int) -> str:
    name = _text("'" + sheet.name[:31].replace("'", "''") + "'")
    table = xl_range_abs(first - 1, 0, first - 1 + max(sheet.rows, 1), len(sheet.heads) - 1)
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="{_text(sheet.name[:31])}" sheetId="1" '
        f'r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"{name}!{table}"
        f'</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"{name}!${first}:${first}</definedName></definedNames></workbook>"
    )


def _head(sheet: Sheet, first: int) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width + 0.7109375}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, 1)
    )
    above = "".join(
        _row(number, [line], style=_BOLD if number == 1 else 0) for number, line in enumerate(sheet.above, 1)
    )
    pane = f'<pane xSplit="1" ySplit="{first}" topLeftCell="B{first + 1}" activePane="bottomRight" state="frozen"/>'
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView '
        f'tabSelected="1" workbookViewId="0">{pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{above}{_row(first, sheet.heads, style=_BOLD)}"
    )


def _foot(sheet: Sheet, first: int) -> str:
    last = first + max(sheet.rows, 1)
    return (
        f'</sheetData><autoFilter ref="A{first}:{xl_col_to_name(len(sheet.heads) - 1)}{last}"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], *, style: int = 0) -> str:
    written = "".join(_cell(f"{_column(place)}{number}", cell, style) for place, cell in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


@cache
def _column(place: int) -> str:
    return str(xl_col_to_name(place))


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, datetime):
        seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
        return _number(place, (cell.date() - _DAY_NOUGHT).days + seconds / _SECONDS, _MOMENT)
    if isinstance(cell, date):
        return _number(place, (cell - _DAY_NOUGHT).days, _DAY)
    if isinstance(cell, int | Decimal):
        return _number(place, cell + 0, style)
    if not cell:
        return ""
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'


def _number(place: str, value: float | Decimal, style: int) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _text(said: str) -> str:
    return escape(printable(said), {'"': "&quot;"})
