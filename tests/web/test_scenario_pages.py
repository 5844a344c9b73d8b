"""The pages of scenarios: trying, watching, side by side, choosing; nothing of the year moves before that."""

from datetime import date
from decimal import Decimal

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.planner.whatif import AddClass, MoveDates, ScaleBudget, SetAway, SetAwayShare, SetNumber, SetTarget
from doanra.planner.whatif_file import as_json
from doanra.records.models import BestPlan, PlanningRun, RunState, Scenario
from doanra.stages import calls
from doanra.stages.plans import drafts, problem, publishing, runs, scenarios
from doanra.stages.plans.side_by_side import Gap
from doanra.web.plans import scenario_words as words

pytestmark = pytest.mark.django_db
JUNE = date(2027, 6, 7)
EMPTY = {"name": "Thêm lớp tháng 6", "budget_how": "keep", "how": "free", "time_limit": "5"}
NEW = "/2027/plans/scenarios/new/"


@pytest.fixture
def call(db):
    return factories.short_year(target=8, budget=Decimal(2_000_000_000), abroad_at_once=3)


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call)


@pytest.fixture
def live(call, named, office):
    """Version 1: two courses of three and two people, one person without a seat."""
    return publishing.publish(factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), by=office)


@pytest.fixture
def tried(live, call, named):
    """A scenario with a plan: a third course runs, one person moves to it, one more has a seat."""
    return scenario_of(call, live, named, "Thêm chỗ", ScaleBudget(10))


def scenario_of(call, live, named, name, *changes):
    seats = {"NH-01": named[:2], "NH-02": named[3:5], "NH-03": [named[2], named[5]]}
    other = factories.plan(call, seats=seats)
    run = PlanningRun.objects.create(
        call=call, problem=problem.keep(call, scenarios.imagined(call, changes)), created_at=other.created_at,
        state=RunState.DONE.value, seated=6,
    )  # fmt: skip
    body = drafts.as_planned(other)
    other.delete()
    BestPlan.objects.create(run=run, body=body.as_json(), tiers={}, bounds={"T1": 2}, at=run.created_at)
    return Scenario.objects.create(
        call=call, name=name, changes=as_json(changes), base=live, run=run, created_at=run.created_at
    )


def at(scenario, rest=""):
    return f"/2027/plans/scenarios/{scenario.pk}/{rest}"


def text(response):
    return " ".join(response.content.decode().split())


def compute(scenario):
    runs.compute.call(scenario.run_id)
    scenario.refresh_from_db()


# trying


