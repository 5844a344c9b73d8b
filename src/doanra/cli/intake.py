"""`doanra intake FILE...`: the nominees of the units' files as JSON lines, all files taken in together."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from doanra.intake import Reading, mark_duplicates, read_file

HELP = "đọc danh sách cán bộ từ tệp của đơn vị, in ra JSON từng dòng"
_NOT_LISTS = {".md", ".py", ".json", ".jsonl"}
_WORTH_TWO_PROCESSES = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="tệp bảng tính hoặc thư mục")
    parser.add_argument(
        "--call-on",
        type=_day,
        metavar="YYYY-MM-DD",
        help="ngày của đợt đăng ký để tính tuổi (mặc định: theo công văn, tiêu đề của từng tệp, hoặc hôm nay)",
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="số tiến trình, nhiều nhất 2 (mặc định: 2)")


def run(options: argparse.Namespace) -> int:
    """Prints the lines of the contract; 2 if a path could not be read (the others are printed all the same)."""
    paths, failures = _expand(options.files)
    for reading in mark_duplicates(list(_readings(paths, options.call_on, jobs=min(options.jobs, 2)))):
        for line in reading.json_lines():
            print(json.dumps(line, ensure_ascii=False))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 2 if failures else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; ghi như 2022-12-31") from error


def _expand(names: list[str]) -> tuple[list[Path], list[str]]:
    paths: list[Path] = []
    failures = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            paths += sorted(
                child for child in path.iterdir() if child.is_file() and child.suffix.lower() not in _NOT_LISTS
            )
        elif path.is_file():
            paths.append(path)
        else:
            failures.append(f"Không có tệp “{name}”; kiểm tra lại đường dẫn.")
    return paths, failures


def _readings(paths: list[Path], call_on: date | None, *, jobs: int) -> Iterator[Reading]:
    read = partial(_read, call_on=call_on)
    if jobs < 2 or len(paths) < _WORTH_TWO_PROCESSES:
        yield from map(read, paths)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(read, paths, chunksize=4)


def _read(path: Path, *, call_on: date | None) -> Reading:
    return read_file(path.name, path.read_bytes(), call_on=call_on)
