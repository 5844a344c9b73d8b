"""A plan and its problem as files of the planner's interchange format: ids only, no names."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from doanra.planner.judge import judge
from doanra.stages.plans import drafts
from doanra.web.asking import Request, asks
from doanra.web.plans.scope import plan_of


@require_GET
@asks("plans.see")
def problem(request: Request, year: int, plan: int) -> HttpResponse:
    """What the plan was made for."""
    return _json(drafts.problem_of(plan_of(year, plan)).as_json(), name=f"problem-{year}-{plan}.json")


@require_GET
@asks("plans.see")
def planned(request: Request, year: int, plan: int) -> HttpResponse:
    """The plan as it stands, with its tiers and what was proven."""
    one = plan_of(year, plan)
    wanted = drafts.as_planned(one)
    tiers = judge(drafts.problem_of(one), wanted).tiers
    body = {**wanted.as_json(), "tiers": tiers.as_json(), "bounds": one.bounds}
    return _json(body, name=f"plan-{year}-{plan}.json")


def _json(body: object, *, name: str) -> HttpResponse:
    response = HttpResponse(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
