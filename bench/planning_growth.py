"""How the time to a plan within a fixed gap of its proven bound grows with the size of the problem.

    python bench/planning_growth.py --gap 0.02 [--draw docs/growth.svg]

A gap is T1 above the best bound of the run, as a part of the targets. The goal is n^1.3, n the number of nominees.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from doanra.planner import Problem, Progress, Stop, read_problem, solve

SHARED = Path(__file__).resolve().parents[1] / "../shared/planning"
LIMITS = {"S1": 60.0, "S10": 150.0, "S100": 150.0}
GOAL = 1.3
LEFT, TOP, WIDE, HIGH = 70, 30, 420, 260


def main() -> int:
    """Prints the table, draws the curve; 1 if it grows faster than asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gap", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator")
    parser.add_argument("--draw", type=Path, metavar="FILE.svg")
    options = parser.parse_args()
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, gap {options.gap:.1%} of the targets\n")
    print("| problem | nominees | seconds | exponent from the size before |\n| --- | --- | --- | --- |")
    points: list[tuple[str, int, float]] = []
    for size, limit in LIMITS.items():
        problem = generated(size, options.seed)
        seconds = time_to_gap(problem, options.gap, limit)
        points.append((size, len(problem.nominees), seconds))
        grown = f"{exponent(*points[-2:]):.2f}" if len(points) > 1 else ""
        print(f"| {size} | {len(problem.nominees)} | {seconds:.1f} | {grown} |", flush=True)
    overall = exponent(points[0], points[-1])
    print(f"\nFrom {points[0][0]} to {points[-1][0]}: n^{overall:.2f}; asked: n^{GOAL} at most.")
    if options.draw:
        options.draw.write_text(drawn(points, options.gap), encoding="utf-8")
    return int(overall > GOAL)


def generated(size: str, seed: int) -> Problem:
    """A problem of the shared generator."""
    command = [sys.executable, str(SHARED / "generate.py"), size, str(seed)]
    return read_problem(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def time_to_gap(problem: Problem, gap: float, limit: float) -> float:
    """Seconds until the best plan is that near to the best bound of the run; infinite if it never is."""
    moments: list[tuple[float, int]] = []
    began = time.monotonic()

    def hear(moment: Progress) -> None:
        if moment.tiers is not None:
            moments.append((time.monotonic() - began, moment.tiers.t1))

    bound = solve(problem, stop=Stop(limit), on_progress=hear).bounds["T1"]
    near = (bound if isinstance(bound, int) else 0) + gap * sum(problem.targets.values())
    return next((seconds for seconds, missing in moments if missing <= near), math.inf)


def exponent(one: tuple[str, int, float], other: tuple[str, int, float]) -> float:
    """The power of n by which the time grows between two sizes."""
    return math.log(other[2] / one[2]) / math.log(other[1] / one[1])


def drawn(points: list[tuple[str, int, float]], gap: float) -> str:
    """The curve on logarithmic axes, beside the steepest that the goal allows."""
    first, last = points[0], points[-1]
    goal = first[2] * (last[1] / first[1]) ** GOAL
    low, high = math.log(min(p[2] for p in points) / 2), math.log(max(goal, *(p[2] for p in points)) * 1.5)

    def place(nominees: float, seconds: float) -> tuple[float, float]:
        across = math.log(nominees / first[1]) / math.log(last[1] / first[1])
        return LEFT + across * WIDE, TOP + HIGH - (math.log(seconds) - low) / (high - low) * HIGH

    spots = [place(nominees, seconds) for _, nominees, seconds in points]
    lines = [
        f'<line x1="{a[0]:.0f}" y1="{a[1]:.0f}" x2="{b[0]:.0f}" y2="{b[1]:.0f}" stroke="#8a1c1c" stroke-width="2.5"/>'
        for a, b in pairwise(spots)
    ]
    begin, end = place(first[1], first[2]), place(last[1], goal)
    lines.append(
        f'<line x1="{begin[0]:.0f}" y1="{begin[1]:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}" '
        'stroke="#777" stroke-dasharray="5 4"/>'
    )
    words = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#8a1c1c"/>'
        f'<text x="{x + 8:.0f}" y="{y + 16:.0f}">{size}: {seconds:.1f} s</text>'
        for (size, _, seconds), (x, y) in zip(points, spots, strict=True)
    ]
    words.append(f'<text x="{end[0] - 60:.0f}" y="{end[1] - 8:.0f}" fill="#777">n^{GOAL}</text>')
    words.append(f'<text x="{LEFT}" y="18">Seconds to a plan within {gap:.0%} of the targets of its bound</text>')
    axes = f'<path d="M{LEFT} {TOP} V{TOP + HIGH} H{LEFT + WIDE}" fill="none" stroke="#333"/>'
    axes += f'<text x="{LEFT + WIDE - 130}" y="{TOP + HIGH + 22}">nominees, logarithmic</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 120} {TOP + HIGH + 40}" '
        'font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
        + axes
        + "".join(lines + words)
        + "</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
