"""The columns of a list: what each says, who may read it, whether it can be ordered by; and which are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from doanra.policy import access
from doanra.terms.words import Role, Sensitivity

Value = str | int | Decimal | date | None
"""What a cell says in a file; a moment is a ``datetime`` of the office's zone, without the zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``value`` is what a file says, ``cell`` what the page draws where that is more than the value.

    Both get the line and what the page is about. ``kept`` and ``right`` say who may read it; ``usual`` columns are
    shown unless others are chosen, one that is ``always`` there names the row.
    """

    key: str
    label: str | Promise
    value: Callable[[Any, Any], Value]
    cell: Callable[[Any, Any], str] | None = None
    kept: Sensitivity = Sensitivity.ORDINARY
    right: str = ""
    sortable: bool = False
    usual: bool = True
    always: bool = False
    figure: bool = False
    width: int = 18
    unit: str | Promise = ""

    @property
    def in_file(self) -> str:
        """Its head in a file, with what its figures count where the page says that elsewhere."""
        return f"{self.label} ({self.unit})" if self.unit else str(self.label)

    def open_to(self, role: Role) -> bool:
        """Whether the duty reads it."""
        return access.reads(role, self.kept) and (not self.right or access.may(role, self.right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one request shows: its columns, all that could be chosen, those that the reader may not see."""

    columns: tuple[Column, ...]
    offered: tuple[Column, ...]
    left_out: tuple[str, ...]
    chosen: bool

    def has(self, key: str) -> bool:
        """Whether a column is shown."""
        return any(one.key == key for one in self.columns)


def asked_columns(query: QueryDict) -> list[str]:
    """The keys in the address, ``col=name&col=unit`` or ``col=name,unit``."""
    return [key for given in query.getlist("col") for key in given.split(",") if key]


def shown(columns: Sequence[Column], *, query: QueryDict, role: Role) -> Shown:
    """The columns of the address, else the usual ones; of either only what the duty reads."""
    offered = tuple(one for one in columns if one.open_to(role))
    asked = {key for key in asked_columns(query) if any(one.key == key for one in columns)}
    return Shown(
        columns=tuple(one for one in offered if one.always or (one.key in asked if asked else one.usual)),
        offered=offered,
        left_out=tuple(str(one.label) for one in columns if not one.open_to(role)),
        chosen=bool(asked),
    )
