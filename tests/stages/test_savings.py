"""A big file is saved in the background: whole and judged, or stopped, refused or broken off with nothing saved."""

from datetime import date, timedelta

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from unit_lists import line, workbook

from doanra.records.models import Appraisal, FileState, Nomination, Person, SavingRun, SavingState
from doanra.stages import nominations, savings
from doanra.stages.nominations import comparing
from doanra.stages.nominations.saving import Cancelled
from doanra.stages.savings import signals
from doanra.terms.refusal import Refused, Stale

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def file(call, monkeypatch):
    """Five rows, taken two at a time."""
    monkeypatch.setattr(comparing, "CHUNK", 2)
    rows = [line(f"Nguyễn Thử {name}") for name in ("An", "Bình", "Cường", "Dũng", "Giang")]
    return nominations.receive(call, name="a.xlsx", content=workbook(*rows), by=None)


def worked_off(run):
    savings.save_later.func(run.pk)
    run.refresh_from_db()
    return run


def test_the_saving_is_told_after_each_chunk_and_saves_all(file):
    told = []
    nominations.save_file(file, by=None, on=DAY, progress=lambda rows, of: told.append((rows, of)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert Nomination.objects.count() == 5


def test_stopped_between_chunks_nothing_is_saved(file):
    told = []
    with pytest.raises(Cancelled):
        nominations.save_file(
            file, by=None, on=DAY, progress=lambda rows, of: told.append(rows), stopped=lambda: bool(told)
        )
    file.refresh_from_db()
    assert (Person.objects.count(), Nomination.objects.count(), file.state) == (0, 0, FileState.PREVIEW)


def test_the_chunks_of_a_file_are_one_list(call, monkeypatch):
    monkeypatch.setattr(comparing, "CHUNK", 1)
    twice = [line("Nguyễn Thử An"), line("Nguyễn Thử An", programme="Trung hạn"), line("NGUYỄN THỬ AN")]
    file = nominations.receive(call, name="a.xlsx", content=workbook(*twice), by=None)
    nominations.save_file(file, by=None, on=DAY)
    assert (Person.objects.count(), Nomination.objects.count()) == (1, 2)
    assert file.changes.count() == len({(one.thing, one.thing_id) for one in file.changes.all()})


def test_saving_asks_no_more_for_many_rows_of_a_chunk(call):
    def asked(many):
        rows = [line(f"Nguyễn Thử {chr(65 + number)}{many}") for number in range(many)]
        file = nominations.receive(call, name=f"{many}.xlsx", content=workbook(*rows), by=None)
        with CaptureQueriesContext(connection) as queries:
            nominations.save_file(file, by=None, on=DAY)
        return len(queries)

    asked(1)  # the first list of a unit is its answer
    assert asked(2) == asked(20)


def test_the_background_task_saves_and_judges(file, office):
    run = worked_off(savings.start(file, by=office, on=DAY))
    assert (run.state, run.rows, run.rows_saved, run.rows_judged) == (SavingState.DONE, 5, 5, 5)
    assert Appraisal.objects.count() == 5
    file.refresh_from_db()
    assert file.state == FileState.SAVED


def test_a_saving_that_waits_is_cancelled_before_it_begins(file, office):
    run = savings.start(file, by=office, on=DAY)
    savings.cancel(run, by=office)
    assert worked_off(run).state == SavingState.CANCELLED
    assert not Nomination.objects.exists()
    again = savings.start(file, by=office, on=DAY)
    assert worked_off(again).state == SavingState.DONE


def test_a_saving_that_runs_hears_that_it_should_stop(file, office):
    run = savings.start(file, by=office, on=DAY)
    signals.ask_to_stop(run)
    worked_off(run)
    assert run.state in (SavingState.CANCELLED, SavingState.DONE)  # it may have been quicker than the question
    assert Nomination.objects.exists() is (run.state == SavingState.DONE)


def test_a_file_is_not_saved_twice_at_once_nor_after_it_was_saved(file, office):
    run = savings.start(file, by=office, on=DAY)
    with pytest.raises(Refused, match="đang được lưu"):
        savings.start(file, by=office, on=DAY)
    worked_off(run)
    with pytest.raises(Stale):
        savings.start(file, by=office, on=DAY)


def test_what_is_refused_in_the_background_is_said_by_the_run(file, office, call):
    run = savings.start(file, by=office, on=DAY)
    nominations.drop(file, by=office)
    assert worked_off(run).state == SavingState.FAILED
    assert "không còn ở bước xem trước" in run.message


def test_a_worker_that_was_killed_leaves_a_saving_that_can_be_started_again(file, office):
    run = savings.start(file, by=office, on=DAY)
    long_ago = timezone.now() - savings.runs.SILENCE - timedelta(seconds=5)
    SavingRun.objects.filter(pk=run.pk).update(state=SavingState.RUNNING.value, heartbeat_at=long_ago)
    assert savings.newest(file).state == SavingState.INTERRUPTED
    assert worked_off(savings.start(file, by=office, on=DAY)).state == SavingState.DONE


def test_a_sign_of_life_is_read_by_whoever_asks(file, office):
    run = savings.start(file, by=office, on=DAY)
    SavingRun.objects.filter(pk=run.pk).update(state=SavingState.RUNNING.value, heartbeat_at=timezone.now())
    signals.tell(run.pk, saved=4, judged=0, elapsed=1.5)
    seen = savings.newest(file)
    assert (seen.rows_saved, seen.rows_judged, seen.elapsed) == (4, 0, 1.5)
    signals.clear(run.pk)


def test_a_small_file_is_saved_at_once(file):
    assert not savings.is_big(file)
    file.rows_accepted = savings.BIG
    assert savings.is_big(file)
