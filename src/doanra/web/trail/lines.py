"""An event as a line that people read: the act, what it was about with its address, what was noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from doanra.policy import access
from doanra.records.models import Call, Did, Event
from doanra.records.queries import stories
from doanra.records.queries.stories import Touches
from doanra.records.queries.trail import Subject
from doanra.stages import trail as taking
from doanra.terms.words import Role, Sensitivity
from doanra.web.templatetags.doanra import num
from doanra.web.trail import things
from doanra.web.trail.changes import Line as ChangeLine
from doanra.web.trail.changes import Reader, did_word, told
from doanra.web.trail.fields import kind_word
from doanra.web.trail.notes import noted
from doanra.web.trail.words import say

_MOST = 6
_MOST_OF_ONE = 60
"""Changes of an act that a line tells: on the list of all acts, and in the story of one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event; ``url`` is "" where what it was about has no page or is gone.

    ``who`` has the duty in which somebody acted, ``body`` for whom; ``counts`` says how many things of each kind were
    touched where ``changes`` does not tell them all, ``more`` how many changes stand on the page of the act alone.
    """

    event: Event
    say: str
    who: str
    body: str
    about: str
    url: str
    noted: str
    changes: list[ChangeLine]
    more: int
    counts: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that lines are made from: what the events are about, what they touched, what the reader may see."""

    subjects: Mapping[Subject, models.Model]
    touched: Mapping[int, Touches]
    reader: Reader
    names: bool
    brief: bool


def by_day(events: Sequence[Event], shown: Shown) -> list[tuple[date, list[Line]]]:
    """The lines under the day in Viet Nam on which they happened."""
    lines = [line(event, shown) for event in events]
    return [(day, list(own)) for day, own in groupby(lines, key=lambda one: timezone.localdate(one.event.at))]


def prepared(
    events: Sequence[Event],
    subjects: Mapping[Subject, models.Model],
    *,
    role: Role,
    only: Q | None = None,
    brief: bool = False,
) -> Shown:
    """Reads what the lines of these events need; ``only``: of what they touched, what belongs to one story.

    ``brief``: several things of one act are counted, not told.
    """
    names = access.may(role, "nominations.see")
    touched = stories.touches(events, vetting=access.reads(role, Sensitivity.VETTING), only=only)
    known = taking.with_loads(thing for one in touched.values() for thing in one.things)
    reader = Reader(role, known, names=names)
    return Shown(subjects, touched, reader, names, brief)


def line(event: Event, shown: Shown) -> Line:
    """One event as a line."""
    subject = shown.subjects.get((event.subject, event.subject_id or 0))
    about, url = things.said(subject, names=shown.names) if subject is not None else ("", "")
    if not (shown.names or isinstance(subject, Call)):
        url = ""  # who may not see nominees has none of these pages
    touches, most = shown.touched.get(event.pk), _MOST if shown.brief else _MOST_OF_ONE
    changes = told(touches.things, shown.reader, whole=not shown.brief) if touches else []
    return Line(
        event=event,
        say=say(event.verb),
        who=who(event),
        body=for_whom(event),
        about=about,
        url=url,
        noted=noted(event, names=shown.names),
        changes=changes[:most],
        more=max(len(changes) - most, 0),
        counts="" if touches is None or changes else counted(touches),
    )


def who(event: Event) -> str:
    """Who acted, in which duty."""
    role = gettext(Role(event.role).label).lower() if event.role in set(Role) else ""
    return f"{event.by_name} ({role})" if role else event.by_name


def for_whom(event: Event) -> str:
    """For which body."""
    return ", ".join(one.short for one in (event.body, event.unit) if one is not None)


def counted(touches: Touches) -> str:
    """How many things of each kind, and what was done to them: "thêm 20 đề cử; sửa 3 người"."""
    said = [
        " ".join(part for part in (did_word(did), str(num(many)), kind_word(kind)) if part)
        for (kind, did), many in sorted(touches.counts.items())
        if did != Did.ABOUT.value
    ]
    return "; ".join(said)
