"""The planner against every plan there is, on tiny problems: each tier is the best, each bound is true."""

from __future__ import annotations

import pytest
from tiny_problems import best_order, tiny

from doanra.planner import Problem, Result, Stop, solve
from doanra.planner.clock import Clock
from doanra.planner.construct import construct
from doanra.planner.exact import Exact
from doanra.planner.judge import judge
from doanra.planner.modes import find_modes
from doanra.planner.objectives import TIERS
from doanra.planner.result import Race


def flat(result: Result) -> dict[str, int]:
    """Proven bounds by tier, the steps of T2 apart."""
    steps = result.bounds["T2"]
    found = dict(result.bounds) | {f"T2.{n}": bound for n, bound in enumerate(steps if isinstance(steps, list) else [])}
    return {tier: bound for tier, bound in found.items() if isinstance(bound, int)}


def provable(problem: Problem) -> bool:
    """Whether every share of a field is one that rows hold exactly (0.55 of 20 is not, in floats)."""
    return all(mode.course.field is None or mode.course.field_share != 0.55 for mode in find_modes(problem)[0])


@pytest.mark.parametrize("seed", range(120))
def test_every_tier_is_the_best_there_is_and_every_bound_is_true(seed: int) -> None:
    problem = tiny(seed)
    best = best_order(problem)
    result = solve(problem, stop=Stop(20.0))

    judgement = judge(problem, result.plan)
    assert judgement.errors == ()
    assert judgement.tiers == result.tiers
    assert result.tiers.order == best
    assert all(bound <= best[TIERS.index(tier)] for tier, bound in flat(result).items())
    assert not provable(problem) or result.status == "proven"


@pytest.mark.parametrize("seed", range(200, 225))
def test_the_way_of_larger_problems_draws_no_false_bound(seed: int) -> None:
    problem = tiny(seed, courses=4)
    clock = Clock(Stop(1.0))
    race = Race(problem, clock=clock, on_progress=None)
    race.offer(construct(problem, race.modes, cancelled=clock.cancelled))
    if race.modes:
        Exact(race, seed=1, at_once=2).run()
    result = race.result()

    best = best_order(problem)
    assert judge(problem, result.plan).valid
    assert result.tiers.order >= best
    reached = [tier for n, tier in enumerate(TIERS) if result.tiers.order[:n] == best[:n]]
    assert all(bound <= best[TIERS.index(tier)] for tier, bound in flat(result).items() if tier in reached)
