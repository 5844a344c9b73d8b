"""The linear relaxation of T1 in arrays: for problems too large to write row by row, solved by PDLP.

It leaves out that a person sits only in a mode that runs (the seats of a mode say nearly as much): a sixth of the rows
remains, and on ten years in one its value is that of the whole relaxation. No bound is drawn from it; it guides.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from doanra.planner.clock import Clock
from doanra.planner.formulation import share_of
from doanra.planner.modes import Mode
from doanra.planner.problem import Problem

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
_THREADS = 2
_UNITS = 4e-9


@dataclass(frozen=True, slots=True)
class Guess:
    """What the relaxation thinks: how much each mode runs, and how much each seat (``Lean.seats``) is taken."""

    runs: Real
    seats: Real

    def only(self, places: Sequence[int], modes: Sequence[Mode]) -> Guess:
        """What it thinks of some of the modes that it was made for."""
        counts = [len(mode.people) for mode in modes]
        kept = np.isin(np.repeat(np.arange(len(modes)), counts), places)
        return Guess(self.runs[list(places)], self.seats[kept])


@dataclass(slots=True)
class _Matrix:
    """Rows under construction: entries (row, column, factor) and the limits of each row."""

    rows: list[Whole]
    columns: list[Whole]
    factors: list[Real]
    low: list[Real]
    high: list[Real]
    count: int = 0

    def add(self, row: Whole, column: Whole, factor: Real | float, *, low: float, high: Real | float) -> None:
        """New rows: ``row`` numbers them from 0 (any numbers, ties are one row); limits are those of each."""
        names, place = np.unique(row, return_inverse=True)
        self.rows.append(self.count + place)
        self.columns.append(column)
        self.factors.append(np.broadcast_to(np.asarray(factor, dtype=np.float64), column.shape))
        self.low.append(np.full(len(names), low))
        limit = np.asarray(high, dtype=np.float64)
        self.high.append(np.full(len(names), float(limit)) if limit.ndim == 0 else limit[names])
        self.count += len(names)


class Lean:
    """The relaxation over some modes, of which ``held`` must run; a seat is a pair of a mode and a person in it."""

    def __init__(
        self, problem: Problem, modes: Sequence[Mode], *, clock: Clock, held: Container[Mode] = (), whole: bool = False
    ) -> None:
        self.problem, self.modes, self.clock = problem, list(modes), clock
        self._held = [float(mode in held) for mode in self.modes]
        counts = [len(mode.people) for mode in self.modes]
        self.person: Whole = np.fromiter((p for mode in self.modes for p in mode.people), np.int64, sum(counts))
        self.mode: Whole = np.repeat(np.arange(len(self.modes)), counts)
        units = {unit.id: n for n, unit in enumerate(problem.units)}
        self._unit = np.array([units[person.unit] for person in problem.nominees], np.int64)[self.person]
        self._away = np.array([unit.away_limit for unit in problem.units], np.float64)
        self._first = np.array([mode.first for mode in self.modes], np.int64)
        self._end = np.array([mode.end for mode in self.modes], np.int64)
        self._matrix = _Matrix([], [], [], [], [])
        self._delegations()
        if whole:
            self._only_running()
        self._once()
        self._units_away()
        self._whole()

    def _delegations(self) -> None:
        """Per mode: seats from low to high, the share of the field, a leader, units' limits."""
        runs, seats, mode = np.arange(len(self.modes)), self._columns, self.mode
        most = np.array([each.most for each in self.modes], np.float64)
        least = np.array([max(1, each.course.seats[0]) for each in self.modes], np.float64)
        both, columns = np.concatenate([mode, runs]), np.concatenate([seats, runs])
        ones = np.ones(len(seats))
        self._matrix.add(both, columns, np.concatenate([ones, -most]), low=-math.inf, high=0)
        self._matrix.add(both, columns, np.concatenate([ones, -least]), low=0, high=math.inf)
        lead = np.array([person.can_lead for person in self.problem.nominees])[self.person]
        rows = np.concatenate([mode[lead], runs])
        columns = np.concatenate([seats[lead], runs])
        factors = np.concatenate([np.ones(int(lead.sum())), -np.ones(len(runs))])
        self._matrix.add(rows, columns, factors, low=0, high=math.inf)
        self._fields()
        self._units_in_mode()
        self._pins()

    def _only_running(self) -> None:
        """A person sits only in a mode that runs; not written where the mode is held."""
        loose = ~np.array(self._held, bool)[self.mode]
        rows, seats, modes = np.arange(int(loose.sum())), self._columns[loose], self.mode[loose]
        factors = np.concatenate([np.ones(len(rows)), -np.ones(len(rows))])
        self._matrix.add(np.concatenate([rows, rows]), np.concatenate([seats, modes]), factors, low=-math.inf, high=0)

    def _pins(self) -> None:
        """Whoever is pinned sits in the mode if it runs."""
        pinned = np.fromiter((p in mode.pinned for mode in self.modes for p in mode.people), bool, len(self.person))
        rows, seats, modes = np.arange(int(pinned.sum())), self._columns[pinned], self.mode[pinned]
        factors = np.concatenate([np.ones(len(rows)), -np.ones(len(rows))])
        self._matrix.add(np.concatenate([rows, rows]), np.concatenate([seats, modes]), factors, low=0, high=math.inf)

    def _fields(self) -> None:
        """The share of the field in each mode that asks for one."""
        nominees = self.problem.nominees
        shares = [share_of(mode.course)[0] for mode in self.modes]
        factors = np.fromiter(
            (
                float(
                    share.denominator - share.numerator if nominees[p].field == mode.course.field else -share.numerator
                )
                for mode, share in zip(self.modes, shares, strict=True)
                for p in mode.people
            ),
            np.float64,
            len(self.person),
        )
        asked = np.array([share > Fraction(0) for share in shares], bool)[self.mode]
        self._matrix.add(self.mode[asked], self._columns[asked], factors[asked], low=0, high=math.inf)

    def _units_in_mode(self) -> None:
        """No more of a unit in a mode than may be away at once; only where there are more."""
        pair = self.mode * len(self._away) + self._unit
        names, place, count = np.unique(pair, return_inverse=True, return_counts=True)
        limit = self._away[names % len(self._away)]
        tight = np.flatnonzero(count > limit)
        seats = np.isin(place, tight)
        rows = np.concatenate([place[seats], tight])
        columns = np.concatenate([self._columns[seats], names[tight] // len(self._away)])
        factors = np.concatenate([np.ones(int(seats.sum())), -limit[tight]])
        self._matrix.add(rows, columns, factors, low=-math.inf, high=0)

    def _once(self) -> None:
        """Each course in one mode at most, each person on one seat at most."""
        places = {course.id: n for n, course in enumerate(self.problem.courses)}
        course = np.array([places[mode.course.id] for mode in self.modes], np.int64)
        self._matrix.add(course, np.arange(len(self.modes)), 1.0, low=-math.inf, high=1)
        self._matrix.add(self.person, self._columns, 1.0, low=-math.inf, high=1)

    def _units_away(self) -> None:
        """On no first day more people of a unit on courses than it allows."""
        for day in np.unique(self._first):
            on = ((self._first <= day) & (day < self._end))[self.mode]
            self._matrix.add(self._unit[on], self._columns[on], 1.0, low=-math.inf, high=self._away)

    def _whole(self) -> None:
        """Delegations abroad at once, the budget, the targets."""
        limits, add, runs = self.problem.limits, self._matrix.add, np.arange(len(self.modes))
        abroad = np.array([mode.abroad for mode in self.modes], np.int64).reshape(-1, 2)
        for day in np.unique(abroad[:, 0]):
            on = runs[(abroad[:, 0] <= day) & (day < abroad[:, 1])]
            add(np.zeros_like(on), on, 1.0, low=-math.inf, high=limits.abroad_at_once)
        fixed = np.array([mode.course.cost_fixed for mode in self.modes], np.float64)
        head = np.array([mode.course.cost_per_head for mode in self.modes], np.float64)[self.mode]
        everything = np.arange(len(self.modes) + len(self.person))
        add(np.zeros_like(everything), everything, np.concatenate([fixed, head]), low=-math.inf, high=limits.budget)
        names = list(self.problem.targets)
        programme = np.array([names.index(mode.course.programme) for mode in self.modes], np.int64)[self.mode]
        targets = np.array(list(self.problem.targets.values()), np.float64)
        add(programme, self._columns, 1.0, low=-math.inf, high=targets)

    @property
    def _columns(self) -> Whole:
        """Columns of the seats: those of the modes come first."""
        return len(self.modes) + np.arange(len(self.person))

    def solve(self, *, limit: float, exact: bool = False) -> Guess | None:
        """Fills as many seats as it can; None if it cannot or the time was too short. ``exact``: a corner, by GLOP."""
        seconds = math.inf if self.clock.deterministic else max(0.1, min(limit, self.clock.left))
        span = None if math.isinf(seconds) else dt.timedelta(seconds=seconds)
        settings, interrupter = mathopt.SolveParameters(time_limit=span), SolveInterrupter()
        if not exact:
            settings.threads = _THREADS
            near = settings.pdlp.termination_criteria.simple_optimality_criteria
            near.eps_optimal_absolute, near.eps_optimal_relative = 1e-2, 1e-3
        model = mathopt.Model.from_model_proto(self._proto())
        kind = mathopt.SolverType.GLOP if exact else mathopt.SolverType.PDLP
        with self.clock.guard(interrupter.interrupt):
            found = mathopt.solve(model, kind, params=settings, interrupter=interrupter)
        entries = sum(len(one) for one in self._matrix.rows)
        self.clock.charge(found.solve_stats.first_order_iterations * entries * _UNITS)
        self.clock.charge(found.solve_stats.simplex_iterations * self._matrix.count * 5e-9)
        if found.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values = np.array(found.variable_values(list(model.variables())), np.float64)
        return Guess(values[: len(self.modes)], values[len(self.modes) :])

    def _proto(self) -> model_pb2.ModelProto:
        """The programme as MathOpt takes it in bulk: many times quicker than row by row."""
        made, count = model_pb2.ModelProto(), len(self.modes) + len(self.person)
        variables, rows, matrix = made.variables, made.linear_constraints, made.linear_constraint_matrix
        variables.ids.extend(range(count))
        variables.lower_bounds.extend([*self._held, *([0.0] * len(self.person))])
        variables.upper_bounds.extend([1.0] * count)
        variables.integers.extend([False] * count)
        rows.ids.extend(range(self._matrix.count))
        rows.lower_bounds.extend(np.concatenate(self._matrix.low).tolist())
        rows.upper_bounds.extend(np.concatenate(self._matrix.high).tolist())
        row, column = np.concatenate(self._matrix.rows), np.concatenate(self._matrix.columns)
        order = np.lexsort((column, row))
        matrix.row_ids.extend(row[order].tolist())
        matrix.column_ids.extend(column[order].tolist())
        matrix.coefficients.extend(np.concatenate(self._matrix.factors)[order].tolist())
        made.objective.linear_coefficients.ids.extend(self._columns.tolist())
        made.objective.linear_coefficients.values.extend([-1.0] * len(self.person))
        return made
