"""The frame of every verb: the right is asked, one transaction is opened, the trail is written in it and chained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from doanra.policy import access
from doanra.records import bulk, chain
from doanra.records.models import Account, AppraisingBody, Did, Event, EventThing, Unit
from doanra.stages import telling
from doanra.stages.chaining import Made, lengthen
from doanra.stages.telling import Change, Key, Seen, Touched
from doanra.terms.words import Role

OPERATOR = "người vận hành máy chủ"

_NAME_LENGTH = Event._meta.get_field("by_name").max_length
_GROUND_LENGTH = Event._meta.get_field("ground").max_length
_COLUMNS = ("event_id", "kind", "key", "did", "changes")

Actor = Account | None
"""Who acts; ``None`` is the operator at the machine, through the command line."""


@dataclass
class Act:
    """What the trail will say: filled by the verb while it works.

    ``ground`` is the document that the act rests on ("12-CV/TU, 3/10/2026"); ``unit`` and ``body`` for whom it is done,
    where that is not the actor's own or the subject's; ``called`` names somebody before the door, who has no account.
    """

    subject: models.Model | None = None
    year: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    ground: str = ""
    unit: Unit | None = None
    body: AppraisingBody | None = None
    called: str = ""
    _watched: list[tuple[models.Model, dict[str, Seen] | None]] = field(default_factory=list)
    _things: dict[Key, Touched] = field(default_factory=dict)
    _loads: list[Iterable[tuple[str, int, Did, list[Change]]]] = field(default_factory=list)

    def watch(self, *things: models.Model) -> None:
        """Things that the verb is about to change: their fields now are held against those at the end of the act."""
        self._watched += [(thing, telling.seen(thing)) for thing in things]

    def added(self, *things: models.Model) -> None:
        """Things that the verb made; told with all their fields at the end of the act."""
        self._watched += [(thing, None) for thing in things]

    def became(self, old: models.Model | None, thing: models.Model) -> None:
        """A thing as it was (None: it was not) and as another object of it is now."""
        if old is None:
            self.added(thing)
        else:
            self._watched.append((thing, telling.seen(old)))

    def removed(self, *things: models.Model) -> None:
        """Things that the verb is about to take out of the tables."""
        for thing in things:
            before = telling.seen(thing)
            self._note(telling.key_of(thing), Did.REMOVED, telling.between(before, {}, bearer=telling.of(thing)), thing)

    def changed(self, thing: models.Model, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A change told by field, where the thing itself cannot be watched. Names are those of its fields."""
        changes = telling.fields(thing, before=before, after=after)
        if changes:
            self._note(telling.key_of(thing), Did.CHANGED, changes, thing)

    def concerns(self, *things: models.Model) -> None:
        """Things in whose story the act belongs, though none of their own fields changed."""
        for thing in things:
            self._note(telling.key_of(thing), Did.ABOUT, [], thing)

    def touched(self, kind: str, rows: Iterable[tuple[int, Did, list[Change]]]) -> None:
        """Very many things of one kind at once: key, what was done, its changes."""
        for key, did, changes in rows:
            self._merge((kind, key), did, changes)

    def load(self, rows: Iterable[tuple[str, int, Did, list[Change]]]) -> None:
        """Very many things of all kinds: kind, key, what was done, its changes; taken as they come, kept nowhere."""
        self._loads.append(rows)

    def _note(self, key: Key, did: Did, changes: list[Change], thing: models.Model) -> None:
        inner = thing._meta.model_name != key[0]  # a part of what the story is about: that itself was changed
        self._merge(key, Did.CHANGED if inner and changes else did, changes)

    def _merge(self, key: Key, did: Did, changes: list[Change]) -> None:
        known = self._things.setdefault(key, Touched(did))
        known.changes += changes
        if known.did is Did.ABOUT or (known.did is Did.CHANGED and did in (Did.ADDED, Did.REMOVED)):
            known.did = did

    def things(self) -> Iterator[tuple[str, int, Did, list[Change]]]:
        """All that the act touched, once the verb is done: kind, key, what was done, its changes."""
        for thing, before in self._watched:
            changes = telling.between(before or {}, telling.seen(thing), bearer=telling.of(thing))
            if before is None or changes:
                self._note(telling.key_of(thing), Did.ADDED if before is None else Did.CHANGED, changes, thing)
        self._watched.clear()
        if self.subject is not None and self.subject.pk is not None:
            self.concerns(self.subject)
            if person := getattr(self.subject, "person_id", None):
                self._merge(("person", person), Did.ABOUT, [])
        for (kind, key), one in self._things.items():
            yield kind, key, one.did, one.changes
        for rows in self._loads:
            yield from rows


