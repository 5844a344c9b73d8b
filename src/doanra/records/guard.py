"""The database itself refuses to change or delete what stands in the trail and in the ledger of quotas."""

from __future__ import annotations

from typing import Any

TABLES = ("records_event", "records_eventthing", "records_eventlink")
LEDGER = ("records_quotaentry",)
_SAYS = "what stands here is never changed"


def stand(cursor: Any, *, vendor: str, tables: tuple[str, ...] = TABLES) -> None:
    """Puts the triggers up."""
    for statement in _up(vendor, tables):
        cursor.execute(statement)


def lift(cursor: Any, *, vendor: str, tables: tuple[str, ...] = TABLES) -> None:
    """Takes them down, as only a migration may."""
    for table in tables:
        if vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
        else:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _up(vendor: str, tables: tuple[str, ...]) -> list[str]:
    if vendor == "postgresql":
        refuse = (
            "CREATE OR REPLACE FUNCTION doanra_trail_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
        )
        return [
            refuse,
            *(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION doanra_trail_kept()"
                for table in tables
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for table in tables
        for act in ("update", "delete")
    ]
