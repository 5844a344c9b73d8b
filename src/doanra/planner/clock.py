"""When to stop: by the wall clock, or by units of work, so that the same run always ends at the same plan."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

DEFAULT_UNITS = 60.0


@dataclass(frozen=True, slots=True)
class Stop:
    """The limit of a run: seconds of wall clock, or, if ``deterministic``, so many units of the solver's own count.

    A unit is of the order of a second of work, and the same work on every machine. Without a limit a run ends when
    everything is proven (deterministic: after 60 units).
    """

    time_limit: float | None = 60.0
    deterministic: bool = False


class Clock:
    """What is spent and what is left of a run."""

    def __init__(self, stop: Stop, *, cancelled: Callable[[], bool] | None = None) -> None:
        self.deterministic = stop.deterministic
        limit = stop.time_limit
        self.limit = (DEFAULT_UNITS if stop.deterministic else float("inf")) if limit is None else limit
        self.started = time.monotonic()
        self.units = 0.0
        self._cancelled = cancelled or (lambda: False)
        self._ended = threading.Event()

    @property
    def elapsed(self) -> float:
        """Seconds of wall clock since the start."""
        return time.monotonic() - self.started

    @property
    def spent(self) -> float:
        """Seconds, or units in a deterministic run."""
        return self.units if self.deterministic else self.elapsed

    @property
    def left(self) -> float:
        """Seconds or units left; never negative."""
        return 0.0 if self.cancelled() else max(0.0, self.limit - self.spent)

    def charge(self, units: float) -> None:
        """Counts work done."""
        self.units += units

    @contextmanager
    def guard(self, stop: Callable[[], None]) -> Iterator[None]:
        """While the body runs, calls ``stop`` from a second thread once somebody cancelled."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.1):
                if self.cancelled():
                    stop()
                    return

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def cancelled(self) -> bool:
        """Whether somebody asked to stop; once true, always true."""
        if not self._ended.is_set() and self._cancelled():
            self._ended.set()
        return self._ended.is_set()
