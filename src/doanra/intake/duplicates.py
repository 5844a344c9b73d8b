"""One person named twice: in one file, and by two units in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from doanra.intake.problems import problem
from doanra.intake.reading import Reading, Row
from doanra.terms.names import fold

_LETTERS = str.maketrans(
    {
        char: fold(char)
        for char in map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))
        if len(fold(char)) == 1 and fold(char) != char
    }
)


def _folded(name: str) -> str:
    """``terms.names.fold`` of a name that is clean already, quickly."""
    return name.translate(_LETTERS)


def are_same(one: Row, other: Row) -> bool:
    """Whether two rows name one person: one name, and birth dates that do not contradict each other (1975, 5/1975)."""
    first, second = one.birth_date, other.birth_date
    if first is None or second is None or first.year != second.year:
        return False
    agree = _agree(first.month, second.month) and _agree(first.day, second.day)
    return agree and _folded(one.full_name) == _folded(other.full_name)


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def marked_in_file(rows: Iterable[Row]) -> list[Row]:
    """The rows, those that repeat an earlier one with the warning ``duplicate_in_file``."""
    seen: dict[tuple[str, int], list[Row]] = defaultdict(list)
    marked = []
    for row in rows:
        if row.full_name and row.birth_date:
            namesakes = seen[_folded(row.full_name), row.birth_date.year]
            first = next((other for other in namesakes if are_same(row, other)), None) if namesakes else None
            namesakes.append(row)
            if first:
                where = f"dòng {first.row}" + (f", trang “{first.sheet}”" if first.sheet != row.sheet else "")
                row = replace(row, problems=(*row.problems, problem("duplicate_in_file", value=where)))
        marked.append(row)
    return marked


def mark_duplicates(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one call, rows of a person that another file names too with ``duplicate_across_files``.

    Files of one content (by hash) are one file sent twice and are told so as well. The order is kept.
    """
    named: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for row in reading.rows:
            if row.full_name and row.birth_date:
                named[_folded(row.full_name)].append((number, row))
    repeated = {name: found for name, found in named.items() if len({number for number, _ in found}) > 1}
    return [_marked(number, reading, repeated) for number, reading in enumerate(readings)]


def _marked(number: int, reading: Reading, repeated: dict[str, list[tuple[int, Row]]]) -> Reading:
    if not repeated or not reading.rows:
        return reading
    rows = []
    for row in reading.rows:
        candidates = repeated.get(_folded(row.full_name), ()) if row.full_name else ()
        others = [other for n, other in candidates if n != number and are_same(row, other)]
        if others and not any(known.code == "duplicate_across_files" for known in row.problems):
            where = ", ".join(f"“{other.file}” dòng {other.row}" for other in others[:3])
            row = replace(row, problems=(*row.problems, problem("duplicate_across_files", value=where)))
        rows.append(row)
    return replace(reading, rows=tuple(rows))
