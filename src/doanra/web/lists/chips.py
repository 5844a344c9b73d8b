"""Filters as chips: each says what it narrows the list to, and takes itself out of the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import ChoiceField, DateField, Form
from django.http import QueryDict

from doanra.web.templatetags.doanra import vndate

NOT_KEPT = ("page",)
"""What the address says that is no part of what is looked for."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words, and the address without it."""

    label: str
    value: str
    without: str


def chips(
    form: Form,
    *,
    query: QueryDict,
    of: dict[str, str],
    also: Mapping[str, Sequence[str]] | None = None,
    anchor: str = "",
) -> list[Chip]:
    """The filters of a bound form. ``of`` names the fields that narrow; ``also`` what falls with which of them."""
    asked: dict[str, Any] = form.cleaned_data
    falls = also or {}
    return [
        Chip(label, _in_words(form, name, said), address(query, without=(name, *falls.get(name, ()))) + anchor)
        for name, label in of.items()
        if (said := asked.get(name))
    ]


def _in_words(form: Form, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(field, ChoiceField):
        choices: Any = field.choices
        return next((str(said) for key, said in choices if str(key) == str(value)), str(value))
    return vndate(value) if isinstance(field, DateField) else f"“{value}”"


def address(query: QueryDict, *, without: Sequence[str] = (), **changed: str | Sequence[str] | None) -> str:
    """The address as asked, with parts taken out or changed; always on the first page."""
    left = query.copy()
    for name in (*without, *NOT_KEPT):
        left.pop(name, None)
    for name, value in changed.items():
        if value is None:
            left.pop(name, None)
        else:
            left.setlist(name, [value] if isinstance(value, str) else list(value))
    return f"?{left.urlencode()}"


def in_words(found: Sequence[Chip]) -> str:
    """All filters as one sentence, for files and the trail; "" where nothing narrows."""
    return "; ".join(f"{one.label}: {one.value}" for one in found)
