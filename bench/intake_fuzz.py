"""Ten thousand damaged files: no exception, none slower than ten seconds, none silent. Takes the corpus as argument."""

from __future__ import annotations

import argparse
import collections
import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from intake.mutations import damaged, faults_of  # noqa: E402

from doanra.intake import read_file  # noqa: E402

_SLOWEST = 10.0
_NO_FILES = {".md", ".py", ".jsonl"}


def main() -> int:
    """Runs the fuzz and prints what came out; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = sorted(p for p in options.directory.iterdir() if p.suffix not in _NO_FILES and p.stat().st_size < 1_000_000)
    outcomes: collections.Counter[str] = collections.Counter()
    faults, slowest, begun = 0, (0.0, ""), time.perf_counter()
    for number in range(options.count):
        random_of_this = random.Random(options.seed * 1_000_003 + number)
        path = random_of_this.choice(files)
        content = damaged(path.read_bytes(), random_of_this)
        start = time.perf_counter()
        reading = read_file(path.name, content)
        seconds = time.perf_counter() - start
        slowest = max(slowest, (seconds, f"{number} {path.name}"))
        outcomes[reading.refusal.code if reading.refusal else "read"] += 1
        for fault in [*faults_of(reading), *(["slow"] if seconds > _SLOWEST else [])]:
            faults += 1
            print(f"fault: number {number}, {path.name}: {fault}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent, (worst, where) = time.perf_counter() - begun, slowest
    print(f"{options.count} files in {spent:.0f} s, slowest {worst:.2f} s ({where}), {memory} MB")
    print(", ".join(f"{code} {count}" for code, count in outcomes.most_common()), f"; faults {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
