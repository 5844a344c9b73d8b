"""`doanra demo`: loads the demonstration and prints its accounts."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake

HELP = "loads the demonstration years"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only whether a filled installation is left alone."""
    parser.add_argument("--if-empty", action="store_true", help="load nothing if there are data already")


def run(options: argparse.Namespace) -> int:
    """Loads what is missing; prints one account for each role."""
    wake()
    from doanra.stages import demonstration  # noqa: PLC0415 - needs Django awake

    if not options.if_empty or demonstration.is_empty():
        demonstration.load()
    if demonstration.accounts_open():
        print(f"Tài khoản dùng thử, mật khẩu chung: {demonstration.PASSWORD}")
        for username, full_name, role in demonstration.ACCOUNTS:
            print(f"  {username:<12} {full_name:<18} {role.label}")
    return 0
