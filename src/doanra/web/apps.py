"""Templates, static files and template tags of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "doanra.web"
    label = "web"
