"""Tiny invented problems, and every plan that they allow: what the planner is measured against."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from doanra.planner import Plan, PlannedCourse, Problem, read_problem
from doanra.planner.judge import judge

MONDAY = date(2027, 1, 4)


def week(number: int) -> str:
    """The Monday of a week of 2027."""
    return (MONDAY + timedelta(weeks=number)).isoformat()


def course(rng: random.Random, name: str) -> dict[str, object]:
    """A course for one to three people."""
    low = rng.choice([0, 1, 2])
    return {
        "id": name,
        "programme": rng.choice(["ngan", "dai"]),
        "field": rng.choice([None, "x"]),
        "field_share": rng.choice([0.5, 0.34, 0.55]),
        "seats": [low, low + rng.choice([1, 2])],
        "band_span": rng.choice([1, 2]),
        "starts": sorted({week(rng.randint(1, 6)) for _ in range(2)}),
        "days": rng.choice([7, 14, 21]),
        "abroad": [0, rng.choice([7, 14])],
        "cost_fixed": rng.randint(0, 9),
        "cost_per_head": rng.randint(0, 9),
    }


def nominee(rng: random.Random, number: int, courses: list[dict[str, object]]) -> dict[str, object]:
    """A person of one of two units with at most two choices."""
    chosen = rng.sample(courses, min(len(courses), rng.choice([0, 1, 2, 2])))
    start = rng.randint(0, 6)
    return {
        "id": f"P{number}",
        "unit": rng.choice(["U1", "U2"]),
        "band": rng.randint(2, 3),
        "field": rng.choice(["x", "y"]),
        "can_lead": rng.random() < 0.6,
        "unit_rank": {programme: rng.randint(1, 4) for programme in ("ngan", "dai") if rng.random() < 0.8},
        "busy": [[week(start), week(start + 1)]] if rng.random() < 0.3 else [],
        "choices": [{"course": one["id"], "score": rng.randint(1, 9)} for one in chosen],
    }


def problem_json(seed: int, *, courses: int = 3, nominees: int = 5) -> dict[str, object]:
    """A tiny problem by the contract."""
    rng = random.Random(seed)
    offered = [course(rng, f"C{n}") for n in range(courses)]
    return {
        "schema": "plan-problem/1",
        "name": f"giả {seed}",
        "targets": {"ngan": rng.randint(0, 4), "dai": rng.randint(0, 4)},
        "limits": {"budget": rng.randint(5, 60), "abroad_at_once": rng.randint(1, 2), "rank_window": rng.randint(0, 3)},
        "units": [
            {"id": name, "owner": 1, "seats_due": rng.randint(0, 3), "away_limit": rng.randint(0, 2)}
            for name in ("U1", "U2")
        ],
        "courses": offered,
        "nominees": [nominee(rng, n, offered) for n in range(nominees)],
    }


def tiny(seed: int, *, courses: int = 3, nominees: int = 5) -> Problem:
    """A tiny problem."""
    return read_problem(problem_json(seed, courses=courses, nominees=nominees))


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Every plan without empty courses in which each person has one of their choices or nothing."""
    for starts in product(*[(None, *course.starts) for course in problem.courses]):
        running = {course.id: start for course, start in zip(problem.courses, starts, strict=True) if start}
        options = [
            (None, *(choice.course for choice in person.choices if choice.course in running))
            for person in problem.nominees
        ]
        for seats in product(*options):
            if set(seats) - {None} == set(running):
                yield _plan(problem, running, seats)


def _plan(problem: Problem, running: dict[str, date], seats: tuple[str | None, ...]) -> Plan:
    courses = []
    for name, start in running.items():
        members = [person for person, seat in zip(problem.nominees, seats, strict=True) if seat == name]
        leader = next((person.id for person in members if person.can_lead), None)
        courses.append(PlannedCourse(name, start, leader, tuple(person.id for person in members)))
    return Plan(tuple(courses))


def best_order(problem: Problem) -> tuple[int, ...]:
    """The tiers of the best of all plans, by trying every one."""
    judged = (judge(problem, plan) for plan in every_plan(problem))
    return min(judgement.tiers.order for judgement in judged if judgement.valid)
