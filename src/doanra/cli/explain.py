"""doanra explain: says for everyone without a seat what stands in the way of each choice, and what would help one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from doanra.cli.plan import load_json
from doanra.planner import Plan, Problem, Stop, read_plan, read_problem
from doanra.planner.explain import Explanation, explain
from doanra.planner.nearest import nearest
from doanra.planner.swap import find_swap

HELP = "says for everyone without a seat what stands in the way"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PROBLEM.json PLAN.json [--repair NOMINEE [--time-limit S]]."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json", help="bài toán theo mẫu plan-problem/1")
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="kế hoạch theo mẫu plan/1")
    parser.add_argument(
        "--repair", metavar="NOMINEE", help="chỉ cho một người: giới hạn nào đổi thì vừa, và ai phải nhường chỗ"
    )
    parser.add_argument(
        "--time-limit", type=_seconds, default=10.0, metavar="S", help="số giây tìm cách đổi chỗ (mặc định 10)"
    )


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 10**5:
        raise argparse.ArgumentTypeError("phải lớn hơn 0, ví dụ 10")
    return value


def run(options: argparse.Namespace) -> int:
    """Prints one JSON object a line: {"nominee", "choices": [{"course", "blocked_by"}]}; the sum goes to stderr.

    With ``--repair`` one object: {"nominee", "fits": [...], "swap": {...}}.
    """
    problem = read_problem(load_json(options.problem))
    plan = read_plan(load_json(options.plan))
    if options.repair is not None:
        _repair(problem, plan, options.repair, options.time_limit)
        return 0
    found = explain(problem, plan)
    sys.stdout.writelines(json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in found)
    print(_sum(found), file=sys.stderr)
    return 0


def _sum(found: Sequence[Explanation]) -> str:
    """How many have no seat, and that every choice of theirs has something in its way, or who has not."""
    choices = sum(len(one.choices) for one in found)
    free = [(one.nominee, way.course) for one in found for way in one.choices if not way.blocked_by]
    said = f"{len(found)} người chưa có chỗ, {choices} lựa chọn của họ"
    if not free:
        return f"{said}: lựa chọn nào cũng có điều vướng, không chỗ nào bị bỏ trống."
    named = ", ".join(f"{nominee} vào {course}" for nominee, course in free[:10])
    return f"{said}: {len(free)} lựa chọn không vướng gì, kế hoạch bỏ trống chỗ ({named})."


def _repair(problem: Problem, plan: Plan, nominee: str, seconds: float) -> None:
    fits = nearest(problem, plan, nominee=nominee)
    swap = find_swap(problem, plan, nominee=nominee, stop=Stop(seconds))
    answer = {"nominee": nominee, "fits": [fit.as_json() for fit in fits], "swap": swap.as_json()}
    print(json.dumps(answer, ensure_ascii=False, indent=1))
