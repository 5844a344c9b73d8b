"""Lists in layouts that the public corpus does not have, written, read and scored by its contract; prints the faults.

`python bench/intake_layouts.py [--count 300] [--seed 1] [--show 10] [--as xls]`; 1 if anything was lost, invented or
misread. With `--as` LibreOffice rewrites every workbook as .xls or .ods first.
"""

from __future__ import annotations

import argparse
import collections
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from intake.elsewhere.files import SHAPES, Specimen, specimen  # noqa: E402
from intake.elsewhere.judging import faults  # noqa: E402


def rewritten(items: list[Specimen], kind: str) -> list[Specimen]:
    """The workbooks as LibreOffice saves them in another format; texts stay what they are."""
    with tempfile.TemporaryDirectory() as place:
        books = {Path(place) / f"{number}.xlsx": item for number, item in enumerate(items) if not item.one_sheet}
        for path, item in books.items():
            path.write_bytes(item.content)
        home = f"-env:UserInstallation=file://{place}/home"
        filters = {"xls": "xls:MS Excel 97", "ods": "ods"}
        command = ["soffice", home, "--headless", "--convert-to", filters[kind], "--outdir", place, *map(str, books)]
        subprocess.run(command, check=True, capture_output=True)
        return [
            replace(item, name=f"danh-sach.{kind}", content=path.with_suffix(f".{kind}").read_bytes())
            for path, item in books.items()
        ]


def main() -> int:
    """Runs the layouts and prints what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--shape", choices=sorted(SHAPES))
    parser.add_argument("--as", dest="kind", choices=["xls", "ods"])
    parser.add_argument("--keep", type=Path, help="a folder for the files with faults")
    options = parser.parse_args()
    made: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    shown = failed = 0
    items = [specimen(options.seed * 100_003 + number, shape=options.shape) for number in range(options.count)]
    for number, item in enumerate(rewritten(items, options.kind) if options.kind else items):
        found = faults(item)
        made.update(item.features)
        if not found:
            continue
        failed += 1
        wrong.update(item.features)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{number}-{item.name}").write_bytes(item.content)
        if shown < options.show:
            shown += 1
            print(f"{number} {item.name} {sorted(item.features)}")
            for fault in found[:6]:
                print(f"    {fault}")
    worst = sorted(((wrong[key] / made[key], wrong[key], made[key], key) for key in wrong), reverse=True)[:15]
    for share, bad, all_of, key in worst:
        print(f"  {share:6.1%} {bad:4}/{all_of:<4} {key}")
    print(f"{options.count} files, {failed} with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
