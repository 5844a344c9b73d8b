"""`doanra scan`, and how often `doanra serve` runs it."""

import sys
import time

import pytest

from doanra.cli import main, serve
from doanra.records.models import ScanState, StoredFile


@pytest.mark.django_db
def test_without_a_scanner_it_says_how_to_name_one(settings, capsys):
    settings.CLAMD = ""
    assert main(["scan"]) == 2
    assert "DOANRA_CLAMD" in capsys.readouterr().err


@pytest.mark.django_db
def test_it_says_how_many_were_scanned_and_how_many_wait(settings, capsys):
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    assert not StoredFile.objects.filter(scan=ScanState.WAITING.value).exists()
    assert main(["scan"]) == 0
    assert capsys.readouterr().out == "Đã quét 0 tệp, còn 0 tệp chờ.\n"


def test_the_server_scans_only_where_a_scanner_is_named_and_not_before_its_time():
    off, early = serve.Scanner(on=False), serve.Scanner(on=True)
    off.next = time.monotonic() - 1
    for one in (off, early):
        one.look()
        assert one.running == []


def test_the_server_starts_one_run_at_a_time(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/true")
    one = serve.Scanner(on=True)
    one.next = time.monotonic() - 1
    one.look()
    (first,) = one.running
    assert one.next > time.monotonic()
    first.wait(timeout=30)
    one.look()
    assert one.running == []
