"""A list as it is declared, and all that its page shows of it: chips, heads, rows, totals, kept views, acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from doanra.policy import access
from doanra.records.queries import views as kept_views
from doanra.web.asking import Request
from doanra.web.lists.bulk import BulkAct
from doanra.web.lists.chips import Chip, chips, in_words
from doanra.web.lists.columns import Column, Shown, asked_columns, shown
from doanra.web.lists.drawing import Group, Pick, heads, rows
from doanra.web.lists.forms import ViewForm
from doanra.web.lists.kept import offers

PER_PAGE = 100
T = TypeVar("T", covariant=True)


class Lines(Protocol[T]):
    """What a list shows: counted and cut by the page, streamed into a file."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice, /) -> Sequence[T]: ...
    def stream(self) -> Iterator[T]: ...


def _no_css(line: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A kind of list. ``filters`` names the fields of its form that narrow it; ``asks`` those that stand in the row of
    filters, the others are links or chips. ``pick`` gives key and name of a line, None where it can't be chosen;
    ``group`` the head above lines that belong together. ``export`` is the name of the address that gives the file.
    ``ticks``: what the boxes of lines are called, and the form that they belong to. ``anchor``: the part of a long
    page to which filters and heads lead back, with its ``#``.
    """

    key: str
    title: str | Promise
    columns: tuple[Column, ...]
    filters: Mapping[str, str | Promise]
    export: str
    asks: tuple[str, ...] = ()
    falls_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pick: Pick | None = None
    group: Group | None = None
    css: Callable[[Any], str] = _no_css
    acts: tuple[BulkAct, ...] = ()
    ticks: tuple[str, str] = ("row", "bulk")
    per_page: int = PER_PAGE
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list as one request asks for it; page and file are made of the same. ``where``: what its address takes."""

    listing: Listing
    form: Form
    lines: Lines[Any]
    shown: Shown
    chips: list[Chip]
    order: str
    about: Any
    where: tuple[Any, ...] = ()

    @property
    def wanted(self) -> str:
        """The filter in words."""
        return in_words(self.chips)


def asked(
    request: Request,
    listing: Listing,
    *,
    form: Form,
    lines: Lines[Any],
    order: str,
    about: Any,
    query: QueryDict,
    where: tuple[Any, ...] = (),
) -> Asked:
    """Puts together what the address asks for; the form must have been looked at."""
    named = {name: str(label) for name, label in listing.filters.items()}
    return Asked(
        listing=listing,
        form=form,
        lines=lines,
        shown=shown(listing.columns, query=query, role=request.user.duty),
        chips=chips(form, query=query, of=named, also=dict(listing.falls_with), anchor=listing.anchor),
        order=order,
        about=about,
        where=where,
    )


def context(
    request: Request,
    one: Asked,
    *,
    totals: Mapping[str, str],
    bulk: bool = False,
    ticking: bool = False,
    grouped: bool = False,
) -> dict[str, Any]:
    """What the templates of lists need. ``bulk``: whether acts on rows are possible now at all; ``ticking``: whether
    the page has a form of its own for the boxes; ``grouped``: whether lines stand under their heads."""  # fmt: skip
    query, columns, duty = request.GET, one.shown.columns, request.user.duty
    acts = [act for act in one.listing.acts if bulk and access.may(duty, act.right)]
    pages: Paginator[Any] = Paginator(one.lines, one.listing.per_page)  # type: ignore[arg-type]  # all that it asks for
    page: Page[Any] = pages.get_page(query.get("page"))
    return {
        "page_obj": page,
        "chips": one.chips,
        "shown": one.shown,
        "heads": heads(columns, query=query, order=one.order, anchor=one.listing.anchor),
        "drawn": rows(
            page.object_list, columns=columns, about=one.about, pick=one.listing.pick if acts or ticking else None,
            css=one.listing.css, group=one.listing.group if grouped else None, ticks=one.listing.ticks,
        ),
        "foot": [(column, totals.get(column.key, "")) for column in columns] if totals else [],
        "acts": acts,
        "picks": bool(acts or ticking),
        "filter": query.urlencode(),
        "kept_in_address": _kept(query, but=("col",)),
        "columns_in_address": asked_columns(query),
        "filter_fields": [one.form[name] for name in one.listing.asks if name in one.form.fields],
        "filter_carries": _kept(query, but=one.listing.asks),
        "wide": sum(0.5 if one.figure else 1 for one in columns) > _FITS,
        "listing": one.listing,
        "files_out": _files_out(one, query) if access.may(duty, "lists.export") else [],
        **_views(request, one),
    }  # fmt: skip


_FITS = 8.5
"""So many columns stand beside each other without scrolling on a usual screen; one of figures is half a column."""


def _kept(query: QueryDict, *, but: Sequence[str]) -> list[tuple[str, str]]:
    """What a form on the page must carry on: everything but what it asks itself, and the page."""
    left_out = (*but, "page")
    return [(name, value) for name, values in query.lists() if name not in left_out for value in values if value]


def _files_out(one: Asked, query: QueryDict) -> list[tuple[str, str]]:
    """The list as a file: what it is called and where it is."""
    said = query.urlencode()
    places = ((word, reverse(one.listing.export, args=(*one.where, form))) for word, form in _FILES)
    return [(word, f"{place}?{said}" if said else place) for word, place in places]


_FILES = (("Excel", "xlsx"), ("CSV", "csv"))


def _views(request: Request, one: Asked) -> dict[str, Any]:
    """The kept views with the form that keeps one more; nothing for who keeps none."""
    by = request.user
    if not access.may(by.duty, "lists.keep"):
        return {"views": None, "view_form": None}
    there = kept_views.offered(by, listing=one.listing.key)
    return {"views": offers(there, query=request.GET, by=by), "view_form": ViewForm(duty=by.duty)}
