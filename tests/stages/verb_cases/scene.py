"""The year that every verb is tried in."""

from copy import deepcopy
from datetime import date
from functools import cached_property

import factories
from unit_lists import line, workbook

from doanra.planner.whatif import SetNumber
from doanra.planner.whatif_file import as_json
from doanra.records.models import BestPlan, LikelyPair, PlanningRun, PostTitle, SavingRun, Scenario
from doanra.stages import doubles, merging, nominations, posts
from doanra.stages.plans import drafts, publishing

DAY = date(2026, 10, 1)
WIDER = SetNumber("abroad_at_once", 7)  # as it is: what holds already needs no other act


class Scene:
    """A year with two running courses, one idle, a spare nominee, a file in preview."""

    def __init__(self):
        self.call = factories.short_year()
        self.named = factories.one_of_each_unit(self.call)
        self.plan = factories.plan(self.call, seats={"NH-01": self.named[:3], "NH-02": self.named[3:5]})
        self.title = PostTitle.objects.first()
        self.word = posts.add_field_word(by=None, pattern="viện hải dương thử", field="economy")
        self.empty = factories.call(2026)

    def with_a_file(self):
        """The same with a file in preview."""
        self.file = nominations.receive(self.call, name="a.xlsx", content=workbook(line()), by=None)
        return self

    def copy(self):
        """The same for one test: what that changes in memory is not there for the next."""
        return deepcopy(self)

    @cached_property
    def pair(self):
        doubles.flag([factories.person(self.named[0].unit, full_name=self.named[0].person.full_name).pk])
        return LikelyPair.objects.get()

    def saving(self):
        now = self.file.received_at
        return SavingRun.objects.create(file=self.file, on=DAY, created_at=now, state="done")

    def merged(self):
        unit = self.named[0].unit
        return merging.merge(factories.person(unit), factories.person(unit), chosen={}, by=None)

    def idle(self):
        return self.call.courses.get(code="NH-03")

    def published(self):
        return publishing.publish(self.plan, by=None)

    def run(self):
        return PlanningRun.objects.create(call=self.call, problem=self.plan.problem, created_at=self.file.received_at)

    def broken_off(self):
        run = self.run()
        PlanningRun.objects.filter(pk=run.pk).update(state="interrupted")
        BestPlan.objects.create(
            run=run, body=drafts.as_planned(self.plan).as_json(), tiers={}, bounds={}, at=run.created_at
        )
        return run

    def tried(self):
        run = self.broken_off()
        wider = as_json((WIDER,))
        return Scenario.objects.create(
            call=self.call, name="Thử", changes=wider, base=self.plan, run=run, created_at=run.created_at
        )


def person(scene, number):
    return scene.named[number].person_id
