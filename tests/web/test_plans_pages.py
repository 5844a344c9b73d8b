"""The pages of plans: what they say, what they do, what they refuse, and that they stay light."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from doanra.planner import Finding, judge
from doanra.planner.explain import CODES
from doanra.records.models import Delegation, PlanningRun, PlanState, RunState
from doanra.stages.plans import changes, problem, publishing, runs
from doanra.terms.words import Severity
from doanra.web.plans import sentences

pytestmark = pytest.mark.django_db
SLUGS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau")


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    for code in ("NH-01", "NH-02", "NH-03"):
        factories.course(made, code)
    return made


@pytest.fixture
def named(call):
    return [factories.nominations(call, 1, unit=slug)[0] for slug in SLUGS]


@pytest.fixture
def plan(call, named):
    """Two courses of three and two people, one idle course, one person without a seat."""
    return factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]})


@pytest.fixture
def desk(client, office):
    client.force_login(office)
    return client


def at(plan, rest=""):
    return f"/2027/plans/{plan.pk}/{rest}"


def where(plan):
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def text(response):
    return " ".join(response.content.decode().split())


# the list


def test_a_year_without_courses_says_what_is_missing(desk):
    factories.call(2026)
    page = text(desk.get("/2026/plans/"))
    assert "chưa có khoá nào" in page
    assert "/2026/courses/" in page
    assert "Tính một phương án" not in page


def test_a_year_without_people_says_what_is_missing(desk, call):
    page = text(desk.get("/2027/plans/"))
    assert "chưa có đề cử nào" in page
    assert "/2027/nominations/" in page


def test_what_goes_into_a_run_is_counted(desk, call, named):
    page = text(desk.get("/2027/plans/going-in/"))
    assert "người xếp được" in page
    assert ">6<" in page


def test_what_goes_in_is_refused_in_words(desk, call):
    assert "chưa có ai đủ điều kiện" in text(desk.get("/2027/plans/going-in/"))


def test_the_office_says_what_unknown_means(desk, call, named):
    desk.post("/2027/plans/unknown/", {"unknown_means": "leave"})
    call.refresh_from_db()
    assert call.unknown_means == "leave"
    assert desk.post("/2027/plans/unknown/", {"unknown_means": "perhaps"}).status_code == 400


def test_runs_and_plans_are_listed(desk, plan):
    page = text(desk.get("/2027/plans/"))
    assert "Phương án A" in page
    assert "5/6" in page


# runs


@pytest.fixture
def run(call, named, office):
    built, _ = problem.build(call)
    return PlanningRun.objects.create(
        call=call, problem=problem.keep(call, built), created_at=timezone.now(), created_by=office
    )


def test_a_run_is_started_with_its_limit(desk, call, named, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    answer = desk.post("/2027/plans/start/", {"time_limit": 5, "seed": 3, "pins_of": ""})
    run = call.runs.get()
    assert answer.url == f"/2027/plans/runs/{run.pk}/"
    assert (run.time_limit, run.seed) == (5, 3)


def test_a_wrong_limit_is_said_at_its_field(desk, call, named):
    answer = desk.post("/2027/plans/start/", {"time_limit": 0, "seed": 1})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in text(answer)
    assert not call.runs.exists()


def test_a_second_run_is_refused_while_one_is_under_way(desk, run):
    answer = desk.post("/2027/plans/start/", {"time_limit": 5, "seed": 1})
    assert answer.status_code == 400
    assert "đang có một lần tính" in text(answer)


def test_progress_shows_best_and_bound_and_asks_again(desk, run):
    now = timezone.now()
    PlanningRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, heartbeat_at=now, elapsed=3, seated=4, seats_bound=6, curve=[[1, 3, None], [3, 4, 6]]
    )
    page = text(desk.get(f"/2027/plans/runs/{run.pk}/progress/", headers={"HX-Request": "true"}))
    assert "every 1s" in page
    assert "<svg" in page
    assert "Dừng" in text(desk.get(f"/2027/plans/runs/{run.pk}/"))


def test_a_run_that_nobody_takes_says_so(desk, run):
    PlanningRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    assert "doanra work" in text(desk.get(f"/2027/plans/runs/{run.pk}/"))


def test_a_run_is_cancelled(desk, run):
    desk.post(f"/2027/plans/runs/{run.pk}/cancel/")
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert "Tính lại" in text(desk.get(f"/2027/plans/runs/{run.pk}/"))


def test_an_interrupted_run_offers_to_start_again(desk, run):
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, heartbeat_at=timezone.now() - 2 * runs.SILENCE)
    page = text(desk.get(f"/2027/plans/runs/{run.pk}/"))
    assert "Bị ngắt giữa chừng" in page
    assert f"/2027/plans/runs/{run.pk}/again/" in page


def test_a_finished_run_leads_to_its_board(desk, run):
    PlanningRun.objects.filter(pk=run.pk).update(time_limit=5)
    runs.compute.call(run.pk)
    made = runs.plan_of(run)
    answer = desk.get(f"/2027/plans/runs/{run.pk}/progress/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == at(made)
    assert at(made) in text(desk.get(f"/2027/plans/runs/{run.pk}/"))


# the board


def test_the_board_says_its_state_first(desk, plan):
    page = text(desk.get(at(plan)))
    assert 'Đã xếp <span class="num">5/6</span> chỗ' in page
    assert "Vì sao thiếu 1?" in page
    assert page.count("data-card=") == 6
    assert "6 người vào lần tính, trừ 5 đã xếp" in page


def test_a_column_that_blocks_is_marked_and_publishing_waits(desk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(desk.get(at(plan)))
    assert "has-block" in page
    assert "Gỡ 1 điều chặn thì công bố được." in page
    assert 'aria-disabled="true"' in page


def test_only_columns_in_trouble_are_left(desk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(desk.get(at(plan, "?flagged=1")))
    assert 'id="col-NH-01"' in page
    assert 'id="col-NH-02"' not in page


def test_only_people_of_one_unit_are_left(desk, plan, named):
    page = text(desk.get(at(plan, f"?unit={named[0].unit_id}")))
    assert f"card-{named[0].person_id}" in page
    assert f"card-{named[1].person_id}" not in page


def test_long_columns_show_the_rest_when_asked(desk, call):
    wide = factories.course(call, "NH-09", seats_max=20)
    people = [one for slug in SLUGS for one in factories.nominations(call, 2, unit=slug)]
    plan = factories.plan(call, seats={"NH-09": people})
    page = text(desk.get(at(plan)))
    assert "Hiện 5 người còn lại" in page
    assert text(desk.get(at(plan, f"courses/{wide.code}/people/"))).count("data-card") == 12
    assert text(desk.get(at(plan, "?open=NH-09"))).count("data-card=") == 12


def test_nonsense_in_the_address_is_passed_over(desk, plan):
    assert desk.get(at(plan, "?p=none&unit=x&at=99999999999999999999&course=%3C")).status_code == 200


def test_the_unplaced_stand_with_their_reason(desk, plan, named):
    page = text(desk.get(at(plan, "unplaced/free/")))
    assert "Còn chỗ mà chưa xếp" in page
    assert named[5].person.full_name in page
    assert desk.get(at(plan, "unplaced/busy/")).status_code == 404


def test_pages_ask_as_often_for_three_rows_as_for_one(desk, call):
    counts = []
    for many in (1, 3):
        people = [factories.nominations(call, 1, unit=slug)[0] for slug in SLUGS[: many + 1]]
        plan = factories.plan(call, seats={"NH-01": people})
        person = people[0].person_id
        pages = ["", "overview/", "why/", "publish/", "courses/NH-01/", f"move/{person}/", f"moves/{person}.json"]
        desk.get(at(plan))
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(at(plan, page)).status_code == 200
            counts.append((page.split("/")[0], len(queries)))
        with CaptureQueriesContext(connection) as queries:
            desk.get("/2027/plans/")
        counts.append(("list", len(queries)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert max(count for _, count in counts) <= 30


# moves


def test_ways_are_said_before_they_are_chosen(desk, plan, named):
    page = text(desk.get(at(plan, f"move/{named[0].person_id}/")))
    assert "NH-02 · Hàn Quốc" in page
    assert "NH-01 mất trưởng đoàn" in page
    menu = text(desk.get(at(plan, f"move/{named[0].person_id}/"), headers={"HX-Request": "true"}))
    assert menu.startswith('<div class="moveto"')
    assert 'data-key="0"' in menu
    said = desk.get(at(plan, f"moves/{named[0].person_id}.json")).json()["moves"]
    assert set(said) == {"NH-02", "out"}
    assert said["NH-02"]["level"] == "warn"


def test_a_person_is_moved(desk, plan, named):
    person = named[5].person_id
    answer = desk.post(at(plan, f"move/{person}/"), {"to": "NH-02", "revision": 0, "back": "flagged=1&evil=1"})
    assert answer.url == at(plan, f"?flagged=1&p=short&at={person}#card-{person}")
    assert where(plan)[person] == "NH-02"
    assert "Đã chuyển" in text(desk.get(answer.url))


def test_a_person_is_taken_out(desk, plan, named):
    desk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "out", "revision": 0})
    assert named[0].person_id not in where(plan)


def test_a_move_that_breaks_a_block_is_refused_in_words(desk, call):
    high = factories.nominations(call, 2, unit="p-cao-bang", band=5)
    (low,) = factories.nominations(call, 1, unit="p-son-la", band=2)
    plan = factories.plan(call, seats={"NH-01": high})
    answer = desk.post(at(plan, f"move/{low.person_id}/"), {"to": "NH-01", "revision": 0})
    assert answer.status_code == 400
    assert "Từ bậc 2 đến bậc 5" in text(answer)
    assert low.person_id not in where(plan)
    plan.refresh_from_db()
    assert plan.revision == 0


@pytest.mark.parametrize(("rest", "form"), [("move/{p}/", {"to": "NH-02"}), ("pin/{p}/", {"pinned": "yes"})])
def test_two_editors_notice_each_other(desk, plan, named, office, rest, form):
    changes.pin(plan, person=named[1].person_id, pinned=True, by=office)
    before = where(plan)
    answer = desk.post(at(plan, rest.format(p=named[0].person_id)), {**form, "revision": 0})
    assert answer.status_code == 409
    assert "vừa được người khác sửa (An)" in text(answer)
    assert f'href="{at(plan)}"' in text(answer)
    assert where(plan) == before


def test_a_form_without_a_revision_is_refused(desk, plan, named):
    assert desk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "NH-02"}).status_code == 400
    assert desk.post(at(plan, f"pin/{named[0].person_id}/"), {"revision": 0, "pinned": "x"}).status_code == 400


def test_who_is_not_in_the_problem_is_not_found(desk, plan):
    assert desk.get(at(plan, "move/999999/")).status_code in {400, 404}


# other acts


def test_pin_and_undo(desk, plan, named):
    person = named[0].person_id
    desk.post(at(plan, f"pin/{person}/"), {"pinned": "yes", "revision": 0})
    assert plan.seats.get(person_id=person).pinned
    assert "is-pinned" in text(desk.get(at(plan)))
    answer = desk.post(at(plan, "undo/"), {"revision": 1})
    assert answer.url.endswith(f"#card-{person}")
    assert not plan.seats.get(person_id=person).pinned
    assert desk.post(at(plan, "undo/"), {"revision": 2}).status_code == 400


def test_the_head_is_chosen_among_members_who_can(desk, plan, named):
    page = text(desk.get(at(plan, "courses/NH-01/")))
    assert "3 người đủ điều kiện" in page
    desk.post(at(plan, "courses/NH-01/head/"), {"person": named[1].person_id, "revision": 0})
    assert plan.courses.get(course__code="NH-01").leader_id == named[1].person_id
    assert desk.post(at(plan, "courses/NH-01/head/"), {"person": named[4].person_id, "revision": 1}).status_code == 400


def test_another_day_is_chosen(desk, plan):
    desk.post(at(plan, "courses/NH-01/day/"), {"first_day": "2027-09-06", "revision": 0})
    assert plan.courses.get(course__code="NH-01").first_day == date(2027, 9, 6)
    assert desk.post(at(plan, "courses/NH-01/day/"), {"first_day": "2027-09-07", "revision": 1}).status_code == 400


def test_an_idle_course_is_run_and_dropped_again(desk, plan):
    page = text(desk.get(at(plan, "courses/NH-03/")))
    assert "không chạy trong phương án này" in page
    desk.post(at(plan, "courses/NH-03/run/"), {"first_day": "2027-04-05", "revision": 0})
    assert plan.courses.filter(course__code="NH-03").exists()
    desk.post(at(plan, "courses/NH-03/drop/"), {"revision": 1})
    assert not plan.courses.filter(course__code="NH-03").exists()
    assert desk.get(at(plan, "courses/NH-99/")).status_code == 404


def test_why_seats_are_missing(desk, plan):
    page = text(desk.get(at(plan, "why/")))
    assert "Vì sao thiếu 1 chỗ?" in page
    assert "NH-03" in page
    assert "Còn chỗ mà chưa xếp" in page


def test_the_overview_has_every_course(desk, plan):
    page = text(desk.get(at(plan, "overview/")))
    assert all(code in page for code in ("NH-01", "NH-02", "NH-03"))
    assert "2 khoá chạy, 1 khoá không chạy" in page


# publishing and after


def test_the_summary_lists_open_evidence_before_the_act(desk, plan, named):
    page = text(desk.get(at(plan, "publish/")))
    assert "bản số 1" in page
    assert "btn-official" in page
    assert all(one.person.full_name in page for one in named[:5])


def test_publishing_is_refused_while_something_blocks(desk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(desk.get(at(plan, "publish/")))
    assert "btn-official" not in page
    assert at(plan, "courses/NH-01/") in page
    assert desk.post(at(plan, "publish/"), {"revision": 1}).status_code == 400
    assert not Delegation.objects.exists()


def test_who_has_withdrawn_blocks_on_the_board_and_in_the_summary(desk, plan, named):
    named[0].state = "withdrawn"
    named[0].save()
    board = text(desk.get(at(plan)))
    assert "Đơn vị đã rút đề cử" in board
    assert "Gỡ 1 điều chặn thì công bố được." in board
    assert 'id="col-NH-01"' in text(desk.get(at(plan, "?flagged=1")))
    assert "Đơn vị đã rút đề cử" in text(desk.get(at(plan, "publish/")))
    assert desk.post(at(plan, "publish/"), {"revision": 0}).status_code == 400


def test_a_summary_that_is_out_of_date_publishes_nothing(desk, plan, named, office):
    changes.pin(plan, person=named[0].person_id, pinned=True, by=office)
    assert desk.post(at(plan, "publish/"), {"revision": 0}).status_code == 409
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_a_version_is_read_and_the_next_draft_starts_from_it(desk, plan, named):
    answer = desk.post(at(plan, "publish/"), {"revision": 0}, follow=True)
    page = text(answer)
    assert "Kế hoạch bản số 1" in page
    assert f"papers/{plan.pk}/year-plan.docx" in page
    board = text(desk.get(at(plan, "?view=board")))
    assert "draggable" not in board
    assert desk.get(at(plan, f"move/{named[0].person_id}/")).status_code == 400
    assert desk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "NH-02", "revision": 0}).status_code == 400
    draft = desk.post(at(plan, "next/")).url
    assert draft != at(plan)
    assert "So với bản số 1" in text(desk.get(draft))


def test_two_plans_are_compared_in_words(desk, plan, named, office):
    other = publishing.next_draft(plan, by=office)
    changes.move(other, person=named[5].person_id, to="NH-02", by=office)
    page = text(desk.get(at(other, f"compare/{plan.pk}/")))
    assert "Thêm 1 chỗ." in page
    assert named[5].person.full_name in page
    assert "Hai bản như nhau" in text(desk.get(at(plan, f"compare/{plan.pk}/")))


def test_files_hold_no_name(desk, plan, named):
    for name, schema in (("problem.json", "plan-problem/1"), ("plan.json", "plan/1")):
        answer = desk.get(at(plan, name))
        assert json.loads(answer.content)["schema"] == schema
        assert "attachment" in answer["Content-Disposition"]
        assert not any(one.person.full_name in answer.content.decode() for one in named)


# who may


def test_a_stranger_sees_no_plan(client, stranger, plan, named):
    client.force_login(stranger)
    person = named[0].person_id
    for rest in ("", "overview/", "why/", "publish/", "problem.json", f"move/{person}/", f"moves/{person}.json"):
        assert client.get(at(plan, rest)).status_code == 403
    assert client.get("/2027/plans/").status_code == 403


def test_an_inspector_reads_and_changes_nothing(client, inspector, plan, named):
    client.force_login(inspector)
    page = text(client.get(at(plan)))
    assert "draggable" not in page
    assert "Tính lại" not in page
    before = where(plan)
    person = named[0].person_id
    assert client.post(at(plan, f"move/{person}/"), {"to": "out", "revision": 0}).status_code == 403
    assert client.post(at(plan, f"pin/{person}/"), {"pinned": "yes", "revision": 0}).status_code == 403
    assert client.post(at(plan, "next/")).status_code == 403
    assert client.post("/2027/plans/start/", {"time_limit": 5, "seed": 1}).status_code == 403
    assert client.get(at(plan, "publish/")).status_code == 403
    assert where(plan) == before


def test_a_plan_of_another_year_is_not_found(desk, plan):
    factories.call(2026)
    assert desk.get(f"/2026/plans/{plan.pk}/").status_code == 404


# sentences


def test_every_code_of_the_planner_has_its_sentence():
    values = {
        "start": "2027-04-05", "seats": 3, "low": 5, "high": 2, "lowest": 1, "highest": 4, "span": 2, "in_field": 1,
        "share": 0.5, "field": "economy", "leader": None, "able": 2, "from": "2027-04-05", "to": "2027-04-06",
        "pairs": 3, "courses": "A, B", "away": 3, "limit": 2, "day": "2027-04-05", "higher": "P2", "list": "short",
        "due": 4, "abroad": 8, "cost": 10, "budget": 9, "programme": "short", "target": 6, "times": 2,
    }  # fmt: skip
    names = sentences.Names(people={"P1": "Lan", "P2": "Mai"}, units={"U1": "Sơn La"})
    for code in sentences._FINDING:
        if code == "nobody_leads":
            continue
        finding = Finding(Severity.ERROR, code, "NH-01", "P1", "U1", values)
        for say in (sentences.sentence, sentences.brought):
            said = say(finding, names=names)
            assert said != code
            assert "%" not in said.replace("33%", "").replace("50%", "")
        assert sentences.kind(code) != code
    assert all(sentences.reason(code) != code for code in (*CODES, "no_choice", "free"))
    assert all(code not in sentences.blocked("NH-01", [code]).replace("NH-01", "") for code in CODES)


def test_nothing_the_planner_can_find_lacks_a_sentence():
    source = Path(judge.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Severity\.\w+,\s+"(\w+)"', source)) | {"target_exceeded", "target_missed"}
    assert len(codes) > 15
    assert codes <= set(sentences._FINDING)


def test_a_course_left_short_says_what_it_needs(desk, plan, named, office):
    changes.move(plan, person=named[4].person_id, to="NH-01", by=office)
    page = text(desk.get(at(plan)))
    assert "Mới 1 người, cần ít nhất 2" in page


def test_the_newest_version_stands_first_and_is_the_one_told(client, office):
    call = factories.call(2027, target_short=4, target_medium=0, target_language=0)
    factories.course(call)
    named = [factories.nominations(call, 1, unit=unit)[0] for unit in ("p-cao-bang", "p-son-la")]
    first = publishing.publish(factories.plan(call, seats={"NH-01": named}), by=office)
    publishing.publish(publishing.next_draft(first, by=office), by=office)
    client.force_login(office)
    page = client.get("/2027/plans/")
    assert page.context["published"].plan.version == 2
    assert [row.plan.version for row in page.context["rows"]] == [2, 1]
