"""What it would take to seat one person of a plan: solved when asked, kept for the version that it is true of."""

from __future__ import annotations

from django.utils import timezone

from doanra.planner import Stop
from doanra.planner.nearest import nearest
from doanra.planner.swap import find_swap
from doanra.policy import access
from doanra.records.models import Did, Plan, WayIn
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.plans import drafts
from doanra.stages.plans.problem import person_id

SECONDS = 10.0
"""How long the exchange is looked for; a year takes one or two seconds."""


def known(plan: Plan, *, person: int) -> WayIn | None:
    """The answer for the plan as it is now, if somebody asked."""
    rows = WayIn.objects.filter(plan=plan, revision=plan.revision, nominee=person_id(person))
    return rows.select_related("asked_by").first()


def seek(plan: Plan, *, person: int, by: Actor, seconds: float = SECONDS) -> WayIn:
    """Solves what it would take to seat somebody, pinned people held, and keeps the answer.

    Changes nothing of the plan. Refused for somebody who has a seat or did not go into the run.
    """
    access.require(role_of(by), "plans.ask")
    answer = known(plan, person=person)
    solved = None if answer else _solved(plan, person, seconds)  # outside the transaction: others may write meanwhile
    with acting("plans.ask", by=by, verb="plans.seek") as act:
        answer = answer or _kept(plan, person, solved or {}, by)
        act.touched("person", [(person, Did.ABOUT, [])])
        act.subject, act.year = plan, plan.call.year
        act.detail = {"person": person, "revision": plan.revision}
    return answer


def _solved(plan: Plan, person: int, seconds: float) -> dict[str, object]:
    problem, planned = drafts.problem_of(plan), drafts.as_planned(plan)
    nominee = person_id(person)
    fits = nearest(problem, planned, nominee=nominee)
    pinned = [person_id(one) for one in plan.seats.filter(pinned=True).values_list("person_id", flat=True)]
    swap = find_swap(problem, planned, nominee=nominee, stop=Stop(seconds), held=pinned)
    return {"fits": [fit.as_json() for fit in fits], "swap": swap.as_json(), "held": len(pinned)}


def _kept(plan: Plan, person: int, answer: dict[str, object], by: Actor) -> WayIn:
    """The answer in the table; of two who asked at once the first is kept."""
    row, _ = WayIn.objects.get_or_create(
        plan=plan,
        revision=plan.revision,
        nominee=person_id(person),
        defaults={"answer": answer, "asked_at": timezone.now(), "asked_by": by},
    )
    return row
