"""How a saving under way says how far it is, and hears that it should stop.

On PostgreSQL both are columns of its row, written by a connection of their own. SQLite lets one connection write, and
that is the saving's: there both are small files beside the units' files.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from doanra.records.models import SavingRun

_COLUMNS = ("rows_saved", "rows_judged", "elapsed")


def _by_files() -> bool:
    return connection.vendor == "sqlite"


def _path(run: int, ending: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "savings" / f"{run}.{ending}"


def tell(run: int, *, saved: int, judged: int, elapsed: float) -> None:
    """A sign of life with how far the saving is; seconds since it began."""
    said = dict(zip(_COLUMNS, (saved, judged, round(elapsed, 1)), strict=True))
    if not _by_files():
        SavingRun.objects.filter(pk=run).update(**said, heartbeat_at=timezone.now())
        return
    place = _path(run, "json")
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(".new")
    fresh.write_text(json.dumps(said), encoding="ascii")
    os.replace(fresh, place)


def told(run: SavingRun) -> SavingRun:
    """The row with what was told last, unsaved."""
    place = _path(run.pk, "json")
    if _by_files() and place.exists():
        for name, value in json.loads(place.read_text("ascii")).items():
            setattr(run, name, value)
        run.heartbeat_at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
    return run


def ask_to_stop(run: SavingRun) -> None:
    """Asks; the saving looks before each chunk."""
    if _by_files():
        place = _path(run.pk, "stop")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    else:
        SavingRun.objects.filter(pk=run.pk).update(cancel_requested=True)


def stop_asked(run: int) -> bool:
    """Whether somebody asked."""
    if _by_files():
        return _path(run, "stop").exists()
    return SavingRun.objects.filter(pk=run, cancel_requested=True).exists()


def clear(run: int) -> None:
    """Takes the files of an ended saving away."""
    for ending in ("json", "stop"):
        _path(run, ending).unlink(missing_ok=True)
