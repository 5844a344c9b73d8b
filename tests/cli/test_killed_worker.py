"""A worker that is killed in the middle of a run: the best plan stays, nothing else is touched, and it can go on."""

import os
import signal
import sqlite3

import pytest
from cli.installation import Installation
from cli.test_serving import until

SLUGS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau", "p-ha-giang")
YEAR = f"""
import factories
from doanra.stages.plans import runs
FIELDS = "economy", "government"
call = factories.call(2027, target_short=60, target_medium=0, target_language=0, abroad_at_once=2)
for n in range(12):
    factories.course(call, f"NH-{{n:02}}", seats_min=3, seats_max=6, field=FIELDS[n % 2])
for slug in {SLUGS!r}:
    for n, band in enumerate((3, 4, 4, 5, 2, 3)):
        factories.nominations(call, 1, unit=slug, band=band, field=FIELDS[n % 2])
print(runs.start(call, by=None, time_limit=120).pk)
"""
DEAD = """
from datetime import timedelta
from django.utils import timezone
from doanra.planner import read_plan, read_problem
from doanra.planner.judge import judge
from doanra.records.models import Call, PlanningRun
from doanra.stages.plans import runs
PlanningRun.objects.filter(pk={pk}).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
(run,) = runs.of_call(Call.objects.get())
judged = judge(read_problem(run.problem.body), read_plan(run.best.body))
same = judged.tiers.as_json() == run.best.tiers
print(run.state, judged.valid, same, judged.tiers.seated > 0, run.call.plans.count())
"""
GO_ON = """
from doanra.records.models import Call, PlanningRun
from doanra.stages.plans import runs
draft = runs.open_best(PlanningRun.objects.get(pk={pk}), by=None)
again = runs.start(Call.objects.get(), by=None, time_limit=2)
print(draft.letter, draft.seats.count() == draft.run.best.tiers["seated"], again.pk)
"""
LEFT_ALONE = ("records_person", "records_nomination", "records_course", "records_plan", "records_seat", "records_event")


@pytest.fixture
def year(begun: Installation) -> tuple[Installation, str]:
    """The installation with a year whose run takes its time, and waits in the queue."""
    begun.more["PYTHONPATH"] = os.path.dirname(os.path.dirname(__file__))
    return begun, begun.ask(YEAR)


def rows(installation: Installation, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{installation.var / 'doanra.sqlite3'}?mode=ro", uri=True, timeout=20) as base:
        return base.execute(question).fetchall()


def everything(installation: Installation) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(installation, f"SELECT * FROM {table} ORDER BY id") for table in LEFT_ALONE}


def test_a_killed_worker_leaves_its_best_plan_and_touches_nothing_else(year):
    installation, run = year
    before = everything(installation)
    worker = installation.start("work", "--interval", "0.1")
    try:
        until(lambda: rows(installation, "SELECT id FROM records_bestplan"))
        assert rows(installation, "SELECT state FROM records_planningrun") == [("running",)]
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=30)
    assert worker.returncode == -signal.SIGKILL
    assert everything(installation) == before
    assert installation.ask(DEAD.format(pk=run)) == "interrupted True True True 0"

    letter, whole, again = installation.ask(GO_ON.format(pk=run)).split()
    assert (letter, whole) == ("A", "True")
    second = installation.start("work", "--interval", "0.1")
    try:
        until(lambda: rows(installation, f"SELECT state FROM records_planningrun WHERE id = {again}") == [("done",)])
    finally:
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=30)
    assert rows(installation, f"SELECT state FROM records_planningrun WHERE id = {run}") == [("interrupted",)]
