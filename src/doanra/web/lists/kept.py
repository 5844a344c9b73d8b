"""Kept views as they are offered: where they lead, whose they are, whether this is the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.records.models import Account, SavedView, ViewFor
from doanra.terms.words import Role
from doanra.web.templatetags.doanra import label

_NOT_OF_A_VIEW = ("page", "col")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One view: ``url`` relative to the page of its list."""

    key: int
    name: str
    of: str
    url: str
    current: bool
    may_drop: bool


def query_of(query: QueryDict) -> str:
    """The part of an address that a view keeps."""
    left = query.copy()
    for name in _NOT_OF_A_VIEW:
        left.pop(name, None)
    for name in [name for name, values in left.lists() if not any(values)]:
        left.pop(name)
    return left.urlencode()


def offers(views: Iterable[SavedView], *, query: QueryDict, by: Account) -> list[Offer]:
    """The views as links."""
    here = _same(query_of(query), ",".join(query.getlist("col")).split(","))
    return [_offer(one, here=here, by=by) for one in views]


def _offer(one: SavedView, *, here: tuple[object, ...], by: Account) -> Offer:
    columns = f"col={','.join(one.columns)}" if one.columns else ""
    return Offer(
        key=one.pk,
        name=one.name,
        of=_of(one, by=by),
        url="?" + "&".join(part for part in (one.query, columns) if part),
        current=_same(one.query, one.columns) == here,
        may_drop=one.owner_id == by.pk or access.may(by.duty, "lists.share"),
    )


def _same(query: str, columns: Iterable[str]) -> tuple[object, ...]:
    return tuple(sorted(QueryDict(query).lists())), frozenset(columns) - {""}


def _of(one: SavedView, *, by: Account) -> str:
    if one.audience == ViewFor.OWN.value:
        return _("của tôi")
    if one.audience == ViewFor.ALL.value:
        return _("của mọi người")
    return _("của %(role)s") % {"role": label(Role(one.role))}
