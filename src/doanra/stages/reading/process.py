"""One process that reads handed-in files: whatever a file does to it, this one stays whole and says why in words."""

from __future__ import annotations

import atexit
import json
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

import doanra
from doanra.stages.reading.program import FAR, LENGTH, PART, REST, ROWS
from doanra.terms.refusal import Refused

_PROGRAM = Path(__file__).with_name("program.py")
_LOOK = 0.1  # seconds between looks at the clock and at whether to stop
_PIECE = 1 << 20
_PATIENCE = 4  # times as long by the clock on the wall
_MUCH_MEMORY, _MANY_FILES = 300_000_000, 500
"""After so much a process is not used again: what it took from the machine it does not give back by itself."""

TakeRow = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Far:
    """How far a file is: ``read`` of ``of`` rows are read, the last on ``sheet``; ``told`` have come over."""

    sheet: str
    read: int
    of: int
    told: int = 0


class Stopped(Exception):
    """Somebody asked to stop while a file was being read; the process is gone."""


def nobody_stops() -> bool:
    """For who waits until the file is read."""
    return False


def nobody_looks(_far: Far) -> None:
    """For who does not ask how far it is."""


class ReadingProcess:
    """It reads file after file until it is closed, fails or is killed."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._peak = self._files = 0
        self._socket, theirs = socket.socketpair()
        # No keys and no address of the database: a file that took the process over would find none.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_PROGRAM), str(settings.INTAKE_MEMORY)],
            stdin=theirs.fileno(), stdout=theirs.fileno(), cwd="/",
            env={"PYTHONPATH": str(Path(doanra.__file__).parents[1]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        )  # fmt: skip
        theirs.close()
        self._socket.setblocking(False)

    @property
    def pid(self) -> int:
        """Its number at the machine."""
        return self._process.pid

    @property
    def usable(self) -> bool:
        """Whether it lives, belongs to this process and has not read too much already."""
        fresh = self._peak < _MUCH_MEMORY and self._files < _MANY_FILES
        return fresh and self.owner == os.getpid() and self._process.poll() is None

    def ask(
        self,
        question: dict[str, Any],
        content: bytes,
        *,
        take: TakeRow,
        stop: Callable[[], bool] = nobody_stops,
        far: Callable[[Far], None] = nobody_looks,
    ) -> dict[str, Any]:
        """Has a file read: each row is given to ``take`` as it comes, all the rest is returned.

        Refused (``too_slow``, ``too_heavy``) for a file that takes too long, too much or the process's life; what
        ``take`` got is then worth nothing. Raises Stopped as soon as ``stop`` says so.
        """
        self._files += 1
        rest = None
        try:
            rest = self._heard(_request(question, content), take=take, stop=stop, far=far)
        except TimeoutError:
            raise _too_slow() from None
        except OSError as error:
            raise _too_heavy() from error
        finally:
            if rest is None:  # in the middle of a reply, or dead
                self.close()
        if rest is None:
            raise _too_heavy()
        self._peak = rest["peak"]
        if "failed" in rest:
            raise _too_heavy()
        return rest

    def _heard(
        self, request: list[memoryview], *, take: TakeRow, stop: Callable[[], bool], far: Callable[[Far], None]
    ) -> dict[str, Any] | None:
        """The rest of the reply; None if the process died."""
        at = Far("", 0, 0)
        for kind, part in self._parts(request, stop=stop):
            said = json.loads(part)
            if kind == FAR:
                far(at := Far(*said))
            elif kind == ROWS:
                for row in said:
                    take(row)
                far(at := replace(at, read=at.of, told=at.told + len(said)))
            elif kind == REST:
                rest: dict[str, Any] = said
                return rest
        return None

    def _parts(self, request: list[memoryview], *, stop: Callable[[], bool]) -> Iterator[tuple[bytes, bytes]]:
        """Sends the request and yields the parts of the reply; ends with them, or with the process."""
        clock = _Clock(self.pid)
        heard = bytearray()
        for piece in self._pieces(request):
            heard += piece
            yield from _whole_parts(heard)
            if stop():
                raise Stopped
            if clock.is_over:
                raise TimeoutError

    def _pieces(self, request: list[memoryview]) -> Iterator[bytes]:
        """Sends the request and yields what comes back, nothing after a while without; ends with the process."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while True:
                piece = b""
                for _, events in ready.select(_LOOK):
                    if events & selectors.EVENT_WRITE:
                        _send_some(self._socket, request)
                        if not request:
                            ready.modify(self._socket, selectors.EVENT_READ)
                    if events & selectors.EVENT_READ:
                        piece = self._socket.recv(_PIECE)
                        if not piece:
                            return
                yield piece

    def close(self) -> None:
        """Kills the process; nothing of what it read is left anywhere."""
        self._socket.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


