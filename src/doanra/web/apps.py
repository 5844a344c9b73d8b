"""Templates, static files and template tags of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "doanra.web"
    label = "web"

    def ready(self) -> None:
        """Listens at the door, once models are there."""
        from doanra.web.accounts import hearing  # noqa: PLC0415 - needs Django awake

        hearing.listen()
