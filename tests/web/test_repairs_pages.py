"""The pages that repair an announced plan: what they find, what they offer person by person, what they refuse."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from doanra.planner.repair_reasons import CODES
from doanra.records.models import Repair, RunState
from doanra.stages import nominations
from doanra.stages.plans import publishing, repairs
from doanra.web.plans import repair_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.short_year(courses=2, target=8)


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call, 7)


@pytest.fixture
def announced(call, named):
    return publishing.publish(factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), by=None)


@pytest.fixture
def offered(announced, named):
    """One of NH-01 withdrew, NH-02 is off: the search is over."""
    nominations.withdraw(named[0], letter="15-CV", by=None)
    repair = repairs.start(announced, by=None, cancelled=["NH-02"], time_limit=10)
    repairs.mend.call(repair.pk)
    repair.refresh_from_db()
    return repair


def text(response):
    return " ".join(response.content.decode().split())


def test_the_announced_plan_leads_to_its_repair_and_an_old_version_does_not(clerk, announced, call, named):
    address = f"/2027/plans/{announced.pk}/repair/"
    assert address in text(clerk.get(f"/2027/plans/{announced.pk}/"))
    publishing.publish(factories.plan(call, seats={"NH-01": named[:2]}), by=None)
    assert address not in text(clerk.get(f"/2027/plans/{announced.pk}/"))


def test_who_withdrew_stands_on_the_page_before_anybody_asks(clerk, announced, named):
    page = f"/2027/plans/{announced.pk}/repair/"
    assert "Chưa ghi ai rút" in text(clerk.get(page))
    nominations.withdraw(named[0], letter="15-CV", by=None)
    shown = text(clerk.get(page))
    assert f'{named[0].person.full_name} <span class="meta">NH-01, đơn vị đã rút' in shown
    assert f'value="{named[0].person_id}"' not in shown
    assert f'value="{named[1].person_id}"' in shown


def test_what_changed_is_sent_and_the_search_shown(clerk, announced, named):
    page = f"/2027/plans/{announced.pk}/repair/"
    sent = {"cancelled": ["NH-02"], "withdrawn": [named[1].person_id], "budget": "900", "time_limit": "10"}
    answer = clerk.post(page, sent)
    repair = Repair.objects.get()
    assert answer.headers["Location"] == f"/2027/plans/repairs/{repair.pk}/"
    shown = text(clerk.get(answer.headers["Location"]))
    assert "Đang chờ máy nhận việc" in shown
    assert "1 người không đi nữa" in shown
    assert "Bỏ khoá NH-02" in shown
    assert "Kinh phí còn 900 triệu đồng" in shown
    assert "hx-get" in shown
    assert "Các lần tìm trước" in text(clerk.get(page))


def test_nothing_changed_is_said_in_words_and_the_form_stays(clerk, announced):
    answer = clerk.post(f"/2027/plans/{announced.pk}/repair/", {"time_limit": "60"})
    assert answer.status_code == 400
    assert "Chưa có gì thay đổi" in text(answer)
    wrong = clerk.post(f"/2027/plans/{announced.pk}/repair/", {"time_limit": "0", "cancelled": ["XX"]})
    assert wrong.status_code == 400
    assert not Repair.objects.exists()


def test_the_offers_say_how_many_move_and_what_is_proven(clerk, offered):
    shown = text(clerk.get(f"/2027/plans/repairs/{offered.pk}/"))
    assert "Ngoài khoá bỏ, không ai phải đổi chỗ đã báo." in shown
    assert "không thể đổi ít người hơn" in shown
    assert f"/2027/plans/repairs/{offered.pk}/1/" in shown


def test_an_offer_tells_everybody_with_from_to_and_why_before_it_is_taken(clerk, offered, named):
    shown = text(clerk.get(f"/2027/plans/repairs/{offered.pk}/1/"))
    assert "Không đi nữa" in shown
    assert "đơn vị đã rút" in shown
    assert "Khoá bỏ, có chỗ ở khoá khác" in shown
    for one in (named[0], named[3], named[4]):
        assert one.person.full_name in shown
    assert offered.plan.call.plans.count() == 1

    answer = clerk.post(f"/2027/plans/repairs/{offered.pk}/1/accept/")
    offered.refresh_from_db()
    assert answer.headers["Location"] == f"/2027/plans/{offered.accepted_id}/"
    assert offered.accepted.based_on == offered.plan
    assert clerk.get(answer.headers["Location"]).status_code == 200
    assert "Phương án B" in text(clerk.get(f"/2027/plans/repairs/{offered.pk}/"))
    assert clerk.post(f"/2027/plans/repairs/{offered.pk}/1/accept/").status_code in {400, 409}


def test_an_offer_or_a_repair_that_is_not_there_is_said(clerk, offered):
    assert clerk.get(f"/2027/plans/repairs/{offered.pk}/7/").status_code == 400
    assert clerk.get("/2027/plans/repairs/999/").status_code == 404


def test_the_progress_sends_the_browser_on_when_it_is_over(clerk, offered):
    page = f"/2027/plans/repairs/{offered.pk}/progress/"
    assert clerk.get(page).headers["HX-Redirect"] == f"/2027/plans/repairs/{offered.pk}/"
    Repair.objects.filter(pk=offered.pk).update(
        state=RunState.RUNNING.value, heartbeat_at=timezone.now(), fewest=3, fewest_bound=1
    )
    shown = text(clerk.get(page))
    assert "3 người đã báo phải đổi hoặc mất chỗ; không thể dưới 1." in shown
    assert clerk.post(f"/2027/plans/repairs/{offered.pk}/cancel/").status_code == 302
    assert Repair.objects.get(pk=offered.pk).cancel_requested


def test_a_broken_off_search_can_be_put_again(clerk, offered):
    Repair.objects.filter(pk=offered.pk).update(state=RunState.INTERRUPTED.value, offers=[], message="Bị ngắt.")
    shown = text(clerk.get(f"/2027/plans/repairs/{offered.pk}/"))
    assert "Bị ngắt." in shown
    assert "Tìm lại" in shown
    answer = clerk.post(f"/2027/plans/repairs/{offered.pk}/again/")
    fresh = Repair.objects.latest("id")
    assert answer.headers["Location"] == f"/2027/plans/repairs/{fresh.pk}/"
    assert fresh.cancelled == ["NH-02"]


def test_who_may_only_read_sees_the_offers_and_changes_nothing(client, inspector, offered, announced):
    client.force_login(inspector)
    shown = text(client.get(f"/2027/plans/repairs/{offered.pk}/1/"))
    assert "Lấy làm bản nháp" not in shown
    assert client.get(f"/2027/plans/{announced.pk}/repair/").status_code == 403
    assert client.post(f"/2027/plans/repairs/{offered.pk}/1/accept/").status_code == 403


def test_a_stranger_sees_nothing(client, stranger, offered):
    client.force_login(stranger)
    for page in (f"repairs/{offered.pk}/", f"repairs/{offered.pk}/1/", f"{offered.plan_id}/repair/"):
        assert client.get(f"/2027/plans/{page}").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_people(clerk, call):
    for code in ("NH-03", "NH-04"):
        factories.course(call, code, seats_min=1)
    counts = []
    for size in (1, 3):
        seated = factories.one_of_each_unit(call, size)
        plan = publishing.publish(factories.plan(call, seats={"NH-03": seated}), by=None)
        offers = [{"schema": "plan/1", "courses": [], "changes": [], "tiers": {"seated": 0}, "repair": {
            "changes": {"value": 0, "proven": True}, "t1": {"proven": True}, "allowed": 0, "dropped": 0, "stopped": [],
            "reseated_from_cancelled": 0, "newly_seated": 0,
        }}]  # fmt: skip
        repair = Repair.objects.create(
            call=call, plan=plan, problem=plan.problem, state="done", offers=offers, created_at=timezone.now()
        )
        for page in (f"{plan.pk}/repair/", f"repairs/{repair.pk}/", f"repairs/{repair.pk}/1/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert clerk.get(f"/2027/plans/{page}").status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 30


def test_every_reason_has_its_words():
    shown = set(CODES) - {"withdrawn", "cancelled", "twice"}
    assert all(repair_words.reasons([code]) != code for code in shown)
