"""Marks one worksheet part by splicing bytes: what is not marked keeps every byte that it had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from xml.sax.saxutils import escape

from doanra.documents.marked_workbook.marks import REASONS_WIDTH, RESULT_WIDTH, Written, harmless
from doanra.documents.marked_workbook.sheet_layout import MERGED, TAG, CannotEdit, Layout, Row
from doanra.intake.containers.grid import index_of, letter_of

_LAST_COLUMN = 16_383


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
    texts = ((columns[0], line.result), (columns[1], line.reasons)) if line.result else ()
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


def _opened(data: bytes, layout: Layout, row: Row, cells: bytes, columns: tuple[int, int]) -> bytes:
    tag = _with_spans(data[row.start : row.tag_end], columns)
    return tag[:-2].rstrip() + b">" + cells + f"</{layout.prefix}row>".encode()


def _with_spans(tag: bytes, columns: tuple[int, int]) -> bytes:
    def wider(match: re.Match[bytes]) -> bytes:
        return b'spans="%d:%d"' % (int(match[1]), max(int(match[2]), columns[1] + 1))

    return re.sub(rb'\bspans="(\d+):(\d+)"', wider, tag)


def _neighbour(row: Row, column: int) -> int:
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
    match = TAG.match(cell)
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
    match = MERGED.match(layout.dimension[2]) if layout.dimension else None
    if layout.dimension is None or match is None or index_of(match[3]) >= columns[1]:
        return []
    start, end, _ = layout.dimension
    ref = f"{match[1]}{match[2]}:{letter_of(columns[1])}{match[4]}"
    return [(start, end, f'<{layout.prefix}dimension ref="{ref}"/>'.encode())]
