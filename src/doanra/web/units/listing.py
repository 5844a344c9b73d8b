"""The register of units as lists: by the units of a day, and by those of today with what they were then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.records.models import Unit, UnitKind
from doanra.records.queries.units import Heir, OnDay
from doanra.terms.names import fold
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.held import in_order
from doanra.web.lists.listing import Listing
from doanra.web.templatetags.doanra import num, vndate

T = TypeVar("T", OnDay, Heir)
_ALL = 500
"""A register is one page: it has some hundred and ten lines."""


def _link(unit: Unit, name: str, css: str = "") -> str:
    return format_html('<a{} href="{}">{}</a>', css, reverse("web:units_unit", args=(unit.slug,)), name)


def _name_cell(one: OnDay, about: object) -> str:
    link = _link(one.unit, one.name)
    return format_html('{}<span class="meta under">{}</span>', link, _("minh hoạ")) if one.unit.illustrative else link


def _scheme(scheme: str) -> str:
    return _("mã thống kê") if scheme == "GSO" else _("mã định danh điện tử")


def _code_cell(one: OnDay, about: object) -> str:
    return format_html_join(", ", '<abbr title="{}">{}</abbr>', ((_scheme(scheme), code) for scheme, code in one.codes))


def _since(one: OnDay, about: object) -> Value:
    return f"{vndate(one.unit.valid_from)} – {vndate(one.unit.valid_to) or _('nay')}"


def _names(units: Iterable[Unit]) -> str:
    return ", ".join(unit.short for unit in units)


def _links(units: Iterable[Unit]) -> str:
    rows = ((reverse("web:units_unit", args=(unit.slug,)), unit.short) for unit in units)
    return format_html_join(", ", '<a class="calm" href="{}">{}</a>', rows)


def _now(one: OnDay, about: object) -> Value:
    return _names(one.now) or (_("không còn") if one.ended else "")


def _now_cell(one: OnDay, about: object) -> str:
    return format_html('<span class="meta">{}</span>', _("không còn")) if one.ended else _links(one.now)


def _kind(unit: Unit) -> Value:
    return _(UnitKind(unit.kind).label)


OF_DAY = (
    Column(
        key="name", label=gettext_lazy("Đơn vị"), value=lambda one, about: one.name, cell=_name_cell, sortable=True,
        always=True, width=40,
    ),
    Column(key="short", label=gettext_lazy("Tên ngắn"), value=lambda one, about: one.short, usual=False, width=26),
    Column(key="kind", label=gettext_lazy("Loại"), value=lambda one, about: _kind(one.unit), usual=False, width=20),
    Column(
        key="code", label=gettext_lazy("Mã khi đó"), cell=_code_cell, sortable=True, width=14,
        value=lambda one, about: ", ".join(code for _scheme, code in one.codes),
    ),
    Column(key="since", label=gettext_lazy("Hiệu lực"), value=_since, sortable=True, width=24),
    Column(
        key="origins", label=gettext_lazy("Từ đơn vị"), value=lambda one, about: _names(one.origins),
        cell=lambda one, about: _links(one.origins), width=34,
    ),
    Column(key="now", label=gettext_lazy("Nay là"), value=_now, cell=_now_cell, width=26),
    Column(key="act", label=gettext_lazy("Căn cứ"), value=lambda one, about: one.unit.act, width=30),
)  # fmt: skip

OF_TODAY = (
    Column(
        key="name", label=gettext_lazy("Đơn vị nay"), value=lambda one, about: one.unit.name, sortable=True,
        cell=lambda one, about: _link(one.unit, one.unit.name), always=True, width=40,
    ),
    Column(key="kind", label=gettext_lazy("Loại"), value=lambda one, about: _kind(one.unit), usual=False, width=20),
    Column(
        key="since", label=gettext_lazy("Từ ngày"), value=lambda one, about: one.unit.valid_from, sortable=True,
        width=14,
    ),
    Column(
        key="then", label=gettext_lazy("Khi đó là"), width=60,
        value=lambda one, about: ", ".join(one.then) or _("chưa có"),
        cell=lambda one, about: ", ".join(one.then) or format_html('<span class="meta">{}</span>', _("chưa có")),
    ),
    Column(
        key="many", label=gettext_lazy("Số đơn vị khi đó"), value=lambda one, about: len(one.then), figure=True,
        sortable=True, width=16,
    ),
)  # fmt: skip


def _listing(columns: tuple[Column, ...]) -> Listing:
    return Listing(
        key="units",
        title=gettext_lazy("Đơn vị qua các thời kỳ"),
        columns=columns,
        filters={
            "q": gettext_lazy("Có chữ"), "on": gettext_lazy("Ngày"), "kind": gettext_lazy("Loại"),
        },
        asks=("q", "on", "kind"),
        export="web:units_export",
        per_page=_ALL,
    )  # fmt: skip


LISTING, LISTING_NOW = _listing(OF_DAY), _listing(OF_TODAY)

ORDERS = {
    "name": lambda one: fold(one.unit.name),
    "code": lambda one: one.codes[0][1] if one.codes else None,
    "since": lambda one: one.unit.valid_from,
    "many": lambda one: len(one.then),
}


def narrowed(lines: Sequence[OnDay], *, key: str) -> list[OnDay]:
    """Those with the folded text in a name, or that code."""
    return [
        one
        for one in lines
        if not key or key in fold(f"{one.name} {one.short}") or any(key == code.lower() for _scheme, code in one.codes)
    ]


def narrowed_heirs(lines: Sequence[Heir], *, key: str) -> list[Heir]:
    """Those with the folded text in their name, or in that of a unit that they were."""
    return [one for one in lines if not key or key in fold(" ".join((one.unit.name, one.unit.short, *one.then)))]


def sorted_by(lines: Sequence[T], order: str) -> list[T]:
    """In the order asked for, else as the register has them."""
    return in_order(lines, order=order if order.lstrip("-") in ORDERS else "", keys=ORDERS)


def totals(lines: Sequence[OnDay] | Sequence[Heir], *, by_now: bool) -> dict[str, str]:
    """What the lines add up to, in words, by column."""
    kinds = [one.unit.kind for one in lines]
    provinces = kinds.count(UnitKind.PROVINCE.value)
    said = _("%(n)s tỉnh, thành và %(k)s cơ quan Trung ương") % {
        "n": num(provinces), "k": num(len(kinds) - provinces),
    }  # fmt: skip
    then = {"many": num(sum(len(one.then) for one in lines if isinstance(one, Heir)))} if by_now else {}
    return {"name": said, **then}
