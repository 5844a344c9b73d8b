"""The process that opens handed-in files: one after another, bounded, without Django or any key, killable at any time.

Run by its path (``process.py`` does). A request on standard input is a frame of JSON and a frame with the file, each
after its length. The reply on standard output is told in parts: how far the reading is, rows some at a time, the rest.
It ends with its input.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from types import TracebackType
from typing import Any, BinaryIO

from doanra.intake import DEFAULT, Limits, Reading, Row, read_file
from doanra.intake.sheets import read_courses
from doanra.intake.sheets.histories import HistoryLine, read_histories
from doanra.intake.sheets.opinions import read_opinions
from doanra.intake.sheets.quotas import read_quotas
from doanra.stages.reading.values import packed
from doanra.terms.refusal import Refused

LENGTH = struct.Struct(">Q")
PART = struct.Struct(">cQ")
"""Before each part of a reply: its kind, its length."""
FAR, ROWS, REST = b"f", b"r", b"e"
AT_ONCE = 2_000
"""Rows that are told in one part."""
_FEW_FILES = 32  # as many may be open at once
_BREATH = 0.2  # seconds between two words on how far it is

Tell = Callable[[bytes, Any], None]


def answer(ask: dict[str, Any], content: bytes, *, tell: Tell) -> None:
    """Tells what a file says; ``{"failed": "memory"}`` at the end where the bounds did not suffice."""
    try:
        _KINDS[ask["kind"]](ask, content, tell)
    except Refused as refused:
        why = {"code": refused.code, "message": refused.message, "remedy": refused.remedy}
        tell(REST, {"refusal": why, "peak": _peak()})
    except (MemoryError, RecursionError):
        tell(REST, {"failed": "memory", "peak": _peak()})


def _list(ask: dict[str, Any], content: bytes, tell: Tell) -> None:
    reading = read_file(
        ask["name"],
        content,
        call_on=date.fromisoformat(ask["call_on"]) if ask["call_on"] else None,
        synonyms=DEFAULT.extended(ask["words"]),
        column_choices={(sheet, column): meaning for sheet, column, meaning in ask["choices"]},
        limits=Limits(**ask["limits"]),
        progress=_Seldom(tell).far,
    )
    _tell_all(reading.rows, row_as_json, tell, **rest_as_json(reading))


def _courses(ask: dict[str, Any], content: bytes, tell: Tell) -> None:
    sheet = read_courses(content, year=ask["year"], name=ask["name"], limits=Limits(**ask["limits"]))
    faults = [asdict(fault) for fault in sheet.faults]
    _tell_all(sheet.rows, lambda row: packed(asdict(row)), tell, faults=faults, unread=sheet.unread)


def _histories(ask: dict[str, Any], content: bytes, tell: Tell) -> None:
    on = date.fromisoformat(ask["on"])
    sheets = read_histories(content, on=on, name=ask["name"], limits=Limits(**ask["limits"]))
    _tell_all(sheets.rows, _history, tell, unread=sheets.unread)


def _quotas(ask: dict[str, Any], content: bytes, tell: Tell) -> None:
    sheet = read_quotas(content, name=ask["name"], limits=Limits(**ask["limits"]))
    faults = [asdict(fault) for fault in sheet.faults]
    _tell_all(sheet.rows, asdict, tell, faults=faults, entries=sheet.entries)


def _opinions(ask: dict[str, Any], content: bytes, tell: Tell) -> None:
    rows = read_opinions(content, outcomes=ask["outcomes"], name=ask["name"], limits=Limits(**ask["limits"]))
    _tell_all(rows, lambda row: packed(asdict(row)), tell)


_KINDS = {
    "list": _list,
    "courses": _courses,
    "histories": _histories,
    "quotas": _quotas,
    "opinions": _opinions,
}


def _tell_all(rows: Sequence[Any], as_json: Callable[[Any], Any], tell: Tell, **rest: Any) -> None:
    for begin in range(0, len(rows), AT_ONCE):
        tell(ROWS, [as_json(row) for row in rows[begin : begin + AT_ONCE]])
    tell(REST, {**rest, "peak": _peak()})


class _Seldom:
    """Passes on how far a reading is, not oftener than anybody looks."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._last = tell, 0.0

    def far(self, sheet: str, done: int, of: int) -> None:
        """The sheet, rows read, rows that will be."""
        if time.monotonic() - self._last >= _BREATH:
            self._last = time.monotonic()
            self._tell(FAR, [sheet, done, of])


def rest_as_json(reading: Reading) -> dict[str, Any]:
    """All of a reading but its rows."""
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "refusal": reading.refusal.as_json() if reading.refusal else None,
        "unit_hint": reading.unit_hint,
        "letter_number": reading.letter_number,
        "letter_date": reading.letter_date.isoformat() if reading.letter_date else None,
        "notes": list(reading.notes),
        "sheets": [asdict(sheet) for sheet in reading.sheets],
    }


def row_as_json(row: Row) -> dict[str, Any]:
    """The row with its cells as they came."""
    return {**row.as_json(), "row_end": row.row_end, "raw": row.raw, "extra": row.extra}


def _history(line: HistoryLine) -> dict[str, Any]:
    return {
        "sheet": line.sheet,
        "row": line.row,
        "values": packed(line.values),
        "is_none": line.is_none,
        "faults": [asdict(fault) for fault in line.faults],
    }


def _peak() -> int:
    """Bytes of memory that the process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _bound(memory: int) -> None:
    """Bytes of memory, no file written (a core dump neither), few files open."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FEW_FILES, _FEW_FILES))


def _frame(source: BinaryIO) -> bytes:
    """The next frame; empty at the end of the input."""
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _tell_aloud(kind: bytes, said: Any) -> None:
    """Writes one part of a reply."""
    part = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    sys.stdout.buffer.write(PART.pack(kind, len(part)) + part)
    sys.stdout.buffer.flush()


def _tell_without_words(kind: type[BaseException], _fault: BaseException, where: TracebackType | None) -> None:
    """A fault's place for the log, without its message: that may quote a cell."""
    sys.stderr.write(f"{kind.__name__}\n{''.join(traceback.format_tb(where))}")


def main() -> None:
    """Answers until the input ends."""
    sys.excepthook = _tell_without_words
    _bound(int(sys.argv[1]))
    os.nice(5)
    while ask := _frame(sys.stdin.buffer):
        answer(json.loads(ask), _frame(sys.stdin.buffer), tell=_tell_aloud)


if __name__ == "__main__":
    main()
