"""Values of cells on their way between the two processes: what JSON cannot say is told by its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from doanra.terms.dates import PartialDate

_KIND = "~"
_MADE: dict[str, Callable[[str], Any]] = {
    "partial": PartialDate.parse,
    "date": date.fromisoformat,
    "decimal": Decimal,
}


def packed(value: Any) -> Any:
    """A cell's value, or a list or dict of such, as JSON can say it."""
    if isinstance(value, PartialDate):
        return {_KIND: "partial", "is": value.iso()}
    if isinstance(value, date):
        return {_KIND: "date", "is": value.isoformat()}
    if isinstance(value, Decimal):
        return {_KIND: "decimal", "is": str(value)}
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    return value


def unpacked(said: Any) -> Any:
    """The value again; tuples come back as lists."""
    if isinstance(said, dict):
        kind = said.get(_KIND)
        return _MADE[kind](said["is"]) if kind else {key: unpacked(one) for key, one in said.items()}
    return [unpacked(one) for one in said] if isinstance(said, list) else said