def role_of(by: Actor) -> Role | None:
    """The role that counts for rights."""
    return None if by is None else by.duty


_open: ContextVar[list[Made] | None] = ContextVar("acts", default=None)


def is_open() -> bool:
    """Whether an act, or several together, are under way here: only then may anything be written."""
    return _open.get() is not None


@contextmanager
def together() -> Iterator[None]:
    """Several acts as one: all of them happen or none, and the chain is held only at their end."""
    with _frame(certain=False):
        yield


@contextmanager
def _frame(*, certain: bool) -> Iterator[list[Made]]:
    with transaction.atomic():
        outer = _open.get()
        if outer is not None:
            yield outer
            return
        made: list[Made] = []
        token = _open.set(made)
        try:
            yield made
            lengthen(made, certain=certain and len(made) == 1)
        finally:
            _open.reset(token)


@contextmanager
def acting(act: str, *, by: Actor, verb: str = "") -> Iterator[Act]:
    """Runs the body as one act: NotAllowed before it starts, rolled back as a whole if it raises.

    ``act`` is the right in ``policy.access``; ``verb`` the name in the trail when one right covers several verbs.
    """
    access.require(role_of(by), act)
    with finishing(verb or act, begun_by=by) as entry:
        yield entry


@contextmanager
def finishing(verb: str, *, begun_by: Actor) -> Iterator[Act]:
    """What came of work in the background: told as theirs who began it by an act, when the right was asked."""
    with _frame(certain=True) as made:
        entry = Act()
        yield entry
        made.append(_write(entry, by=begun_by, verb=verb))


def _write(entry: Act, *, by: Actor, verb: str) -> Made:
    subject = entry.subject
    event = Event.objects.create(
        at=timezone.now(),
        by=by,
        by_name=(str(by) if by else entry.called or OPERATOR)[:_NAME_LENGTH],
        role=by.role if by else "",
        unit_id=entry.unit.pk if entry.unit else _unit(by, subject),
        body_id=entry.body.pk if entry.body else by.body_id if by else None,
        verb=verb,
        year=entry.year,
        ground=" ".join(entry.ground.split())[:_GROUND_LENGTH],
        subject=subject._meta.model_name or "" if subject else "",
        subject_id=subject.pk if subject else None,
        detail=chain.plain(entry.detail),
    )
    content = chain.Content(event)
    bulk.insert_values(EventThing, _COLUMNS, _rows(entry, event, content))
    return event.pk, content.hex()


def _rows(entry: Act, event: Event, content: chain.Content) -> Iterator[tuple[Any, ...]]:
    """The things as rows; what goes by is bound to the event."""
    for kind, key, did, changes in entry.things():
        content.add(kind=kind, key=key, did=did.value, changes=changes or None)
        yield event.pk, kind, key, did.value, changes or None


def _unit(by: Actor, subject: models.Model | None) -> int | None:
    """For whom the act is done: the actor's own unit, else that of what it is about."""
    if by is not None and by.unit_id is not None:
        return by.unit_id
    if isinstance(subject, Unit):
        return subject.pk
    unit: int | None = getattr(subject, "unit_id", None)
    return unit
