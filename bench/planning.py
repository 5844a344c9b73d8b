"""Measures planners side by side on the same synthetic problems, judged by the shared checker.

    python bench/planning.py --size S1 --seeds 1-5 --time-limit 60 [--peers highs scip cp-sat]

Each plan is made in a process of its own, so that its time (reading included) and peak memory are its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parents[1] / "../shared/planning"
HEAD = ("problem", "planner", "T1", "bound", "T2", "T3", "T4", "T5", "T6", "seated", "seconds", "MiB", "faults")


def main() -> int:
    """Prints one table in Markdown; 1 if a plan breaks a constraint."""
    options = _options()
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {platform.processor() or platform.machine()}, {os.cpu_count()} cores,")
    print(f"Python {platform.python_version()}, time limit {options.time_limit:g} s, planner seed {options.seed}\n")
    print("| " + " | ".join(HEAD) + " |")
    print("|" + " --- |" * len(HEAD))
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        for number in options.seeds:
            for row in _rows(Path(folder), options, number):
                broken |= row[-1] != "0"
                print("| " + " | ".join(row) + " |", flush=True)
    return int(broken)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["S1", "S10", "S100"], default="S1")
    parser.add_argument("--seeds", type=_range, default=[1], metavar="1-5", help="seeds of the generator")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    parser.add_argument("--seed", type=int, default=1, help="the planner's own seed")
    parser.add_argument("--peers", nargs="*", default=[], choices=["highs", "scip", "cp-sat"], help="solvers alone")
    return parser.parse_args()


def _range(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _rows(folder: Path, options: argparse.Namespace, number: int) -> Iterator[list[str]]:
    """One row for each planner on one problem."""
    problem, plan = folder / "problem.json", folder / "plan.json"
    with problem.open("w", encoding="utf-8") as file:
        generate = [sys.executable, str(SHARED / "generate.py"), options.size, str(number)]
        subprocess.run(generate, stdout=file, check=True)
    limit, seed = str(options.time_limit), str(options.seed)
    mine = [sys.executable, "-m", "doanra.cli", "plan", str(problem), "--out", str(plan)]
    mine += ["--time-limit", limit, "--seed", seed]
    peer = [sys.executable, str(Path(__file__).with_name("planning_peers.py"))]
    peers = [(f"{name} alone", [*peer, name, str(problem), str(plan), "--time-limit", limit]) for name in options.peers]
    by_hand = ("by hand", [sys.executable, str(SHARED / "by_hand.py"), str(problem)])
    for name, command in (by_hand, *peers, ("this", mine)):
        seconds, mebibytes = _measured(command, plan if name == "by hand" else None)
        yield [f"{options.size} {number}", name, *_judged(problem, plan, seconds, mebibytes)]


def _measured(command: list[str], out: Path | None) -> tuple[float, float]:
    """Wall seconds and peak MiB of a process; its standard output goes to a file if one is given."""
    started = time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src")}
    with (out or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.monotonic() - started, _peak(usage)


def _peak(usage: resource.struct_rusage) -> float:
    """Peak resident MiB (Linux counts KiB, macOS bytes)."""
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _judged(problem: Path, plan: Path, seconds: float, mebibytes: float) -> list[str]:
    """The cells that the shared checker and the plan's own bound give."""
    check = [sys.executable, str(SHARED / "check.py"), str(problem), str(plan), "--json"]
    found = json.loads(subprocess.run(check, capture_output=True, text=True, check=False).stdout)
    tiers, bounds = found["tiers"], json.loads(plan.read_text(encoding="utf-8")).get("bounds", {})
    steps = " ".join(str(step) for step in tiers["T2"])
    cells = [tiers["T1"], bounds.get("T1", ""), steps, *(tiers[name] for name in ("T3", "T4", "T5", "T6", "seated"))]
    return [*(str(cell) for cell in cells), f"{seconds:.1f}", f"{mebibytes:.0f}", str(len(found["errors"]))]


if __name__ == "__main__":
    sys.exit(main())
