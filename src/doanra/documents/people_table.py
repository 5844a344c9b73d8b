"""The table of a delegation's people in a Word template: two rows of heads that repeat, Nam and Nữ under Ngày sinh."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import fill, row, row_tag, table
from doanra.documents.layout import Layout

_SHARES = (0.043, 0.18, 0.088, 0.088, 0.276, 0.21, 0.115)
_CENTRED = (0, 2, 3)


def people_table(document: Any, layout: Layout, *, width: float, people: str, kept: str) -> None:
    """``people`` is the template's expression for the members, already in order; ``kept`` names the last rows that
    stay with what follows, counted from the end (``1, 2`` for the last two), so that no page holds a lone row or a
    signature without names."""
    made = table(document, [width * share for share in _SHARES])
    upper, lower = row(made, head=True), row(made, head=True)
    heads = ("TT", "Họ và tên", "Ngày sinh", "", "Chức vụ", "Đơn vị", "Ghi chú")
    fill(upper, heads, size=layout.table, bold=True, centred=range(7))
    fill([lower[2], lower[3]], ("Nam", "Nữ"), size=layout.table, bold=True, centred=range(2))
    upper[2].merge(upper[3])
    for index in (0, 1, 4, 5, 6):
        upper[index].merge(lower[index])
    _drop_empty_paragraphs(upper)
    row_tag(made, f"{{%tr for person in {people} %}}")
    cells = ("loop.index", *(f"person.{name}" for name in _FIELDS))
    texts = [f"{{{{ {cell} }}}}" for cell in cells]
    row_tag(made, f"{{%tr if loop.revindex in ({kept}) %}}")
    fill(row(made), texts, size=layout.table, centred=_CENTRED, keep=True)
    row_tag(made, "{%tr else %}")
    fill(row(made), texts, size=layout.table, centred=_CENTRED)
    row_tag(made, "{%tr endif %}")
    row_tag(made, "{%tr endfor %}")


_FIELDS = ("full_name", "born_male", "born_female", "post", "unit", "remarks")


def _drop_empty_paragraphs(cells: list[Any]) -> None:
    for cell in cells:
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)
