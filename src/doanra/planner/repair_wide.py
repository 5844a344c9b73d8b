"""For repairs too large to be solved whole: the relaxation and its dive, with everybody who stays kept in place.

With them fixed the relaxation is small, and the dive from it lands within a seat or two of its bound. The bound of all
plans allowed comes from the relaxation in which anybody may move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from doanra.planner.dive import dive
from doanra.planner.modes import Mode
from doanra.planner.objectives import Objectives, Proof
from doanra.planner.relaxation import Relaxation

if TYPE_CHECKING:
    from doanra.planner.repair_search import Search

_WIDEST = 90_000


def settle(search: Search, *, limit: float) -> None:
    """A schedule for the free courses by rounding the relaxation step by step, then its seats."""
    modes = _staying(search)
    if size(modes) > _WIDEST or search.clock.left <= 0:
        return
    formulation, _rest, _start = search.formulated(modes)
    relaxation = Relaxation(formulation.rows, Objectives(formulation).tier("T1"), clock=search.clock)
    root = relaxation.solve(limit=limit)
    if root is not None and root.bound < search.value("T1"):
        search.solve_seats(dive(formulation, relaxation, root, limit=limit), limit=limit)


def polish(search: Search, *, limit: float) -> None:
    """All tiers with the schedule as it is."""
    modes = [mode for mode, _ in search.chosen.values()]
    if size(modes) <= _WIDEST and search.clock.left > 0:
        search.solve(modes, limit=limit)


def relax(search: Search, *, limit: float) -> None:
    """A bound of T1 among all plans with no more changes than allowed."""
    if size(search.modes) > _WIDEST or search.clock.left <= 0 or search.bound("T1") == search.value("T1"):
        return
    formulation, _rest, _start = search.formulated(search.modes)
    found = Relaxation(formulation.rows, Objectives(formulation).tier("T1"), clock=search.clock).solve(limit=limit)
    if found is not None and formulation.exact:
        search.prove(Proof("T1", found.bound, ()))


def size(modes: Sequence[Mode]) -> int:
    """How many seats of people there are to decide."""
    return sum(len(mode.people) for mode in modes)


def _staying(search: Search) -> list[Mode]:
    """The modes with everybody who stays so far in their own course only."""
    announced = search.announced
    seats = {person: (mode.course.id, mode.start) for mode, people in search.chosen.values() for person in people}
    stays = {person: home for person, home in announced.home_of.items() if seats.get(person) == home}
    found = []
    for mode in search.modes:
        here = mode.course.id, mode.start
        found.append(replace(mode, people=tuple(p for p in mode.people if stays.get(p, here) == here)))
    return found
