"""The objective in strict order, T1 first, all to be made small; exactly the definitions of the shared checker."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from doanra.planner.ledger import Ledger
from doanra.planner.problem import Problem, Unit

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Tiers:
    """T1 seats missing to the targets; T2 units with no seat, then below 25, 50, 75, 100 % of the seats due; T3
    inversions of a unit's own order; T4 minus the sum of scores; T5 pairs of one unit in one course; T6 cost."""

    t1: int
    t2: tuple[int, ...]
    t3: int
    t4: int
    t5: int
    t6: int
    seated: int
    courses: int
    missing: dict[str, int]

    @property
    def order(self) -> tuple[int, ...]:
        """What two plans are compared by: the smaller one is better."""
        return (self.t1, *self.t2, self.t3, self.t4, self.t5, self.t6)

    def as_json(self) -> dict[str, object]:
        """The tiers as a plan file and the checker write them."""
        tiers = {"T1": self.t1, "T2": list(self.t2), "T3": self.t3, "T4": self.t4, "T5": self.t5, "T6": self.t6}
        return {**tiers, "seated": self.seated, "courses": self.courses, "missing": dict(self.missing)}


def steps_due(unit: Unit) -> tuple[int, ...]:
    """Seats a unit needs not to be below each level: at least one, then 25, 50, 75, 100 % of the seats due."""
    return tuple(max(1, math.ceil(unit.seats_due * level - 1e-9)) for level in LEVELS)


def seats_of_units(ledger: Ledger) -> Counter[str]:
    """Seats that each unit has."""
    return Counter(person.unit for running in ledger.entries for person in running.members)


def pairs(count: int) -> int:
    """Pairs among so many people."""
    return count * (count - 1) // 2


def measure(ledger: Ledger) -> Tiers:
    """The tiers of a plan, whole or broken."""
    problem = ledger.problem
    missing = {name: target - ledger.seated[name] for name, target in problem.targets.items()}
    members = [(running, person) for running in ledger.entries for person in running.members]
    scores = (person.choice(running.course.id) for running, person in members)
    together = (Counter(person.unit for person in running.members) for running in ledger.entries)
    return Tiers(
        t1=sum(missing.values()),
        t2=_below(problem, seats=seats_of_units(ledger)),
        t3=sum(len(ledger.inversions(unit, programme=programme)) for unit, programme in problem.ranked),
        t4=-sum(choice.score for choice in scores if choice),
        t5=sum(pairs(count) for units in together for count in units.values()),
        t6=ledger.cost,
        seated=len(ledger.seats),
        courses=ledger.listed,
        missing=missing,
    )


def _below(problem: Problem, *, seats: Counter[str]) -> tuple[int, ...]:
    """Units below each level of the seats due to them."""
    due = [(seats[unit.id], steps_due(unit)) for unit in problem.hopeful_units]
    return tuple(sum(has < steps[level] for has, steps in due) for level in range(len(LEVELS)))
