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


def heads(columns: Sequence[Column], *, query: QueryDict, order: str) -> list[Head]:
    """The heads of the columns; that by which the list is ordered turns the order round."""
    return [_head(one, query=query, order=order) for one in columns]


def _head(one: Column, *, query: QueryDict, order: str) -> Head:
    css = f"c-{one.key}{' r' if one.figure else ''}"
    if not one.sortable:
        return Head(str(one.label), css, "", "")
    here = order.lstrip("-") == one.key
    turned = f"-{one.key}" if here and not order.startswith("-") else one.key
    sort = ("descending" if order.startswith("-") else "ascending") if here else ""
    return Head(str(one.label), css, address(query, order=turned), sort)


def row(
    line: Any, *, columns: Sequence[Column], about: Any, key: int | None = None, name: str = "", css: str = ""
) -> SafeString:
    """One row; with ``key`` it begins with a box to choose it, called by ``name``, or without one where it is 0."""
    parts = [f'<tr class="{css}">' if css else "<tr>"]
    if key == 0:
        parts.append('<td class="pick"></td>')
    elif key is not None:
        parts.append(
            format_html(
                '<td class="pick"><label><input type="checkbox" name="row" value="{}" form="bulk">'
                '<span class="visually-hidden">{}</span></label></td>',
                key,
                _("Chọn %(name)s") % {"name": name},
            )
        )
    for number, one in enumerate(columns):
        parts.append(_cell(line, one, about, first=number == 0))
    parts.append("</tr>")
    return mark_safe("".join(parts))  # every part was escaped on its own


def _cell(line: Any, one: Column, about: Any, *, first: bool) -> str:
    text = conditional_escape(one.cell(line, about) if one.cell else said(one.value(line, about)))
    if first:
        return f'<th scope="row" class="c-{one.key}">{text}</th>'
    css = f"c-{one.key}{' num r' if one.figure else ''}"
    return f'<td class="{css}" data-l="{conditional_escape(str(one.label))}">{text}</td>'


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
) -> list[SafeString]:
    """All rows of a page. ``pick`` gives key and name of a line, or None for one that nothing can be done with; it is
    None itself where nothing can be done with any. ``group`` says of a line under which head it stands."""  # fmt: skip
    drawn, head = [], None
    for line in lines:
        if group and (said_above := group(line, about)) != head:
            head = said_above
            drawn.append(_group(head, over=len(columns) + bool(pick)))
        drawn.append(_picked(line, columns=columns, about=about, pick=pick, css=css(line)))
    return drawn


def _group(head: str, *, over: int) -> SafeString:
    return format_html('<tr class="group"><th scope="colgroup" colspan="{}">{}</th></tr>', over, head)


def _picked(line: Any, *, columns: Sequence[Column], about: Any, pick: Pick | None, css: str) -> SafeString:
    if pick is None:
        return row(line, columns=columns, about=about, css=css)
    key, name = pick(line) or (0, "")
    return row(line, columns=columns, about=about, key=key, name=name, css=css)
