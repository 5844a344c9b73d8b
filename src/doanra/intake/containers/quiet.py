"""Keeps what a panicking Rust library writes out of the error output, and lets everything else through."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDERR = 2
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def without_panics() -> Iterator[None]:
    """Holds the error output back while the block runs; lines of a panic are dropped, the rest is written after it.

    The library writes to the file itself, past Python's ``sys.stderr``; other threads' lines come a little later.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as held:
        try:
            real = os.dup(_STDERR)
        except OSError:  # there is no error output to keep clean
            yield
            return
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(real, _STDERR)
            held.seek(0)
            _pass_on(held.read(), real)
            os.close(real)


def _pass_on(written: bytes, real: int) -> None:
    """What was written, but for the lines from "thread ... panicked" to the hint at RUST_BACKTRACE."""
    if not written or b"panicked at" in written:
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
