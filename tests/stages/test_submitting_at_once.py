"""Many units send at the same moment: nothing refused, nothing lost, receipts in order. See bench/submitting."""

import importlib.util
import sys
from pathlib import Path

import pytest
from django.db import connection

from doanra.records.models import NominationDraft, Submission

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("registers_afterwards"),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="one writer at a time: needs DATABASE_URL of PostgreSQL"),
]
UNITS, EACH, WORKERS = 12, 3, 8


@pytest.fixture
def bench(monkeypatch):
    place = Path(__file__).resolve().parents[2] / "bench" / "submitting.py"
    spec = importlib.util.spec_from_file_location("bench_submitting", place)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_many_units_send_at_once_and_everything_holds(bench):
    call, waiting = bench.prepare(UNITS, EACH)
    assert len(waiting) == UNITS
    assert bench.send_all(call, waiting, workers=WORKERS).wrong == []


def test_the_look_afterwards_finds_what_is_lost(bench):
    call, waiting = bench.prepare(2, 2)
    bench.send_all(call, waiting, workers=2)
    Submission.objects.filter(number=2).update(number=3)
    NominationDraft.objects.filter(pk=min(NominationDraft.objects.values_list("pk", flat=True))).update(nomination=None)
    assert bench.faults(call, waiting) == ["4 drafts sent", "receipts from 1 on, none missing or twice"]


def test_one_letter_twice_at_once_is_taken_once(bench):
    call, waiting = bench.prepare(1, 3)
    ((account, drafts),) = waiting.items()
    found = bench.send_all(call, waiting, workers=1)
    assert found.wrong == []
    with pytest.raises(Exception, match="đã nộp"):
        bench.send(call, account, drafts)
    assert Submission.objects.count() == 1
