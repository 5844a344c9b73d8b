"""Lines of a long list: their keys are put in order alone, and only then lines are loaded with what they show.

To sort whole lines with everything that is joined to them takes a database far longer than to sort their keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
_AT_ONCE = 1_000


def cut(ordered: QuerySet[M], *, whole: QuerySet[M], part: slice) -> list[M]:
    """The lines ``part`` of ``ordered``, as ``whole`` loads them. Two queries."""
    keys: list[Any] = list(ordered.values_list("pk", flat=True)[part])
    lines = {one.pk: one for one in whole.order_by().filter(pk__in=keys)}
    return [lines[key] for key in keys if key in lines]


def streamed(ordered: QuerySet[M], *, whole: QuerySet[M]) -> Iterator[M]:
    """All lines one after another, of which no more than some are held. A query, and one for each thousand lines."""
    keys: list[Any] = list(ordered.values_list("pk", flat=True))
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        lines = {one.pk: one for one in whole.order_by().filter(pk__in=some)}
        yield from (lines[key] for key in some if key in lines)
