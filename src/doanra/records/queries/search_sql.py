"""The first of every kind that a text finds: one statement to PostgreSQL finds them, one reads what a list shows.

It says what the querysets of `records.queries.search` say, without Django writing five of them for each search, and
five more to load what they found. What comes back are things of the models with the rest of their columns unread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

from doanra.records.models import Call, Course, FileState, Invitation, Person, SourceFile, Unit
from doanra.records.words_sql import INDEXES
from doanra.terms.dates import PartialDate

_BY_KEY = "CASE WHEN t.search_key = %(said)s THEN 0 WHEN t.search_key LIKE %(begun)s THEN 1 ELSE 2 END"
_BY_WORDS = "CASE WHEN w.said = ' ' || %(said)s THEN 0 WHEN w.said LIKE ' ' || %(begun)s THEN 1 ELSE 2 END"
_COURSE = f"doanra_words({INDEXES['course_words'][1]})"
_BY_CODE = (
    "CASE WHEN NOT (b.begins LIKE ' ' || %(begun)s OR starts_with(' ' || %(said)s, b.begins)) THEN 2"
    f" WHEN {_COURSE} = ' ' || %(said)s THEN 0 WHEN {_COURSE} LIKE ' ' || %(begun)s THEN 1 ELSE 2 END"
)
"""The long words of a course are put together only where its code, with which they begin, fits."""
_OF = {
    kind: (*INDEXES[f"{kind}_words"], order)
    for kind, order in {
        "person": f"{_BY_KEY}, t.sort_key, t.id",
        "unit": f'{_BY_KEY}, t.valid_from DESC, t.kind, t."order", t.id',
        "course": f"{_BY_CODE}, c.year DESC, t.code, t.id",
        "file": f"{_BY_WORDS}, t.received_at DESC, t.id DESC",
        "letter": f"{_BY_WORDS}, c.year DESC, t.id",
    }.items()
}
_OF_YEAR = " JOIN records_call c ON c.id = t.call_id"
_JOINED = {
    "course": f"{_OF_YEAR} CROSS JOIN LATERAL (SELECT rtrim(doanra_words(t.code, '', '', '')) AS begins OFFSET 0) b",
    **{
        kind: f"{also} CROSS JOIN LATERAL (SELECT doanra_words({INDEXES[f'{kind}_words'][1]}) AS said OFFSET 0) w"
        for kind, also in {"file": "", "letter": _OF_YEAR}.items()
    },
}
"""The words are put together once a row, not once for each place that asks for them."""

_TOLD = {
    "person": (
        "t.full_name, t.birth, u.id, u.short, n.id, n.year, n.position",
        " JOIN records_unit u ON u.id = t.unit_id LEFT JOIN LATERAL (SELECT n.id, c.year, n.position FROM"
        " records_nomination n JOIN records_call c ON c.id = n.call_id WHERE n.person_id = t.id{seen}"
        " ORDER BY c.year DESC LIMIT 1) n ON true",
    ),
    "unit": ("t.slug, t.name, t.short, t.valid_from, t.valid_to", ""),
    "course": ("t.code, t.topic, t.host, t.country, t.programme, c.id, c.year", _OF_YEAR),
    "file": (
        "t.name, t.letter_number, t.unit_hint, t.state, t.received_at, c.id, c.year, u.id, u.short",
        f"{_OF_YEAR} LEFT JOIN records_unit u ON u.id = t.unit_id",
    ),
    "letter": ("t.letter, c.id, c.year, u.id, u.slug, u.short", f"{_OF_YEAR} JOIN records_unit u ON u.id = t.unit_id"),
}
"""By kind: the columns that are told of the first few, and where they are."""

_OWN = (
    "WITH RECURSIVE own(id) AS (SELECT %(unit)s::bigint UNION SELECT e.low FROM own JOIN (SELECT id AS low, parent_id"
    " AS high FROM records_unit WHERE parent_id IS NOT NULL UNION ALL SELECT predecessor_id, successor_id FROM"
    " records_succession) e ON e.high = own.id) "
)
"""The unit, what belongs under it, and all that went into any of them: `lineage.Lineage.under`."""
_WITHIN = {
    "person": " AND t.id IN (SELECT id FROM records_person WHERE unit_id = ANY (ARRAY(SELECT id FROM own)) UNION"
    " SELECT person_id FROM records_nomination WHERE unit_id = ANY (ARRAY(SELECT id FROM own)))",
    "file": f" AND t.unit_id = ANY (ARRAY(SELECT id FROM own)) AND t.state = '{FileState.SAVED.value}'",
    "letter": " AND t.unit_id = ANY (ARRAY(SELECT id FROM own))",
}
"""What the account of a unit reaches: `queries.reach`."""

Firsts = tuple[int, list[Any]]
"""How many there are, and the first of them in order."""


def firsts(
    keys: Sequence[str],
    *,
    kinds: Collection[str],
    most: int,
    id_index: str,
    years: Sequence[str] = (),
    unit: int | None = None,
) -> dict[str, Firsts]:
    """By kind (person, unit, course, file, letter). ``years`` are the words that may be a year; ``unit`` narrows to
    what its accounts reach. Two queries, one where nothing is found."""
    said, within = " ".join(keys), unit is not None
    given: dict[str, Any] = {"said": said, "begun": f"{said}%", "most": most, "id_index": id_index, "unit": unit}
    given |= {f"word_{number}": f"{key}:*" for number, key in enumerate(keys)}
    given |= {f"year_{number}": int(key) for number, key in enumerate(keys) if key in years}
    given["words"] = " & ".join(f"{key}:*" for key in keys)
    whole = dict.fromkeys(kinds, 0)
    order: dict[str, list[int]] = {kind: [] for kind in kinds}
    for kind, key, many, _place in sorted(
        _rows([_found(kind, keys, given, within=within) for kind in kinds], given, within), key=lambda row: row[3]
    ):
        whole[kind] = many
        order[kind].append(key)
    made = _told({kind: first for kind, first in order.items() if first}, unit=unit)
    return {kind: (whole[kind], [made[kind, key] for key in order[kind]]) for kind in kinds}


def _rows(parts: Sequence[str], given: Mapping[str, Any], within: bool) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute((_OWN if within else "") + " UNION ALL ".join(parts), given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _found(kind: str, keys: Sequence[str], given: Mapping[str, Any], *, within: bool) -> str:
    """Keys of the first of a kind in order, and how many there are."""
    table, texts, order = _OF[kind]
    where = _of_files(keys, given) if kind == "file" else _begins(texts, "words")
    if kind == "person" and given["id_index"]:
        where = f"({where} OR t.id_index = %(id_index)s)"
    return (
        f"(SELECT '{kind}', id, whole, row_number() OVER () FROM (SELECT t.id, count(*) OVER () AS whole"
        f" FROM {table} t{_JOINED.get(kind, '')} WHERE {where}{_WITHIN.get(kind, '') if within else ''}"
        f" ORDER BY {order} LIMIT %(most)s) AS {kind})"
    )


def _told(firsts: Mapping[str, Sequence[int]], *, unit: int | None) -> dict[tuple[str, int], Any]:
    """The things of these keys; no query for none."""
    parts, given = [], dict[str, Any]({"unit": unit})
    for kind, keys in firsts.items():
        columns, joins = _TOLD[kind]
        seen = " AND n.unit_id = ANY (ARRAY(SELECT id FROM own))" if unit is not None else ""
        parts.append(
            f"SELECT '{kind}', t.id, json_build_array(t.id, {columns}) FROM {_OF[kind][0]} t"
            f"{joins.format(seen=seen)} WHERE t.id = ANY(%(of_{kind})s)"
        )
        given[f"of_{kind}"] = list(keys)
    rows = _rows(parts, given, within=unit is not None and "person" in firsts) if parts else []
    return {(kind, key): _MADE[kind](*columns) for kind, key, columns in rows}


def _begins(texts: str, name: str) -> str:
    return f"to_tsvector('simple', doanra_words({texts})) @@ to_tsquery('simple', %({name})s)"


def _of_files(keys: Sequence[str], given: Mapping[str, Any]) -> str:
    """Each word stands in the file's own words, names its sender, or is its year; who and when is settled first."""
    own, sender = INDEXES["file_words"][1], INDEXES["unit_words"][1]
    each = []
    for number in range(len(keys)):
        named = f"SELECT id FROM records_unit WHERE {_begins(sender, f'word_{number}')}"
        ways = [_begins(own, f"word_{number}"), f"t.unit_id = ANY (ARRAY({named}))"]
        if f"year_{number}" in given:
            ways.append(f"t.call_id = ANY (ARRAY(SELECT id FROM records_call WHERE year = %(year_{number})s))")
        each.append(f"({' OR '.join(ways)})")
    return " AND ".join(each)


