"""Repairs against every repair there is, on tiny problems: the fewest changes, then each tier, and every bound true."""

from __future__ import annotations

import pytest
from repair_problems import case, changed, repairs

from doanra.planner import Plan, Problem, Stop, read_plan
from doanra.planner.clock import Clock
from doanra.planner.judge import judge
from doanra.planner.modes import find_modes
from doanra.planner.objectives import TIERS
from doanra.planner.repair import repair
from doanra.planner.repair_announced import Announced
from doanra.planner.repair_changes import Changes
from doanra.planner.repair_fewest import Fewest
from doanra.planner.repair_result import RepairResult
from doanra.planner.repair_search import Search


def provable(problem: Problem) -> bool:
    """Whether every share of a field is one that rows hold exactly (0.55 of 20 is not, in floats)."""
    return all(mode.course.field is None or mode.course.field_share != 0.55 for mode in find_modes(problem)[0])


def valid(problem: Problem, before: Plan, changes: Changes, result: RepairResult) -> None:
    """What every repair keeps to, proven or not."""
    judgement = judge(changes.applied(problem), result.plan)
    assert judgement.errors == ()
    assert judgement.tiers == result.best.tiers
    assert not result.plan.seats().keys() & changes.withdrawn
    assert not {one.id for one in result.plan.courses} & changes.cancelled
    assert result.best.changes == changed(before, changes, result.plan)
    assert all(one.reasons for one in (*result.best.moved, *result.best.stopped, *result.best.pins_lost))
    assert read_plan(result.plan.as_json()) == result.plan


@pytest.mark.parametrize("seed", range(60))
def test_the_fewest_changes_then_the_tiers(seed: int) -> None:
    problem, before, changes = case(seed, wild=False)
    best, _ = min(repairs(problem, before, changes), key=lambda one: one[0])
    result = repair(problem, before, changes, stop=Stop(20.0))

    valid(problem, before, changes, result)
    assert (0, result.best.changes, *result.best.tiers.order) == best
    assert result.fewest_bound <= best[1]
    assert all(bound <= best[2 + TIERS.index(tier)] for tier, bound in result.best.bounds.items())
    assert not provable(problem) or result.status == "proven"


@pytest.mark.parametrize("seed", range(200, 260))
def test_pins_new_courses_busy_days_and_cuts(seed: int) -> None:
    problem, before, changes = case(seed, wild=True)
    best, _ = min(repairs(problem, before, changes), key=lambda one: one[0])
    result = repair(problem, before, changes, stop=Stop(20.0))

    valid(problem, before, changes, result)
    assert (len(result.best.pins_lost), result.best.changes, *result.best.tiers.order) == best
    assert result.fewest_bound <= best[1]
    assert not provable(changes.applied(problem)) or result.status == "proven"


@pytest.mark.parametrize("seed", range(400, 415))
def test_alternatives_fill_the_most_seats_that_so_many_changes_can(seed: int) -> None:
    problem, before, changes = case(seed, wild=False)
    all_of_them = repairs(problem, before, changes)
    result = repair(problem, before, changes, stop=Stop(20.0), more=(1, 2, 3))

    fewest = min(order[1] for order, _ in all_of_them)
    reached = result.best.tiers.t1
    for one in result.alternatives:
        within = [order for order, _ in all_of_them if order[1] <= one.allowed]
        assert one.tiers.t1 == min(order[2] for order in within) < reached
        assert one.changes == changed(before, changes, one.plan) <= one.allowed
        assert one.t1_bound is None or one.t1_bound <= one.tiers.t1
        reached = one.tiers.t1
    most = min(order[2] for order, _ in all_of_them if order[1] <= fewest + 3)
    assert reached == most


@pytest.mark.parametrize("seed", range(500, 515))
def test_the_way_of_large_repairs_draws_no_false_bound(seed: int) -> None:
    problem, before, changes = case(seed, wild=True)
    found, clock = Announced(problem, before, changes), Clock(Stop(2.0))
    fewest = Fewest(found, clock=clock, seed=1, tell=lambda say: None)
    fewest.run()
    allowed = found.changed(fewest.best) + 1
    search = Search(found, fewest.best, allowed=allowed, clock=clock, seed=1, tell=lambda *said: None, whole=0)
    search.run(limit=0.6)
    search.fill(limit=0.3)

    pins = len(found.pins_broken(fewest.best)) + len(found.hopeless)
    best = min(order[2:] for order, _ in repairs(problem, before, changes) if order[0] <= pins and order[1] <= allowed)
    assert search.tiers.order >= best
    reached = [tier for n, tier in enumerate(TIERS) if search.tiers.order[:n] == best[:n]]
    bounds = {tier: search.bound(tier) for tier in reached}
    assert all(bound is None or bound <= best[TIERS.index(tier)] for tier, bound in bounds.items())
