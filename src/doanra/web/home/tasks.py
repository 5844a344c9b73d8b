"""The duties of an account as the home page shows them: by matter or by time, with the days that are left in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.stages.duties import Duty, Matter
from doanra.web.drawings.figures import figure
from doanra.web.frame import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: where it is done, what it is about, since and until when; ``left`` says the days in words."""

    say: str
    url: str
    matter: str
    note: str
    since: date | None
    due: date | None
    left: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks of one matter, or of one time; ``kind`` is late, today, week, later, none or matter."""

    kind: str
    title: str
    tasks: tuple[Task, ...]


_TIMES = ("late", "today", "week", "later", "none")


def by_matter(duties: Iterable[Duty], *, on: date) -> list[TaskGroup]:
    """What is late first, in a group of its own; the rest by matter in the order of the year."""
    known = list(duties)
    late = [duty for duty in known if _time(duty, on) == "late"]
    groups = [TaskGroup(kind="late", title="", tasks=_tasks(late, on))] if late else []
    for matter in Matter:
        own = [duty for duty in known if duty.matter is matter and duty not in late]
        if own:
            groups.append(TaskGroup(kind="matter", title=_(matter.label), tasks=_tasks(own, on)))
    return groups


def by_time(duties: Iterable[Duty], *, on: date) -> list[TaskGroup]:
    """The most pressing first; a week ends on Sunday. Groups without a task are left out."""
    known = list(duties)
    groups = ((time, _tasks([duty for duty in known if _time(duty, on) == time], on)) for time in _TIMES)
    return [TaskGroup(kind=time, title="", tasks=own) for time, own in groups if own]


def _time(duty: Duty, on: date) -> str:
    if duty.until is None:
        return "none"
    if duty.until <= on:
        return "late" if duty.until < on else "today"
    sunday = on + timedelta(days=6 - on.weekday())
    return "week" if duty.until <= sunday else "later"


def _tasks(duties: list[Duty], on: date) -> tuple[Task, ...]:
    ordered = sorted(duties, key=lambda duty: duty.until or date.max)
    return tuple(
        Task(
            say=duty.say,
            url=address(f"web:{duty.route}", *duty.args) + duty.query,
            matter=_(duty.matter.label),
            note=duty.note,
            since=duty.since,
            due=duty.until,
            left=_left(duty.until, on=on),
            late=_time(duty, on) == "late",
        )
        for duty in ordered
    )


def _left(due: date | None, *, on: date) -> str:
    if due is None:
        return ""
    days = (due - on).days
    if days < 0:
        return ngettext("quá %(n)s ngày", "quá %(n)s ngày", -days) % {"n": figure(-days)}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": figure(days)} if days else _("hôm nay")
