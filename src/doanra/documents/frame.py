"""The parts that every Party paper shares in its template: head, title, foot (Hướng dẫn 36-HD/VPTW, 3/4/2018)."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

from doanra.documents.blocks import CENTRE, line, row, table, tiny, write
from doanra.documents.layout import TITLE_WIDTH, Layout

_TOP = WD_CELL_VERTICAL_ALIGNMENT.TOP


def party_head(document: Any, layout: Layout, *, width: float, extract: str = "") -> None:
    """Issuing body, asterisk and number at the left; the Party's title, place and day at the right.

    ``width`` of the text in mm; ``extract`` is the trích yếu of a công văn, in 12 italic under the number.
    """
    right_width = max(TITLE_WIDTH + 4, width * 0.4)
    head = table(document, (width - right_width, right_width), grid=False)
    left, right = _top(row(head))
    write(left, "{%p if paper.letterhead.parent %}")
    write(left, "{{ paper.letterhead.parent|upper }}", size=layout.head, align=CENTRE)
    write(left, "{%p endif %}")
    write(left, "{{ paper.letterhead.body|upper }}", size=layout.head, bold=True, align=CENTRE)
    write(left, "*", size=layout.head, align=CENTRE)
    write(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=layout.party, bold=True, align=CENTRE)
    line(right, inset=(right_width - TITLE_WIDTH) / 2)
    left, right = _top(row(head))
    write(left, "Số {{ paper.letterhead.reference }}", size=layout.head, align=CENTRE)
    if extract:
        write(left, extract, size=12, italic=True, align=CENTRE)
    place = "{{ paper.letterhead.place }}, {{ paper.letterhead.dated }}"
    write(right, place, size=layout.head, italic=True, align=CENTRE)


def kind_and_extract(document: Any, layout: Layout, *, kind: str, extract: str) -> None:
    """The type of the paper in bold capitals and its trích yếu."""
    write(document, kind, size=layout.kind, bold=True, align=CENTRE, before=18)
    write(document, extract, size=layout.extract, bold=True, align=CENTRE)
    write(document, "-----", size=layout.extract, align=CENTRE, after=8)


def party_foot(document: Any, layout: Layout, *, width: float) -> None:
    """Nơi nhận at the left, who signs at the right with room for hand and seal; kept on one page."""
    foot = table(document, (width * 0.5, width * 0.5), grid=False)
    left, right = _top(row(foot))
    write(left, "{%p if paper.recipients %}")
    heading = write(left, "Nơi nhận:", size=layout.head, before=12)
    heading.runs[0].underline = True
    write(left, "{%p for line in paper.recipients %}")
    recipient = "- {{ line }}{{ '.' if loop.last else ',' }}"
    write(left, recipient, size=layout.recipients).paragraph_format.right_indent = 180000
    write(left, "{%p endfor %}")
    write(left, "{%p endif %}")
    tiny(left.add_paragraph())  # a cell without any paragraph is a broken file
    write(right, "{{ paper.signature.authority|upper }}", size=layout.head, bold=True, align=CENTRE, before=12)
    write(right, "{{ paper.signature.post|upper }}", size=layout.head, align=CENTRE, after=66)
    write(right, "{{ paper.signature.name }}", size=layout.head, bold=True, align=CENTRE)


def _top(cells: list[Any]) -> list[Any]:
    for cell in cells:
        cell.vertical_alignment = _TOP
    return cells
