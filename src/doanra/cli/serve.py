"""`doanra serve`: the pages and, in a process of its own, the background worker. One command, nothing else to start."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

from doanra.cli.django_room import wake
from doanra.terms.refusal import Refused

HELP = "serves the pages and works off the background tasks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and how many processes answer."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    parser.add_argument("--no-worker", action="store_true", help="leave the background tasks to `doanra work`")


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped; a worker that dies is started again."""
    wake()
    _port_is_free(options.host, options.port)
    web = [
        sys.executable, "-m", "gunicorn", "doanra.config.wsgi:application", "--bind", f"{options.host}:{options.port}",
        "--workers", str(options.processes), "--threads", "4", "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip
    children = [subprocess.Popen(web)]
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    if not options.no_worker:
        threading.Thread(target=_keep_worker, args=(stopping, children), daemon=True).start()
    print(f"Đoàn Ra: http://{options.host}:{options.port}/  (Ctrl-C để dừng)", flush=True)
    while not stopping.is_set() and children[0].poll() is None:
        time.sleep(0.2)
    stopping.set()
    for child in children:
        child.terminate()
    for child in children:
        child.wait(timeout=20)
    return 0


def _keep_worker(stopping: threading.Event, children: list[subprocess.Popen[bytes]]) -> None:
    while not stopping.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "doanra.cli", "work"], env=os.environ.copy())
        children.append(worker)
        worker.wait()
        children.remove(worker)
        stopping.wait(1)


def _port_is_free(host: str, port: int) -> None:
    import socket  # noqa: PLC0415 - only to ask once

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refused(
                "port_taken",
                f"Cổng {port} trên {host} đang có chương trình khác dùng.",
                remedy="Chọn cổng khác, ví dụ PORT=8001 script/server.",
            ) from None
