"""Tiny announced plans and what changes after them; every plan there is says what the best repair would be."""

from __future__ import annotations

import random
from typing import Any

from tiny_problems import every_plan, problem_json, week

from doanra.planner import Plan, Problem, read_problem
from doanra.planner.judge import judge
from doanra.planner.repair_changes import Changes
from doanra.planner.repair_file import read_changes

Order = tuple[int, ...]


def fuller(seed: int) -> dict[str, object]:
    """A tiny problem in which courses can run and break: room for all in money and targets, two or three seats each."""
    rng = random.Random(seed + 5)
    data: Any = problem_json(seed, nominees=rng.choice([5, 5, 6]))
    data["targets"] = {"ngan": rng.randint(3, 6), "dai": rng.randint(3, 6)}
    data["limits"] |= {"budget": rng.choice([40, 60, 90]), "abroad_at_once": rng.randint(1, 3)}
    for unit in data["units"]:
        unit["away_limit"] = rng.randint(1, 3)
    for course in data["courses"]:
        low = rng.choice([1, 2, 2, 3])
        course |= {"seats": [low, low + 1], "field_share": rng.choice([0.5, 0.5, 0.34]), "band_span": 2}
        course["starts"] = course["starts"][: rng.choice([1, 1, 2])]
    for person in data["nominees"]:
        names = rng.sample([course["id"] for course in data["courses"]], 2)
        person |= {"choices": [{"course": name, "score": rng.randint(1, 9)} for name in names]}
        person |= {"can_lead": rng.random() < 0.4, "busy": person["busy"] if rng.random() < 0.5 else []}
    return data


def announced(seed: int) -> tuple[Problem, Plan]:
    """A tiny problem and a valid plan of it that somebody could have announced: among the fullest, drawn by chance."""
    problem = read_problem(fuller(seed))
    valid = [plan for plan in every_plan(problem) if judge(problem, plan).valid]
    most = max(len(plan.seats()) for plan in valid)
    return problem, random.Random(seed).choice([plan for plan in valid if len(plan.seats()) >= most - 1])


def changes_json(seed: int, problem: Problem, before: Plan, *, wild: bool) -> dict[str, object]:
    """Some withdrawals and a cancelled course; if ``wild`` also pins, a new course, busy days and other limits."""
    rng = random.Random(seed * 7 + 1)
    seated = sorted(before.seats())
    gone = rng.sample(seated, min(len(seated), rng.choice([1, 1, 2])))
    if before.courses and rng.random() < 0.5:
        gone.append(rng.choice(before.courses).leader or gone[0])
    running = sorted(one.id for one in before.courses)
    found: dict[str, object] = {
        "withdrawn": gone,
        "cancelled": rng.sample(running, rng.choice([0, 0, 0, 1]) if running else 0),
    }
    return found | (_wild(rng, seed, problem) if wild else {})


def _wild(rng: random.Random, seed: int, problem: Problem) -> dict[str, object]:
    found: dict[str, object] = {}
    people, choices = sorted(problem.nominee), [(p.id, c.course) for p in problem.nominees for c in p.choices]
    if rng.random() < 0.4:
        new: Any = fuller(seed + 1000)["courses"]
        chosen = [{"nominee": name, "score": rng.randint(1, 9)} for name in rng.sample(people, 3)]
        found["courses"] = [{"course": new[0] | {"id": "N"}, "choices": chosen}]
        choices += [(one["nominee"], "N") for one in chosen]
    if rng.random() < 0.6:
        pins = rng.sample(choices, rng.choice([1, 1, 2]))
        found["pins"] = [{"nominee": person, "course": course} for person, course in pins]
    if rng.random() < 0.4:
        found["limits"] = {"budget": rng.randint(10, 60)}
    if rng.random() < 0.3:
        found["units"] = [{"id": rng.choice(["U1", "U2"]), "away_limit": rng.randint(0, 2)}]
    if rng.random() < 0.3:
        first = rng.randint(1, 6)
        found["busy"] = [{"nominee": rng.choice(people), "days": [[week(first), week(first + 1)]]}]
    return found


def case(seed: int, *, wild: bool) -> tuple[Problem, Plan, Changes]:
    """A problem, an announced plan, what changed."""
    problem, before = announced(seed)
    return problem, before, read_changes(changes_json(seed, problem, before, wild=wild), problem=problem, before=before)


def told(before: Plan, changes: Changes) -> dict[str, tuple[str, object]]:
    """Who was told a seat that still counts."""
    return {
        name: seat
        for name, seat in before.seats().items()
        if name not in changes.withdrawn and seat[0] not in changes.cancelled
    }


def changed(before: Plan, changes: Changes, after: Plan) -> int:
    """How many people told sit elsewhere or nowhere, as the shared checker counts."""
    new = after.seats()
    return sum(new.get(name) != seat for name, seat in told(before, changes).items())


def lost_pins(problem: Problem, before: Plan, changes: Changes, plan: Plan) -> int:
    """Pins asked for that a plan does not keep; those that no plan could ever keep count always."""
    seats = plan.seats()
    return sum(seats.get(pin.nominee, ("",))[0] != pin.course for pin in set(changes.pins))


def repairs(problem: Problem, before: Plan, changes: Changes) -> list[tuple[Order, Plan]]:
    """Every valid repair with its order: pins lost, changes, tiers."""
    applied = changes.applied(problem)
    found = []
    for plan in every_plan(applied):
        if plan.seats().keys() & changes.withdrawn or {one.id for one in plan.courses} & changes.cancelled:
            continue
        judgement = judge(applied, plan)
        if judgement.valid:
            order = (lost_pins(problem, before, changes, plan), changed(before, changes, plan), *judgement.tiers.order)
            found.append((order, plan))
    return found
