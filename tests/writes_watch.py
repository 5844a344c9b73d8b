"""Watches what a door writes: every row of ours that a page or a command writes is written within an act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started

from doanra.stages.acting import is_open

WRITE = re.compile(
    r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(records_\w+)"?(.*)', re.IGNORECASE | re.DOTALL
)
OF_MACHINES = {
    "records_attempt": "how far a reading is; each file read is an act",
    "records_bestplan": "the best plan so far of a run under way",
    "records_handin": "how far a reading is",
    "records_planningrun": "how far a run is, and that it was broken off",
    "records_repair": "how far a search is, and that it was broken off",
    "records_savingrun": "how far a saving is; the saving itself is an act",
}
"""Tables of progress that the machine writes by itself, and why that is nobody's act."""
_SIGNED_IN = re.compile(r'\s*SET "last_login" = \S+ WHERE', re.IGNORECASE)


class Watch:
    """Counts as an execute wrapper of Django's; ``found`` has the statements that went round the verbs."""

    def __init__(self) -> None:
        self.inside = 0
        self.found: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.inside and not is_open() and strange(sql):
            self.found.append(sql[:200])
        return execute(sql, params, many, context)

    @contextmanager
    def door(self) -> Iterator[None]:
        """A door is at work."""
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    def begin(self, **_: Any) -> None:
        """A request comes in."""
        self.inside += 1

    def end(self, **_: Any) -> None:
        """Its answer went out."""
        self.inside = max(0, self.inside - 1)


def strange(sql: str) -> bool:
    """Whether a statement writes a row of ours that only a verb may write."""
    write = WRITE.match(sql)
    if write is None or write[1].lower() in OF_MACHINES:
        return False
    return not (write[1].lower() == "records_account" and _SIGNED_IN.match(write[2]))


@contextmanager
def watching(connection: Any) -> Iterator[Watch]:
    """Watches the requests of the test client, and commands within ``door``, on one connection."""
    watch = Watch()
    request_started.connect(watch.begin)
    request_finished.connect(watch.end)
    try:
        with connection.execute_wrapper(watch):
            yield watch
    finally:
        request_started.disconnect(watch.begin)
        request_finished.disconnect(watch.end)
