"""Taking the trail out of the system: that, too, is an act."""

from __future__ import annotations

from datetime import date

from doanra.stages.acting import Actor, acting


def export(*, by: Actor, form: str, events: int, wanted: dict[str, str | int | date | None]) -> None:
    """Notes that somebody takes the trail away as a file: its form, how many events, by what they were chosen."""
    with acting("trail.see", by=by, verb="trail.export") as act:
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in wanted.items()}
        act.detail = {"form": form, "events": events, **{name: value for name, value in said.items() if value}}
