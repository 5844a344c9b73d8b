"""What acts hold outside their events: the changes of a load, bound to the event of the load by a digest."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db.models import TextField
from django.db.models.functions import Cast

from doanra.records.chain import Held
from doanra.records.hidden import read_json
from doanra.records.models import ChangedThing, Event, EventThing, LoadChange

_AT_ONCE = 500
SAVING = ("nominations.save", "forms.submit")
"""Verbs that load a list."""
_TOLD = (ChangedThing.PERSON.value, ChangedThing.NOMINATION.value)


def bound(event: Event) -> dict[str, Any] | None:
    """What an event says of the changes that its load holds; None for an act that is no load, or an older one."""
    said = event.detail.get("held") if event.subject == "sourcefile" and isinstance(event.detail, dict) else None
    return said if isinstance(said, dict) else None


def unbound() -> int:
    """How many loads hold changes that no event is bound to: they are older than the digest. Two queries."""
    loads = LoadChange.objects.order_by().values_list("file", flat=True).distinct()
    known = {event.subject_id for event in Event.objects.filter(subject="sourcefile", verb__in=SAVING) if bound(event)}
    return len(set(loads) - known)


def differing(events: Iterable[Event]) -> dict[int, LoadChange | None]:
    """Events whose load holds otherwise than they say, with the first change that differs (None: it is missing).

    One query, and one for each load that differs.
    """
    loads = {event.subject_id: event for event in events if event.subject_id is not None and bound(event)}
    now = {key: Held(each=int((bound(event) or {})["each"])) for key, event in loads.items()}
    stored = LoadChange.objects.filter(file__in=list(loads)).order_by("file", "id").defer("before", "after")
    if loads:
        stored = stored.annotate(old=Cast("before", TextField()), new=Cast("after", TextField()))
        for file, own in groupby(stored.iterator(chunk_size=_AT_ONCE), key=lambda one: one.file_id):
            for one in own:
                now[file].add(one.thing, one.thing_id, _readable(one.old), _readable(one.new))
    return {event.pk: _first(event, now[key]) for key, event in loads.items() if now[key].said() != bound(event)}


def _readable(stored: str | None) -> Any:
    """What stands there; a mark where it cannot be read, so that the walk goes on and finds it."""
    try:
        return read_json(stored)
    except (InvalidTag, ValueError):
        return ["unreadable"]


def _first(event: Event, now: Held) -> LoadChange | None:
    place = Held.differs_at(bound(event) or {}, now.said())
    rows = LoadChange.objects.filter(file=event.subject_id).order_by("id").select_related("row")
    return rows.defer("before", "after", "row__fields", "row__raw", "row__problems")[place : place + 1].first()


def of(things: Iterable[EventThing]) -> dict[int, list[LoadChange]]:
    """By thing what its load holds of it, evidence of the same row with it. Only for what is named alone.

    Three queries, whatever the number of things; none where nothing was added by a load.
    """
    named = [thing for thing in things if thing.kind in _TOLD and thing.changes is None and thing.did == "added"]
    events = {one.pk: one for one in Event.objects.filter(pk__in={thing.event_id for thing in named}) if bound(one)}
    wanted = {(events[one.event_id].subject_id, one.kind, one.key): one for one in named if one.event_id in events}
    if not wanted:
        return {}
    stored = LoadChange.objects.filter(file__in={file for file, _, _ in wanted}).order_by("id")
    own = list(stored.filter(thing__in=_TOLD, thing_id__in={key for _, _, key in wanted}))
    rows = {one.row_id for one in own if one.thing == ChangedThing.NOMINATION.value and one.row_id is not None}
    papers = list(stored.filter(thing=ChangedThing.EVIDENCE.value, row__in=rows))
    found: dict[int, list[LoadChange]] = {}
    for one in own:
        if thing := wanted.get((one.file_id, one.thing, one.thing_id)):
            beside = [
                paper for paper in papers if one.thing != ChangedThing.PERSON.value and paper.row_id == one.row_id
            ]
            found[thing.pk] = [one, *beside]
    return found
