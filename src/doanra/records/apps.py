"""The one Django app that has tables."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig

from doanra.records.words_sql import PARTS, words_of


class RecordsConfig(AppConfig):
    """Tables of all stages, in one line of migrations."""

    name = "doanra.records"
    label = "records"

    def ready(self) -> None:
        """Makes our own ways of asking known."""
        from django.db.backends.signals import connection_created  # noqa: PLC0415 - needs Django awake
        from django.db.models.signals import post_migrate  # noqa: PLC0415 - needs Django awake

        from doanra.records import among, guard  # noqa: F401, PLC0415 - needs Django awake

        connection_created.connect(_tell_sqlite_of_words)
        post_migrate.connect(guard.after_migrate, sender=self, dispatch_uid="doanra.guard")


def _tell_sqlite_of_words(connection: Any, **_: object) -> None:
    """PostgreSQL has the function from a migration."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("doanra_words", PARTS, words_of, deterministic=True)
