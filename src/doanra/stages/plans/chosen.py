"""Whom an approved list leaves out of a run: found before it, kept with its problem, told of the plan made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from doanra.records.models import Nomination, PlanningProblem
from doanra.records.queries.approved import Approved

_LISTS, _LEFT_OUT = "approved_lists", "not_approved"
"""Keys of the problem that the planner passes over."""


def left_out(standing: Iterable[Nomination], approved: Approved | None) -> list[int]:
    """People (keys) whom the approved lists leave out with every nomination."""
    if approved is None:
        return []
    taken, left = set[int](), set[int]()
    for one in standing:
        (taken if approved.takes(one.pk, programme=one.programme) else left).add(one.person_id)
    return sorted(left - taken)


def kept(approved: Approved | None, people: Sequence[int]) -> dict[str, Any]:
    """What a problem keeps of the lists that it was made from; nothing where all nominations were taken."""
    if approved is None:
        return {}
    lists = [{"list": one.consultation_id, "version": one.number} for one in approved.versions]
    return {_LISTS: lists, _LEFT_OUT: list(people)}


def not_approved(problem: PlanningProblem) -> list[int]:
    """People (keys) whom the approved lists left out of the run that a plan came from."""
    return list(problem.body.get(_LEFT_OUT, ()))


def from_lists(problem: PlanningProblem) -> list[tuple[int, int]]:
    """The lists, each with its version, that a problem was made from; none where it took all nominations."""
    return [(one["list"], one["version"]) for one in problem.body.get(_LISTS, ())]
