"""`doanra work`: works off the background tasks only, for an installation with several hosts."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake

HELP = "works off the background tasks only"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long to wait between looks at the queue."""
    parser.add_argument("--interval", type=float, default=0.5, metavar="S", help="seconds between looks at the queue")


def run(options: argparse.Namespace) -> int:
    """Runs until it is stopped."""
    wake()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django awake

    call_command("db_worker", "--interval", str(options.interval), "--no-reload")
    return 0
