"""Units' lists read away from this process: with what they are read, and what comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doanra.intake import CellProblem, FileRefusal, Reading, Row
from doanra.intake.reading import SourceCells
from doanra.stages.reading.process import Far, asking, nobody_looks, nobody_stops
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused
from doanra.terms.words import Gender, Language, Programme, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """With what a file is read: day of the call, learned heads (meaning → heads), choices for its own columns."""

    call_on: date | None
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    choices: Sequence[tuple[str, str, str | None]] = ()

    def question(self, name: str) -> dict[str, Any]:
        """What the reading process is asked."""
        return {
            "kind": "list",
            "name": name,
            "call_on": self.call_on.isoformat() if self.call_on else None,
            "words": {meaning: list(heads) for meaning, heads in self.words.items()},
            "choices": list(self.choices),
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A reading, and beside it its layout report as JSON (``Reading.sheets`` itself is empty)."""

    reading: Reading
    sheets: list[dict[str, Any]]


Read = Callable[..., Told]
"""``read(name, content, by=Understanding, stop=, far=)``: what the file says, a refusal if it breaks the bounds.

Raises ``reading.process.Stopped`` as soon as ``stop`` says so.
"""


@contextmanager
def reader() -> Iterator[Read]:
    """Reads one file after another, each by the process that is fit for it."""
    with asking() as ask:

        def read(
            name: str,
            content: bytes,
            *,
            by: Understanding,
            stop: Callable[[], bool] = nobody_stops,
            far: Callable[[Far], None] = nobody_looks,
        ) -> Told:
            rows: list[Row] = []
            try:
                rest = ask(by.question(name), content, take=lambda said: rows.append(row_of(said)), stop=stop, far=far)
            except Refused as why:
                refusal = FileRefusal(why.code, why.message, why.remedy)
                return Told(Reading(name, hashlib.sha256(content).hexdigest(), refusal=refusal), [])
            return told(rest, rows)

        yield read


def told(rest: dict[str, Any], rows: Sequence[Row]) -> Told:
    """A reading from the rest of its JSON and its rows."""
    letter = rest["letter_date"]
    reading = Reading(
        rest["file"],
        rest["sha256"],
        rows=tuple(rows),
        notes=tuple(rest["notes"]),
        refusal=FileRefusal(**rest["refusal"]) if rest["refusal"] else None,
        unit_hint=rest["unit_hint"],
        letter_number=rest["letter_number"],
        letter_date=date.fromisoformat(letter) if letter else None,
    )
    return Told(reading, rest["sheets"])


def row_of(said: dict[str, Any]) -> Row:
    """A row from its JSON."""
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
