"""The virus scanner: clamd over a socket, by its INSTREAM command (clamd(8)). Off unless ``CLAMD`` names one."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings

from doanra.records.models import ScanState

_PIECE = 1 << 16
_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner said; ``note`` is the name of what it found, or why it said nothing."""

    state: ScanState
    note: str = ""
    answered: bool = True


def is_on() -> bool:
    """Whether files are scanned here."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> Scanned:
    """Asks the scanner. One that is down or does not understand leaves the file waiting, never clean."""
    if not is_on():
        return Scanned(ScanState.UNSCANNED)
    try:
        with closing(_connected(settings.CLAMD)) as line:
            said = _ask(line, content)
    except OSError as error:
        return Scanned(ScanState.WAITING, f"máy quét không trả lời ({type(error).__name__})", answered=False)
    return _understood(said)


def _connected(address: str) -> socket.socket:
    """``unix:/run/clamav/clamd.ctl`` or ``tcp:127.0.0.1:3310``."""
    kind, _, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.CLAMD_SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.strip("/").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=settings.CLAMD_SECONDS)


def _ask(line: socket.socket, content: bytes) -> str:
    """``zINSTREAM``, then pieces each with its length in four bytes, then a length of nought."""
    line.sendall(b"zINSTREAM\0")
    for begin in range(0, len(content), _PIECE):
        piece = content[begin : begin + _PIECE]
        line.sendall(struct.pack("!L", len(piece)) + piece)
    line.sendall(struct.pack("!L", 0))
    said = b""
    while len(said) < _ANSWER and not said.endswith(b"\0") and (more := line.recv(_ANSWER)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _understood(said: str) -> Scanned:
    answer = said.removeprefix("stream:").strip()
    if answer == "OK":
        return Scanned(ScanState.CLEAN)
    if answer.endswith(" FOUND"):
        return Scanned(ScanState.INFECTED, answer.removesuffix(" FOUND")[:120])
    return Scanned(ScanState.WAITING, f"máy quét trả lời: {answer[:120] or 'không gì cả'}")
