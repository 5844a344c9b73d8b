"""Lengthens the chain of the trail: one after the other, for as short a time as can be."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.records import chain
from doanra.records.models import Event, EventLink, TrailHead

_ONLY = 1

Made = tuple[int, str]
"""The key of an event, and the digest of its content."""


def lengthen(made: Sequence[Made], *, certain: bool) -> None:
    """Links events at the end of a transaction; ``certain``: none of them can have been rolled back on the way.

    The one row of the head is held from here to the commit, so that the chain has one order. Nothing else may be locked
    after it: two who hold each other's rows would wait for ever.
    """
    if not certain:
        latest = dict(made)  # the key of an event that was rolled back may be given again
        standing = Event.objects.filter(pk__in=latest).order_by("pk").values_list("pk", flat=True)
        made = [(event, latest[event]) for event in standing]
    if not made:
        return
    head = _held()
    sound = head.seal == chain.seal(head.sequence, head.hash)
    links = []
    for event, digest in made:
        head.sequence += 1
        head.hash = chain.link(head.sequence, before=head.hash or chain.START, event=event, digest=digest)
        links.append(EventLink(sequence=head.sequence, event_id=event, hash=head.hash))
    EventLink.objects.bulk_create(links)
    # A head that somebody else wrote is never sealed again: `doanra audit verify` finds it, whatever happens since.
    head.seal = chain.seal(head.sequence, head.hash) if sound else ""
    head.save()


def _held() -> TrailHead:
    """The head, held until the transaction ends; where there is none, it follows from the last link."""
    heads = TrailHead.objects.select_for_update()
    head = heads.filter(pk=_ONLY).first()
    if head is None:
        last = EventLink.objects.order_by("-sequence").first()
        begun = TrailHead(pk=_ONLY, sequence=last.sequence if last else 0, hash=last.hash if last else chain.START)
        begun.seal = "" if last else chain.seal(0, chain.START)
        TrailHead.objects.bulk_create([begun], ignore_conflicts=True)
        head = heads.get(pk=_ONLY)
    return head
