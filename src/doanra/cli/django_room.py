"""Wakes Django for the commands that need the database; the pure commands never call it."""

from __future__ import annotations

import os

from doanra.terms.refusal import Refused


def wake(*, begun: bool = True) -> None:
    """Sets Django up with our settings, once. Refused before the tables exist, unless ``begun`` is False."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
    import django  # noqa: PLC0415 - slow to import, only these commands need it

    django.setup()
    if begun:
        _tables_exist()


def _tables_exist() -> None:
    from django.db import connection  # noqa: PLC0415 - needs Django awake

    if "records_unit" not in connection.introspection.table_names():
        raise Refused("not_begun", "Cơ sở dữ liệu chưa được tạo.", remedy="Chạy trước: doanra begin")
