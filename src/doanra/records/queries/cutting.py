"""One page of a long list: its keys are put in order alone, and only its lines are then loaded with what they show.

To sort whole lines with everything that is joined to them takes a database far longer than to sort their keys.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def cut(ordered: QuerySet[M], *, whole: QuerySet[M], part: slice) -> list[M]:
    """The lines ``part`` of ``ordered``, as ``whole`` loads them. Two queries."""
    keys: list[Any] = list(ordered.values_list("pk", flat=True)[part])
    lines = {one.pk: one for one in whole.order_by().filter(pk__in=keys)}
    return [lines[key] for key in keys if key in lines]
