"""The process that opens units' files: one after another, bounded, without Django or any key, killable at any time.

Run by its path (``reading.py`` does). On standard input and output: frames of 8 bytes of length and so many bytes. A
request is a frame of JSON and a frame with the file; the reply is one frame of JSON. It ends with its input.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
import traceback
from dataclasses import asdict
from datetime import date
from types import TracebackType
from typing import Any, BinaryIO

from doanra.intake import DEFAULT, Limits, Reading, Row, read_file

LENGTH = struct.Struct(">Q")
_FEW_FILES = 32  # as many may be open at once


def reply_to(ask: dict[str, Any], content: bytes) -> dict[str, Any]:
    """What a file says, as JSON; ``{"failed": "memory"}`` where the bounds did not suffice."""
    try:
        reading = read_file(
            ask["name"],
            content,
            call_on=date.fromisoformat(ask["call_on"]) if ask["call_on"] else None,
            synonyms=DEFAULT.extended(ask["words"]),
            column_choices={(sheet, column): meaning for sheet, column, meaning in ask["choices"]},
            limits=Limits(**ask["limits"]),
        )
        return as_json(reading)
    except (MemoryError, RecursionError):
        return {"failed": "memory"}


def as_json(reading: Reading) -> dict[str, Any]:
    """The whole reading; ``reading.told`` makes it one again."""
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "refusal": reading.refusal.as_json() if reading.refusal else None,
        "unit_hint": reading.unit_hint,
        "letter_number": reading.letter_number,
        "letter_date": reading.letter_date.isoformat() if reading.letter_date else None,
        "notes": list(reading.notes),
        "sheets": [asdict(sheet) for sheet in reading.sheets],
        "rows": [_row(row) for row in reading.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {**row.as_json(), "row_end": row.row_end, "raw": row.raw, "extra": row.extra}


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


def _tell_without_words(kind: type[BaseException], _fault: BaseException, where: TracebackType | None) -> None:
    """A fault's place for the log, without its message: that may quote a cell."""
    sys.stderr.write(f"{kind.__name__}\n{''.join(traceback.format_tb(where))}")


def main() -> None:
    """Answers until the input ends."""
    sys.excepthook = _tell_without_words
    _bound(int(sys.argv[1]))
    os.nice(5)
    while ask := _frame(sys.stdin.buffer):
        content = _frame(sys.stdin.buffer)
        said = reply_to(json.loads(ask), content)
        said["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answer = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        packed = answer.encode("utf-8", "surrogatepass")
        del content, said, answer
        sys.stdout.buffer.write(LENGTH.pack(len(packed)) + packed)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
