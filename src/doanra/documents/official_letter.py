"""What every official letter (công văn) shares in its template, from its head to the head of its annex."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import CENTRE, body, new_paper, tag, write
from doanra.documents.frame import party_foot, party_head
from doanra.documents.layout import Layout


def begin(layout: Layout, *, about: str, to: str) -> Any:
    """A new letter as a python-docx document: its head with the trích yếu ``about``, and to whom it goes."""
    document = new_paper(layout)
    party_head(document, layout, width=layout.upright, extract=about)
    write(document, f"Kính gửi: {to}", align=CENTRE, before=18, after=12)
    return document


def close(document: Any, layout: Layout, *, closing: str) -> None:
    """Whom to ask, the closing sentence, recipients and signature."""
    tag(document, "{%p if paper.contact %}")
    body(document, "Thông tin liên hệ: {{ paper.contact }}.")
    tag(document, "{%p endif %}")
    body(document, closing).paragraph_format.keep_with_next = True
    party_foot(document, layout, width=layout.upright)


def annex(document: Any, layout: Layout, *, kind: str, title: str) -> None:
    """The head of the annex, on a page of its own."""
    first = write(document, kind, size=layout.kind, bold=True, align=CENTRE)
    first.paragraph_format.page_break_before = True
    write(document, title, size=layout.extract, bold=True, align=CENTRE)
    write(
        document,
        "(Kèm theo Công văn số {{ paper.letterhead.reference }}, {{ paper.letterhead.dated }} của "
        "{{ paper.letterhead.name }})",
        size=layout.table,
        italic=True,
        align=CENTRE,
        after=8,
    )


def lines(cell: Any, layout: Layout, *, of: str) -> None:
    """In a cell of a table, one paragraph for each text of the list ``of``."""
    write(cell, f"{{%p for text in {of} %}}")
    write(cell, "{{ text }}", size=layout.table, before=2, after=2)
    write(cell, "{%p endfor %}")
