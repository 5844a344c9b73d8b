"""One person named twice: in one file, and by two units in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from doanra.intake.problems import problem
from doanra.intake.reading import Reading, Row
from doanra.terms.names import fold


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return fold(name)


def same_person_key(row: Row) -> tuple[str, str] | None:
    """Folded name and birth date, the key by which two rows are taken for one person; None if either is missing."""
    if not row.full_name or row.birth_date is None:
        return None
    return _folded(row.full_name), row.birth_date.iso()


def marked_in_file(rows: Iterable[Row]) -> list[Row]:
    """The rows, those that repeat an earlier one with the warning ``duplicate_in_file``."""
    seen: dict[tuple[str, str], Row] = {}
    marked = []
    for row in rows:
        key = same_person_key(row)
        first = seen.setdefault(key, row) if key else row
        if first is not row:
            where = f"dòng {first.row}" + (f", trang “{first.sheet}”" if first.sheet != row.sheet else "")
            row = replace(row, problems=(*row.problems, problem("duplicate_in_file", value=where)))
        marked.append(row)
    return marked


def mark_duplicates(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one call, rows of a person that another file names too with ``duplicate_across_files``.

    Files of one content (by hash) are one file sent twice and are told so as well. The order is kept.
    """
    files: dict[tuple[str, str], dict[int, Row]] = defaultdict(dict)
    for number, reading in enumerate(readings):
        for row in reading.rows:
            if key := same_person_key(row):
                files[key].setdefault(number, row)
    repeated = {key: found for key, found in files.items() if len(found) > 1}
    return [_marked(number, reading, repeated) for number, reading in enumerate(readings)]


def _marked(number: int, reading: Reading, repeated: dict[tuple[str, str], dict[int, Row]]) -> Reading:
    if not repeated or not reading.rows:
        return reading
    rows = []
    for row in reading.rows:
        key = same_person_key(row)
        others = [other for n, other in repeated.get(key, {}).items() if n != number] if key else []
        if others and not any(p.code == "duplicate_across_files" for p in row.problems):
            where = ", ".join(f"“{other.file}” dòng {other.row}" for other in others[:3])
            row = replace(row, problems=(*row.problems, problem("duplicate_across_files", value=where)))
        rows.append(row)
    return replace(reading, rows=tuple(rows))
