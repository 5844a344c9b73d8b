"""`doanra demo`: loads the demonstration and prints its accounts."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake

HELP = "loads the demonstration years"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether a filled installation is left alone, and whether the planner is spared."""
    parser.add_argument("--if-empty", action="store_true", help="load nothing if there are data already")
    parser.add_argument("--bare", action="store_true", help="without the plan of 2023 and the lists of 2027")


def run(options: argparse.Namespace) -> int:
    """Loads what is missing; prints one account for each role."""
    wake()
    from doanra.stages import demonstration  # noqa: PLC0415 - needs Django awake

    if not options.if_empty or demonstration.is_empty():
        demonstration.load(worked=not options.bare)
    if demonstration.accounts_open():
        print(f"Tài khoản dùng thử, mật khẩu chung: {demonstration.PASSWORD}")
        for username, full_name, role in demonstration.ACCOUNTS:
            print(f"  {username:<12} {full_name:<18} {role.label}")
    return 0
