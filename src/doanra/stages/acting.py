"""The frame of every verb: the right is asked, one transaction is opened, the trail is written in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from doanra.policy import access
from doanra.records.models import Account, Event
from doanra.terms.words import Role

OPERATOR = "người vận hành máy chủ"

_NAME_LENGTH = Event._meta.get_field("by_name").max_length

Actor = Account | None
"""Who acts; ``None`` is the operator at the machine, through the command line."""


@dataclass
class Act:
    """What the trail will say: filled by the verb while it works."""

    subject: models.Model | None = None
    year: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def role_of(by: Actor) -> Role | None:
    """The role that counts for rights."""
    return None if by is None else by.duty


@contextmanager
def acting(act: str, *, by: Actor, verb: str = "", called: str = "") -> Iterator[Act]:
    """Runs the body as one act: NotAllowed before it starts, rolled back as a whole if it raises.

    ``act`` is the right in ``policy.access``; ``verb`` the name in the trail when one right covers several verbs;
    ``called`` names who acts without an account and is not the operator: somebody before the door.
    """
    access.require(role_of(by), act)
    with transaction.atomic():
        entry = Act()
        yield entry
        Event.objects.create(
            at=timezone.now(),
            by=by,
            by_name=(str(by) if by else called or OPERATOR)[:_NAME_LENGTH],
            verb=verb or act,
            year=entry.year,
            subject=entry.subject._meta.model_name or "" if entry.subject else "",
            subject_id=entry.subject.pk if entry.subject else None,
            detail=entry.detail,
        )
