"""Linear rows over whole-number columns, without any solver: one formulation feeds CP-SAT and the LP alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Values = list[int]


@dataclass(slots=True)
class Linear:
    """A sum of columns times whole numbers, plus a constant."""

    terms: list[tuple[int, int]] = field(default_factory=list)
    constant: int = 0

    def at(self, values: Sequence[int]) -> int:
        """Its value where the columns have these values."""
        return self.constant + sum(factor * values[column] for column, factor in self.terms)


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum <= high; None where there is no limit."""

    terms: list[tuple[int, int]]
    low: int | None
    high: int | None


class Rows:
    """Columns from 0 to an upper bound, rows over them, and rules for columns that only measure the others."""

    def __init__(self) -> None:
        self.upper: list[int] = []
        self.rows: list[Row] = []
        self.derived: list[tuple[int, Callable[[Values], int]]] = []

    def column(self, upper: int = 1) -> int:
        """A new column from 0 to ``upper``."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def measure(self, rule: Callable[[Values], int], *, upper: int = 1) -> int:
        """A new column whose best value follows from earlier columns by a rule (to complete a hint)."""
        column = self.column(upper)
        self.derived.append((column, rule))
        return column

    def add(self, terms: Iterable[tuple[int, int]], *, low: int | None = None, high: int | None = None) -> None:
        """A new row."""
        self.rows.append(Row(list(terms), low, high))

    def complete(self, values: dict[int, int]) -> Values:
        """Values of all columns from those of the deciding ones (absent: 0)."""
        full = [0] * len(self.upper)
        for column, value in values.items():
            full[column] = value
        for column, rule in self.derived:
            full[column] = rule(full)
        return full
