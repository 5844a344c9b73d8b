"""A list as it is declared, and all that its page shows of it: chips, heads, rows, totals, kept views, acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import QueryDict
from django.utils.functional import Promise

from doanra.policy import access
from doanra.records.queries import views as kept_views
from doanra.web.asking import Request
from doanra.web.lists.bulk import BulkAct
from doanra.web.lists.chips import Chip, chips, in_words
from doanra.web.lists.columns import Column, Shown, asked_columns, shown
from doanra.web.lists.drawing import heads, rows
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
    """A kind of list. ``filters`` names the fields of its form that narrow it; ``pick`` gives key and name of a line.

    ``totals`` says in words, by column, what all lines add up to.
    """

    key: str
    title: str | Promise
    columns: tuple[Column, ...]
    filters: Mapping[str, str | Promise]
    falls_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pick: Callable[[Any], tuple[int, str]] | None = None
    css: Callable[[Any], str] = _no_css
    acts: tuple[BulkAct, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list as one request asks for it; page and file are made of the same."""

    listing: Listing
    lines: Lines[Any]
    shown: Shown
    chips: list[Chip]
    order: str
    about: Any

    @property
    def wanted(self) -> str:
        """The filter in words."""
        return in_words(self.chips)


def asked(
    request: Request, listing: Listing, *, form: Form, lines: Lines[Any], order: str, about: Any, query: QueryDict
) -> Asked:
    """Puts together what the address asks for; the form must have been looked at."""
    named = {name: str(label) for name, label in listing.filters.items()}
    return Asked(
        listing=listing,
        lines=lines,
        shown=shown(listing.columns, query=query, role=request.user.duty),
        chips=chips(form, query=query, of=named, also=dict(listing.falls_with)),
        order=order,
        about=about,
    )


def context(request: Request, one: Asked, *, totals: Mapping[str, str], bulk: bool) -> dict[str, Any]:
    """What the templates of lists need. ``bulk``: whether acts on rows are possible now at all."""
    query, columns, duty = request.GET, one.shown.columns, request.user.duty
    acts = [act for act in one.listing.acts if bulk and access.may(duty, act.right)]
    pages: Paginator[Any] = Paginator(one.lines, PER_PAGE)  # type: ignore[arg-type]  # what it asks for is there
    page: Page[Any] = pages.get_page(query.get("page"))
    keeps = access.may(duty, "lists.keep")
    return {
        "page_obj": page,
        "chips": one.chips,
        "shown": one.shown,
        "heads": heads(columns, query=query, order=one.order),
        "drawn": rows(
            page.object_list, columns=columns, about=one.about, pick=one.listing.pick if acts else None,
            css=one.listing.css,
        ),
        "sums": [(column, totals.get(column.key, "")) for column in columns] if totals else [],
        "acts": acts,
        "filter": query.urlencode(),
        "kept_in_address": _kept_in_address(one, query),
        "columns_in_address": asked_columns(query),
        "wide": len(columns) > _FITS,
        "views": offers(kept_views.offered(request.user, listing=one.listing.key), query=query, by=request.user)
        if keeps
        else None,
        "view_form": ViewForm(duty=duty) if keeps else None,
        "listing": one.listing,
        "may_export": access.may(duty, "lists.export"),
        "export_query": query.urlencode(),
    }  # fmt: skip


_FITS = 8
"""So many columns stand beside each other without scrolling on a usual screen."""


def _kept_in_address(one: Asked, query: QueryDict) -> list[tuple[str, str]]:
    """What other forms on the page must carry on: everything but columns and page."""
    return [(name, value) for name, values in query.lists() if name not in ("col", "page") for value in values if value]
