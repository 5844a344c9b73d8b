"""The façade of the room: solve(problem, stop=...) -> Result."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from doanra.planner.clock import Clock, Stop
from doanra.planner.construct import construct
from doanra.planner.modes import fewest_missing
from doanra.planner.objectives import TIERS, Proof
from doanra.planner.plan import Plan
from doanra.planner.problem import Problem
from doanra.planner.result import Progress, Race, Result
from doanra.planner.starting import chosen_of

_WHOLE = 30_000


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    start: Plan | None = None,
) -> Result:
    """The best plan found within the limit; always valid, if need be empty.

    ``on_progress`` hears each step forward, from any thread but never twice at once, and must be quick. ``cancelled``
    is asked about ten times a second; once it says yes the best plan so far is returned.
    ``start`` is a plan known beforehand: where it is valid here, what comes out is no worse.
    """
    clock = Clock(stop, cancelled=cancelled)
    race = Race(problem, clock=clock, on_progress=on_progress)
    race.tell("T1", "start")
    if start is not None:
        race.offer(chosen_of(problem, race.modes, start))
    race.offer(construct(problem, race.modes, cancelled=clock.cancelled, seed=seed))
    if not race.modes:
        for place, tier in enumerate(TIERS):  # no course can run: the empty plan is the only one
            race.prove(Proof(tier, race.value(tier), race.tiers.order[:place]))
    elif clock.left > 0:
        _search(race, seed=seed)
    return race.result()


def _search(race: Race, *, seed: int) -> None:
    """Betters the first plan: whole problems up to a size, by neighbourhoods above it. OR-Tools is loaded only here."""
    race.prove(Proof("T1", fewest_missing(race.problem, race.modes), ()))
    if sum(len(mode.people) for mode in race.modes) <= _WHOLE:
        importlib.import_module("doanra.planner.exact").Exact(race, seed=seed).run()
    else:
        importlib.import_module("doanra.planner.broad").Broad(race, seed=seed).run()
