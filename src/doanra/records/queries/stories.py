"""The story of one thing: every act that was about it or touched it, through merges and from what belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from doanra.policy import access
from doanra.records.models import (
    Account,
    Call,
    Course,
    Delegation,
    Event,
    EventThing,
    HistoryFile,
    Merge,
    Need,
    Nomination,
    Opinion,
    Person,
    Plan,
    RequiredPaper,
    SourceFile,
    Unit,
)
from doanra.records.queries import reach

VETTED = "vetting"
"""The kind under which the trail keeps what vetting makes of a nomination's verdict: told to the few alone."""
KINDS = frozenset({
    "account", "call", "course", "delegation", "historyfile", "need", "nomination", "person", "plan", "requiredpaper",
    "sourcefile", "unit",
})  # fmt: skip
"""What has a story of its own."""
FEW = 6
"""So many things of an act are shown beside it; more have a page of their own."""


@dataclass(frozen=True, slots=True)
class Touches:
    """What an act did: so many things of each (kind, what was done), and the things themselves where they are few."""

    counts: dict[tuple[str, str], int]
    things: list[EventThing]


def subject(kind: str, key: int, *, account: Account) -> Model | None:
    """What the story is about, if it has one and stands within the account's reach."""
    all_seeing = access.reach(account.duty) is access.Reach.ALL
    match kind:
        case "person":
            return _first(Person.objects.defer("id_number").filter(reach.people(account)), key)
        case "nomination":
            return _first(Nomination.objects.select_related("person", "call").filter(reach.nominations(account)), key)
        case "delegation":
            return _first(Delegation.objects.select_related("course__call").filter(reach.delegations(account)), key)
        case "unit" | "sourcefile":
            return _of_units(kind, key, account)
        case "account":
            return _first(Account.objects.all(), key)
    wider: dict[str, QuerySet[Any]] = {
        "call": Call.objects.all(),
        "course": Course.objects.select_related("call"),
        "plan": Plan.objects.select_related("call"),
        "historyfile": HistoryFile.objects.all(),
        "need": Need.objects.select_related("call", "unit"),
        "requiredpaper": RequiredPaper.objects.all(),
    }
    return _first(wider[kind], key) if kind in wider and all_seeing else None


def _of_units(kind: str, key: int, account: Account) -> Model | None:
    own = reach.units(account)
    if kind == "unit":
        return _first(Unit.objects.all() if own is None else Unit.objects.filter(pk__in=own), key)
    files = SourceFile.objects.select_related("call", "unit").defer("columns")
    return _first(files if own is None else files.filter(unit__in=own), key)


def _first(rows: QuerySet[Any], key: int) -> Model | None:
    found: Model | None = rows.filter(pk=key).first()
    return found


def things(thing: Model, *, vetting: bool) -> Q:
    """Filter of ``EventThing``: those of the story, as the reader may know it. At most four queries.

    What bodies said of somebody stands in his story; who may read it is told by its sensitivity.
    """
    named_as = ("nomination", VETTED) if vetting else ("nomination",)
    match thing:
        case Person():
            keys = [thing.pk, *_absorbed(thing.pk)]
            named = list(Nomination.objects.filter(person=thing.pk).values_list("pk", flat=True))
            said = _opinions(Q(person__person=thing.pk) | Q(person__nomination__in=named))
            return Q(kind="person", key__in=keys) | Q(kind__in=named_as, key__in=named) | said
        case Nomination():
            return Q(kind__in=named_as, key=thing.pk) | _opinions(Q(person__nomination=thing.pk))
        case Delegation():
            return Q(kind="delegation", key=thing.pk) | Q(kind="course", key=thing.course_id)
    return Q(kind=thing._meta.model_name, key=thing.pk)


def _opinions(of: Q) -> Q:
    return Q(kind="opinion", key__in=list(Opinion.objects.filter(of).values_list("pk", flat=True)))


def _absorbed(person: int) -> list[int]:
    """Keys of records that went into this one, also by way of others."""
    found: list[int] = []
    fresh = [person]
    while fresh:
        into = Merge.objects.filter(kept_key__in=fresh, undone_at=None).exclude(absorbed_key__in=[person, *found])
        fresh = list(into.values_list("absorbed_key", flat=True))
        found += fresh
    return found


def events(thing: Model, *, vetting: bool) -> QuerySet[Event]:
    """The acts of a story, the newest first. An act for a unit belongs to the unit's story."""
    told = Q(pk__in=EventThing.objects.filter(things(thing, vetting=vetting)).values("event"))
    if isinstance(thing, Unit):
        told |= Q(unit=thing.pk)
    if isinstance(thing, Account):
        told |= Q(by=thing.pk)
    return Event.objects.filter(told).select_related("unit", "body")


def told(rows: QuerySet[EventThing], *, vetting: bool) -> QuerySet[EventThing]:
    """Those of what acts touched that the reader may know of."""
    return rows if vetting else rows.exclude(kind=VETTED)


def touches(shown: Sequence[Event], *, vetting: bool, only: Q | None = None) -> dict[int, Touches]:
    """What each of these acts did; ``only``: to the things of one story. Two queries."""
    rows = told(EventThing.objects.filter(event__in=[event.pk for event in shown]), vetting=vetting)
    rows = rows.filter(only) if only is not None else rows
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for event, kind, did, many in rows.order_by().values_list("event", "kind", "did").annotate(n=Count("pk")):
        counts[event][kind, did] = many
    few = [event for event, kinds in counts.items() if only is not None or sum(kinds.values()) <= FEW]
    own: dict[int, list[EventThing]] = defaultdict(list)
    for thing in rows.filter(event__in=few).order_by("id"):
        own[thing.event_id].append(thing)
    return {event: Touches(kinds, own[event]) for event, kinds in counts.items()}


def names(wanted: Iterable[tuple[type[Model], int]]) -> dict[tuple[type[Model], int], Model]:
    """Records by model and key, as far as they still exist. One query a model."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for model, key in wanted:
        keys[model].add(key)
    return {(model, one.pk): one for model, some in keys.items() for one in model._default_manager.filter(pk__in=some)}
