"""The one Django app that has tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables of all stages, in one line of migrations."""

    name = "doanra.records"
    label = "records"
