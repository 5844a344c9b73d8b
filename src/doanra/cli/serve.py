"""`doanra serve`: the pages and, in a process of its own, the background worker. One command, nothing else to start."""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date, datetime
from types import FrameType

from doanra.cli.django_room import wake
from doanra.terms.refusal import Refused

HELP = "serves the pages and works off the background tasks"
_LOOK = 0.2  # seconds between looks at the children
_PATIENCE = 8  # seconds for the children to end by themselves
_NOTICES_FROM = 6  # o'clock, when the notices of a day are made
_SCAN_EVERY = 600  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and how many processes answer."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    parser.add_argument("--no-worker", action="store_true", help="leave the background tasks to `doanra work`")


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped; a worker that dies is started again. Nothing it started outlives it."""
    wake()
    _check(options)
    web = [
        sys.executable, "-m", "gunicorn", "doanra.config.wsgi:application", "--bind", f"{options.host}:{options.port}",
        "--workers", str(options.processes), "--threads", "4", "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    pages = subprocess.Popen(web)
    children, daily, scanner = [pages], Daily(), Scanner(on=_scanner_is_on())
    print(f"Đoàn Ra: http://{options.host}:{options.port}/  (Ctrl-C để dừng)", flush=True)
    try:
        while not stopping.wait(_LOOK) and pages.poll() is None:
            if not options.no_worker:
                _keep_worker(children)
                daily.look()
                scanner.look()
    finally:
        _end([*children, *daily.running, *scanner.running])
    return 0 if stopping.is_set() else pages.returncode or 1


def _keep_worker(children: list[subprocess.Popen[bytes]]) -> None:
    """One worker is alive, and a dead one is followed by another, but not more often than once a second."""
    workers = children[1:]
    if workers and workers[0].poll() is None:
        return
    if workers:
        children.remove(workers[0])
        time.sleep(1)
    children.append(subprocess.Popen([sys.executable, "-m", "doanra.cli", "work"]))


class Daily:
    """Runs `doanra notices` in a process of its own once a day, from the morning on."""

    def __init__(self) -> None:
        self.last: date | None = None
        self.running: list[subprocess.Popen[bytes]] = []

    def look(self) -> None:
        """Starts the run of the day if its hour has come and it was not started."""
        now = datetime.now().astimezone()
        self.running = [one for one in self.running if one.poll() is None]
        if now.hour >= _NOTICES_FROM and self.last != now.date():
            self.last = now.date()
            command = [sys.executable, "-m", "doanra.cli", "notices"]
            self.running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))


class Scanner:
    """Runs `doanra scan` in a process of its own every few minutes where a virus scanner is named: one that was down
    finds what waited for it.
    """

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self.next = time.monotonic() + _SCAN_EVERY
        self.running: list[subprocess.Popen[bytes]] = []

    def look(self) -> None:
        """Starts a run if its time has come and the last one has ended."""
        self.running = [one for one in self.running if one.poll() is None]
        if self.on and not self.running and time.monotonic() >= self.next:
            self.next = time.monotonic() + _SCAN_EVERY
            command = [sys.executable, "-m", "doanra.cli", "scan"]
            self.running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))


def _scanner_is_on() -> bool:
    from django.conf import settings  # noqa: PLC0415 - needs Django awake

    return bool(settings.CLAMD)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Asks all to end; who has not ended in time, such as a worker in a long run, is ended. The run shows it."""
    for child in children:
        child.terminate()
    last = time.monotonic() + _PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _check(options: argparse.Namespace) -> None:
    if not 1 <= options.port <= 65535:
        raise Refused("port_range", f"Cổng {options.port} không có.", remedy="Chọn cổng từ 1 đến 65535, ví dụ 8000.")
    if not 1 <= options.processes <= 64:
        raise Refused("processes_range", f"Không chạy được {options.processes} tiến trình.", remedy="Ví dụ: 2.")
    _port_is_free(options.host, options.port)


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except socket.gaierror:
            raise Refused("no_host", f"Máy này không có địa chỉ “{host}”.", remedy="Ví dụ: 127.0.0.1.") from None
        except PermissionError:
            raise Refused(
                "port_forbidden", f"Cổng {port} chỉ dành cho quản trị máy.", remedy="Chọn cổng từ 1024, ví dụ 8000."
            ) from None
        except OSError:
            raise Refused(
                "port_taken",
                f"Cổng {port} trên {host} đang có chương trình khác dùng.",
                remedy="Chọn cổng khác, ví dụ PORT=8001 script/server.",
            ) from None
