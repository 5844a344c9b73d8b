"""Solves rows by CP-SAT: from a hint, within a limit, stoppable, the same twice if asked. The only user of cp_model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from doanra.planner.clock import Clock
from doanra.planner.rows import Linear, Rows, Values

_UNITS = {1: 1.0, 2: 3.0}  # seconds of the solver's own unit, by workers, on the machine of docs/planner.md
Seen = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a solve brought: the values (None: none found), their objective, a proven bound (None: none)."""

    values: Values | None
    value: int | None
    bound: int | None
    proven: bool


class Engine:
    """One CP-SAT model that follows a growing set of rows, solved again and again for one objective after the other."""

    def __init__(self, rows: Rows, *, clock: Clock, seed: int, workers: int = 2) -> None:
        self.rows, self.clock, self.seed, self.workers = rows, clock, seed, workers
        self.model = cp_model.CpModel()
        self.columns: list[cp_model.IntVar] = []
        self._rows = 0
        self._unit = _UNITS.get(workers, 3.0)

    def _follow(self) -> None:
        """Takes over the columns and rows added since the last solve."""
        for upper in self.rows.upper[len(self.columns) :]:
            made = self.model.new_bool_var("") if upper == 1 else self.model.new_int_var(0, upper, "")
            self.columns.append(made)
        for row in self.rows.rows[self._rows :]:
            self._add(row.terms, row.low, row.high)
        self._rows = len(self.rows.rows)

    def _add(self, terms: list[tuple[int, int]], low: int | None, high: int | None) -> None:
        if len(terms) == 2 and low is None and high == 0 and terms[0][1] == 1 and terms[1][1] == -1:
            self.model.add_implication(self.columns[terms[0][0]], self.columns[terms[1][0]])
            return
        expression = self._sum(terms)
        least = cp_model.INT_MIN if low is None else low
        most = cp_model.INT_MAX if high is None else high
        self.model.add_linear_constraint(expression, least, most)

    def _sum(self, terms: list[tuple[int, int]]) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.weighted_sum([self.columns[c] for c, _ in terms], [factor for _, factor in terms])

    def minimize(
        self, objective: Linear, *, limit: float, hint: Values | None = None, seen: Seen | None = None
    ) -> Outcome:
        """Makes the objective small; ``limit`` in seconds or units, never beyond the clock's own."""
        self._follow()
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        if hint is not None:
            for column, value in zip(self.columns, hint, strict=True):
                self.model.add_hint(column, value)
        self.model.minimize(self._sum(objective.terms) + objective.constant)
        solver = self._solver(min(limit, self.clock.left))
        with self.clock.guard(solver.stop_search):
            status = solver.solve(self.model, _Watch(seen) if seen else None)
        self.clock.charge(solver.response_proto.deterministic_time * self._unit)
        if status == cp_model.INFEASIBLE:
            return Outcome(None, None, None, proven=True)
        bound = _bound(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN) else None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Outcome(None, None, bound, proven=False)
        values = [int(solver.value(column)) for column in self.columns]
        return Outcome(values, objective.at(values), bound, proven=status == cp_model.OPTIMAL)

    def _solver(self, limit: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        settings = solver.parameters
        settings.num_workers = self.workers
        settings.random_seed = self.seed
        settings.linearization_level = 2
        settings.catch_sigint_signal = False
        if self.workers == 2:
            settings.subsolvers.extend(["max_lp", "reduced_costs"])
        if self.clock.deterministic:
            settings.interleave_search = True
            settings.max_deterministic_time = max(limit / self._unit, 0.001)
        else:
            settings.max_time_in_seconds = max(limit, 0.05)
        return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells of each better solution: its objective and the bound."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self._seen(round(self.objective_value), round(self.best_objective_bound))


def _bound(solver: cp_model.CpSolver) -> int | None:
    bound = solver.best_objective_bound
    return round(bound) if abs(bound) < 2**52 else None
