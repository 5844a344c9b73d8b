"""The live plan and scenarios side by side: what each reaches and proves, and what it changes for people and courses.

Ranked as the objective ranks, with seats filled in the place of seats missing: scenarios may have targets of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from doanra import planner
from doanra.planner.judge import judge
from doanra.records.models import Call, Event, Plan, Scenario
from doanra.stages.plans import drafts, runs

_HARMLESS = (
    "plans.", "papers.", "accounts.", "notices.", "trail.", "calls.remind", "calls.open", "nominations.receive",
    "nominations.drop",
)  # fmt: skip
"""Acts that change nothing of what goes into a run."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a plan reaches under its problem; ``bounds`` as the contract has them."""

    problem: planner.Problem
    plan: planner.Plan
    tiers: planner.Tiers
    bounds: Mapping[str, Any]

    @property
    def seats(self) -> dict[str, int]:
        """Seats filled by programme."""
        return {name: target - self.tiers.missing[name] for name, target in self.problem.targets.items()}

    @property
    def rank(self) -> tuple[int, ...]:
        """The smaller, the better."""
        return (-self.tiers.seated, *self.tiers.order[1:])


@dataclass(frozen=True, slots=True)
class Gap:
    """How a plan differs from the live one: people by what happens to them, courses that run only there or no more."""

    out: int
    moved: int
    redated: int
    new: int
    seats: int
    cost: int
    courses_new: tuple[str, ...]
    courses_gone: tuple[str, ...]
    courses_redated: tuple[str, ...]

    @property
    def told_otherwise(self) -> int:
        """People with a seat in the live plan for whom it is another, or none."""
        return self.out + self.moved + self.redated


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario that has a plan."""

    scenario: Scenario
    standing: Standing
    gap: Gap | None


def of_plan(plan: Plan) -> Standing:
    """A stored plan. Once it was changed by hand only the bound of T1 still holds."""
    problem, wanted = drafts.problem_of(plan), drafts.as_planned(plan)
    bounds = plan.bounds if plan.run_id and not plan.revision else {"T1": plan.bounds.get("T1")}
    return Standing(problem, wanted, judge(problem, wanted).tiers, bounds)


def of_scenario(scenario: Scenario) -> Standing | None:
    """What a scenario has found by now; None without a plan."""
    run = scenario.run
    best = getattr(run, "best", None) if run else None
    if run is None or best is None:
        return None
    problem, wanted = drafts.problem_by(run.problem_id), planner.read_plan(best.body)
    return Standing(problem, wanted, judge(problem, wanted).tiers, best.bounds)


def gap(before: Standing, after: Standing) -> Gap:
    """What ``after`` changes against ``before``."""
    old, new = before.plan.seats(), after.plan.seats()
    days = {one.id: one.start for one in before.plan.courses}, {one.id: one.start for one in after.plan.courses}
    both = [person for person in old if person in new and old[person] != new[person]]
    redated = sum(old[person][0] == new[person][0] for person in both)
    return Gap(
        out=len(old.keys() - new.keys()),
        moved=len(both) - redated,
        redated=redated,
        new=len(new.keys() - old.keys()),
        seats=after.tiers.seated - before.tiers.seated,
        cost=after.tiers.t6 - before.tiers.t6,
        courses_new=tuple(sorted(days[1].keys() - days[0].keys())),
        courses_gone=tuple(sorted(days[0].keys() - days[1].keys())),
        courses_redated=tuple(
            sorted(code for code in days[0].keys() & days[1].keys() if days[0][code] != days[1][code])
        ),
    )


def tried(scenarios: Iterable[Scenario], *, against: Standing | None) -> list[Tried]:
    """The scenarios that have a plan, the best first."""
    found = [(scenario, of_scenario(scenario)) for scenario in scenarios]
    whole = [
        Tried(scenario, standing, gap(against, standing) if against else None)
        for scenario, standing in found
        if standing
    ]
    return sorted(whole, key=lambda one: (one.standing.rank, one.scenario.pk))


def of_call(call: Call) -> list[Scenario]:
    """The scenarios of a year, newest first, with their runs and plans, in the states that are true now."""
    runs.sweep(call)
    related = call.scenarios.select_related("run__best", "base", "adopted", "created_by", "call")
    return list(related.defer("run__best__body"))


def changed_since(call: Call, scenarios: Sequence[Scenario]) -> dict[int, list[Event]]:
    """By scenario, the acts since its data were read that may have changed what goes into a run, oldest first."""
    read: dict[int, datetime] = {one.pk: one.run.created_at for one in scenarios if one.run}
    if not read:
        return {}
    harmless = Q()
    for prefix in _HARMLESS:
        harmless |= Q(verb__startswith=prefix)
    events = Event.objects.filter(Q(year=call.year) | Q(year=None), at__gt=min(read.values())).exclude(harmless)
    acts = list(events.order_by("id")[:500])
    return {pk: [event for event in acts if event.at > moment] for pk, moment in read.items()}


def base_changed(scenario: Scenario, live: Plan | None) -> bool:
    """Whether the live plan is another now, or was changed, since the scenario was tried against it."""
    if live is None or scenario.base_id != live.pk:
        return scenario.base_id is not None or live is not None
    return scenario.base_revision != live.revision
