"""`doanra manage ...`: Django's own commands with our settings."""

from __future__ import annotations

import argparse
import os

HELP = "runs one of Django's own commands"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after the noun is Django's."""
    parser.prefix_chars = "\x00"
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    """Hands over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django is slow to import

    execute_from_command_line(["doanra manage", *options.words])
    return 0
