"""Reading a file in a process of its own: whatever the file does to it, this one stays whole and says why in words."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

import doanra
from doanra.intake import CellProblem, FileRefusal, Reading, Row
from doanra.intake.reading import SourceCells
from doanra.stages.nominations.reading_program import LENGTH
from doanra.terms.dates import PartialDate
from doanra.terms.words import Gender, Language, Programme, Severity

_PROGRAM = Path(__file__).with_name("reading_program.py")
_LOOK = 0.1  # seconds between looks at the clock and at whether to stop
_PIECE = 1 << 20
_MUCH_MEMORY, _MANY_FILES = 300_000_000, 500
"""After so much a process is not used again: what it took from the machine it does not give back by itself."""


class Stopped(Exception):
    """Somebody asked to stop while a file was being read; the process is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """With what a file is read: day of the call, learned heads (meaning → heads), choices for its own columns."""

    call_on: date | None
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    choices: Sequence[tuple[str, str, str | None]] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A reading, and beside it its layout report as JSON (``Reading.sheets`` itself is empty)."""

    reading: Reading
    sheets: list[dict[str, Any]]


class Reader:
    """One reading process; it reads file after file until it is closed, fails or is killed."""

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
    def usable(self) -> bool:
        """Whether it lives, belongs to this process and has not read too much already."""
        fresh = self._peak < _MUCH_MEMORY and self._files < _MANY_FILES
        return fresh and self.owner == os.getpid() and self._process.poll() is None

    def read(self, name: str, content: bytes, *, by: Understanding, stop: Callable[[], bool]) -> Told:
        """What the file says; a file that takes too long, too much or the process's life is a refusal.

        Raises Stopped as soon as ``stop`` says so.
        """
        self._files += 1
        try:
            answer = self._exchange(_request(name, content, by), stop=stop)
        except TimeoutError:
            self.close()
            return _failed(name, content, _too_slow())
        except OSError:
            answer = b""
        if not answer:
            self.close()
            return _failed(name, content, _too_heavy())
        said = json.loads(answer)
        self._peak = said["peak"]
        return _failed(name, content, _too_heavy()) if "failed" in said else told(said)

    def _exchange(self, request: list[memoryview], *, stop: Callable[[], bool]) -> bytes:
        """Sends the request and takes the reply, empty if the process died."""
        end = time.monotonic() + settings.INTAKE_SECONDS
        answer = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(self._socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while True:
                for _, events in ready.select(_LOOK):
                    if events & selectors.EVENT_WRITE:
                        _send_some(self._socket, request)
                        if not request:
                            ready.modify(self._socket, selectors.EVENT_READ)
                    if events & selectors.EVENT_READ:
                        piece = self._socket.recv(_PIECE)
                        if not piece:
                            return b""
                        answer += piece
                if len(answer) >= LENGTH.size and len(answer) == LENGTH.size + LENGTH.unpack_from(answer)[0]:
                    return bytes(memoryview(answer)[LENGTH.size :])
                if stop():
                    self.close()
                    raise Stopped
                if time.monotonic() > end:
                    raise TimeoutError

    def close(self) -> None:
        """Kills the process; nothing of what it read is left anywhere."""
        self._socket.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


def _send_some(sock: socket.socket, request: list[memoryview]) -> None:
    sent = sock.send(request[0][:_PIECE])
    request[0] = request[0][sent:]
    if not request[0]:
        request.pop(0)


def _request(name: str, content: bytes, by: Understanding) -> list[memoryview]:
    ask = {
        "name": name,
        "call_on": by.call_on.isoformat() if by.call_on else None,
        "words": {meaning: list(heads) for meaning, heads in by.words.items()},
        "choices": list(by.choices),
        "limits": {"unpacked_bytes": settings.INTAKE_UNPACKED, "cells": settings.INTAKE_CELLS},
    }
    packed = json.dumps(ask, ensure_ascii=False).encode("utf-8", "surrogatepass")
    parts = (LENGTH.pack(len(packed)), packed, LENGTH.pack(len(content)), content)
    return [memoryview(part) for part in parts if part]


_idle: list[Reader] = []
_door = threading.Lock()


@contextmanager
def reader() -> Iterator[Callable[..., Told]]:
    """``read`` of one process after another: the idle one if there is one, a new one when it is used up or dead.

    Starting one takes a fifth of a second, so the last is kept for the next hand-in.
    """
    with _door:
        current = _idle.pop() if _idle else Reader()

    def read(name: str, content: bytes, *, by: Understanding, stop: Callable[[], bool] = lambda: False) -> Told:
        nonlocal current
        if not current.usable:
            current.close()
            current = Reader()
        return current.read(name, content, by=by, stop=stop)

    try:
        yield read
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


def told(said: dict[str, Any]) -> Told:
    """A reading from its JSON."""
    letter = said["letter_date"]
    reading = Reading(
        said["file"],
        said["sha256"],
        rows=tuple(map(_row, said["rows"])),
        notes=tuple(said["notes"]),
        refusal=FileRefusal(**said["refusal"]) if said["refusal"] else None,
        unit_hint=said["unit_hint"],
        letter_number=said["letter_number"],
        letter_date=date.fromisoformat(letter) if letter else None,
    )
    return Told(reading, said["sheets"])


def _row(said: dict[str, Any]) -> Row:
    return Row(
        file=said["file"],
        sheet=said["sheet"],
        row=said["row"],
        row_end=said["row_end"],
        full_name=said["full_name"],
        gender=Gender(said["gender"]) if said["gender"] else None,
        birth_date=_date(said["birth_date"]),
        position=said["position"],
        workplace=said["workplace"],
        programme=Programme(said["programme"]) if said["programme"] else None,
        language=Language(said["language"]) if said["language"] else None,
        priority=said["priority"],
        party_joined=_date(said["party_joined"]),
        id_number=said["id_number"],
        problems=tuple(map(problem_of, said["problems"])),
        source=_cells(said["raw"], said["extra"]),
    )


def problem_of(said: dict[str, Any]) -> CellProblem:
    """A problem from its JSON."""
    return CellProblem(**{**said, "severity": Severity(said["severity"])})


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _cells(raw: dict[str, str], extra: dict[str, str]) -> SourceCells:
    """Cells that give back the same ``raw`` and ``extra``."""
    line = (*raw.values(), *extra.values())
    return SourceCells((line,), tuple(raw), tuple((meaning, len(raw) + at) for at, meaning in enumerate(extra)))


def _failed(name: str, content: bytes, why: FileRefusal) -> Told:
    return Told(Reading(name, hashlib.sha256(content).hexdigest(), refusal=why), [])


def _too_slow() -> FileRefusal:
    return FileRefusal(
        "too_slow",
        f"Đọc tệp này quá {settings.INTAKE_SECONDS:g} giây mà chưa xong, nên đã dừng đọc.",
        "Xoá các trang, dòng, cột thừa (chỉ để lại danh sách cán bộ), lưu thành tệp .xlsx mới rồi đưa lên lại.",
    )


def _too_heavy() -> FileRefusal:
    return FileRefusal(
        "too_heavy",
        "Tệp này khi mở ra cần nhiều bộ nhớ hơn mức cho phép, hoặc làm hỏng tiến trình đọc, nên đã dừng đọc.",
        "Chép riêng bảng danh sách cán bộ sang một tệp .xlsx mới rồi đưa lên lại.",
    )
