"""`doanra scan`: scans the files that wait for the virus scanner. `doanra serve` does it by itself."""

from __future__ import annotations

import argparse

from doanra.cli.django_room import wake
from doanra.terms.refusal import Refused

HELP = "scans the files that wait for the virus scanner"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Refused where no scanner is named; one that does not answer leaves the files waiting."""
    wake()
    from doanra.stages.filing import keeping, scanning  # noqa: PLC0415 - needs Django awake

    if not scanning.is_on():
        raise Refused(
            "no_scanner", "Chưa đặt máy quét vi-rút.", remedy="Đặt DOANRA_CLAMD, ví dụ unix:/run/clamav/clamd.ctl."
        )
    done, left = keeping.scan_everything(by=None)
    print(f"Đã quét {done} tệp, còn {left} tệp chờ.")
    return 0
