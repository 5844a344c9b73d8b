"""The folded words of texts, in SQL: what search looks through. PostgreSQL keeps them in indexes, SQLite reckons them.

One function of four texts, ``doanra_words``, so that a course or a file is found by any of its parts. It gives what
`terms.names.fold` gives, with everything that is no letter or digit as a single space, and a space in front.
"""

from __future__ import annotations

import re
from typing import Any

from doanra.terms.names import fold

PARTS = 4
FUNCTION = """
CREATE OR REPLACE FUNCTION doanra_words(a text, b text, c text, d text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ' ' || regexp_replace(translate(regexp_replace(normalize(lower(
    a || ' ' || b || ' ' || c || ' ' || d), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd'), '[^a-z0-9]+', ' ', 'g')
$$
"""
INDEXES = {
    "person_words": ("records_person", "search_key, '', '', ''"),
    "unit_words": ("records_unit", "search_key, '', '', ''"),
    "course_words": ("records_course", "code, topic, host, country"),
    "file_words": ("records_sourcefile", "name, letter_number, unit_hint, ''"),
    "letter_words": ("records_invitation", "letter, '', '', ''"),
}
"""Name of the index: table, and the four texts."""
_NOT_IN_WORDS = re.compile("[^a-z0-9]+")


def words_of(*texts: str | None) -> str:
    """The same in Python, for SQLite."""
    return " " + _NOT_IN_WORDS.sub(" ", fold(" ".join(text or "" for text in texts)))


def stand(cursor: Any, *, vendor: str) -> None:
    """Makes function and indexes; on SQLite there is nothing to make."""
    if vendor != "postgresql":
        return
    cursor.execute(FUNCTION)
    for name, (table, texts) in INDEXES.items():
        cursor.execute(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', doanra_words({texts})))")


def lift(cursor: Any, *, vendor: str) -> None:
    """Takes them away again."""
    if vendor != "postgresql":
        return
    for name in INDEXES:
        cursor.execute(f"DROP INDEX IF EXISTS {name}")
    cursor.execute("DROP FUNCTION IF EXISTS doanra_words(text, text, text, text)")
