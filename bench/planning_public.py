"""The planner on instances that nobody here made: the p-median problems of the OR-Library, with their published optima.

    python bench/planning_public.py FOLDER --instances 1-5 --time-limit 60      (FOLDER holds pmed1.txt, pmed2.txt, ...)

The mapping is exact. Every vertex is a course and a nominee of a unit of their own; a course costs 1, the budget is p,
everybody must have a seat (T1 = 0), and a seat is liked the better the nearer: minus T4 is n times the reach less the
sum of distances. So it exercises which courses run under a budget, who sits where, and T4 with its bound. It says
nothing of dates, bands, fields, units' limits and fairness. J. E. Beasley, European Journal of Operational Research 21
(1985) 270-273; optima as the OR-Library publishes them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

from doanra.planner import Problem, Stop, read_problem, solve

PUBLISHED = {1: 5819, 2: 4093, 3: 4250, 4: 3034, 5: 1355, 6: 7824, 7: 5631, 8: 4445, 9: 2734, 10: 1255}


def main() -> int:
    """Prints one table in Markdown; 1 if a value or a bound contradicts the published optimum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--instances", default="1-5", metavar="1-5")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    options = parser.parse_args()
    first, _, last = options.instances.partition("-")
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, time limit {options.time_limit:g} s\n")
    print("| instance | n | p | published optimum | found | proven at least | seconds |\n|" + " --- |" * 7)
    wrong = False
    for number in range(int(first), int(last or first) + 1):
        size, medians, reach = distances(options.folder / f"pmed{number}.txt")
        problem, far = mapped(reach, medians)
        started = time.monotonic()
        result = solve(problem, stop=Stop(options.time_limit))
        found = size * far + result.tiers.t4 if result.tiers.t1 == 0 else None
        bound = result.bounds["T4"]
        proven = size * far + bound if isinstance(bound, int) and found is not None else None
        wrong |= found is not None and found < PUBLISHED[number]
        wrong |= proven is not None and proven > PUBLISHED[number]
        cells = [
            f"pmed{number}",
            size,
            medians,
            PUBLISHED[number],
            found,
            proven or "",
            f"{time.monotonic() - started:.1f}",
        ]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    return int(wrong)


def distances(path: Path) -> tuple[int, int, list[list[int]]]:
    """Vertices, medians and the shortest ways between all (of edges given twice the last one counts)."""
    numbers = iter(int(word) for word in path.read_text(encoding="ascii").split())
    size, _, medians = next(numbers), next(numbers), next(numbers)
    never = 1 << 30
    reach = [[0 if one == other else never for other in range(size)] for one in range(size)]
    for one, other, length in zip(numbers, numbers, numbers, strict=True):
        reach[one - 1][other - 1] = reach[other - 1][one - 1] = length
    for place, middle in enumerate(reach):
        for row in reach:
            way = row[place]
            if way < never:
                row[:] = [min(direct, way + on) for direct, on in zip(row, middle, strict=True)]
    return size, medians, reach


def mapped(reach: list[list[int]], medians: int) -> tuple[Problem, int]:
    """The planning problem, and the distance from which scores are counted down."""
    far = max(map(max, reach)) + 1
    names = [f"V{place:03d}" for place in range(len(reach))]
    course = {"programme": "all", "field": None, "field_share": 0, "seats": [1, len(names)], "band_span": 1}
    course |= {"starts": ["2027-01-04"], "days": 1, "abroad": [0, 0], "cost_fixed": 1, "cost_per_head": 0}
    person = {"band": 3, "field": None, "can_lead": True, "unit_rank": {}, "busy": []}
    data = {
        "schema": "plan-problem/1",
        "targets": {"all": len(names)},
        "limits": {"budget": medians, "abroad_at_once": len(names), "rank_window": 0},
        "units": [{"id": name, "owner": 0, "seats_due": 0, "away_limit": 1} for name in names],
        "courses": [{"id": name, **course} for name in names],
        "nominees": [
            person
            | {"id": f"P{name}", "unit": name}
            | {"choices": [{"course": there, "score": far - way} for there, way in zip(names, row, strict=True)]}
            for name, row in zip(names, reach, strict=True)
        ],
    }
    return read_problem(data), far


if __name__ == "__main__":
    sys.exit(main())
