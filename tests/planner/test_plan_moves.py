"""What the board asks: where a person could go, what that breaks and mends; pins and closed first days."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from tiny_problems import problem_json, tiny

from doanra.planner import Move, Plan, PlannedCourse, Problem, Stop, read_problem, solve
from doanra.planner.explain import explain
from doanra.planner.judge import judge
from doanra.planner.moves import moves
from doanra.terms.refusal import Refused


def moved(plan: Plan, nominee: str, move: Move) -> Plan:
    """The plan after a move."""
    courses = []
    for course in plan.courses:
        members = [member for member in course.members if member != nominee]
        if course.id == move.course:
            members.append(nominee)
        courses.append(PlannedCourse(course.id, course.start, course.leader, tuple(members)))
    return Plan(tuple(courses))


@pytest.mark.parametrize("seed", range(30))
def test_a_move_adds_and_mends_what_a_whole_judgement_says(seed: int) -> None:
    problem = tiny(seed, courses=4, nominees=9)
    plan = solve(problem, stop=Stop(5.0)).plan
    before = {finding.key: finding for finding in judge(problem, plan).findings}
    for person in problem.nominees:
        for move in moves(problem, plan, nominee=person.id):
            after = {finding.key: finding for finding in judge(problem, moved(plan, person.id, move)).findings}
            adds = {k for k, one in after.items() if k not in before or one.amount > before[k].amount}
            assert {finding.key for finding in move.adds} == adds
            assert {finding.key for finding in move.mends} == before.keys() - after.keys()


def test_moves_are_ordered_by_fit_and_end_with_out() -> None:
    problem = tiny(5, courses=4, nominees=9)
    plan = solve(problem, stop=Stop(5.0)).plan
    seated = next(iter(plan.seats()))
    found = moves(problem, plan, nominee=seated)
    assert found[-1].course is None
    own = [move for move in found[:-1] if move.score is not None]
    assert found[: len(own)] == own
    assert [move.blocked for move in own] == sorted(move.blocked for move in own)


def test_nobody_of_that_id_is_refused() -> None:
    with pytest.raises(Refused, match="P99"):
        moves(tiny(1), Plan(), nominee="P99")


def _choosing(problem: Problem) -> tuple[str, str, date]:
    plan = solve(problem, stop=Stop(5.0)).plan
    person, (course, start) = next(iter(plan.seats().items()))
    return person, course, start


def test_a_first_day_that_the_rules_close_is_never_used_and_is_explained() -> None:
    data: dict[str, Any] = problem_json(5, courses=4, nominees=9)
    before = solve(read_problem(data), stop=Stop(5.0)).plan
    person, course, start = _choosing(read_problem(data))
    chosen = next(one for one in data["nominees"] if one["id"] == person)
    for choice in chosen["choices"]:
        choice["starts"] = ["2027-12-06"] if choice["course"] == course else []
    problem = read_problem(data)

    after = solve(problem, stop=Stop(5.0)).plan
    assert person not in after.seats()
    closed = [finding for finding in judge(problem, before).errors if finding.code == "start_closed"]
    assert [(finding.nominee, finding.course) for finding in closed] == [(person, course)]
    without = moved(before, person, moves(problem, before, nominee=person)[-1])
    reasons = next(one for one in explain(problem, without) if one.nominee == person)
    assert "start" in next(choice for choice in reasons.choices if choice.course == course).blocked_by
    assert start.isoformat() not in ["2027-12-06"]


@pytest.mark.parametrize("seed", range(15))
def test_a_pin_is_kept_wherever_its_course_runs(seed: int) -> None:
    data: dict[str, Any] = problem_json(seed, courses=4, nominees=9)
    pins = [{"nominee": p["id"], "course": p["choices"][0]["course"]} for p in data["nominees"] if p["choices"]][:2]
    problem = read_problem({**data, "pins": pins})
    result = solve(problem, stop=Stop(5.0))

    running = {course.id for course in result.plan.courses}
    for pin in problem.pins:
        if pin.course in running and pin not in result.pins_lost:
            assert result.plan.seats()[pin.nominee][0] == pin.course
    broken = {f.nominee for f in judge(problem, result.plan).findings if f.code == "pin_broken"}
    assert broken <= {pin.nominee for pin in result.pins_lost}


def test_an_impossible_pin_is_reported_and_fails_nothing() -> None:
    data: dict[str, Any] = problem_json(5, courses=4, nominees=9)
    person = data["nominees"][0]
    person["choices"] = []
    result = solve(
        read_problem({**data, "pins": [{"nominee": person["id"], "course": "C0"}]}),
        stop=Stop(5.0),
    )
    assert [pin.nominee for pin in result.pins_lost] == [person["id"]]


def test_a_cancelled_run_keeps_what_it_has() -> None:
    problem = tiny(5, courses=4, nominees=9)
    started = time.monotonic()
    result = solve(problem, stop=Stop(None), cancelled=lambda: True)
    assert result.status == "cancelled"
    assert judge(problem, result.plan).valid
    assert time.monotonic() - started < 2
