"""Verbs on the plan."""

from datetime import date

from doanra.records.models import Repair
from doanra.stages.plans import adopting, changes, drafts, publishing, repairs, runs, scenarios, ways_in
from verb_cases.scene import WIDER, Scene, person


def mended(plan, **about):
    """A repair that offers the plan as it is."""
    offers = [drafts.as_planned(plan).as_json()]
    return Repair.objects.create(
        call=plan.call,
        plan=plan,
        problem=plan.problem,
        created_at=plan.created_at,
        state="done",
        offers=offers,
        **about,
    )


CASES = {
    "plans.ways_in.seek": (
        "plans.seek", None, lambda s, by: ways_in.seek(s.plan, person=person(s, 5), by=by),
    ),
    "plans.changes.move": (
        "plans.move", None, lambda s, by: changes.move(s.plan, person=person(s, 2), to="NH-02", by=by),
    ),
    "plans.changes.pin": (
        "plans.pin", None, lambda s, by: changes.pin(s.plan, person=person(s, 0), pinned=True, by=by),
    ),
    "plans.changes.name_head": (
        "plans.name_head", None, lambda s, by: changes.name_head(s.plan, course="NH-01", person=person(s, 1), by=by),
    ),
    "plans.changes.choose_day": (
        "plans.choose_day", None,
        lambda s, by: changes.choose_day(s.plan, course="NH-01", first_day=date(2027, 9, 6), by=by),
    ),
    "plans.changes.run_course": (
        "plans.run_course", None,
        lambda s, by: changes.run_course(s.plan, course=s.idle(), first_day=date(2027, 4, 5), by=by),
    ),
    "plans.changes.drop_course": (
        "plans.drop_course", None, lambda s, by: changes.drop_course(s.plan, course="NH-01", by=by),
    ),
    "plans.changes.undo": (
        "plans.undo", lambda s: (changes.pin(s.plan, person=person(s, 0), pinned=True, by=None), s)[1],
        lambda s, by: changes.undo(s.plan, by=by),
    ),
    "plans.publishing.publish": ("plans.publish", None, lambda s, by: publishing.publish(s.plan, by=by)),
    "plans.publishing.next_draft": ("plans.next_draft", None, lambda s, by: publishing.next_draft(s.plan, by=by)),
    "plans.runs.start": ("plans.compute", None, lambda s, by: runs.start(s.call, by=by)),
    "plans.runs.open_best": ("plans.open_best", Scene.broken_off, lambda run, by: runs.open_best(run, by=by)),
    "plans.scenarios.try_out": (
        "plans.scenario", None, lambda s, by: scenarios.try_out(s.call, name="x", changes=[WIDER], by=by),
    ),
    "plans.scenarios.again": ("plans.scenario_again", Scene.tried, lambda one, by: scenarios.again(one, by=by)),
    "plans.scenarios.drop": ("plans.scenario_drop", Scene.tried, lambda one, by: scenarios.drop(one, by=by)),
    "plans.adopting.adopt": ("plans.adopt", Scene.tried, lambda one, by: adopting.adopt(one, by=by)),
    "plans.runs.cancel": ("plans.cancel", Scene.run, lambda run, by: runs.cancel(run, by=by)),
    "plans.repairs.start": (
        "plans.repair", Scene.published, lambda p, by: repairs.start(p, cancelled=["NH-02"], by=by),
    ),
    "plans.repairs.again": (
        "plans.repair", Scene.published, lambda p, by: repairs.again(mended(p, cancelled=["NH-02"]), by=by),
    ),
    "plans.repairs.cancel": ("plans.cancel_repair", None, lambda s, by: repairs.cancel(mended(s.plan), by=by)),
    "plans.repairs.accept": (
        "plans.accept_repair", None, lambda s, by: repairs.accept(mended(s.plan), number=0, by=by),
    ),
}  # fmt: skip
