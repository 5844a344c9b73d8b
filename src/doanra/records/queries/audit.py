"""Walks the chain of the trail and says what is wrong with it first. Memory does not grow with the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db.models import Exists, OuterRef

from doanra.records import chain
from doanra.records.models import Event, EventLink, EventThing, FileRow, LoadChange, TrailHead
from doanra.records.queries import held as loads

_AT_ONCE = 500
_NEAR = 1_000


class Fault(StrEnum):
    """What can be wrong with a trail: a row was taken out, altered or put in without the key; rows changed places; what
    a load holds was altered; an event stands beside the chain; the tail was cut off, or whoever cut it mended the head;
    it is not the chain of the anchor."""

    REMOVED = "removed"
    ALTERED = "altered"
    MOVED = "moved"
    LOAD = "load"
    INSERTED = "inserted"
    CUT = "cut"
    HEAD = "head"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first fault: at which place of the chain, and which event where that is known.

    ``other`` is the last of several rows that are gone, or where a moved one stands now. For a load: ``thing`` is what
    was altered, kind and key, and ``row`` the row of the file that it came from; no thing where rows are missing.
    """

    fault: Fault
    sequence: int
    event: int | None = None
    other: int | None = None
    thing: tuple[str, int] | None = None
    row: FileRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many links hold, the hash of the last of them, and the first that does not (None: all is well).

    ``unbound`` loads are older than the digest of what they hold: their values cannot be vouched for.
    """

    held: int
    hash: str
    broken: Broken | None
    unbound: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was noted of the chain on some day and kept elsewhere: how many links it had, and the hash of the last."""

    sequence: int
    hash: str


def verify(*, anchors: tuple[Anchor, ...] = ()) -> Verdict:
    """Recomputes every link from the content that stands in the tables now. A fixed number of queries a piece."""
    held, before = 0, chain.START
    wanted = {anchor.sequence: anchor.hash for anchor in anchors}
    for one in _links():
        broken = _link_broken(one, held=held, before=before) or _load_broken(one)
        if broken is None and wanted.get(one.link.sequence, one.link.hash) != one.link.hash:
            broken = Broken(fault=Fault.ANCHOR, sequence=one.link.sequence, event=one.link.event_id)
        if broken is not None:
            return Verdict(held=held, hash=before, broken=broken)
        held, before = one.link.sequence, one.link.hash
    return Verdict(held=held, hash=before, broken=_at_the_end(held, before, anchors), unbound=loads.unbound())


@dataclass(frozen=True, slots=True)
class _Linked:
    """A link, the digest of what its event says now ("" where that cannot even be read), whether its load differs."""

    link: EventLink
    digest: str
    differs: bool
    change: LoadChange | None


def _link_broken(one: _Linked, *, held: int, before: str) -> Broken | None:
    link = one.link
    if link.sequence != held + 1:
        return Broken(fault=Fault.REMOVED, sequence=held + 1, other=link.sequence - 1)
    if one.digest and chain.link(link.sequence, before=before, event=link.event_id, digest=one.digest) == link.hash:
        return None
    if not Event.objects.filter(pk=link.event_id).exists():
        return Broken(fault=Fault.REMOVED, sequence=link.sequence, event=link.event_id, other=link.sequence)
    other = _elsewhere(link, before)
    fault = Fault.MOVED if other else Fault.ALTERED
    return Broken(fault=fault, sequence=link.sequence, event=link.event_id, other=other)


def _elsewhere(link: EventLink, before: str) -> int | None:
    """Where, not far away, the event stands now that belongs at this place; None if none does."""
    near = EventLink.objects.filter(sequence__range=(link.sequence - _NEAR, link.sequence + _NEAR))
    others = list(near.exclude(pk=link.pk))
    digests = {key: read for key, (read, _) in _digests([one.event_id for one in others]).items()}
    for one in others:
        digest = digests.get(one.event_id, "")
        if chain.link(link.sequence, before=before, event=one.event_id, digest=digest) in (link.hash, one.hash):
            return one.sequence
    return None


def _load_broken(one: _Linked) -> Broken | None:
    if not one.differs:
        return None
    change = one.change
    return Broken(
        fault=Fault.LOAD,
        sequence=one.link.sequence,
        event=one.link.event_id,
        thing=(change.thing, change.thing_id) if change else None,
        row=change.row if change else None,
    )


def _at_the_end(held: int, last: str, anchors: tuple[Anchor, ...]) -> Broken | None:
    """What no single link tells: a tail that is gone, rows beside the chain."""
    head = TrailHead.objects.first()
    told = max([head.sequence if head else 0, *(anchor.sequence for anchor in anchors)])
    if told > held:
        return Broken(fault=Fault.CUT, sequence=held + 1, other=told)
    if head and (head.sequence, head.hash or chain.START) != (held, last):
        return Broken(fault=Fault.INSERTED, sequence=head.sequence + 1)
    loose = Event.objects.filter(~Exists(EventLink.objects.filter(event=OuterRef("pk")))).order_by("pk").first()
    if loose:
        return Broken(fault=Fault.INSERTED, sequence=held + 1, event=loose.pk)
    sealed = head.seal == chain.seal(head.sequence, head.hash) if head else held == 0
    return None if sealed else Broken(fault=Fault.HEAD, sequence=held + 1)


def _links() -> Iterator[_Linked]:
    last = 0
    while piece := list(EventLink.objects.filter(sequence__gt=last).order_by("sequence")[:_AT_ONCE]):
        read = _digests([link.event_id for link in piece])
        differing = loads.differing(event for _, event in read.values())
        for link in piece:
            digest = read[link.event_id][0] if link.event_id in read else ""
            yield _Linked(link, digest, link.event_id in differing, differing.get(link.event_id))
        last = piece[-1].sequence


def _digests(keys: list[int]) -> dict[int, tuple[str, Event]]:
    try:
        return _read(keys)
    except (InvalidTag, ValueError):  # one of them cannot be deciphered or is no JSON: which one, is asked singly
        if len(keys) == 1:
            return {}
    return {key: read for one in keys for key, read in _digests([one]).items()}


def _read(keys: list[int]) -> dict[int, tuple[str, Event]]:
    events = {event.pk: event for event in Event.objects.filter(pk__in=keys)}
    contents = {key: chain.Content(event) for key, event in events.items()}
    things: Any = EventThing.objects.filter(event__in=keys).order_by("event_id", "id")
    for event, own in groupby(things.iterator(chunk_size=_AT_ONCE), key=lambda thing: thing.event_id):
        for thing in own if event in contents else ():
            contents[event].add(kind=thing.kind, key=thing.key, did=thing.did, changes=thing.changes)
    return {key: (content.hex(), events[key]) for key, content in contents.items()}


def anchor() -> Anchor:
    """Where the chain ends now, to be kept elsewhere."""
    link = EventLink.objects.order_by("-sequence").first()
    return Anchor(link.sequence, link.hash) if link else Anchor(0, chain.START)
