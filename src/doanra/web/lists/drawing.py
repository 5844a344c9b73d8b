"""The table of a list: heads that order it, rows with their boxes, the totals beneath. Drawn here for speed:
a page has a hundred rows of ten cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from doanra.web.lists.chips import address
from doanra.web.lists.columns import Column, Value
from doanra.web.templatetags.doanra import num, vndate, vntime


@dataclass(frozen=True, slots=True)
class Head:
    """A head; ``url`` orders by it, "" where that is not possible; ``sort`` as aria-sort says it."""

    label: str
    css: str
    url: str
    sort: str


def heads(columns: Sequence[Column], *, query: QueryDict, order: str, anchor: str = "") -> list[Head]:
    """The heads of the columns; that by which the list is ordered turns the order round."""
    return [_head(one, query=query, order=order, anchor=anchor) for one in columns]


def _head(one: Column, *, query: QueryDict, order: str, anchor: str) -> Head:
    css = f"c-{one.key}{' r' if one.figure else ''}"
    if not one.sortable:
        return Head(str(one.label), css, "", "")
    here = order.lstrip("-") == one.key
    turned = f"-{one.key}" if here and not order.startswith("-") else one.key
    sort = ("descending" if order.startswith("-") else "ascending") if here else ""
    return Head(str(one.label), css, address(query, order=turned) + anchor, sort)


def said(value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, datetime):
        return vntime(value)
    if isinstance(value, date):
        return vndate(value)
    return num(value) if isinstance(value, int | Decimal) else value or ""


Pick = Callable[[Any], tuple[int, str] | None]
Group = Callable[[Any, Any], str]


def rows(
    lines: Iterable[Any],
    *,
    columns: Sequence[Column],
    about: Any,
    pick: Pick | None,
    css: Callable[[Any], str],
    group: Group | None = None,
    ticks: tuple[str, str] = ("row", "bulk"),
) -> list[SafeString]:
    """All rows of a page. ``pick`` gives key and name of a line, or None for one that nothing can be done with; it is
    None itself where nothing can be done with any. ``group`` says of a line under which head it stands, ``ticks``
    what its box is called and the form that it belongs to."""
    begun = [_begun(one, first=number == 0) for number, one in enumerate(columns)]
    drawn, head = [], None
    for line in lines:
        if group and (said_above := group(line, about)) != head:
            head = said_above
            drawn.append(_group(head, over=len(columns) + bool(pick)))
        box = _box(pick(line), ticks=ticks) if pick else ""
        drawn.append(_row(line, columns=columns, begun=begun, about=about, css=css(line), box=box))
    return drawn


def _begun(one: Column, *, first: bool) -> str:
    """How every cell of a column begins."""
    if first:
        return f'<th scope="row" class="c-{one.key}">'
    css = f"c-{one.key}{' num r' if one.figure else ''}"
    return f'<td class="{css}" data-l="{conditional_escape(str(one.label))}">'


def _row(line: Any, *, columns: Sequence[Column], begun: Sequence[str], about: Any, css: str, box: str) -> SafeString:
    parts = [f'<tr class="{css}">' if css else "<tr>", box]
    for one, begins in zip(columns, begun, strict=True):
        text = conditional_escape(one.cell(line, about) if one.cell else said(one.value(line, about)))
        parts += (begins, text, "</th>" if begins.startswith("<th") else "</td>")
    parts.append("</tr>")
    return mark_safe("".join(parts))  # every part was escaped on its own


def _box(picked: tuple[int, str] | None, *, ticks: tuple[str, str]) -> str:
    if picked is None:
        return '<td class="pick"></td>'
    (key, name), (field, form) = picked, ticks
    return format_html(
        '<td class="pick"><label><input type="checkbox" name="{}" value="{}" form="{}">'
        '<span class="visually-hidden">{}</span></label></td>',
        field, key, form, _("Chọn %(name)s") % {"name": name},
    )  # fmt: skip


def _group(head: str, *, over: int) -> SafeString:
    return format_html('<tr class="group"><th scope="colgroup" colspan="{}">{}</th></tr>', over, head)
