"""What the trail costs: an act against the same change with the bare event of before, a large act, a walk of the chain.

`DATABASE_URL=... python bench/trail.py` on an empty database after `doanra manage migrate`. Prints a table.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from doanra.records.models import Call, Did, Event, EventLink  # noqa: E402
from doanra.records.queries import audit  # noqa: E402
from doanra.stages.acting import acting  # noqa: E402

ACTS, ROUNDS, MANY = 200, 5, 100_000


def bare(call: Call, number: int) -> None:
    """The change with one event beside it, as acts were written before the chain."""
    with transaction.atomic():
        fresh = Call.objects.select_for_update().get(pk=call.pk)
        fresh.title = f"Năm {number}"
        fresh.save(update_fields=["title"])
        Event.objects.create(at=timezone.now(), by_name="An", verb="calls.change", subject="call", subject_id=call.pk)


def act(call: Call, number: int) -> None:
    """The same as an act: told by field, chained."""
    with acting("calls.change", by=None) as one:
        fresh = Call.objects.select_for_update().get(pk=call.pk)
        one.watch(fresh)
        fresh.title = f"Năm {number}"
        fresh.save(update_fields=["title"])
        one.subject, one.year = fresh, 2027


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def repeat(work: Callable[[Call, int], None], call: Call, first: int) -> None:
    """One round."""
    for number in range(first, first + ACTS):
        work(call, number)


def large() -> None:
    """One act on very many nominations, a change of each."""
    change = [["appraisal", "standing", "unknown", "eligible", "basic"]]
    with acting("appraisals.make", by=None) as one:
        one.touched("nomination", ((key, Did.CHANGED, change) for key in range(MANY)))


def main() -> None:
    """Rounds of both in turns, so that other work on the machine falls on both."""
    call = Call.objects.create(year=2027, title="x", opened_on=date(2026, 9, 1), closes_on=date(2026, 12, 1))
    times: dict[str, list[float]] = {"bare": [], "act": []}
    for first in range(0, ROUNDS * ACTS, ACTS):
        for name, work in (("bare", bare), ("act", act)):
            times[name].append(seconds(partial(repeat, work, call, first)))
    before, now = (statistics.median(times[name]) / ACTS * 1000 for name in ("bare", "act"))
    print(f"{connection.vendor}: change with a bare event {before:.2f} ms, act {now:.2f} ms, {now / before:.2f} x")
    print(f"one act on {MANY} nominations: {seconds(large):.1f} s")
    bare_events = Event.objects.filter(link=None).count()
    spent = seconds(audit.verify)
    print(
        f"walk of {EventLink.objects.count()} links and {MANY} things: {spent:.1f} s ({bare_events} bare events beside)"
    )


if __name__ == "__main__":
    main()
