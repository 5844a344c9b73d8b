"""`doanra begin`: what a new installation in earnest needs before its first account: units and titles, no people."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake

HELP = "loads the registers of units and titles into a new installation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Loads the registers; prints how much there is."""
    wake()
    from doanra.stages import posts, units  # noqa: PLC0415 - needs Django awake

    print(f"Đã nạp {units.load(by=None)} đơn vị và {posts.load(by=None)} chức danh.")
    print("Tiếp theo: doanra account TÊN --role office --name 'Họ và tên'")
    return 0
