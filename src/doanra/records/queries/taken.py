"""What of the trail an account has not taken out of the system yet: acts since its last whole export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from doanra.records.models import Account, Event

_EXPORT = "trail.export"
_OF_EVERY_EXPORT = frozenset({"form", "events"})
_LOOKED_AT = 20  # exports


@dataclass(frozen=True, slots=True)
class NotTaken:
    """``last``: when the trail was taken as a whole, None if never; acts since then, and the first of them.

    ``of_verbs`` counts those of single verbs, with the first of each.
    """

    last: datetime | None
    acts: int
    first: datetime | None
    of_verbs: dict[str, tuple[int, datetime | None]]


def since_last(account: Account, *, verbs: Iterable[str]) -> NotTaken:
    """An export that was narrowed takes away a part and does not count. Two queries."""
    exports = Event.objects.filter(by=account, verb=_EXPORT).order_by("-pk")[:_LOOKED_AT]
    whole = next((one for one in exports if not set(one.detail) - _OF_EVERY_EXPORT), None)
    asked = {f"v{number}": verb for number, verb in enumerate(verbs)}
    figures = {
        f"{name}_{kind}": figure
        for name, verb in asked.items()
        for kind, figure in (("n", Count("pk", filter=Q(verb=verb))), ("at", Min("at", filter=Q(verb=verb))))
    }
    after = Event.objects.filter(pk__gt=whole.pk) if whole else Event.objects.all()
    told = after.exclude(verb=_EXPORT).order_by().aggregate(acts=Count("pk"), first=Min("at"), **figures)
    return NotTaken(
        last=whole.at if whole else None,
        acts=told["acts"],
        first=told["first"],
        of_verbs={verb: (told[f"{name}_n"], told[f"{name}_at"]) for name, verb in asked.items()},
    )
