"""Makes the background tasks of the stages known."""

from django.apps import AppConfig


class StagesConfig(AppConfig):
    """No tables here; Django must only find the tasks."""

    name = "doanra.stages"
    label = "stages"