def _read(model: Any, **columns: Any) -> Any:
    """A thing of the model that knows these columns; any other is asked for when it is looked at."""
    known = [field.attname for field in model._meta.concrete_fields if field.attname in columns]  # as Django takes them
    return model.from_db(DEFAULT_DB_ALIAS, known, [columns[name] for name in known])


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _person(
    key: int, full_name: str, birth: str | None, unit: int, short: str, nomination: int | None, year: int | None,
    position: str | None,
) -> Person:  # fmt: skip
    born = PartialDate.parse(birth) if birth else None
    made = _read(Person, id=key, full_name=full_name, birth=born, unit_id=unit)
    made.unit = _read(Unit, id=unit, short=short)
    made.nomination, made.year, made.position = nomination, year, position
    person: Person = made
    return person


def _unit(key: int, slug: str, name: str, short: str, valid_from: str, valid_to: str | None) -> Unit:
    made: Unit = _read(
        Unit, id=key, slug=slug, name=name, short=short, valid_from=_day(valid_from), valid_to=_day(valid_to)
    )
    return made


def _course(
    key: int, code: str, topic: str, host: str, country: str, programme: str, call: int, year: int
) -> Course:  # fmt: skip
    made: Course = _read(
        Course, id=key, code=code, topic=topic, host=host, country=country, programme=programme, call_id=call
    )
    made.call = _read(Call, id=call, year=year)
    return made


def _file(
    key: int, name: str, number: str, hint: str, state: str, received_at: str, call: int, year: int, unit: int | None,
    short: str,
) -> SourceFile:  # fmt: skip
    made: SourceFile = _read(
        SourceFile, id=key, name=name, letter_number=number, unit_hint=hint, state=state,
        received_at=datetime.fromisoformat(received_at), call_id=call, unit_id=unit,
    )  # fmt: skip
    made.call = _read(Call, id=call, year=year)
    made.unit = _read(Unit, id=unit, short=short) if unit else None
    return made


def _letter(key: int, letter: str, call: int, year: int, unit: int, slug: str, short: str) -> Invitation:
    made: Invitation = _read(Invitation, id=key, letter=letter, call_id=call, unit_id=unit)
    made.call, made.unit = _read(Call, id=call, year=year), _read(Unit, id=unit, slug=slug, short=short)
    return made


_MADE: dict[str, Callable[..., Any]] = {
    "person": _person, "unit": _unit, "course": _course, "file": _file, "letter": _letter,
}  # fmt: skip
