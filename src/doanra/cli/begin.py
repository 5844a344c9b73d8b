"""`doanra begin`: what a new installation needs before its first account: tables, units and titles, no people."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake

HELP = "loads the registers of units and titles into a new installation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Makes or renews the tables and the files that pages need, loads the registers; prints how much there is."""
    wake(begun=False)
    from django.core.management import call_command  # noqa: PLC0415 - needs Django awake

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from doanra.stages import posts, units  # noqa: PLC0415 - needs Django awake

    print(f"Đã nạp {units.load(by=None)} đơn vị và {posts.load(by=None)} chức danh.")
    print("Tiếp theo: doanra account TÊN --role office --name 'Họ và tên'")
    return 0
