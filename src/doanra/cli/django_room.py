"""Wakes Django for the commands that need the database; the pure commands never call it."""

from __future__ import annotations

import os

from doanra.terms.refusal import Refused


def wake(*, begun: bool = True) -> None:
    """Sets Django up with our settings, once. Refused before the tables exist, unless ``begun`` is False."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
    import django  # noqa: PLC0415 - slow to import, only these commands need it
    from django.apps import apps  # noqa: PLC0415 - likewise
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - likewise

    try:
        if not apps.ready:  # a second time would set the logs up anew, and close streams of those set up since
            django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as fault:
        raise Refused(
            "settings_wrong",
            f"Cấu hình không dùng được: {' '.join(str(fault).split())}",
            remedy="Xem các biến môi trường DOANRA_… và DATABASE_URL.",
        ) from fault
    tables = _tables()
    if begun and "records_unit" not in tables:
        raise Refused("not_begun", "Cơ sở dữ liệu chưa được tạo.", remedy="Chạy trước: doanra begin")


def _tables() -> list[str]:
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - needs Django awake
    from django.db import Error, connection  # noqa: PLC0415 - needs Django awake

    try:
        return connection.introspection.table_names()
    except (Error, ImproperlyConfigured) as fault:
        raise Refused(
            "no_database",
            f"Không mở được cơ sở dữ liệu: {' '.join(str(fault).split())}.",
            remedy="Kiểm tra DATABASE_URL (hoặc thư mục DOANRA_VAR) và máy chủ cơ sở dữ liệu.",
        ) from fault
