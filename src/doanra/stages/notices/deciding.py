"""Which notice a duty asks for on a day, after what was said of it before. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from doanra.records.models import NoticeKind

BEFORE, AFTER = timedelta(days=7), timedelta(days=3)
"""A week before the day, and three days after it; the superior hears the day after that."""
_ORDER = list(NoticeKind)


def next_notice(until: date | None, *, said: Collection[NoticeKind], on: date) -> NoticeKind | None:
    """The one notice of this day, None if nothing is to be said.

    At most one a day: what days without a run have missed is not said later, only what holds on this day. Nothing is
    said again, and nothing earlier after something later.
    """
    wanted = _of_day(until, said=said, on=on)
    if wanted is None or wanted in said:
        return None
    return wanted if all(_ORDER.index(one) < _ORDER.index(wanted) for one in said) else None


def _of_day(until: date | None, *, said: Collection[NoticeKind], on: date) -> NoticeKind | None:
    if until is not None and on >= until + AFTER:
        return NoticeKind.SUPERIOR if NoticeKind.AFTER in said and on > until + AFTER else NoticeKind.AFTER
    if not said:
        return NoticeKind.ASSIGNED
    if until is None:
        return None
    if on >= until:
        return NoticeKind.TODAY
    return NoticeKind.BEFORE if on >= until - BEFORE else None
