"""A lower bound from multipliers of the rows, in whole numbers only, so that it holds whatever floats did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from doanra.planner.rows import Row


def weak_duality(
    rows: Iterable[Row], duals: Iterable[float], costs: Sequence[int], upper: Sequence[int], *, scale: int
) -> int:
    """What the cost of columns from 0 to ``upper`` that keep the rows is at least, times ``scale``.

    Holds for any multipliers, one a row: weak duality needs no optimal and no exact solve.
    """
    total, left = 0, [cost * scale for cost in costs]
    for row, dual in zip(rows, duals, strict=True):
        weight = round(dual * scale)
        side = row.low if weight > 0 else row.high
        if weight == 0 or side is None:
            continue
        total += weight * side
        for column, factor in row.terms:
            left[column] -= weight * factor
    return total + sum(cost * most for cost, most in zip(left, upper, strict=True) if cost < 0)
