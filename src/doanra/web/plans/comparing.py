"""Two plans of a year side by side: who sits elsewhere, which courses run otherwise, what each reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.planner import Tiers
from doanra.planner.judge import judge
from doanra.records.models import Plan
from doanra.records.queries import plans as queries
from doanra.stages.plans import drafts, publishing
from doanra.web.asking import Request, asks
from doanra.web.drawings.figures import figure
from doanra.web.plans.scope import plan_of
from doanra.web.plans.sentences import plan_name, tier

_MEASURES: tuple[tuple[str, Callable[[Tiers], int]], ...] = (
    ("T1", lambda tiers: tiers.t1),
    ("T2", lambda tiers: tiers.t2[0]),
    ("T3", lambda tiers: tiers.t3),
    ("T4", lambda tiers: -tiers.t4),
    ("T5", lambda tiers: tiers.t5),
    ("T6", lambda tiers: tiers.t6),
)


@require_GET
@asks("plans.see")
def compare(request: Request, year: int, plan: int, other: int) -> HttpResponse:
    """What ``plan`` changes against ``other``."""
    one, base = plan_of(year, plan), plan_of(year, other)
    moved = publishing.people_moved(base, one)
    kinds = Counter("in" if m.before is None else "out" if m.after is None else "moved" for m in moved)
    ours, theirs = _tiers(one), _tiers(base)
    context = {
        "call": one.call,
        "plan": one,
        "name": plan_name(one),
        "other": base,
        "other_name": plan_name(base),
        "others": [(each.pk, plan_name(each)) for each in queries.others(one)],
        "moved": moved,
        "kinds": kinds,
        "courses": publishing.courses_changed(base, one),
        "measures": [_measure(name, read(theirs), read(ours)) for name, read in _MEASURES],
        "seats": ours.seated - theirs.seated,
        "fewer": theirs.seated - ours.seated,
    }
    return render(request, "plans/compare.html", context)


def _tiers(plan: Plan) -> Tiers:
    return judge(drafts.problem_of(plan), drafts.as_planned(plan)).tiers


def _measure(name: str, left: int, right: int) -> dict[str, Any]:
    """A line of the table; ``delta`` says in words which way it goes."""
    change = _("thêm %(n)s") if right > left else _("bớt %(n)s")
    return {
        "name": tier(name),
        "left": figure(left),
        "right": figure(right),
        "differs": left != right,
        "delta": change % {"n": figure(abs(right - left))},
    }
