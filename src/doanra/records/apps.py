"""The one Django app that has tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables of all stages, in one line of migrations."""

    name = "doanra.records"
    label = "records"

    def ready(self) -> None:
        """Makes our own way of asking known."""
        from doanra.records import among  # noqa: F401, PLC0415 - needs Django awake
