"""The page of a run: what is being done, how far the best plan is from what is proven, what a dead worker left."""

from datetime import timedelta

import factories
import pytest
from django.utils import timezone

from doanra.records.models import BestPlan, PlanningRun, RunState, Scenario
from doanra.stages.plans import drafts, problem, runs

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.short_year(courses=2)


@pytest.fixture
def run(call, office):
    """A run that has found a plan for three people."""
    named = factories.one_of_each_unit(call, 5)
    built, _ = problem.build(call)
    other = factories.plan(call, seats={"NH-01": named[:3]})
    found, tiers = drafts.as_planned(other), {"T1": 3, "T2": [2, 2, 2, 2, 2], "T3": 0, "T4": -24, "T5": 0, "T6": 340}
    other.delete()
    made = PlanningRun.objects.create(
        call=call, problem=problem.keep(call, built), created_at=timezone.now(), created_by=office,
        state=RunState.RUNNING.value, started_at=timezone.now(), heartbeat_at=timezone.now() + timedelta(hours=1),
        elapsed=3, tier="T2.1", seated=3, seats_bound=5, curve=[[1, 0, None], [2, 3, 6], [3, 3, 5]],
    )  # fmt: skip
    bounds = {"T1": 1, "T2": [0, None, None, None, None], "T3": 0, "T4": -30, "T5": None, "T6": None}
    BestPlan.objects.create(run=made, body=found.as_json(), tiers=tiers, bounds=bounds, at=timezone.now())
    return made


def at(run, rest=""):
    return f"/2027/plans/runs/{run.pk}/{rest}"


def text(response):
    return " ".join(response.content.decode().split())


def put(run, **values):
    PlanningRun.objects.filter(pk=run.pk).update(**values)


@pytest.mark.parametrize(
    ("tier", "says"),
    [
        ("", "Đang dựng phương án đầu tiên"), ("T1", "Đang tìm thêm chỗ"), ("T2.3", "Đang tìm chỗ cho đơn vị"),
        ("T6", "đỡ tốn kém"), ("changes", "Đang tìm cách đổi ít người nhất"),
    ],
)  # fmt: skip
def test_what_is_being_done_is_said(clerk, run, tier, says):
    put(run, tier=tier)
    assert says in text(clerk.get(at(run)))


@pytest.mark.parametrize(
    ("seated", "bound", "says"),
    [
        (3, 5, "Còn có thể thêm nhiều nhất 2 chỗ"),
        (5, 5, "Đã chứng minh: không phương án nào xếp được nhiều chỗ hơn."),
        (3, None, "Chưa chứng minh được nhiều nhất là bao nhiêu chỗ."),
    ],
)
def test_the_gap_is_said_in_words(clerk, run, seated, bound, says):
    put(run, seated=seated, seats_bound=bound)
    assert says in text(clerk.get(at(run, "progress/"), headers={"HX-Request": "true"}))


def test_every_tier_stands_with_its_proof(clerk, run):
    reached = clerk.get(at(run)).context["tiers"]
    assert [(one.value, one.proof.text) for one in reached] == [
        ("3", "không thể dưới 1"), ("2", "chưa chứng minh"), ("0", "không thể tốt hơn"), ("24", "không thể quá 30"),
        ("0", "chưa chứng minh"), ("340", "chưa chứng minh"),
    ]  # fmt: skip


def test_a_bound_that_gets_better_without_a_new_plan_is_drawn_and_told(clerk, run):
    before = text(clerk.get(at(run)))
    put(run, seats_bound=4, curve=[[1, 0, None], [2, 3, 6], [3, 3, 5], [9, 3, 4]])
    BestPlan.objects.filter(run=run).update(bounds={"T1": 2})
    after = text(clerk.get(at(run)))
    assert "không thể dưới 1" in before
    assert "không thể dưới 2" in after
    assert "Còn có thể thêm nhiều nhất 1 chỗ" in after


def test_what_a_dead_worker_left_is_opened_as_a_draft(clerk, run, call, inspector, client):
    put(run, heartbeat_at=timezone.now() - 2 * runs.SILENCE)
    page = text(clerk.get(at(run)))
    assert "Gián đoạn; giữ phương án tốt nhất đến" in page
    assert at(run, "open/") in page
    assert at(run, "again/") in page
    answer = clerk.post(at(run, "open/"), follow=True)
    draft = call.plans.get()
    assert answer.redirect_chain[-1][0] == f"/2027/plans/{draft.pk}/"
    assert draft.seats.count() == 3
    assert clerk.post(at(run, "open/")).status_code == 400
    client.force_login(inspector)
    assert client.post(at(run, "open/")).status_code == 403


def test_a_run_in_the_queue_says_for_what_it_waits(clerk, run, call):
    waiting = PlanningRun.objects.create(
        call=call, problem=run.problem, created_at=timezone.now() - timedelta(minutes=1)
    )
    assert "Máy đang tính việc khác" in text(clerk.get(at(waiting)))
    put(run, state=RunState.DONE.value)
    assert "Chưa có máy nào nhận việc này" in text(clerk.get(at(waiting)))


def test_the_run_of_a_scenario_is_told_by_the_scenario(clerk, run, call):
    changes = {"schema": "what-if/1", "changes": [{"kind": "set_number", "name": "abroad_at_once", "value": 3}]}
    one = Scenario.objects.create(call=call, name="Thử", changes=changes, run=run, created_at=timezone.now())
    assert clerk.get(at(run)).url == f"/2027/plans/scenarios/{one.pk}/"
    assert at(run) not in text(clerk.get("/2027/plans/"))
