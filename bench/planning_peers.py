"""A peer of the planner: one solver of OR-Tools on the planner's own rows, from nothing, tier after tier.

    python bench/planning_peers.py highs PROBLEM.json PLAN.json --time-limit 60     (or scip, cp-sat)

The rows are the planner's strong formulation, so the peer is spared what costs a plain model most. What it does not get
is what the planner does with them: first plan, dive, neighbourhoods, prover beside the finder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
import time
from pathlib import Path

from ortools.math_opt.python import mathopt

from doanra.planner import Plan, Problem, read_problem
from doanra.planner.formulation import Formulation, planned
from doanra.planner.modes import find_modes
from doanra.planner.objectives import TIERS, Objectives
from doanra.planner.rows import Linear, Rows

SOLVERS = {"highs": mathopt.SolverType.HIGHS, "scip": mathopt.SolverType.GSCIP, "cp-sat": mathopt.SolverType.CP_SAT}


def main() -> int:
    """Writes the plan; the empty one if the solver found none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("solver", choices=SOLVERS)
    parser.add_argument("problem", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    options = parser.parse_args()
    ends = time.monotonic() + options.time_limit
    problem = read_problem(json.loads(options.problem.read_text(encoding="utf-8")))
    plan = lexicographic(problem, SOLVERS[options.solver], ends=ends)
    options.plan.write_text(json.dumps(plan.as_json()), encoding="utf-8")
    return 0


def lexicographic(problem: Problem, solver: mathopt.SolverType, *, ends: float) -> Plan:
    """Each tier with half of the time that is left, the last with all of it; what is reached becomes a row."""
    formulation = Formulation(problem, modes=find_modes(problem)[0])
    objectives = Objectives(formulation)
    model = Model(formulation.rows)
    found: list[int] | None = None
    bounds: dict[str, int] = {}
    for tier in TIERS:
        objective = objectives.tier(tier)
        left = ends - time.monotonic()
        if left <= 0.2:
            break
        hint = formulation.rows.complete(dict(enumerate(found))) if found else None
        values, bound = model.minimize(objective, solver, limit=left if tier == TIERS[-1] else left / 2, hint=hint)
        if tier == "T1" and math.isfinite(bound):
            bounds["T1"] = math.ceil(bound - 1e-3)
        if values is None:
            break
        found = values
        formulation.rows.add(objective.terms, high=objective.at(found) - objective.constant)
    return Plan(planned(problem, formulation.chosen(found)) if found else (), {"bounds": bounds})


class Model:
    """The rows as a MathOpt model, which follows them as they grow."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.model = mathopt.Model()
        self.columns: list[mathopt.Variable] = []
        self.count = 0

    def minimize(
        self, objective: Linear, solver: mathopt.SolverType, *, limit: float, hint: list[int] | None
    ) -> tuple[list[int] | None, float]:
        """Values of the columns (None: none found) and the solver's bound."""
        for upper in self.rows.upper[len(self.columns) :]:
            self.columns.append(self.model.add_integer_variable(lb=0, ub=upper))
        for row in self.rows.rows[self.count :]:
            low = -math.inf if row.low is None else row.low
            high = math.inf if row.high is None else row.high
            self.model.add_linear_constraint(lb=low, ub=high, expr=self._sum(row.terms))
        self.count = len(self.rows.rows)
        self.model.minimize(self._sum(objective.terms) + objective.constant)
        settings = mathopt.SolveParameters(time_limit=dt.timedelta(seconds=limit), threads=2)
        if solver != mathopt.SolverType.CP_SAT:  # these two search with one thread
            settings.threads = None
        given = mathopt.ModelSolveParameters()
        if hint:
            given.solution_hints.append(
                mathopt.SolutionHint(variable_values=dict(zip(self.columns, hint, strict=True)))
            )
        result = mathopt.solve(self.model, solver, params=settings, model_params=given)
        bound = result.termination.objective_bounds.dual_bound
        if not result.has_primal_feasible_solution():
            return None, bound
        return [round(value) for value in result.variable_values(self.columns)], bound

    def _sum(self, terms: list[tuple[int, int]]) -> mathopt.LinearBase:
        return mathopt.fast_sum(factor * self.columns[column] for column, factor in terms)


if __name__ == "__main__":
    sys.exit(main())
