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
from doanra.records.models import Event, EventLink, EventThing, TrailHead

_AT_ONCE = 500


class Fault(StrEnum):
    """What can be wrong with a trail: a row was taken out, altered or put in without the key; an event stands beside
    the chain; the tail was cut off; it is not the chain of the anchor."""

    REMOVED = "removed"
    ALTERED = "altered"
    INSERTED = "inserted"
    CUT = "cut"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first fault: at which place of the chain, and which event where that is known."""

    fault: Fault
    sequence: int
    event: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many links hold, the hash of the last of them, and the first that does not (None: all is well)."""

    held: int
    hash: str
    broken: Broken | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was noted of the chain on some day and kept elsewhere: how many links it had, and the hash of the last."""

    sequence: int
    hash: str


def verify(*, anchors: tuple[Anchor, ...] = ()) -> Verdict:
    """Recomputes every link from the content that stands in the tables now. A fixed number of queries a piece."""
    held, before = 0, chain.START
    wanted = {anchor.sequence: anchor.hash for anchor in anchors}
    for link, digest in _links():
        if link.sequence != held + 1:
            return Verdict(held=held, hash=before, broken=Broken(fault=Fault.REMOVED, sequence=held + 1))
        hash_ = digest and chain.link(link.sequence, before=before, event=link.event_id, digest=digest)
        if hash_ != link.hash:
            there = Event.objects.filter(pk=link.event_id).exists()
            fault = Fault.ALTERED if there else Fault.REMOVED
            broken = Broken(fault=fault, sequence=link.sequence, event=link.event_id)
            return Verdict(held=held, hash=before, broken=broken)
        if wanted.get(link.sequence, link.hash) != link.hash:
            broken = Broken(fault=Fault.ANCHOR, sequence=link.sequence, event=link.event_id)
            return Verdict(held=held, hash=before, broken=broken)
        held, before = link.sequence, link.hash
    return Verdict(held=held, hash=before, broken=_at_the_end(held, before, anchors))


def _at_the_end(held: int, last: str, anchors: tuple[Anchor, ...]) -> Broken | None:
    """What no single link tells: a tail that is gone, rows beside the chain."""
    head = TrailHead.objects.first()
    if any(anchor.sequence > held for anchor in anchors) or (head and head.sequence > held):
        return Broken(fault=Fault.CUT, sequence=held + 1)
    if head and (head.sequence, head.hash or chain.START) != (held, last):
        return Broken(fault=Fault.INSERTED, sequence=head.sequence + 1)
    loose = Event.objects.filter(~Exists(EventLink.objects.filter(event=OuterRef("pk")))).order_by("pk").first()
    return Broken(fault=Fault.INSERTED, sequence=held + 1, event=loose.pk) if loose else None


def _links() -> Iterator[tuple[EventLink, str]]:
    """Each link with the digest of what its event says now; "" where that cannot even be read."""
    last = 0
    while piece := list(EventLink.objects.filter(sequence__gt=last).order_by("sequence")[:_AT_ONCE]):
        digests = _digests([link.event_id for link in piece])
        yield from ((link, digests.get(link.event_id, "")) for link in piece)
        last = piece[-1].sequence


def _digests(keys: list[int]) -> dict[int, str]:
    try:
        return _read(keys)
    except (InvalidTag, ValueError):  # one of them cannot be deciphered or is no JSON: which one, is asked singly
        if len(keys) == 1:
            return {}
    return {key: digest for one in keys for key, digest in _digests([one]).items()}


def _read(keys: list[int]) -> dict[int, str]:
    contents = {event.pk: chain.Content(event) for event in Event.objects.filter(pk__in=keys)}
    things: Any = EventThing.objects.filter(event__in=keys).order_by("event_id", "id")
    for event, own in groupby(things.iterator(chunk_size=_AT_ONCE), key=lambda thing: thing.event_id):
        for thing in own if event in contents else ():
            contents[event].add(kind=thing.kind, key=thing.key, did=thing.did, changes=thing.changes)
    return {key: content.hex() for key, content in contents.items()}


def anchor() -> Anchor:
    """Where the chain ends now, to be kept elsewhere."""
    link = EventLink.objects.order_by("-sequence").first()
    return Anchor(link.sequence, link.hash) if link else Anchor(0, chain.START)
