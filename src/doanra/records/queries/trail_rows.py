"""The trail as rows for a file: every event with its place in the chain, the oldest first, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from doanra.records.models import Event, EventThing
from doanra.records.queries.stories import VETTED
from doanra.terms.words import Sensitivity

FIELDS = (
    "sequence", "hash", "event", "at", "by", "by_name", "role", "unit", "body", "verb", "year", "ground", "subject",
    "subject_id", "detail", "things",
)  # fmt: skip
_AT_ONCE = 500


def between(first: date | None, last: date | None) -> QuerySet[Event]:
    """Events of these days in Viet Nam, both included; None: no end on that side."""
    rows = Event.objects.all()
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    return rows.filter(at__lt=_midnight(last + timedelta(days=1))) if last else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


Whole = Callable[[Iterable[EventThing]], list[EventThing]]


def rows(first: date | None, last: date | None, *, whole: Whole) -> Iterator[dict[str, Any]]:
    """One dictionary an event, by FIELDS; ``whole`` reads what loads hold of their things.

    What political vetting said is left out, and only marked as changed; what it made of verdicts is not there at all.
    """
    chosen = between(first, last).select_related("link", "unit", "body", "by").prefetch_related("things")
    place = 0
    while piece := list(chosen.filter(link__sequence__gt=place).order_by("link__sequence")[:_AT_ONCE]):
        whole(thing for event in piece for thing in event.things.all())
        yield from map(_row, piece)
        place = piece[-1].link.sequence


def _row(event: Event) -> dict[str, Any]:
    return {
        "sequence": event.link.sequence,
        "hash": event.link.hash,
        "event": event.pk,
        "at": timezone.localtime(event.at).isoformat(),
        "by": event.by.username if event.by else "",
        "by_name": event.by_name,
        "role": event.role,
        "unit": event.unit.slug if event.unit else "",
        "body": event.body.slug if event.body else "",
        "verb": event.verb,
        "year": event.year,
        "ground": event.ground,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "detail": {name: value for name, value in event.detail.items() if name not in _kept_back(event)},
        "things": [
            {"kind": one.kind, "key": one.key, "did": one.did, "changes": _changes(one.changes or [])}
            for one in event.things.all()
            if one.kind != VETTED
        ],
    }


def _kept_back(event: Event) -> set[str]:
    return {"outcome", "document"} if event.detail.get("kind") == Sensitivity.VETTING.value else {"outcome"}


def _changes(changes: list[list[Any]]) -> list[dict[str, Any]]:
    return [
        {"of": of, "field": name, "kept": kept}
        if kept == Sensitivity.VETTING.value
        else {"of": of, "field": name, "old": old, "new": new, "kept": kept}
        for of, name, old, new, kept in changes
    ]
