"""Text tables (.csv, .txt) in any encoding met: Unicode with or without mark, Windows-1258, TCVN3, VNI bytes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from operator import itemgetter

from doanra.intake.containers.grid import Grid
from doanra.intake.reading import Limits, Value
from doanra.intake.refusals import Unreadable
from doanra.intake.text.legacy import Decoder, as_it_is, choose_decoder, plausibility
from doanra.intake.text.syllables import accented_words

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_DELIMITERS = ",;\t|^~"
_QUOTED = re.compile(r'="([^"]*)"')
"""How programs keep a text a text in a file for Excel: ="003075001234"."""


def decoded(content: bytes) -> str | None:
    """The text of the bytes, or None if they are no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    sample = content[:4096]
    if sample.count(0) > len(sample) // 5:
        big = sample[::2].count(0) > sample[1::2].count(0)
        text = content.decode("utf-16-be" if big else "utf-16-le", "replace")
        return text if _is_text(text) else None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _eight_bit(content)
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    return len(_CONTROL.findall(sample)) * 100 <= len(sample)


def _eight_bit(content: bytes) -> str:
    """Bytes of an 8-bit character set, or UTF-8 with a few damaged bytes: what gives most Vietnamese words.

    TCVN3 and VNI stay as Latin-1 characters here; the room converts them as it does in workbooks.
    """
    latin = content.decode("latin-1")
    candidates = [
        (_vietnamese(text, as_it_is), text)
        for text in (content.decode(name, "replace") for name in ("utf-8", "cp1258"))
    ]
    candidates.append((_vietnamese(latin, choose_decoder(latin[:50_000].splitlines())), latin))
    return max(candidates, key=itemgetter(0))[1]


def _vietnamese(text: str, decoder: Decoder) -> float:
    lines = [line for line in text[:50_000].splitlines() if not line.isascii()]
    words = [word for line in lines for word in accented_words(decoder(line).replace(";", " ").replace(",", " "))]
    return plausibility(words) - text[:50_000].count("\ufffd") / (1 + len(words))


def delimited_grid(text: str, *, limits: Limits) -> Grid:
    """The records of the text; the row number is the record's, empty lines counted."""
    text = text.lstrip("\ufeff").replace("\x00", "")
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    cells = 0
    lines: list[tuple[Value, ...] | list[Value]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            cells += 1 + len(record)
            if cells > limits.cells:
                raise Unreadable("too_large")
            lines.append([*map(_plain, record)] if any(map(str.strip, record)) else ())
    except csv.Error as error:
        raise Unreadable("corrupt_file") from error
    return Grid("", list(lines))


def _plain(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell) if cell.startswith("=") else None
    return quoted[1] if quoted else cell


def _delimiter(text: str) -> str:
    """The character that cuts most records into one same number of fields."""
    first = text[:10].lower()
    if first.startswith("sep=") and len(first) > 4:
        return first[4]
    sample = text[:100_000]
    return max(_DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: str, delimiter: str) -> float:
    try:
        records = [record for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if record]
    except csv.Error:
        return 0.0
    widths = Counter(len(record) for record in records[:300] if len(record) > 1)
    return max((count * min(width, 12) for width, count in widths.items()), default=0.0)
