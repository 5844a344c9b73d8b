"""Keeps what a panicking Rust library writes out of the error output, and lets everything else through."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDERR = 2
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def without_panics() -> Iterator[None]:
    """Holds the error output back while the block runs; lines of a panic are dropped, the rest is written after it.

    The library writes to the descriptor itself, past Python's ``sys.stderr``. A pipe holds what is written, so nothing
    touches a disk; other threads' lines come a little later, and past 64 kB not at all.
    """
    with _ONE_AT_A_TIME:
        try:
            real = os.dup(_STDERR)
            held, end = os.pipe()
        except OSError:  # there is no error output to keep clean, or no descriptor left to do it with
            yield
            return
        os.set_blocking(end, False)
        os.dup2(end, _STDERR)
        os.close(end)
        try:
            yield
        finally:
            os.dup2(real, _STDERR)
            _pass_on(_all_of(held), real)
            os.close(held)
            os.close(real)


def _all_of(held: int) -> bytes:
    """What the pipe holds; nobody writes to it any more."""
    os.set_blocking(held, False)
    pieces = []
    with suppress(BlockingIOError):
        while piece := os.read(held, 65_536):
            pieces.append(piece)
    return b"".join(pieces)


def _pass_on(written: bytes, real: int) -> None:
    """What was written, but for the lines from "thread ... panicked" to the hint at RUST_BACKTRACE."""
    if b"panicked at" in written:
        kept, within = [], False
        for line in written.splitlines(keepends=True):
            within = within or (line.startswith(b"thread ") and b"panicked at" in line)
            if not within:
                kept.append(line)
            within = within and b"RUST_BACKTRACE" not in line
        written = b"".join(kept)
    if written:
        with suppress(OSError):
            os.write(real, written)
