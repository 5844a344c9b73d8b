"""What it would take to seat one person: obstacles with their figures, least changes of limits, the exact exchange."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shared_planning import SHARED, beside
from tiny_problems import every_plan, problem_json, tiny

from doanra.cli import main
from doanra.planner import Plan, PlannedCourse, Problem, Stop, read_plan, read_problem, solve
from doanra.planner.explain import explain
from doanra.planner.giving_way import Seating
from doanra.planner.judge import judge
from doanra.planner.ledger import Ledger
from doanra.planner.nearest import Change, Fit, nearest, relaxed
from doanra.planner.obstacles import CODES, obstacles_of
from doanra.planner.swap import FOUND, IMPOSSIBLE, PROVEN, Swap, find_swap
from doanra.terms.refusal import Refused

SEEDS = range(60)
STOP = Stop(20.0)


def solved(seed: int, *, courses: int = 4, nominees: int = 9) -> tuple[Problem, Plan]:
    """A tiny problem and a plan of it, by the first construction alone where that is enough."""
    problem = tiny(seed, courses=courses, nominees=nominees)
    return problem, solve(problem, stop=Stop(0.3)).plan


def errors(problem: Problem, plan: Plan) -> set[object]:
    """What is broken."""
    return {finding.key for finding in judge(problem, plan).errors}


@pytest.mark.parametrize("seed", SEEDS)
def test_obstacles_are_the_reasons_with_their_figures(seed: int) -> None:
    problem, plan = solved(seed)
    ledger = Ledger(problem, plan)
    for one in explain(problem, plan):
        found = obstacles_of(ledger, problem.nominee[one.nominee])
        assert [(way.choice.course, {o.code for o in way.obstacles}) for way in found] == [
            (way.course, set(way.blocked_by)) for way in one.choices
        ]
        assert all(obstacle.code in CODES for way in found for obstacle in way.obstacles)


def seated(problem: Problem, plan: Plan, fit: Fit, nominee: str) -> Plan:
    """The plan with the person in the course, opened if it does not run."""
    if any(course.id == fit.course for course in plan.courses):
        courses = [
            replace(one, members=(*one.members, nominee)) if one.id == fit.course else one for one in plan.courses
        ]
        return replace(plan, courses=tuple(courses))
    members = (nominee, *fit.with_them)
    leads = [name for name in members if problem.nominee[name].can_lead]
    return replace(plan, courses=(*plan.courses, PlannedCourse(fit.course, fit.start, leads[0], members)))


def smaller(change: Change) -> list[Change]:
    """The same change, but less of it: one step, or none at all where a step does not say it."""
    if change.limit == "busy":
        return []
    if change.limit == "field_share":
        return [replace(change, needed=change.needed + 0.01)]
    if change.limit == "least":
        return [replace(change, needed=change.needed + 1)]
    return [replace(change, needed=change.needed - 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fit_is_valid_under_its_changes_and_no_smaller_change_would_do(seed: int) -> None:
    problem, plan = solved(seed)
    before = errors(problem, plan)
    for one in explain(problem, plan):
        for fit in nearest(problem, plan, nominee=one.nominee):
            after = seated(problem, plan, fit, one.nominee)
            changed = relaxed(problem, fit.changes, course=fit.course, nominee=one.nominee)
            assert errors(changed, after) <= before
            for place, change in enumerate(fit.changes):
                for less in smaller(change):
                    changes = (*fit.changes[:place], less, *fit.changes[place + 1 :])
                    short = relaxed(problem, changes, course=fit.course, nominee=one.nominee)
                    assert not errors(short, after) <= before, (fit, less)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_running_choice_that_no_rule_closes_has_its_fit_the_cheapest_first(seed: int) -> None:
    problem, plan = solved(seed)
    for one in explain(problem, plan):
        fits = nearest(problem, plan, nominee=one.nominee)
        assert [fit.weight for fit in fits] == sorted(fit.weight for fit in fits)
        running = {way.course: len(way.blocked_by) for way in one.choices if way.blocked_by != ("not_run",)}
        counted = {fit.course: len(fit.changes) for fit in fits if fit.course in running}
        assert counted == running


def changed_seats(before: Plan, after: Plan, nominee: str) -> tuple[int, int]:
    """How many others lose or change their seats, and how many lose them."""
    old = {m: c.id for c in before.courses for m in c.members}
    new = {m: c.id for c in after.courses for m in c.members}
    moved = [name for name, course in old.items() if new.get(name) != course and name != nominee]
    return len(moved), sum(name not in new for name in moved)


def best_by_trying(problem: Problem, plan: Plan, nominee: str) -> tuple[int, int] | None:
    """The fewest displaced, then the fewest who lose their seats, among all valid plans of these courses and days."""
    days = {(course.id, course.start) for course in plan.courses}
    least = sum(len(course.members) for course in plan.courses)
    found = [
        changed_seats(plan, other, nominee)
        for other in every_plan(problem)
        if {(course.id, course.start) for course in other.courses} == days
        and nominee in other.seats()
        and len(other.seats()) >= least
        and not judge(problem, other).errors
    ]
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(40))
def test_the_exchange_is_the_best_of_all(seed: int) -> None:
    problem, plan = solved(seed, courses=2, nominees=5)
    for one in explain(problem, plan):
        swap = find_swap(problem, plan, nominee=one.nominee, stop=STOP)
        best = best_by_trying(problem, plan, one.nominee)
        if best is None:
            assert swap.status == IMPOSSIBLE
            continue
        assert (swap.status, swap.displaced, len(swap.lost)) == (PROVEN, *best)
        assert_holds(problem, plan, swap, one.nominee)


@pytest.mark.parametrize("seed", range(60, 90))
def test_an_exchange_of_more_people_keeps_every_limit(seed: int) -> None:
    problem, plan = solved(seed, courses=5, nominees=14)
    for one in explain(problem, plan)[:3]:
        swap = find_swap(problem, plan, nominee=one.nominee, stop=STOP)
        if swap.plan is not None:
            assert_holds(problem, plan, swap, one.nominee)


def assert_holds(problem: Problem, plan: Plan, swap: Swap, nominee: str) -> None:
    """The plan of the exchange seats the person, breaks nothing new, has no seat fewer, and is told truly."""
    assert swap.plan is not None
    assert nominee in swap.plan.seats()
    assert errors(problem, swap.plan) <= errors(problem, plan)
    assert judge(problem, swap.plan).tiers.t1 <= judge(problem, plan).tiers.t1
    assert [(one.id, one.start) for one in swap.plan.courses] == [(one.id, one.start) for one in plan.courses]
    assert (swap.displaced, len(swap.lost)) == changed_seats(plan, swap.plan, nominee)
    assert swap.moves[0].nominee == nominee


def crowded() -> tuple[Problem, Plan]:
    """A full course of two and a third person who waits for it."""
    data: dict[str, Any] = problem_json(1, courses=1, nominees=3)
    data["courses"][0] |= {"seats": [1, 2], "field": None, "band_span": 2, "starts": ["2027-02-01"]}
    data["courses"][0] |= {"programme": "ngan", "cost_fixed": 0, "cost_per_head": 1}
    data["targets"], data["limits"]["budget"] = {"ngan": 3, "dai": 0}, 9
    data["units"] = [{"id": "U1", "owner": 1, "seats_due": 1, "away_limit": 9}]
    for number, person in enumerate(data["nominees"]):
        person |= {"unit": "U1", "can_lead": True, "busy": [], "band": 2, "unit_rank": {"ngan": number + 1}}
        person["choices"] = [{"course": "C0", "score": 5}]
    problem = read_problem(data)
    return problem, Plan((PlannedCourse("C0", problem.courses[0].starts[0], "P0", ("P0", "P1")),))


def test_one_seat_more_is_said_and_somebody_gives_way_in_the_exchange() -> None:
    problem, plan = crowded()
    (fit,) = nearest(problem, plan, nominee="P2")
    assert fit.changes == (Change("seats", 2, 3),)
    swap = find_swap(problem, plan, nominee="P2", stop=STOP)
    assert (swap.status, swap.displaced, len(swap.lost)) == (PROVEN, 1, 1)


def test_people_who_are_held_keep_their_seats() -> None:
    problem, plan = crowded()
    assert find_swap(problem, plan, nominee="P2", stop=STOP, held={"P0"}).lost == ("P1",)
    assert find_swap(problem, plan, nominee="P2", stop=STOP, held={"P0", "P1"}).status == IMPOSSIBLE


def test_in_a_large_problem_only_those_near_may_move_and_one_displaced_is_still_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, plan = crowded()
    monkeypatch.setattr(Seating.__init__, "__kwdefaults__", {"held": (), "most": 0})
    swap = find_swap(problem, plan, nominee="P2", stop=STOP)
    assert (swap.status, swap.displaced) == (PROVEN, 1)
    for seed in range(12):
        other, planned = solved(seed, courses=5, nominees=14)
        for one in explain(other, planned)[:3]:
            swap = find_swap(other, planned, nominee=one.nominee, stop=STOP)
            assert swap.status != FOUND or swap.displaced > 1
            if swap.plan is not None:
                assert_holds(other, planned, swap, one.nominee)


def test_a_broken_plan_gets_no_worse() -> None:
    problem, plan = crowded()
    crammed = replace(plan, courses=(replace(plan.courses[0], members=("P0", "P1", "P2")),))
    tight = replace(problem, nominees=(*problem.nominees, replace(problem.nominees[2], id="P3")))
    swap = find_swap(tight, crammed, nominee="P3", stop=STOP)
    assert (swap.status, swap.displaced) == (PROVEN, 1)
    assert_holds(tight, crammed, swap, "P3")


def test_a_course_that_does_not_run_is_opened_with_others_who_wait() -> None:
    problem, _ = crowded()
    (fit,) = nearest(problem, Plan(), nominee="P2")
    assert (fit.changes, set(fit.with_them) <= {"P0", "P1"}) == ((), True)
    needy = replace(problem, courses=(replace(problem.courses[0], seats=(4, 5)),))
    (fit,) = nearest(needy, Plan(), nominee="P2")
    assert fit.changes == (Change("least", 4, 3),)


def test_who_has_a_seat_or_is_nobody_is_refused() -> None:
    problem, plan = crowded()
    for nominee, said in (("P0", "đã có chỗ"), ("P77", "P77")):
        with pytest.raises(Refused, match=said):
            nearest(problem, plan, nominee=nominee)
        with pytest.raises(Refused, match=said):
            find_swap(problem, plan, nominee=nominee, stop=STOP)


def test_the_command_repairs_one_and_sums_up_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, plan = crowded()
    files = []
    for name, body in (("problem.json", problem.as_json()), ("plan.json", plan.as_json())):
        files.append(str(tmp_path / name))
        Path(files[-1]).write_text(json.dumps(body), encoding="utf-8")
    assert main(["explain", *files]) == 0
    heard = capsys.readouterr()
    assert json.loads(heard.out)["choices"] == [{"course": "C0", "blocked_by": ["full"]}]
    assert "không chỗ nào bị bỏ trống" in heard.err
    assert main(["explain", *files, "--repair", "P2"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["fits"][0]["changes"] == [{"limit": "seats", "about": "", "now": 2, "needed": 3}]
    assert (answer["swap"]["status"], answer["swap"]["displaced"]) == ("proven", 1)
    with pytest.raises(SystemExit):
        main(["explain", *files, "--repair", "P2", "--time-limit", "nan"])
    capsys.readouterr()
    assert main(["explain", *files, "--repair", "P0"]) == 2
    assert "đã có chỗ" in capsys.readouterr().err


def test_the_command_names_a_seat_that_a_plan_left_unused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, plan = crowded()
    files = []
    spare = replace(plan, courses=(replace(plan.courses[0], members=("P0",)),))
    for name, body in (("problem.json", problem.as_json()), ("plan.json", spare.as_json())):
        files.append(str(tmp_path / name))
        Path(files[-1]).write_text(json.dumps(body), encoding="utf-8")
    assert main(["explain", *files]) == 0
    assert "bỏ trống chỗ (P1 vào C0, P2 vào C0)" in capsys.readouterr().err


@beside
def test_the_shared_checker_finds_every_reason_of_a_year_true_in_time(tmp_path: Path) -> None:
    made = {name: tmp_path / name for name in ("problem.json", "plan.json", "explanations.jsonl")}
    for script, given, out in (
        ("generate.py", ["S1", "1"], "problem.json"),
        ("by_hand.py", [str(made["problem.json"])], "plan.json"),
    ):
        made[out].write_text(_said(SHARED / script, given), encoding="utf-8")
    problem = read_problem(json.loads(made["problem.json"].read_text(encoding="utf-8")))
    plan = read_plan(json.loads(made["plan.json"].read_text(encoding="utf-8")))
    began = time.process_time()
    found = explain(problem, plan)
    assert time.process_time() - began < 5
    lines = (json.dumps(one.as_json()) for one in found)
    made["explanations.jsonl"].write_text("\n".join(lines), encoding="utf-8")
    verdict = _said(SHARED / "check_explanations.py", [str(path) for path in made.values()])
    assert "missing=0 extra=0 wrong=0 seats_left_unused=0" in verdict


def _said(script: Path, given: list[str]) -> str:
    """What a script of the shared planning folder prints; its failure fails the test."""
    return subprocess.run([sys.executable, str(script), *given], check=True, capture_output=True, text=True).stdout
