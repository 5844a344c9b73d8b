"""A relaxation that holds only the rows at work, is solved again and again, and can be pushed towards whole schedules.

"No seat without its mode" (one row for each person in each mode) is most of the rows, and few of them matter: they are
taken in when they are broken. Leaving rows out makes a bound weaker, never false.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from doanra.planner.clock import Clock
from doanra.planner.duality import weak_duality
from doanra.planner.rows import Linear, Row, Rows

SCALE = 1 << 40
DEAR = 1000  # the price of one unit by which a demand or a limit is missed, so that no programme is ever empty
_FACE = 1e-3
_BROKEN = 1e-6
_GROWN = 1.4  # how many times the rows of the last trimming are too many
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Solved:
    """The value of each column, and a proven lower bound times ``SCALE``."""

    values: list[float]
    bound: int


class Working:
    """One linear programme: some rows, one objective, limits on other sums, demands that can be made and dropped."""

    def __init__(
        self,
        rows: Rows,
        objective: Linear,
        *,
        clock: Clock,
        limits: Sequence[Row] = (),
        demands: Sequence[Sequence[int]] = (),
        pool: Collection[Pair] | None = None,
    ) -> None:
        self.clock = clock
        self.objective = objective
        self.upper = list(rows.upper)
        self.cost = [0] * len(self.upper)
        for column, factor in objective.terms:
            self.cost[column] += factor
        self.idle: set[Pair] = set()
        self.rows: list[Row] = []
        self._sort(rows.rows, pool)
        for limit in limits:
            missed = self._extra(sum(abs(factor) for _, factor in limit.terms), price=DEAR)
            self.rows.append(Row([*limit.terms, (missed, -1)], None, limit.high))
        self.demands = [self._extra(1, price=0) for _ in demands]
        for columns, missed in zip(demands, self.demands, strict=True):
            self.rows.append(Row([*((column, 1) for column in columns), (missed, 1)], 1, None))
        self.trimmed = len(self.rows)
        self._build()

    def _sort(self, rows: Iterable[Row], pool: Collection[Pair] | None) -> None:
        """Keeps the rows at work; of those of the form "seat only with its mode" only the ones in the pool, if any."""
        for row in rows:
            pair = _pair(row)
            if pair is not None and pool is not None and pair not in pool:
                self.idle.add(pair)
            else:
                self.rows.append(row)

    def _extra(self, upper: int, *, price: int) -> int:
        self.upper.append(upper)
        self.cost.append(price)
        return len(self.upper) - 1

    def _build(self) -> None:
        self.model = mathopt.Model()
        self.columns = [self.model.add_variable(lb=0.0, ub=float(upper)) for upper in self.upper]
        self.made = [self._make(row) for row in self.rows]
        self._minimize()
        whole = mathopt.fast_sum(cost * column for cost, column in zip(self.cost, self.columns, strict=True) if cost)
        self.face = self.model.add_linear_constraint(ub=math.inf, lb=-math.inf, expr=whole)

    def _minimize(self) -> None:
        pairs = zip(self.cost, self.columns, strict=True)
        self.model.minimize(mathopt.fast_sum(cost * column for cost, column in pairs if cost))

    def _make(self, row: Row) -> mathopt.LinearConstraint:
        low = -math.inf if row.low is None else row.low
        high = math.inf if row.high is None else row.high
        terms = mathopt.fast_sum(factor * self.columns[column] for column, factor in row.terms)
        return self.model.add_linear_constraint(lb=low, ub=high, expr=terms)

    @property
    def pool(self) -> set[Pair]:
        """The rows "seat only with its mode" that are at work."""
        return {pair for row in self.rows if (pair := _pair(row)) is not None}

    def trim(self, duals: Sequence[float]) -> None:
        """Lays aside the rows "seat only with its mode" that the last optimum did not need."""
        kept = []
        for row, dual in zip(self.rows, duals, strict=True):
            pair = _pair(row)
            if pair is not None and abs(dual) < 1e-9:
                self.idle.add(pair)
            else:
                kept.append(row)
        self.rows = kept
        self.trimmed = len(kept)
        self._build()

    def _take(self, values: Sequence[float]) -> int:
        """Takes in the rows that these values break; says how many."""
        broken = sorted(pair for pair in self.idle if values[pair[0]] > values[pair[1]] + _BROKEN)
        self.idle.difference_update(broken)
        for seat, mode in broken:
            row = Row([(seat, 1), (mode, -1)], None, 0)
            self.rows.append(row)
            self.made.append(self._make(row))
        return len(broken)

    def solve(self, banned: Collection[int], demanded: Collection[int], *, rounds: int = 2) -> Solved | None:
        """The optimum with some columns held at 0 and some demands made; None without time."""
        self._hold(banned, demanded)
        best: Solved | None = None
        for _ in range(rounds):
            found = self._run()
            if found is None:
                return best
            values, duals = found
            bound = self._bound(duals, banned)
            best = Solved(values, max(bound, best.bound if best else bound))
            if not self.idle or len(self.rows) > _GROWN * self.trimmed:
                self.trim(duals)
                self._hold(banned, demanded)
                return best
            if not self._take(values):
                return best
        return best

    def push(self, weights: Sequence[tuple[int, float]], solved: Solved, *, freedom: float) -> list[float] | None:
        """Values as good as the solved ones (the same columns held, the same demands) with a least weighted sum."""
        self.face.upper_bound = solved.bound / SCALE - self.objective.constant + _FACE + freedom
        self.model.minimize(mathopt.fast_sum(weight * self.columns[column] for column, weight in weights))
        found = self._run()
        self.face.upper_bound = math.inf
        self._minimize()
        if found is None:
            return None
        self._take(found[0])
        return found[0]

    def _hold(self, banned: Collection[int], demanded: Collection[int]) -> None:
        for column, upper in enumerate(self.upper):
            self.columns[column].upper_bound = 0.0 if column in banned else float(upper)
        for place, missed in enumerate(self.demands):
            self.cost[missed] = DEAR if place in demanded else 0
        self._minimize()
        for missed in self.demands:
            self.face.set_coefficient(self.columns[missed], float(self.cost[missed]))

    def _run(self) -> tuple[list[float], list[float]] | None:
        left = self.clock.left
        if left <= 0:
            return None
        timed = not (self.clock.deterministic or math.isinf(left))
        settings = mathopt.SolveParameters(time_limit=dt.timedelta(seconds=left) if timed else None)
        interrupter = SolveInterrupter()
        with self.clock.guard(interrupter.interrupt):
            found = mathopt.solve(self.model, mathopt.SolverType.GLOP, params=settings, interrupter=interrupter)
        self.clock.charge(found.solve_stats.simplex_iterations * len(self.made) * 2.5e-8)
        if found.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        return found.variable_values(self.columns), found.dual_values(self.made)

    def _bound(self, duals: Sequence[float], banned: Collection[int]) -> int:
        upper = [0 if column in banned else most for column, most in enumerate(self.upper)]
        return self.objective.constant * SCALE + weak_duality(self.rows, duals, self.cost, upper, scale=SCALE)


def _pair(row: Row) -> Pair | None:
    """Seat and mode of a row "seat only with its mode", else None."""
    if len(row.terms) == 2 and row.low is None and row.high == 0:
        (seat, plus), (mode, minus) = row.terms
        if plus == 1 and minus == -1:
            return seat, mode
    return None
