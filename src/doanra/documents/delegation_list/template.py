"""Builds the Word template of a delegation's list. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import CENTRE, end_quietly, lay, new_paper, tag, write
from doanra.documents.frame import party_foot, party_head
from doanra.documents.layout import Layout
from doanra.documents.people_table import people_table

# Says on the page of the signature what is signed, wherever a program breaks the table.
_CLOSING = (
    "(Danh sách {{ paper.delegation.name|lower_first }} {{ paper.delegation.code }} gồm "
    "{{ paper.delegation.members|length }} cán bộ.)"
)


def build(layout: Layout) -> Any:
    """The template as a python-docx document, on its side throughout."""
    document = new_paper(layout)
    lay(document.sections[0], layout)
    party_head(document, layout, width=layout.lying)
    write(document, "DANH SÁCH", size=layout.kind, bold=True, align=CENTRE, before=14)
    name = "{{ paper.delegation.name }} {{ paper.delegation.code }} năm {{ paper.year }}"
    write(document, name, size=layout.extract, bold=True, align=CENTRE)
    tag(document, "{%p if paper.plan_reference %}")
    write(document, "(Theo {{ paper.plan_reference }})", size=13, italic=True, align=CENTRE)
    tag(document, "{%p endif %}")
    write(document, "-----", size=layout.extract, align=CENTRE, after=4)
    tag(document, "{%p for fact in paper.facts %}")
    write(document, "{{ fact }}", size=13, after=2)
    tag(document, "{%p endfor %}")
    write(document).paragraph_format.line_spacing = 0.5
    tag(document, "{%p if paper.delegation.members %}")
    people_table(document, layout, width=layout.lying, people="paper.delegation.listed", kept="1, 2")
    write(document, _CLOSING, size=13, italic=True, before=4).paragraph_format.keep_with_next = True
    tag(document, "{%p else %}")
    write(document, "(Chưa có danh sách.)", italic=True, align=CENTRE)
    tag(document, "{%p endif %}")
    party_foot(document, layout, width=layout.lying)
    end_quietly(document)
    return document
