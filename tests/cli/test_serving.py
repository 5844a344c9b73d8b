"""The server and its worker in earnest: they start, answer, work a planning run off, and leave nothing behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from cli.installation import Installation

PATIENCE = 60  # seconds; two processes start Django on a machine that may be busy
YEAR = """
import factories
from doanra.stages.plans import runs
from doanra.records.models import Call
call = factories.call(2027 + Call.objects.count(), target_short=6, target_medium=0, target_language=0)
factories.course(call)
for slug in ("p-cao-bang", "p-son-la"):
    factories.nominations(call, 1, unit=slug)
print(runs.start(call, by=None, time_limit=2).pk)
"""
STATE = "from doanra.records.models import PlanningRun; r = PlanningRun.objects.get(pk={pk}); print(r.state, r.seated)"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """All processes below one, as the system has them."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, row.split())) for row in listed.splitlines()]
    found = [pid]
    for parent in found:
        found += [child for child, above in pairs if above == parent]
    return found[1:]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(tell, seconds: float = PATIENCE):
    """Asks again and again until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := tell():
            return answer
        time.sleep(0.2)
    raise AssertionError("no answer in time")


def page(port: int, path: str = "/"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except OSError:
        return None


@pytest.fixture
def year(begun: Installation) -> tuple[Installation, str]:
    """The installation with a small year whose planning run waits in the queue."""
    begun.more["PYTHONPATH"] = os.path.dirname(os.path.dirname(__file__))
    return begun, begun.ask(YEAR)


def test_the_server_answers_works_a_run_off_and_stops_without_leaving_a_child(year):
    installation, run = year
    port = free_port()
    server = installation.start("serve", "--port", str(port), "--processes", "1")
    try:
        status, body = until(lambda: page(port))
        assert (status, "Đoàn Ra" in body) == (200, True)
        taken = installation.run("serve", "--port", str(port))
        assert (taken.returncode, str(port) in taken.stderr) == (2, True)
        until(lambda: installation.ask(STATE.format(pk=run)) == "done 2")
        children = until(lambda: len(found := children_of(server.pid)) >= 3 and found)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
    assert server.returncode == 0
    assert until(lambda: not [pid for pid in children if alive(pid)], seconds=5)
    assert page(port) is None


def test_the_worker_alone_takes_a_run_that_waits_and_stops_when_told(year):
    installation, run = year
    worker = installation.start("work", "--interval", "0.1")
    try:
        until(lambda: installation.ask(STATE.format(pk=run)) == "done 2")
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)
    assert worker.returncode in {0, 1, -signal.SIGTERM}
