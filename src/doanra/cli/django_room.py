"""Wakes Django for the commands that need the database; the pure commands never call it."""

from __future__ import annotations

import os


def wake() -> None:
    """Sets Django up with our settings, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
    import django  # noqa: PLC0415 - slow to import, only these commands need it

    django.setup()
