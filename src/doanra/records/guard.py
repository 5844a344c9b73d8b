"""The database itself refuses to change, delete or empty what stands in the trail, the loads and the ledger of quotas.

Where a migration remakes a table SQLite drops its triggers: they are put up again after every migrate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TABLES = ("records_event", "records_eventthing", "records_eventlink")
LEDGER = ("records_quotaentry",)
LOADS = ("records_loadchange",)
EVERY = TABLES + LEDGER + LOADS
KINDS = ("kept", "whole", "no_update", "no_delete")
"""Of PostgreSQL against changed rows, and against TRUNCATE; of SQLite, which knows no TRUNCATE."""
_SAYS = "what stands here is never changed"


def stand(cursor: Any, *, vendor: str, tables: tuple[str, ...] = TABLES) -> None:
    """Puts the triggers up, in place of any that stand already."""
    lift(cursor, vendor=vendor, tables=tables)
    if vendor == "postgresql":
        cursor.execute(
            "CREATE OR REPLACE FUNCTION doanra_trail_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
        )
    for statement in _up(vendor, tables):
        cursor.execute(statement)


def lift(cursor: Any, *, vendor: str, tables: tuple[str, ...] = TABLES, kinds: tuple[str, ...] = KINDS) -> None:
    """Takes them down, as only a migration may."""
    for table in tables:
        on = f" ON {table}" if vendor == "postgresql" else ""
        for kind in kinds:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{kind}{on}")


def after_migrate(*, using: str, plan: list[Any] | None = None, **_: object) -> None:
    """Django's signal: the triggers of all tables that are there stand again. ``plan`` is None where only data went."""
    from django.db import connections  # noqa: PLC0415 - migrations import this module before Django is awake

    if plan is None:
        return
    connection = connections[using]
    there = tuple(table for table in EVERY if table in connection.introspection.table_names())
    with connection.cursor() as cursor:
        stand(cursor, vendor=connection.vendor, tables=there)


def _up(vendor: str, tables: tuple[str, ...]) -> Iterator[str]:
    for table in tables:
        if vendor == "postgresql":
            act = "EXECUTE FUNCTION doanra_trail_kept()"
            yield f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}"
            yield f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}"
        else:
            for act in ("update", "delete"):
                says = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
                yield f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} {says}"
