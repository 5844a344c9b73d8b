"""Very many at the same minute: the chain has one order, nobody waits for ever, nothing is lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import factories
import pytest
from django.db import connection, connections

from doanra.records.models import Event, EventLink, Unit
from doanra.records.queries import audit
from doanra.stages import calls, units
from doanra.stages.acting import acting, together

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("registers_afterwards"),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="one writer at a time: needs DATABASE_URL of PostgreSQL"),
]
UNITS, WORKERS, SECONDS = 112, 8, 60


def and_leave(act, *about):
    """Does it, and closes the thread's own connection, which would keep the test's database.

    A statement that waits too long is a failure of its own, so that who waits for ever is found and not waited for.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{SECONDS}s"])
        act(*about)
    finally:
        connections.close_all()


def test_112_units_at_once_are_all_chained_and_nobody_waits_for_ever():
    units.load(by=None)
    call = factories.call(2027)
    asked = list(Unit.objects.all()[:UNITS])
    before = EventLink.objects.count()

    def submit(number, unit):
        """Two acts in one transaction that touch rows in an order of their own, as a bulk act does."""
        other = asked[(number * 7) % len(asked)]
        with together():
            with acting("calls.remind", by=None) as act:
                Unit.objects.filter(pk=unit.pk).update(confidence="A")
                act.concerns(unit)
                act.subject, act.year = call, 2027
            with acting("calls.remind", by=None, verb="calls.remind") as act:
                act.concerns(other)
                act.subject, act.year = call, 2027

    begun = time.monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:
        done = [pool.submit(and_leave, submit, number, unit) for number, unit in enumerate(asked)]
        assert [one.exception(timeout=SECONDS) for one in done] == [None] * len(asked)
    assert EventLink.objects.count() == before + 2 * len(asked)
    assert audit.verify().broken is None
    assert time.monotonic() - begun < SECONDS


def test_acts_that_lock_the_same_rows_the_other_way_round_do_not_block_each_other():
    """The head of the chain is held last: who already holds it waits for no row."""
    units.load(by=None)
    call = factories.call(2027)
    meeting = threading.Barrier(2)

    def change(values):
        with together():
            with acting("calls.remind", by=None) as act:
                act.subject = call
            meeting.wait(10)
            calls.change(call, values=values, by=None)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(and_leave, change, {"title": name}) for name in ("Một", "Hai")]
        assert [one.exception(timeout=SECONDS) for one in done] == [None, None]
    assert Event.objects.filter(verb="calls.change").count() == 2
    assert audit.verify().broken is None