class _Clock:
    """The time of one file: what it costs the processor, so that a busy machine refuses nobody's list.

    By the clock on the wall it may take some times as long, that nothing waits for ever.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._worked, self._begun = pid, _worked(pid), time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether the file has had its time."""
        allowed: float = settings.INTAKE_SECONDS
        over = time.monotonic() - self._begun >= allowed * _PATIENCE
        return over or _worked(self._pid) - self._worked >= allowed


def _worked(pid: int) -> float:
    """Seconds that a process has had of the processor; of the clock where the machine does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    user, system = told[11:13]  # utime and stime of proc(5), which counts from the name on
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _whole_parts(heard: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """Takes the parts that have come whole from the front of what was heard."""
    while len(heard) >= PART.size:
        kind, length = PART.unpack_from(heard)
        if len(heard) < PART.size + length:
            return
        part = bytes(memoryview(heard)[PART.size : PART.size + length])
        del heard[: PART.size + length]
        yield kind, part


def _send_some(sock: socket.socket, request: list[memoryview]) -> None:
    sent = sock.send(request[0][:_PIECE])
    request[0] = request[0][sent:]
    if not request[0]:
        request.pop(0)


def _request(question: dict[str, Any], content: bytes) -> list[memoryview]:
    limits = {"unpacked_bytes": settings.INTAKE_UNPACKED, "cells": settings.INTAKE_CELLS}
    packed = json.dumps({**question, "limits": limits}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    parts = (LENGTH.pack(len(packed)), packed, LENGTH.pack(len(content)), content)
    return [memoryview(part) for part in parts if part]


_idle: list[ReadingProcess] = []
_door = threading.Lock()


@contextmanager
def asking() -> Iterator[Callable[..., dict[str, Any]]]:
    """``ask`` of one process after another: the idle one if there is one, a new one when it is used up or dead.

    Starting one takes a fifth of a second, so the last is kept for the next hand-in.
    """
    with _door:
        current = _idle.pop() if _idle else ReadingProcess()

    def ask(question: dict[str, Any], content: bytes, **how: Any) -> dict[str, Any]:
        nonlocal current
        if not current.usable:
            current.close()
            current = ReadingProcess()
        return current.ask(question, content, **how)

    try:
        yield ask
    finally:
        with _door:
            if current.usable and not _idle:
                _idle.append(current)
            else:
                current.close()


@atexit.register
def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


def _too_slow() -> Refused:
    return Refused(
        "too_slow",
        f"Đọc tệp này quá {settings.INTAKE_SECONDS:g} giây mà chưa xong, nên đã dừng đọc.",
        remedy="Xoá các trang, dòng, cột thừa (chỉ để lại bảng cần nộp), lưu thành tệp .xlsx mới rồi đưa lên lại.",
    )


def _too_heavy() -> Refused:
    return Refused(
        "too_heavy",
        "Tệp này khi mở ra cần nhiều bộ nhớ hơn mức cho phép, hoặc làm hỏng tiến trình đọc, nên đã dừng đọc.",
        remedy="Chép riêng bảng cần nộp sang một tệp .xlsx mới rồi đưa lên lại.",
    )
