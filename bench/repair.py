"""Measures repairs: five in a hundred of the seated withdraw and one course is cancelled, by chance from a seed.

    python bench/repair.py --sizes S1,S10 --seeds 1-3 --plan-limit 30 --time-limit 30

The announced plan is made by `doanra plan`, the repair by `doanra replan`, each in a process of its own; the shared
checkers judge both. ``proven`` is when the number of changes was proven to be the smallest, files read and all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[1] / "../shared/planning"
SOURCE = Path(__file__).resolve().parents[1] / "src"
HEAD = (
    "problem", "told", "gone", "changes", "bound", "proven, s", "dropped", "reseated", "new", "T1", "bound of T1",
    "T2", "end, s", "status", "faults",
)  # fmt: skip
_CHANGES = re.compile(r"changes\s.*?(\d+)\s.*?(\d+)\s*$")


def main() -> int:
    """Prints one table in Markdown; 1 if a plan breaks a constraint or seats somebody who withdrew."""
    options = _options()
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {platform.processor() or platform.machine()}, {os.cpu_count()} cores,")
    print(f"Python {platform.python_version()}, time limit {options.time_limit:g} s\n")
    print("| " + " | ".join(HEAD) + " |")
    print("|" + " --- |" * len(HEAD))
    faults = 0
    for size in options.sizes.split(","):
        for seed in options.seeds:
            with tempfile.TemporaryDirectory() as folder:
                cells = _row(Path(folder), size, seed, options)
            faults += int(cells[-1])
            print("| " + " | ".join(cells) + " |", flush=True)
    return int(bool(faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="S1", metavar="S1,S10")
    parser.add_argument(
        "--seeds", type=_range, default=[1], metavar="1-5", help="seeds of the generator and of the lot"
    )
    parser.add_argument("--plan-limit", type=float, default=30.0, metavar="S", help="for the announced plan")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S", help="for the repair")
    return parser.parse_args()


def _range(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _row(folder: Path, size: str, seed: int, options: argparse.Namespace) -> list[str]:
    """The cells of one repair."""
    problem, before, changes, after = (folder / f"{name}.json" for name in ("problem", "before", "changes", "after"))
    with problem.open("wb") as file:
        subprocess.run([sys.executable, str(SHARED / "generate.py"), size, str(seed)], stdout=file, check=True)
    _doanra("plan", problem, "--out", before, "--time-limit", options.plan_limit)
    plan = json.loads(before.read_text(encoding="utf-8"))
    lot = drawn(plan, seed)
    changes.write_text(json.dumps(lot), encoding="utf-8")
    started = time.monotonic()
    said = _doanra("replan", problem, before, changes, "--out", after, "--time-limit", options.time_limit)
    spent = time.monotonic() - started
    repaired = json.loads(after.read_text(encoding="utf-8"))
    counted = _shared("check_replan.py", problem, before, changes, after)
    figures = {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", counted)}
    checked = json.loads(_shared("check.py", problem, after, "--json"))
    told, tiers = repaired["repair"], checked["tiers"]
    proven = _proven(said, spent)
    return [
        f"{size} {seed}", str(figures["told"]), str(len(lot["withdrawn"])), str(figures["changes"]),
        str(told["changes"]["fewest"]), "–" if proven is None else f"{proven:.1f}", str(figures["dropped"]),
        str(figures["reseated_from_cancelled"]), str(figures["newly_seated"]), str(tiers["T1"]),
        str(told["t1"]["bound"]), " ".join(str(step) for step in tiers["T2"]), f"{spent:.1f}", repaired["status"],
        str(len(checked["errors"]) + figures["forbidden"]),
    ]  # fmt: skip


def drawn(plan: dict[str, list[dict[str, object]]], seed: int) -> dict[str, list[str]]:
    """Who withdraws and what is cancelled."""
    chance = random.Random(seed)
    seated = sorted(str(member) for course in plan["courses"] for member in list(course["members"]))  # type: ignore[call-overload]
    off = chance.choice(sorted(str(course["id"]) for course in plan["courses"]))
    return {"withdrawn": sorted(chance.sample(seated, round(0.05 * len(seated)))), "cancelled": [off]}


def _doanra(*words: object) -> list[tuple[float, str]]:
    """Runs a command; its lines on standard error with the seconds at which they came."""
    started, lines = time.monotonic(), []
    command = [sys.executable, "-m", "doanra.cli", *(str(word) for word in words)]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stderr or ():
            lines.append((time.monotonic() - started, line))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return lines


def _proven(lines: list[tuple[float, str]], spent: float) -> float | None:
    """When the number of changes first met its bound for good."""
    found = None
    for second, line in lines:
        match = _CHANGES.search(line)
        if match:
            met = match[1] == match[2]
            found = (found if found is not None else min(second, spent)) if met else None
    return found


def _shared(name: str, *words: object) -> str:
    command = [sys.executable, str(SHARED / name), *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main())
