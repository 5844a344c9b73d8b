"""The linear relaxation of rows by GLOP, with a bound that holds whatever floats did. The only user of MathOpt."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from doanra.planner.clock import Clock
from doanra.planner.duality import weak_duality
from doanra.planner.rows import Linear, Rows

_SCALE = 1 << 24


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A solved relaxation: the value of each column and a proven lower bound of the objective over whole numbers."""

    values: list[float]
    bound: int


class Relaxation:
    """The linear programme of some rows and one objective; columns can be fixed and freed between solves."""

    def __init__(self, rows: Rows, objective: Linear, *, clock: Clock) -> None:
        self.rows, self.objective, self.clock = rows, objective, clock
        self.model = mathopt.Model()
        self.columns = [self.model.add_variable(lb=0.0, ub=float(upper)) for upper in rows.upper]
        self.made = [
            self.model.add_linear_constraint(
                lb=-math.inf if row.low is None else row.low,
                ub=math.inf if row.high is None else row.high,
                expr=self._sum(row.terms),
            )
            for row in rows.rows
        ]
        self.model.minimize(self._sum(objective.terms) + objective.constant)

    def _sum(self, terms: list[tuple[int, int]]) -> mathopt.LinearBase:
        return mathopt.fast_sum(factor * self.columns[column] for column, factor in terms)

    def fix(self, column: int, value: int) -> None:
        """Holds a column at a value."""
        self.columns[column].lower_bound = self.columns[column].upper_bound = float(value)

    def free(self, column: int) -> None:
        """Frees a column again."""
        self.columns[column].lower_bound = 0.0
        self.columns[column].upper_bound = float(self.rows.upper[column])

    def solve(self, *, limit: float) -> Relaxed | None:
        """The optimum, or None if there is none or the time was too short. The bound holds only if nothing is fixed."""
        seconds = math.inf if self.clock.deterministic else max(0.1, min(limit, self.clock.left))
        span = None if math.isinf(seconds) else dt.timedelta(seconds=seconds)
        settings, interrupter = mathopt.SolveParameters(time_limit=span), SolveInterrupter()
        with self.clock.guard(interrupter.interrupt):
            found = mathopt.solve(self.model, mathopt.SolverType.GLOP, params=settings, interrupter=interrupter)
        self.clock.charge(found.solve_stats.simplex_iterations * len(self.made) * 5e-9)
        if found.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        duals = found.dual_values(self.made)
        return Relaxed(found.variable_values(self.columns), self._safe_bound(duals))

    def _safe_bound(self, duals: list[float]) -> int:
        costs = [0] * len(self.columns)
        for column, factor in self.objective.terms:
            costs[column] += factor
        total = weak_duality(self.rows.rows, duals, costs, self.rows.upper, scale=_SCALE)
        return -(-total // _SCALE) + self.objective.constant
