"""A plan that is known beforehand, in the terms of the search: its courses as modes, as far as the problem has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from doanra.planner.construct import Chosen
from doanra.planner.modes import Mode
from doanra.planner.plan import Plan, PlannedCourse
from doanra.planner.problem import Problem


def chosen_of(problem: Problem, modes: Sequence[Mode], plan: Plan) -> Chosen:
    """The courses of a plan that some mode can hold, each with those of its members who still fit into that mode.

    A course that is not on offer any more, or not on that first day, is left out. Whether the rest is valid is for the
    judge to say.
    """
    offered: dict[str, list[Mode]] = defaultdict(list)
    for mode in modes:
        offered[mode.course.id].append(mode)
    found = {course.id: _fullest(problem, offered[course.id], course) for course in plan.courses}
    return {name: seated for name, seated in found.items() if seated is not None}


def _fullest(problem: Problem, modes: Sequence[Mode], course: PlannedCourse) -> tuple[Mode, tuple[int, ...]] | None:
    """The mode on the first day of a course that holds most of its members, with them.

    None if it would hold fewer than the minimum, or not all whom the office pinned.
    """
    members = [problem.position[name] for name in course.members if name in problem.position]
    fitting = [
        (mode, tuple(person for person in members if person in mode.people))
        for mode in modes
        if mode.start == course.start
    ]
    whole = [
        one for one in fitting if len(one[1]) >= max(1, one[0].course.seats[0]) and set(one[0].pinned) <= {*one[1]}
    ]
    return max(whole, key=lambda one: len(one[1]), default=None)
