"""The plans of a year, what goes into a run, and the runs."""

from datetime import timedelta

import factories
import pytest
from django.utils import timezone
from plan_pages import at, text

from doanra.records.models import PlanningRun, RunState
from doanra.stages.plans import problem, runs

pytestmark = pytest.mark.django_db


def test_a_year_without_courses_says_what_is_missing(clerk):
    factories.call(2026)
    page = text(clerk.get("/2026/plans/"))
    assert "chưa có khoá nào" in page
    assert "/2026/courses/" in page
    assert "Tính một phương án" not in page


def test_a_year_without_people_says_what_is_missing(clerk, call):
    page = text(clerk.get("/2027/plans/"))
    assert "chưa có đề cử nào" in page
    assert "/2027/nominations/" in page


def test_what_goes_into_a_run_is_counted(clerk, call, named):
    page = text(clerk.get("/2027/plans/going-in/"))
    assert "người xếp được" in page
    assert ">6<" in page


def test_what_goes_in_is_refused_in_words(clerk, call):
    assert "chưa có ai đủ điều kiện" in text(clerk.get("/2027/plans/going-in/"))


def test_the_office_says_what_unknown_means(clerk, call, named):
    clerk.post("/2027/plans/unknown/", {"unknown_means": "leave"})
    call.refresh_from_db()
    assert call.unknown_means == "leave"
    assert clerk.post("/2027/plans/unknown/", {"unknown_means": "perhaps"}).status_code == 400


def test_runs_and_plans_are_listed(clerk, plan):
    page = text(clerk.get("/2027/plans/"))
    assert "Phương án A" in page
    assert "5/6" in page


@pytest.fixture
def run(call, named, office):
    built, _ = problem.build(call)
    return PlanningRun.objects.create(
        call=call, problem=problem.keep(call, built), created_at=timezone.now(), created_by=office
    )


def test_a_run_is_started_with_its_limit(clerk, call, named, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    answer = clerk.post("/2027/plans/start/", {"time_limit": 5, "seed": 3, "pins_of": ""})
    run = call.runs.get()
    assert answer.url == f"/2027/plans/runs/{run.pk}/"
    assert (run.time_limit, run.seed) == (5, 3)


def test_a_wrong_limit_is_said_at_its_field(clerk, call, named):
    answer = clerk.post("/2027/plans/start/", {"time_limit": 0, "seed": 1})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in text(answer)
    assert not call.runs.exists()


def test_a_second_run_is_refused_while_one_is_under_way(clerk, run):
    answer = clerk.post("/2027/plans/start/", {"time_limit": 5, "seed": 1})
    assert answer.status_code == 400
    assert "đang có một lần tính" in text(answer)


def test_progress_shows_best_and_bound_and_asks_again(clerk, run):
    now = timezone.now()
    PlanningRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, heartbeat_at=now, elapsed=3, seated=4, seats_bound=6, curve=[[1, 3, None], [3, 4, 6]]
    )
    page = text(clerk.get(f"/2027/plans/runs/{run.pk}/progress/", headers={"HX-Request": "true"}))
    assert "every 1s" in page
    assert "<svg" in page
    assert "Dừng" in text(clerk.get(f"/2027/plans/runs/{run.pk}/"))


def test_a_run_that_nobody_takes_says_so(clerk, run):
    PlanningRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    assert "doanra work" in text(clerk.get(f"/2027/plans/runs/{run.pk}/"))


def test_a_run_is_cancelled(clerk, run):
    clerk.post(f"/2027/plans/runs/{run.pk}/cancel/")
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert "Tính lại" in text(clerk.get(f"/2027/plans/runs/{run.pk}/"))


def test_an_interrupted_run_offers_to_start_again(clerk, run):
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, heartbeat_at=timezone.now() - 2 * runs.SILENCE)
    page = text(clerk.get(f"/2027/plans/runs/{run.pk}/"))
    assert "Bị ngắt giữa chừng" in page
    assert f"/2027/plans/runs/{run.pk}/again/" in page


def test_a_finished_run_leads_to_its_board(clerk, run):
    PlanningRun.objects.filter(pk=run.pk).update(time_limit=5)
    runs.compute.call(run.pk)
    made = runs.plan_of(run)
    answer = clerk.get(f"/2027/plans/runs/{run.pk}/progress/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == at(made)
    assert at(made) in text(clerk.get(f"/2027/plans/runs/{run.pk}/"))
