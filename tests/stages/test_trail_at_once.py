"""Very many at the same minute: the chain has one order, nobody waits for ever, nothing is lost."""

import threading
import time

import factories
import pytest
from django.db import connection, connections

from doanra.records.models import Event, EventLink, Unit
from doanra.records.queries import audit
from doanra.stages import calls, posts, units
from doanra.stages.acting import acting, together

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="one writer at a time: needs DATABASE_URL of PostgreSQL"),
]
UNITS, WORKERS, SECONDS = 112, 8, 60


@pytest.fixture(scope="module", autouse=True)
def _registers_afterwards(django_db_setup, django_db_blocker):
    """The tests here empty all tables; what other tests count on comes back at the end."""
    yield
    with django_db_blocker.unblock():
        units.load(by=None)
        posts.load(by=None)


def test_112_units_at_once_are_all_chained_and_nobody_waits_for_ever():
    units.load(by=None)
    call = factories.call(2027)
    asked = list(Unit.objects.all()[:UNITS])
    before, failed = EventLink.objects.count(), []
    waiting, lock = list(enumerate(asked)), threading.Lock()

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

    def work():
        try:
            while True:
                with lock:
                    if not waiting:
                        return
                    number, unit = waiting.pop()
                submit(number, unit)
        except BaseException as wrong:
            failed.append(wrong)
            raise
        finally:
            connections.close_all()

    begun = time.monotonic()
    threads = [threading.Thread(target=work, daemon=True) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    assert failed == []
    assert EventLink.objects.count() == before + 2 * len(asked)
    assert audit.verify().broken is None
    assert time.monotonic() - begun < SECONDS


def test_acts_that_lock_the_same_rows_the_other_way_round_do_not_block_each_other():
    """The head of the chain is held last: who already holds it waits for no row."""
    units.load(by=None)
    call = factories.call(2027)
    meeting = threading.Barrier(2)
    failed = []

    def change(values):
        try:
            with together():
                with acting("calls.remind", by=None) as act:
                    act.subject = call
                meeting.wait(10)
                calls.change(call, values=values, by=None)
        except BaseException as wrong:
            failed.append(wrong)
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=change, args=({"title": name},), daemon=True) for name in ("Một", "Hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert (failed, [thread.is_alive() for thread in threads]) == ([], [False, False])
    assert Event.objects.filter(verb="calls.change").count() == 2
    assert audit.verify().broken is None
