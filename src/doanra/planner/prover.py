"""The guide in a process of its own: `python -m doanra.planner.prover`, spoken to through pipes.

What comes in: the problem and the limit, then the tiers of the best plan whenever they change. What goes out:
proofs and schedules. The process ends with its parent, however that ends: then the pipe is closed.
"""

from __future__ import annotations

import os
import pickle
import queue
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from doanra.planner.clock import Clock, Stop
from doanra.planner.guide import Guide, Order, Schedule
from doanra.planner.modes import find_modes
from doanra.planner.objectives import Proof
from doanra.planner.problem import Problem

_MEMORY = 3 << 30  # bytes of addresses; a year needs a third of them
_ROOT = Path(__file__).resolve().parents[2]


class Prover:
    """The parent's side: a worker that is there as long as the ``with`` block, or has died and says nothing more."""

    def __init__(self, problem: Problem, *, seconds: float, best: Order) -> None:
        self._heard: queue.SimpleQueue[Proof | Schedule] = queue.SimpleQueue()
        self._told: Order | None = None
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "doanra.planner.prover"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        self._say((problem, seconds))
        self.tell(best)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:  # what was still to be said has no hearer
                pass

    def tell(self, best: Order) -> None:
        """Tells the tiers of the best plan, if they have changed."""
        if best != self._told:
            self._told = best
            self._say(best)

    def heard(self) -> Iterator[Proof | Schedule]:
        """What has come since the last time."""
        while True:
            try:
                yield self._heard.get_nowait()
            except queue.Empty:
                return

    def _say(self, thing: object) -> None:
        try:
            if self.process.stdin:
                pickle.dump(thing, self.process.stdin)
                self.process.stdin.flush()
        except OSError:  # the worker has died: the run goes on without it
            return

    def _listen(self) -> None:
        if self.process.stdout:
            for thing in _things(self.process.stdout):
                self._heard.put(thing)


def _things(pipe: IO[bytes]) -> Iterator[Proof | Schedule]:
    """What comes through a pipe until it ends."""
    while True:
        try:
            yield pickle.load(pipe)  # the two ends are one program
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return


def _work(source: IO[bytes], sink: IO[bytes]) -> None:
    """The worker's side."""
    problem, seconds = pickle.load(source)
    best: list[Order] = [pickle.load(source)]

    def listen() -> None:
        while True:
            try:
                best[0] = pickle.load(source)
            except (EOFError, OSError, pickle.UnpicklingError):
                os._exit(0)  # the parent has gone

    threading.Thread(target=listen, daemon=True).start()
    modes, _ = find_modes(problem)
    guide = Guide(problem, modes, clock=Clock(Stop(seconds)), limit=seconds, best=lambda: best[0])
    for event in guide.events():
        pickle.dump(event, sink)
        sink.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends this process
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _work(sys.stdin.buffer, sys.stdout.buffer)
