"""A step on a draft as the trail tells it: in the story of the plan, of the course and of every person it moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from doanra.records.models import Did, Plan
from doanra.stages.acting import Act
from doanra.stages.telling import Change
from doanra.terms.words import Sensitivity

_OF_PERSON = {"course", "pinned"}
_OF_COURSE = {"first_day", "head", "runs"}


def tell(act: Act, plan: Plan, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    """``before`` and ``after`` are the touched values of a ``PlanChange``, either way round."""
    person = before.get("person", after.get("person"))
    codes = {code for code in (before.get("course"), after.get("course")) if code}
    keys = dict(plan.call.courses.filter(code__in=codes).values_list("code", "pk"))
    moved = _differ(before, after, _OF_PERSON, bearer="seat")
    if person is not None:
        act.touched("person", [(person, Did.CHANGED, moved)])
    changed = _differ(before, after, _OF_COURSE, bearer="plannedcourse")
    act.touched("course", ((key, Did.CHANGED if changed else Did.ABOUT, changed) for key in keys.values()))
    heads = {head for head in (before.get("head"), after.get("head")) if head is not None}
    act.touched("person", ((head, Did.ABOUT, []) for head in heads))
    act.touched("person", _seated(before, after))
    act.concerns(plan)


def _differ(before: dict[str, Any], after: dict[str, Any], names: set[str], *, bearer: str) -> list[Change]:
    return [
        [bearer, name, before.get(name), after.get(name), Sensitivity.ORDINARY.value]
        for name in sorted(names)
        if (name in before or name in after) and before.get(name) != after.get(name)
    ]


def _seated(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[int, Did, list[Change]]]:
    """Those who lost their seats with a course that was dropped, or have them again."""
    for seats, other, old, new in (
        (before.get("seats", []), after, before.get("course"), None),
        (after.get("seats", []), before, None, after.get("course")),
    ):
        if "seats" not in other:
            for person, _ in seats:
                yield person, Did.CHANGED, [["seat", "course", old, new, Sensitivity.ORDINARY.value]]
