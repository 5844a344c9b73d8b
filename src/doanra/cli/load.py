"""`doanra load FILE... --year 2027`: takes units' files into the call of a year, as the page does."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from doanra.cli.django_room import wake
from doanra.terms.refusal import Refused

HELP = "takes units' files into the call of a year"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files or folders, the year, and whether to save or only to preview."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a unit's file, or a folder of them")
    parser.add_argument("--year", type=int, required=True, help="the year of the call")
    parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day of receipt (default: today)")
    parser.add_argument("--preview", action="store_true", help="stop before saving, so that the page shows the preview")


def run(options: argparse.Namespace) -> int:
    """Prints a line for each file and the sums; exit code 2 if any file was refused or has no unit."""
    wake()
    from doanra.records.models import FileState  # noqa: PLC0415 - needs Django awake
    from doanra.stages import appraisals, calls, nominations  # noqa: PLC0415 - needs Django awake

    call = calls.of_year(options.year)
    paths = _paths(options.files)
    received = nominations.receive_many(call, files=[_content(path) for path in paths], by=None)
    left = 0
    for file in received:
        if file.state == FileState.REFUSED.value:
            left += 1
            print(f"TRẢ LẠI  {file.name}: {file.refusal}")
            continue
        kinds = ((file.rows_accepted, "nhận"), (file.rows_refused, "trả lại"), (file.rows_unchanged, "không đổi"))
        counts = f"{file.rows_read} = " + " + ".join(f"{many} {kind}" for many, kind in kinds)
        if options.preview or file.unit is None:
            left += file.unit is None
            why = "xem trước" if file.unit else "chưa rõ đơn vị, chọn ở trang xem trước"
            print(f"CHỜ      {file.name}: {counts} ({why})")
            continue
        nominations.save_file(file, by=None, on=options.on or date.today())  # noqa: DTZ011 - the door knows the day
        print(f"NHẬN     {file.name} [{file.unit}]: {counts}")
    if not options.preview:
        print(f"Đã thẩm định {appraisals.appraise(call, by=None)} đề cử của năm {call.year}.", file=sys.stderr)
    return 2 if left else 0


def _paths(given: list[Path]) -> list[Path]:
    paths: list[Path] = []
    for path in given:
        if not path.exists():
            raise Refused("no_file", f"Không có tệp “{path}”.", remedy="Kiểm tra lại tên và thư mục.")
        paths += sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    if not paths:
        raise Refused("no_file", "Thư mục không có tệp nào.", remedy="Chỉ đến thư mục chứa danh sách của các đơn vị.")
    return paths


def _content(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as fault:
        raise Refused(
            "unreadable", f"Không đọc được tệp “{path}”: {fault.strerror}.", remedy="Kiểm tra quyền đọc tệp."
        ) from fault
