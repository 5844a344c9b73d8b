"""The trail with what acts hold elsewhere; taking it out of the system, which is an act, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from doanra.records.models import EventThing
from doanra.records.queries import held, trail_rows
from doanra.stages.acting import Actor, acting
from doanra.stages.nominations.changes import as_told


def with_loads(things: Iterable[EventThing]) -> list[EventThing]:
    """The things of some events, those that a load added with the values that it holds. At most three queries."""
    read = list(things)
    of = held.of(read)
    for thing in read:
        if thing.pk in of:
            thing.changes = [change for one in of[thing.pk] for change in as_told(one)]
    return read


def rows(first: date | None, last: date | None) -> Iterator[dict[str, Any]]:
    """Events of these days as rows for a file, with what loads hold. What political vetting said is left out."""
    return trail_rows.rows(first, last, whole=with_loads)


def export(*, by: Actor, form: str, events: int, wanted: dict[str, str | int | date | None]) -> None:
    """Notes that somebody takes the trail away as a file: its form, how many events, by what they were chosen."""
    with acting("trail.see", by=by, verb="trail.export") as act:
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in wanted.items()}
        act.detail = {"form": form, "events": events, **{name: value for name, value in said.items() if value}}