def test_a_scenario_is_written_solved_and_shown(clerk, live, call):
    answer = clerk.post(
        NEW,
        {
            **EMPTY, "class0-course": "NH-01", "class0-starts": ["2027-06-07", ""], "class0-seats_min": "2",
            "class0-seats_max": "3", "budget_how": "cut", "budget": "10", "abroad_at_once": "2", "away_percent": "50",
            "target_short": "9", "dates0-course": "NH-02", "dates0-starts": ["2027-10-04"],
            "away0-unit": drafts.problem_of(live).units[0].id, "away0-limit": "1",
        },
    )  # fmt: skip
    scenario = Scenario.objects.get()
    assert answer.url == at(scenario)
    assert [(change.kind, *change.key) for change in scenarios.changes_of(scenario)] == [
        ("add_class", "course", "NH-01b"), ("move_dates", "course", "NH-02"),
        ("set_away", "unit", drafts.problem_of(live).units[0].id), ("scale_budget", "budget", ""),
        ("set_number", "abroad_at_once", ""), ("set_away_share", "away_share", ""), ("set_target", "target", "short"),
    ]  # fmt: skip
    assert "Đang tính" in text(clerk.get(at(scenario)))
    assert "every 1s" in text(clerk.get(at(scenario, "progress/"), headers={"HX-Request": "true"}))
    compute(scenario)
    page = text(clerk.get(at(scenario)))
    assert "So với Kế hoạch bản số 1" in page
    assert "Cắt 10 % kinh phí" in page
    over = clerk.get(at(scenario, "progress/"), headers={"HX-Request": "true"})
    assert over["HX-Redirect"] == at(scenario)
    call.refresh_from_db()
    assert (call.budget, call.courses.count()) == (Decimal(2_000_000_000), 3)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "chưa đổi điều gì"),
        ({"class0-course": "NH-01"}, "Ghi ít nhất một ngày khai giảng."),
        ({"dates0-course": "NH-01"}, "Ghi ít nhất một ngày khai giảng."),
        ({"dates0-course": "NH-01", "dates0-starts": ["2028-06-07"]}, "Ngày 07/06/2028 không thuộc năm 2027"),
        ({"budget_how": "cut"}, "Ghi con số, ví dụ 10."),
        ({"budget_how": "cut", "budget": "101"}, "cắt nhiều nhất 100"),
        ({"class0-course": "NH-01", "class0-starts": ["2027-06-07"], "class0-seats_min": "4"}, "Ghi cả hai số chỗ"),
        (
            {"class0-course": "NH-01", "class0-starts": ["x"], "class0-seats_min": "4", "class0-seats_max": "3"},
            "phải từ 4",
        ),
        ({"class0-course": "NH-01", "class0-starts": ["2027-06-07"], "class0-code": "NH-02"}, "đã có trong danh mục"),
        ({"away0-unit": "U1"}, "không có trong danh sách"),
        ({"name": ""}, "Chưa ghi mục này"),
        ({"time_limit": "0", "budget_how": "raise", "budget": "5"}, "Thời gian tính"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(clerk, live, given, says):
    answer = clerk.post(NEW, {**EMPTY, **given})
    assert answer.status_code == 400
    assert says in text(answer)
    assert not Scenario.objects.exists()


def test_the_form_says_how_the_year_is(clerk, live):
    page = text(clerk.get(NEW))
    assert "hiện nay 2.000.000.000" in page
    assert "so với Kế hoạch bản số 1" in page


def test_a_scenario_is_stopped_started_again_and_forgotten(clerk, live):
    clerk.post(NEW, {**EMPTY, "budget_how": "raise", "budget": "5"})
    scenario = Scenario.objects.get()
    assert clerk.post(at(scenario, "again/")).status_code == 400
    clerk.post(at(scenario, "cancel/"))
    assert PlanningRun.objects.get().state == RunState.CANCELLED
    assert "Chưa có phương án." in text(clerk.get(at(scenario)))
    clerk.post(at(scenario, "again/"))
    assert PlanningRun.objects.get().state == RunState.QUEUED
    PlanningRun.objects.update(state=RunState.CANCELLED.value)
    assert clerk.post(at(scenario, "drop/")).url == "/2027/plans/scenarios/"
    assert not Scenario.objects.exists()
    assert clerk.get(at(scenario)).status_code == 404


# side by side


def test_no_scenario_yet_says_what_can_be_tried(clerk, live):
    assert "Chưa thử kịch bản nào" in text(clerk.get("/2027/plans/scenarios/"))


def test_the_live_plan_and_scenarios_stand_side_by_side(clerk, tried):
    page = text(clerk.get("/2027/plans/scenarios/"))
    assert "thêm 1 chỗ, tốn thêm 180 triệu đồng, 1 người đổi khoá" in page
    assert "kế hoạch đang dùng" in page
    assert "6/8" in page
    assert "không thể nhiều hơn" in page
    assert "thiếu 2 so với chỉ tiêu" in page


def test_people_and_courses_behind_a_difference_are_listed(clerk, tried, named):
    page = text(clerk.get(at(tried)))
    assert "Sang khoá khác" in page
    assert named[2].person.full_name in page
    assert "Có chỗ mới" in page
    assert named[5].person.full_name in page
    assert named[0].person.full_name not in page
    assert "NH-03" in page


def test_three_at_most_stand_beside_and_the_address_chooses_them(clerk, tried, live, call, named):
    for number in range(4):
        scenario_of(call, live, named, f"Kịch bản {number}", ScaleBudget(number + 1))
    heads = clerk.get("/2027/plans/scenarios/").context["heads"]
    assert [name for name, _what in heads] == ["Kế hoạch bản số 1", "Kịch bản 1", "Kịch bản 2", "Kịch bản 3"]
    chosen = clerk.get(f"/2027/plans/scenarios/?s={tried.pk}&s=x").context["heads"]
    assert [name for name, _what in chosen] == ["Kế hoạch bản số 1", "Thêm chỗ"]


def test_a_scenario_is_shown_out_of_date_once_the_data_changed(clerk, tried, call, office):
    assert "đã cũ so với dữ liệu" not in text(clerk.get(at(tried)))
    calls.change(call, by=office, values={"abroad_at_once": 2})
    for address in (at(tried), "/2027/plans/scenarios/", at(tried, "adopt/")):
        page = text(clerk.get(address))
        assert "đã cũ so với dữ liệu" in page
        assert "Sửa thiết lập của năm" in page


def test_another_version_makes_a_scenario_out_of_date(clerk, tried, live, office):
    publishing.publish(publishing.next_draft(live, by=office), by=office)
    assert "kế hoạch đang dùng đã khác" in text(clerk.get(at(tried)))


def test_without_a_plan_the_scenario_stands_alone(clerk, call, named):
    clerk.post(NEW, {**EMPTY, "budget_how": "raise", "budget": "5"})
    compute(Scenario.objects.get())
    page = text(clerk.get(at(Scenario.objects.get())))
    assert "chưa có kế hoạch nào để so sánh" in page
    assert "6/8" in page
    assert clerk.get("/2027/plans/scenarios/").status_code == 200


def test_pages_ask_as_often_for_many_people_as_for_few(clerk, tried, live, call, named):
    counts = []
    for _turn in range(2):
        for page in ("/2027/plans/scenarios/", at(tried), at(tried, "adopt/")):
            clerk.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert clerk.get(page).status_code == 200
            counts.append(len(queries))
        for slug in factories.PROVINCES[:6]:
            factories.nominations(call, 2, unit=slug)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 30


# choosing


def test_choosing_says_everything_before_it_does_it(clerk, tried, call):
    page = text(clerk.get(at(tried, "adopt/")))
    assert "1 điều trong dữ liệu năm 2027 sẽ đổi" in page
    assert "2.000.000.000" in page
    assert "giữ nguyên đến khi bản nháp được công bố" in page
    call.refresh_from_db()
    assert call.budget == Decimal(2_000_000_000)


def test_choosing_makes_a_draft_on_the_board(clerk, tried, call):
    answer = clerk.post(at(tried, "adopt/"), follow=True)
    draft = call.plans.order_by("-pk").first()
    assert answer.redirect_chain[-1][0] == f"/2027/plans/{draft.pk}/"
    assert "theo kịch bản “Thêm chỗ”" in text(answer)
    built, _ = problem.build(calls.of_year(2027))
    assert drafts.problem_of(draft) == built
    assert "đã chọn" in text(clerk.get("/2027/plans/scenarios/"))


def test_a_limit_of_one_unit_is_told_to_have_no_place(clerk, live, call, named):
    scenario = scenario_of(call, live, named, "Riêng", SetAway(drafts.problem_of(live).units[0].id, 1))
    page = text(clerk.get(at(scenario, "adopt/")))
    assert "không đặt được" in page
    assert "không có giới hạn riêng cho từng đơn vị" in page


def test_what_is_not_solved_is_not_chosen(clerk, live):
    clerk.post(NEW, {**EMPTY, "budget_how": "raise", "budget": "5"})
    scenario = Scenario.objects.get()
    assert "chưa chọn được" in text(clerk.get(at(scenario, "adopt/")))
    assert clerk.post(at(scenario, "adopt/")).status_code == 400


# who may


def test_an_inspector_reads_and_a_stranger_does_not(client, inspector, stranger, tried):
    client.force_login(inspector)
    page = text(client.get(at(tried)))
    assert "Chọn kịch bản này" not in page
    assert client.get("/2027/plans/scenarios/").status_code == 200
    for rest in ("again/", "drop/", "cancel/", "adopt/"):
        assert client.post(at(tried, rest)).status_code == 403
    assert client.get(NEW).status_code == 403
    client.force_login(stranger)
    assert client.get("/2027/plans/scenarios/").status_code == 403
    assert client.get(at(tried)).status_code == 403


# words


def test_every_change_is_an_order_in_words():
    said = [
        words.change(one, units={"U1": "Cao Bằng"})
        for one in (
            AddClass("NH-01", "NH-01b", (JUNE, date(2027, 7, 5))), AddClass("NH-01", "NH-01b", (JUNE,), (2, 3)),
            MoveDates("NH-02", (JUNE,)), ScaleBudget(-10), ScaleBudget(5), SetNumber("budget", 1500),
            SetNumber("abroad_at_once", 3), SetNumber("rank_window", 2), SetAway("U1", 3), SetAwayShare(0.3),
            SetTarget("short", 1200),
        )
    ]  # fmt: skip
    assert said == [
        "Thêm lớp NH-01b như khoá NH-01, khai giảng 7/6/2027 hoặc 5/7/2027",
        "Thêm lớp NH-01b như khoá NH-01, khai giảng 7/6/2027, 2–3 chỗ",
        "Khoá NH-02 khai giảng 7/6/2027",
        "Cắt 10 % kinh phí",
        "Tăng 5 % kinh phí",
        "Kinh phí 1.500 triệu đồng",
        "Nhiều nhất 3 đoàn ở nước ngoài cùng lúc",
        "Độ lệch thứ tự ưu tiên được xét: 2 người",
        "Cao Bằng vắng nhiều nhất 3 người cùng lúc",
        "Mỗi đơn vị vắng nhiều nhất 30 % số người được đề cử cùng lúc",
        "Chỉ tiêu ngắn hạn 1.200 chỗ",
    ]


def test_a_difference_is_a_sentence():
    none = {"courses_new": (), "courses_gone": (), "courses_redated": ()}
    worse = Gap(out=2, moved=3, redated=1, new=0, seats=-2, cost=-420, **none)
    assert words.gap(worse) == "bớt 2 chỗ, bớt tốn 420 triệu đồng, 2 người mất chỗ, 3 người đổi khoá, 1 người đổi ngày"
    same = Gap(out=0, moved=0, redated=0, new=0, seats=0, cost=0, **none)
    assert words.gap(same) == "bằng số chỗ, không ai đang có chỗ phải đổi"


@pytest.mark.parametrize(
    ("tier", "value", "bounds", "level", "says"),
    [
        ("T1", 31, {"T1": 29}, "note", "không thể dưới 29"),
        ("T1", 31, {"T1": 31}, "pass", "không thể tốt hơn"),
        ("T1", 31, {}, "unknown", "chưa chứng minh"),
        ("T3", 5, {"T3": 0}, "unknown", "chưa chứng minh"),
        ("T2.0", 0, {"T2": [0, None]}, "pass", "không thể tốt hơn"),
        ("T4", -3600, {"T4": -3700}, "note", "không thể quá 3.700"),
    ],
)
def test_a_proof_in_words(tier, value, bounds, level, says):
    assert words.proof(tier, value=value, bounds=bounds) == words.Proof(level, says)
