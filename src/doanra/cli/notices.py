"""`doanra notices`: makes the notices of a day, writes the mail of the day, sends what waits. Once a day is enough."""

from __future__ import annotations

import argparse
from datetime import date

from doanra.cli.django_room import wake

HELP = "makes and sends the notices of a day"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """For which day."""
    parser.add_argument("--on", type=date.fromisoformat, help="the day, today if left out (2027-03-01)")


def run(options: argparse.Namespace) -> int:
    """Run twice it says nothing twice; a mail that failed is tried again."""
    wake()
    from django.conf import settings  # noqa: PLC0415 - needs Django awake
    from django.utils import timezone  # noqa: PLC0415

    from doanra.stages import notices  # noqa: PLC0415

    on = options.on or timezone.localdate()
    made = notices.make(on=on, by=None)
    digests = notices.digest(on=on, by=None)
    print(f"{made} thông báo mới, {digests} thư tổng hợp của ngày {on.day}/{on.month}/{on.year}.")
    if not settings.MAIL_ON:
        print("Gửi thư đang tắt (DOANRA_MAIL): thông báo chỉ hiện trong hệ thống.")
        return 0
    result = notices.send(on=on, by=None)
    print(f"Đã gửi {result.sent} thư, {result.failed} thư không gửi được sẽ gửi lại lần sau.")
    return 0
