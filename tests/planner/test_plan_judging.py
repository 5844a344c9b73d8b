"""Our judgement agrees with the shared checker, on whole plans and on broken ones; the explanations with theirs."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shared_planning import beside, program
from tiny_problems import problem_json

from doanra.planner import Plan, Stop, read_plan, read_problem, solve
from doanra.planner.explain import explain
from doanra.planner.judge import judge

pytestmark = beside
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def problems_and_plans(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A tiny problem and any plan over it, mostly a broken one."""
    problem: dict[str, Any] = problem_json(draw(st.integers(0, 10**6)), courses=4, nominees=9)
    names = [person["id"] for person in problem["nominees"]]
    courses = []
    for course in draw(st.lists(st.sampled_from(problem["courses"]), max_size=5)):
        members = draw(st.lists(st.sampled_from([*names, "P-lạ"]), max_size=6))
        known = [member for member in members if member in names]
        courses.append(
            {
                "id": draw(st.sampled_from([course["id"]] * 9 + ["C-lạ"])),
                "start": draw(st.sampled_from([*course["starts"], "2027-07-07"])),
                "leader": draw(st.sampled_from([*known, None])),
                "members": members,
            }
        )
    return problem, {"schema": "plan/1", "courses": courses}


@given(problems_and_plans())
@settings(SLOW, max_examples=400)
def test_any_plan_is_judged_as_the_shared_checker_does(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    problem, plan = case
    errors, tiers = program("check").check(problem, plan)
    judgement = judge(read_problem(problem), read_plan(plan))

    assert judgement.tiers.as_json() == tiers
    assert judgement.valid == (not errors), (errors, judgement.errors)


@given(st.integers(0, 10**6))
@SLOW
def test_what_is_solved_is_whole_and_leaves_no_seat_unused(seed: int) -> None:
    data = problem_json(seed, courses=4, nominees=8)
    problem = read_problem(data)
    result = solve(problem, stop=Stop(5.0))
    plan = json.loads(json.dumps(result.plan.as_json()))

    errors, tiers = program("check").check(data, plan)
    assert errors == []
    assert tiers == result.tiers.as_json()
    given_reasons = {
        one.nominee: {choice.course: set(choice.blocked_by) for choice in one.choices}
        for one in explain(problem, result.plan)
    }
    assert given_reasons == program("check_explanations").reasons(data, plan)
    assert all(blocked for choices in given_reasons.values() for blocked in choices.values())


def test_explaining_the_empty_plan_says_that_nothing_runs() -> None:
    problem = read_problem(problem_json(3))
    codes = {code for one in explain(problem, Plan()) for choice in one.choices for code in choice.blocked_by}
    assert codes == {"not_run"}
