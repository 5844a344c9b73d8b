"""The way of the largest problems: what the lean relaxation says, and the plan that the plunge makes of it."""

from __future__ import annotations

import pytest
from shared_planning import beside, part_of_a_year
from tiny_problems import best_order, tiny

from doanra.planner import Plan, Problem, Stop, read_problem
from doanra.planner.clock import Clock
from doanra.planner.construct import Chosen, construct
from doanra.planner.formulation import planned
from doanra.planner.judge import judge
from doanra.planner.lean import Lean
from doanra.planner.modes import find_modes
from doanra.planner.plunge import Plunge
from doanra.planner.seating import seat

NEAR = 0.5  # PDLP is asked for a hundredth of a seat or a thousandth of all


def plunged(problem: Problem) -> Chosen | None:
    """The plan of the plunge, as a choice of members."""
    clock = Clock(Stop(10.0, deterministic=True))
    found = Plunge(problem, find_modes(problem)[0], clock=clock, limit=8.0).run()
    return None if found is None else seat(problem, *found, clock=clock, seed=1, limit=2.0)


@pytest.mark.parametrize("seed", range(25))
def test_the_relaxation_is_never_above_the_best_plan(seed: int) -> None:
    problem = tiny(seed)
    modes, _ = find_modes(problem)
    if not modes or any(mode.course.field_share == 0.55 for mode in modes):
        pytest.skip("no course can run, or a share that rows hold only from above")

    targets = sum(problem.targets.values())
    for whole in (False, True):
        guess = Lean(problem, modes, clock=Clock(Stop(10.0)), whole=whole).solve(limit=10.0, exact=whole)
        assert guess is not None
        assert targets - guess.seats.sum() <= best_order(problem)[0] + NEAR


@pytest.mark.parametrize("seed", range(25))
def test_what_comes_out_is_valid(seed: int) -> None:
    problem = tiny(seed, courses=4, nominees=9)
    if not find_modes(problem)[0]:
        pytest.skip("no course can run")
    chosen = plunged(problem)
    assert chosen is None or judge(problem, Plan(planned(problem, chosen))).valid


@beside
def test_a_year_loses_fewer_seats_than_the_first_plan_and_the_same_twice() -> None:
    problem = read_problem(part_of_a_year(5))
    chosen = plunged(problem)
    assert chosen is not None
    tiers = judge(problem, Plan(planned(problem, chosen))).tiers

    first = construct(problem, find_modes(problem)[0], cancelled=lambda: False)
    assert tiers.t1 < judge(problem, Plan(planned(problem, first))).tiers.t1
    again = plunged(problem)
    assert again is not None and planned(problem, again) == planned(problem, chosen)


@beside
def test_whoever_is_pinned_sits_in_that_course() -> None:
    data = part_of_a_year(5)
    person = next(person for person in data["nominees"] if len(person["choices"]) > 2)
    course = person["choices"][-1]["course"]
    problem = read_problem(data | {"pins": [{"nominee": person["id"], "course": course}]})
    chosen = plunged(problem)
    assert chosen is not None
    running = {one.id: one.members for one in planned(problem, chosen)}
    assert person["id"] in running[course]


@beside
def test_a_plunge_cut_short_still_brings_a_valid_plan() -> None:
    problem = read_problem(part_of_a_year(5))
    clock = Clock(Stop(10.0, deterministic=True))
    plunge = Plunge(problem, find_modes(problem)[0], clock=clock, limit=0.001)
    found = plunge.run()
    assert found is not None and not plunge.held.issuperset(found[0])
    chosen = seat(problem, *found, clock=clock, seed=1, limit=1.0)
    assert chosen and judge(problem, Plan(planned(problem, chosen))).valid


def test_too_little_time_brings_nothing_and_breaks_nothing() -> None:
    problem = tiny(3, courses=4, nominees=9)
    clock = Clock(Stop(10.0), cancelled=lambda: True)
    assert Plunge(problem, find_modes(problem)[0], clock=clock, limit=8.0).run() is None
