"""Lines of the log: one line a message, with its time and zone; what somebody sent cannot begin a line of its own."""

from __future__ import annotations

import logging
from datetime import UTC, datetime


class LineFormatter(logging.Formatter):
    """Escapes control signs; a traceback follows indented, so that it is never taken for another message."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """With the offset from UTC."""
        return datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """On one line."""
        record.message = "".join(sign if sign.isprintable() else _escaped(sign) for sign in record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:
        """Each line of a traceback behind a bar."""
        return "\n".join(f"  | {line}" for line in super().formatException(ei).splitlines())  # type: ignore[arg-type]


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
