"""doanra explain: says for everyone without a seat what stands in the way of each choice."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from doanra.cli.plan import load_json
from doanra.planner import read_plan, read_problem
from doanra.planner.explain import explain

HELP = "says for everyone without a seat what stands in the way"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PROBLEM.json PLAN.json."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json", help="bài toán theo mẫu plan-problem/1")
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="kế hoạch theo mẫu plan/1")


def run(options: argparse.Namespace) -> int:
    """Prints one JSON object a line: {"nominee", "choices": [{"course", "blocked_by"}]}."""
    problem = read_problem(load_json(options.problem))
    plan = read_plan(load_json(options.plan))
    for explanation in explain(problem, plan):
        print(json.dumps(explanation.as_json(), ensure_ascii=False))
    return 0
