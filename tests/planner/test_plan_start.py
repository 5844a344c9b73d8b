"""A plan known beforehand: what comes out is never worse, and a plan that does not fit any more does no harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tiny_problems import tiny

from doanra.planner import Pin, Plan, Progress, Stop, solve
from doanra.planner.judge import judge
from doanra.planner.modes import find_modes
from doanra.planner.starting import chosen_of


@pytest.mark.parametrize("seed", range(40))
def test_a_run_that_is_stopped_at_once_keeps_the_plan_that_it_began_with(seed: int) -> None:
    problem = tiny(seed)
    best = solve(problem, stop=Stop(20.0))
    again = solve(problem, stop=Stop(20.0), cancelled=lambda: True, start=best.plan)
    assert again.tiers.order == best.tiers.order
    assert judge(problem, again.plan).valid


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_of_another_year_does_no_harm(seed: int) -> None:
    problem, strange = tiny(seed), solve(tiny(seed + 500), stop=Stop(20.0)).plan
    assert judge(problem, solve(problem, stop=Stop(20.0), cancelled=lambda: True, start=strange).plan).valid


def test_a_course_that_lost_its_day_or_its_people_is_left_out() -> None:
    problem = next(one for one in map(tiny, range(50)) if solve(one, stop=Stop(20.0)).tiers.seated > 1)
    (first, *_) = solve(problem, stop=Stop(20.0)).plan.courses
    modes, _ = find_modes(problem)
    assert first.id in chosen_of(problem, modes, Plan((first,)))
    gone = replace(first, start=date(2028, 1, 3))
    assert chosen_of(problem, modes, Plan((gone,))) == {}
    assert chosen_of(problem, modes, Plan((replace(first, members=()),))) == {}


def test_a_start_that_leaves_a_pinned_person_out_is_not_begun_with() -> None:
    problem = next(one for one in map(tiny, range(50)) if solve(one, stop=Stop(20.0)).tiers.seated > 1)
    (first, *_) = solve(problem, stop=Stop(20.0)).plan.courses
    pinned = replace(problem, pins=(Pin(first.members[0], first.id),))
    modes, _ = find_modes(pinned)
    without = replace(first, members=first.members[1:])
    assert first.id not in chosen_of(pinned, modes, Plan((without,)))
    assert first.id in chosen_of(pinned, modes, Plan((first,)))


def test_every_moment_of_a_run_shows_a_valid_plan_and_the_bounds_so_far() -> None:
    problem, seen = tiny(7), list[Progress]()
    result = solve(problem, stop=Stop(20.0), on_progress=seen.append)
    assert all(judge(problem, moment.plan).tiers == moment.tiers for moment in seen)
    assert all(judge(problem, moment.plan).valid for moment in seen)
    assert seen[-1].bounds == result.bounds
    assert seen[-1].plan.courses == result.plan.courses
