"""What if the year were otherwise: a problem with changes, which names every fault before anything is refused.

The problem itself is never touched. `whatif_file` reads changes from JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doanra.planner.problem import Problem
from doanra.planner.reading import Fault, Malformed
from doanra.planner.whatif_changes import (
    AddClass,
    Change,
    MoveDates,
    OpenOn,
    ScaleBudget,
    SetAway,
    SetAwayShare,
    SetNumber,
    SetTarget,
)

__all__ = [
    "AddClass",
    "Change",
    "MoveDates",
    "OpenOn",
    "ScaleBudget",
    "SetAway",
    "SetAwayShare",
    "SetNumber",
    "SetTarget",
    "applied",
]


def applied(problem: Problem, changes: Sequence[Change], *, open_on: OpenOn | None = None) -> Problem:
    """The problem with all changes, in their order. Raises ``Malformed`` (``bad_changes``) with every fault by place.

    Without ``open_on`` a person who may begin a course on some of its days only may begin on new ones up to the last
    of them: the rules that look at the day turn against later ones.
    """
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for number, change in enumerate(changes):
        wrong = list(change.faults(problem))
        if change.key in seen:
            wrong.append(("kind", f"đã được đổi ở changes[{seen[change.key]}]"))
        faults += [Fault(f"changes[{number}].{key}", says) for key, says in wrong]
        if not wrong:
            seen[change.key] = number
            problem = change.applied(problem, open_on=open_on or _not_later(problem))
    if faults:
        raise Malformed(
            "bad_changes", "Các thay đổi chưa dùng được", faults=tuple(faults), remedy="Sửa từng chỗ nêu trên."
        )
    return problem


def _not_later(problem: Problem) -> OpenOn:
    def open_on(person: str, course: str, day: date) -> bool:
        choice = problem.nominee[person].choice(course)
        return choice is not None and (choice.starts is None or day <= max(choice.starts))

    return open_on
