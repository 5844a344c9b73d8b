"""Who sits where when it is known which modes run: what the relaxation is sure of is kept, CP-SAT settles the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from doanra.planner.clock import Clock
from doanra.planner.construct import Chosen, Room, fill, seats_in
from doanra.planner.cpsat import Engine
from doanra.planner.formulation import Formulation
from doanra.planner.lean import Guess
from doanra.planner.modes import Mode
from doanra.planner.objectives import Objectives
from doanra.planner.problem import Problem

_NEAR = 1e-3


def seat(problem: Problem, modes: Sequence[Mode], guess: Guess, *, clock: Clock, seed: int, limit: float) -> Chosen:
    """The fullest choice of members found: by CP-SAT, or, where its time was too short, one after the other."""
    simple = _filled(problem, modes, guess)
    settled = _settled(problem, modes, guess, clock=clock, seed=seed, limit=limit)
    return max(simple, settled or {}, key=seats_in)


def _settled(
    problem: Problem, modes: Sequence[Mode], guess: Guess, *, clock: Clock, seed: int, limit: float
) -> Chosen | None:
    """Modes in which the relaxation halves nobody keep their members; in the others everybody may change."""
    formulation = Formulation(problem, modes=modes)
    columns = [column for seats in formulation.sits for column in seats.values()]
    place = np.repeat(np.arange(len(modes)), [len(mode.people) for mode in modes])
    halved = (guess.seats > _NEAR) & (guess.seats < 1 - _NEAR)
    mixed = set(place[halved].tolist())
    for column, value, mode in zip(columns, guess.seats.tolist(), place.tolist(), strict=True):
        if mode not in mixed:
            formulation.rows.add([(column, 1)], low=round(value), high=round(value))
    engine = Engine(formulation.rows, clock=clock, seed=seed)
    found = engine.minimize(Objectives(formulation).tier("T1"), limit=limit)
    return None if found.values is None else formulation.chosen(found.values)


def _filled(problem: Problem, modes: Sequence[Mode], guess: Guess) -> Chosen:
    """Mode by mode, those with the fewest people first, each with those whom the relaxation likes best there."""
    room, chosen = Room(problem), Chosen()
    ends = np.cumsum([len(mode.people) for mode in modes]).tolist()
    order = [(0, 0)] * len(problem.nominees)
    for place in sorted(range(len(modes)), key=lambda place: len(modes[place].people)):
        mode = modes[place]
        for person, value in zip(mode.people, guess.seats[ends[place] - len(mode.people) :].tolist(), strict=False):
            order[person] = round(-100 * value), person
        members = fill(room, mode, order=order) if room.may_run(mode) else []
        if len(members) >= max(1, mode.course.seats[0]):
            room.run(mode)
            for person in members:
                room.seat(mode, person)
            chosen[mode.course.id] = mode, tuple(members)
    return chosen
