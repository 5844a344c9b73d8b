"""From JSON to changes (``what-if/1``): every fault of the form is named with its place before anything is refused.

``{"schema": "what-if/1", "changes": [{"kind": "scale_budget", "percent": -10}, ...]}``
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from doanra.planner import whatif
from doanra.planner.reading import At, Fault, Malformed

SCHEMA = "what-if/1"
_MOST = 10**9


def read_changes(data: object) -> tuple[whatif.Change, ...]:
    """The changes that a parsed JSON document holds; whether they fit a problem is for ``whatif.applied`` to say.

    Raises ``Malformed`` (a ``Refused``, code ``bad_changes``) that names every fault with its place.
    """
    faults: list[Fault] = []
    root = At(data, "", faults)
    root.is_a(SCHEMA)
    found = [_change(at) for at in root["changes"].items()]
    if faults:
        raise Malformed(
            "bad_changes",
            "Tệp thay đổi chưa đúng mẫu what-if/1",
            faults=tuple(faults),
            remedy='Sửa từng chỗ nêu trên, ví dụ {"kind": "scale_budget", "percent": -10}.',
        )
    return tuple(change for change in found if change)


def as_json(changes: tuple[whatif.Change, ...]) -> dict[str, object]:
    """The document that `read_changes` reads back to equal values."""
    return {"schema": SCHEMA, "changes": [change.as_json() for change in changes]}


def _change(at: At) -> whatif.Change | None:
    kind = at["kind"]
    read = _KINDS.get(str(kind.value))
    if read is None:
        kind.wrong("một trong " + ", ".join(_KINDS))
        return None
    return read(at)


def _starts(at: At) -> tuple[date, ...]:
    return tuple(sorted({day.day() for day in at["starts"].items()}))


def _add_class(at: At) -> whatif.Change:
    seats = at["seats"].pair(lambda one: one.whole(low=1, high=10_000)) if "seats" in at else None
    return whatif.AddClass(at["course"].text(), at["id"].text(), _starts(at), seats)


_KINDS: dict[str, Callable[[At], whatif.Change]] = {
    "add_class": _add_class,
    "move_dates": lambda at: whatif.MoveDates(at["course"].text(), _starts(at)),
    "scale_budget": lambda at: whatif.ScaleBudget(at["percent"].number(low=-100, high=900)),
    "set_number": lambda at: whatif.SetNumber(at["name"].text(), at["value"].whole(low=0, high=10**12)),
    "set_away": lambda at: whatif.SetAway(at["unit"].text(), at["limit"].whole(low=0, high=_MOST)),
    "set_away_share": lambda at: whatif.SetAwayShare(at["share"].number(low=0.01, high=1)),
    "set_target": lambda at: whatif.SetTarget(at["programme"].text(), at["seats"].whole(low=0, high=_MOST)),
}
