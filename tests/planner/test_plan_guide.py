"""The guide: its bounds against every plan there is, all tiers before at their best; and the process it runs in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shared_planning import beside, year
from tiny_problems import best_order, tiny

from doanra.planner import Stop
from doanra.planner.clock import Clock
from doanra.planner.construct import construct
from doanra.planner.exact import Exact
from doanra.planner.formulation import Formulation
from doanra.planner.guide import Guide, Schedule
from doanra.planner.judge import judge
from doanra.planner.modes import find_modes
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.prover import Prover
from doanra.planner.result import Race
from doanra.planner.rows import Row
from doanra.planner.tree import Tree


@pytest.mark.parametrize("seed", range(400, 480))
def test_no_plan_is_below_the_bound_of_any_tier(seed: int) -> None:
    problem = tiny(seed, courses=4)
    best = best_order(problem)
    modes, _ = find_modes(problem)
    for place, tier in enumerate(TIERS if modes else ()):
        formulation = Formulation(problem, modes=modes)
        objectives = Objectives(formulation)
        before = [objectives.tier(name) for name in TIERS[:place]]
        limits = [Row(sums.terms, None, value - sums.constant) for sums, value in zip(before, best, strict=False)]
        tree = Tree(formulation, objectives.tier(tier), clock=Clock(Stop(None)), limits=limits)
        for _ in range(12):
            if tree.ended:
                break
            for _ in tree.step(below=best[place] + 1):
                assert tree.bound is not None
            if formulation.exact:
                assert tree.bound is not None and tree.bound <= best[place], tier


@pytest.mark.parametrize("seed", range(520, 560))
def test_the_guide_proves_only_what_is_true_and_ends(seed: int) -> None:
    problem = tiny(seed, courses=4)
    modes, _ = find_modes(problem)
    if not modes:
        return
    best = best_order(problem)
    places = {(mode.course.id, mode.first, mode.low) for mode in modes}
    events = list(Guide(problem, modes, clock=Clock(Stop(None)), limit=600.0, best=lambda: best).events())
    proofs = [event for event in events if isinstance(event, Proof)]
    assert all(proof.bound <= best[TIERS.index(proof.tier)] for proof in proofs)
    assert all(set(event.modes) <= places for event in events if isinstance(event, Schedule))


@pytest.mark.parametrize("seed", range(560, 566))
def test_a_search_beside_the_guide_finds_valid_plans_and_true_bounds(seed: int) -> None:
    problem = tiny(seed, courses=4)
    clock = Clock(Stop(2.5))
    race = Race(problem, clock=clock, on_progress=None)
    race.offer(construct(problem, race.modes, cancelled=clock.cancelled))
    if race.modes:
        Exact(race, seed=1, at_once=2).beside(limit=2.5)
    result, best = race.result(), best_order(problem)
    assert judge(problem, result.plan).valid
    assert result.tiers.order >= best
    for place, tier in enumerate(TIERS):
        bound = race.bound(tier)
        assert bound is None or result.tiers.order[:place] != best[:place] or bound <= best[place]


def test_a_worker_that_dies_leaves_the_run_as_it_is() -> None:
    problem = tiny(3, courses=4)
    with Prover(problem, seconds=60.0, best=(99,) * len(TIERS)) as prover:
        prover.process.kill()
        prover.process.wait()
        for value in range(50):
            prover.tell((value,) * len(TIERS))
        list(prover.heard())
    assert prover.process.returncode == -signal.SIGKILL


def test_where_no_process_can_be_had_the_two_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    problem = tiny(571, courses=4)
    clock = Clock(Stop(1.0))
    race = Race(problem, clock=clock, on_progress=None)
    Exact(race, seed=1, at_once=2).beside(limit=1.0)
    assert judge(problem, race.result().plan).valid
    assert race.bound("T1") is not None


@beside
def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(year(1)), encoding="utf-8")
    source = str(Path(__file__).resolve().parents[2] / "src")
    command = [sys.executable, "-m", "doanra.cli", "plan", str(problem), "--out", str(tmp_path / "plan.json")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": source}) as run:
        worker = _worker_of(run.pid)
        run.kill()
    ends = time.monotonic() + 20
    while _lives(worker) and time.monotonic() < ends:
        time.sleep(0.1)
    assert not _lives(worker)


def _worker_of(parent: int) -> int:
    """The first child process, once there is one."""
    for _ in range(300):
        children = Path(f"/proc/{parent}/task").glob("*/children")
        found = [int(child) for path in children for child in path.read_text(encoding="ascii").split()]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no worker was started")


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
