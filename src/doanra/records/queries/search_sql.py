"""The first of every kind that a text finds, in one statement to PostgreSQL: for those who reach everything.

It says what the querysets of `records.queries.search` say, without Django writing five of them for each search.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from doanra.records.words_sql import INDEXES

_BY_KEY = "CASE WHEN t.search_key = %(said)s THEN 0 WHEN t.search_key LIKE %(begun)s THEN 1 ELSE 2 END"


_BY_WORDS = "CASE WHEN w.said = ' ' || %(said)s THEN 0 WHEN w.said LIKE ' ' || %(begun)s THEN 1 ELSE 2 END"
_OF = {
    kind: (*INDEXES[f"{kind}_words"], order)
    for kind, order in {
        "person": f"{_BY_KEY}, t.sort_key, t.id",
        "unit": f'{_BY_KEY}, t.valid_from DESC, t.kind, t."order", t.id',
        "course": f"{_BY_WORDS}, c.year DESC, t.code, t.id",
        "file": f"{_BY_WORDS}, t.received_at DESC, t.id DESC",
        "letter": f"{_BY_WORDS}, c.year DESC, t.id",
    }.items()
}

_OF_YEAR = " JOIN records_call c ON c.id = t.call_id"
_JOINED = {
    kind: f"{also} CROSS JOIN LATERAL (SELECT doanra_words({INDEXES[f'{kind}_words'][1]}) AS said OFFSET 0) w"
    for kind, also in {"course": _OF_YEAR, "file": "", "letter": _OF_YEAR}.items()
}
"""The words are put together once a row, not once for each place that asks for them."""

Keys = tuple[int, list[int]]
"""How many there are, and the keys of the first in order."""


def firsts(
    keys: Sequence[str],
    *,
    kinds: Collection[str],
    most: int,
    id_index: str,
    units: Mapping[str, Sequence[int]],
    years: Mapping[str, int],
) -> dict[str, Keys]:
    """By kind (person, unit, course, file, letter). ``units`` and ``years`` say what each word names for files."""
    said = " ".join(keys)
    given: dict[str, Any] = {"said": said, "begun": f"{said}%", "most": most, "id_index": id_index}
    given |= {f"word_{number}": f"{key}:*" for number, key in enumerate(keys)}
    given["words"] = " & ".join(f"{key}:*" for key in keys)
    parts = []
    for kind in kinds:
        table, texts, order = _OF[kind]
        where = _begins(texts, "words")
        if kind == "person" and id_index:
            where = f"({where} OR t.id_index = %(id_index)s)"
        if kind == "file":
            where = _of_files(keys, texts, given, units=units, years=years)
        parts.append(
            f"(SELECT '{kind}', id, whole, row_number() OVER () FROM (SELECT t.id, count(*) OVER () AS whole"
            f" FROM {table} t{_JOINED.get(kind, '')} WHERE {where} ORDER BY {order} LIMIT %(most)s) AS {kind})"
        )
    found: dict[str, Keys] = {kind: (0, []) for kind in kinds}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for kind, key, whole, _place in sorted(cursor.fetchall(), key=lambda row: row[3]):
            found[kind] = (whole, [*found[kind][1], key])
    return found


def _begins(texts: str, name: str) -> str:
    return f"to_tsvector('simple', doanra_words({texts})) @@ to_tsquery('simple', %({name})s)"


def _of_files(
    keys: Sequence[str],
    texts: str,
    given: dict[str, Any],
    *,
    units: Mapping[str, Sequence[int]],
    years: Mapping[str, int],
) -> str:
    """Each word stands in the file's own words, names its sender, or is its year."""
    each = []
    for number, key in enumerate(keys):
        ways = [_begins(texts, f"word_{number}")]
        if units.get(key):
            given[f"units_{number}"] = list(units[key])
            ways.append(f"t.unit_id = ANY(%(units_{number})s)")
        if key in years:
            given[f"year_{number}"] = years[key]
            ways.append(f"t.call_id = %(year_{number})s")
        each.append(f"({' OR '.join(ways)})")
    return " AND ".join(each)
