"""The chain of the trail: what of an event is bound, and how its hash follows from all that came before.

Each link is an HMAC of its number, the hash before it and a digest of the whole content. Its key lies beside the
database, not in it: who can write in the tables alone cannot make a link that holds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
START = "0" * 64
"""What stands before the first link."""


def plain(value: Any) -> Any:
    """The value as JSON gives it back, so that it looks the same before it was stored and after."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))


class Content:
    """The digest of one event's content, fed thing by thing so that an act on very many takes no memory."""

    def __init__(self, event: Any) -> None:
        said = [
            1,  # the form, should another ever follow
            _moment(event.at), event.by_id, event.by_name, event.role, event.unit_id, event.body_id, event.verb,
            event.year, event.ground, event.subject, event.subject_id, event.detail,
        ]  # fmt: skip
        self._digest = hashlib.sha256(_canonical(said))

    def add(self, *, kind: str, key: int, did: str, changes: Any) -> None:
        """One thing more, in the order in which they were stored."""
        self._digest.update(_canonical([kind, key, did, changes]))

    def hex(self) -> str:
        """The digest so far."""
        return self._digest.hexdigest()


def content(event: Any, things: Iterable[Any]) -> str:
    """The digest of an event with its things."""
    whole = Content(event)
    for thing in things:
        whole.add(kind=thing.kind, key=thing.key, did=thing.did, changes=thing.changes)
    return whole.hex()


class Held:
    """The digest of what an act holds in another table, fed row by row; its event has what ``said`` gives.

    Short digests of pieces of ``each`` rows tell where something is otherwise; the long one tells that it is.
    """

    _SHORT = 8

    def __init__(self, *, each: int = 1) -> None:
        self.each, self.rows = each, 0
        self._whole, self._piece = hashlib.sha256(), hashlib.sha256()
        self._pieces: list[str] = []

    def add(self, *said: Any) -> None:
        """One row more, in the order in which they are stored."""
        content = _canonical(said)
        self._whole.update(content)
        self._piece.update(content)
        self.rows += 1
        if self.rows % self.each == 0:
            self._close()

    def said(self) -> dict[str, Any]:
        """What the event keeps of it, by which it is chained."""
        if self.rows % self.each:
            self._close()
        return {"rows": self.rows, "each": self.each, "hash": self._whole.hexdigest(), "pieces": "".join(self._pieces)}

    def _close(self) -> None:
        self._pieces.append(self._piece.hexdigest()[: self._SHORT])
        self._piece = hashlib.sha256()

    @classmethod
    def differs_at(cls, kept: dict[str, Any], now: dict[str, Any]) -> int:
        """The first row, from 0, of the first piece in which two differ; the number of rows where all pieces agree."""
        old, new = str(kept["pieces"]), str(now["pieces"])
        places = range(0, max(len(old), len(new)), cls._SHORT)
        differs = (place for place in places if old[place : place + cls._SHORT] != new[place : place + cls._SHORT])
        return next((place // cls._SHORT * int(kept["each"]) for place in differs), int(kept["rows"]))


def link(sequence: int, *, before: str, event: int, digest: str) -> str:
    """The hash of one link; ``before`` is the hash of the link before it, or START."""
    return keyed(f"{sequence}|{before}|{event}|{digest}")


def seal(sequence: int, last: str) -> str:
    """What the head of the chain bears: without the key nobody makes one for a chain that he cut."""
    return keyed(f"head|{sequence}|{last}")


def keyed(text: str) -> str:
    """HMAC-SHA-256 with the key of the trail."""
    return hmac.new(settings.TRAIL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: Any) -> bytes:
    return _AS_JSON(value).encode("utf-8", "surrogatepass") + b"\n"
