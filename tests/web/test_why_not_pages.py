"""“Vì sao chưa có chỗ?”: whole sentences for every choice, the cheapest way in, the exchange when asked."""

import re

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from doanra.planner.nearest import LIMITS
from doanra.planner.obstacles import CODES, Obstacle
from doanra.records.models import WayIn
from doanra.stages.plans import changes
from doanra.web.plans import ways_said
from doanra.web.plans.sentences import Names

pytestmark = pytest.mark.django_db
VALUES = {
    "full": {"seats": 20, "high": 20},
    "target": {"programme": "short", "seats": 250, "target": 250},
    "busy": {"from": "2027-03-01", "to": "2027-03-09"},
    "start": {"open": "2027-04-05 2027-09-06"},
    "rank_band": {"band": 2, "lowest": 3, "highest": 4, "span": 2},
    "field_share": {"in_field": 9, "seats": 19, "share": 0.5},
    "unit_away": {"unit": "U1", "away": 2, "limit": 2, "day": "2027-04-05"},
    "budget": {"cost": 80, "left": 12},
    "not_run": {"low": 15, "able": 30, "most": 9},
}
CHANGES = {
    "unit_away": {"now": 2, "needed": 3, "about": "U1"},
    "seats": {"now": 20, "needed": 21, "about": ""},
    "target": {"now": 250, "needed": 251, "about": "short"},
    "budget": {"now": 900, "needed": 968, "about": ""},
    "abroad": {"now": 7, "needed": 8, "about": ""},
    "least": {"now": 15, "needed": 12, "about": ""},
    "field_share": {"now": 0.5, "needed": 0.47, "about": ""},
    "rank_band": {"now": 2, "needed": 3, "about": ""},
    "busy": {"now": 0, "needed": 0, "about": ""},
}
NAMES = Names(people={"P7": "Lê Thử An", "P8": "Trần Thử Bình"}, units={"U1": "Cao Bằng"})


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=12, target_medium=0, target_language=0)
    factories.course(made, "NH-01")
    factories.course(made, "NH-02", seats_min=5, seats_max=6)
    return made


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call, 5)


@pytest.fixture
def plan(call, named):
    """A full course of four, one that does not run, one person who waits."""
    return factories.plan(call, seats={"NH-01": named[:4]})


def address(plan, one, rest=""):
    return f"/2027/plans/{plan.pk}/why-not/{one.person_id}/{rest}"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_each_choice_has_its_sentence_and_what_would_help(clerk, plan, named):
    page = text(clerk.get(address(plan, named[4])))
    assert f"Vì sao {named[4].person.full_name} chưa có chỗ?" in page
    assert "Chưa vào được NH-01: đoàn đã đủ 4 trên 4 chỗ." in page
    assert "Vào được NH-01 nếu khoá có 5 chỗ (nay 4)." in page
    assert (
        "Chưa vào được NH-02: khoá không chạy, vì trong 1 người chưa có chỗ học được khoá này, nhiều nhất 1 người đi "
        "được cùng lúc, mà cần ít nhất 5." in page
    )
    assert "Tìm người phải nhường chỗ" in page


def test_the_exchange_is_shown_once_asked_and_said_to_be_proven(clerk, plan, named):
    answer = clerk.post(address(plan, named[4], "seek/"))
    assert (answer.status_code, answer.url) == (302, address(plan, named[4]))
    page = text(clerk.get(address(plan, named[4])))
    assert "1 người phải đổi hoặc nhường chỗ. Đã chứng minh: không cách nào ít hơn." in page
    assert f"{named[4].person.full_name} được xếp vào NH-01" in page
    assert "mất chỗ ở NH-01" in page
    assert "đúng với phương án như hiện giờ" in page
    part = clerk.post(address(plan, named[4], "seek/"), headers={"HX-Request": "true"})
    assert "Đã chứng minh" in text(part)
    assert "<html" not in part.content.decode()
    assert WayIn.objects.count() == 1


def test_the_plan_says_that_no_seat_is_left_unused_or_how_many_are(clerk, call, plan, named):
    page = text(clerk.get(f"/2027/plans/{plan.pk}/why/"))
    assert "Không chỗ nào bị bỏ trống: đã xét từng giới hạn cho 2 lựa chọn của 1 người chưa xếp" in page
    spare = factories.plan(call, seats={"NH-01": named[:3]})
    page = text(clerk.get(f"/2027/plans/{spare.pk}/why/"))
    assert "2 trên 4 lựa chọn của người chưa xếp không vướng gì: phương án bỏ trống chỗ." in page


def test_a_changed_plan_is_asked_anew(clerk, plan, named, office):
    clerk.post(address(plan, named[4], "seek/"))
    changes.pin(plan, person=named[0].person_id, pinned=True, by=office)
    assert "Tìm người phải nhường chỗ" in text(clerk.get(address(plan, named[4])))


def test_who_has_a_seat_is_not_waiting_and_strangers_do_not_see(clerk, client, plan, named, stranger):
    gone = clerk.get(address(plan, named[0]))
    assert gone.status_code == 404
    assert "Người này có chỗ rồi" in text(gone)
    client.force_login(stranger)
    assert client.get(address(plan, named[4])).status_code == 403
    assert client.post(address(plan, named[4], "seek/")).status_code == 403


@pytest.mark.parametrize(("role", "answer"), [("committee", 302), ("inspector", 403), ("finance", 403)])
def test_the_board_leads_there_and_the_committee_may_ask(client, plan, named, role, answer):
    client.force_login(factories.account("ai", role=role))
    assert address(plan, named[4]) in client.get(f"/2027/plans/{plan.pk}/").content.decode()
    assert client.post(address(plan, named[4], "seek/")).status_code == answer


def queries(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_page_stays_light(clerk, call, plan, named):
    one = queries(clerk, address(plan, named[4]))
    more = [factories.nominations(call, 1, unit=slug)[0] for slug in factories.PROVINCES[5:]]
    for code in ("NH-03", "NH-04"):
        factories.course(call, code)
    larger = factories.plan(call, seats={"NH-01": named[:4], "NH-03": more})
    assert queries(clerk, address(larger, named[4])) == one <= 30


@pytest.mark.parametrize("code", CODES)
def test_every_obstacle_has_a_whole_sentence_in_two_languages(code):
    said = ways_said.barred("NH-01", [Obstacle(code, VALUES[code])], names=NAMES)
    assert said.startswith("Chưa vào được NH-01: ")
    assert said.endswith(".")
    assert "%" not in said.replace("50%", "")
    for value in (v for v in VALUES[code].values() if isinstance(v, int)):
        assert str(value) in said
    with translation.override("en"):
        assert "%(" not in ways_said.barred("NH-01", [Obstacle(code, VALUES[code])], names=NAMES)


@pytest.mark.parametrize("limit", LIMITS)
def test_every_change_of_a_limit_is_said_with_both_figures(limit):
    fit = {"course": "NH-01", "start": "2027-04-05", "changes": [{"limit": limit, **CHANGES[limit]}]}
    said = ways_said.fit(fit, names=NAMES)
    assert said.startswith("Vào được NH-01 nếu ")
    if limit == "budget":
        assert "thêm 68 triệu" in said
    elif limit == "field_share":
        assert "47%" in said
        assert "50%" in said
    elif limit != "busy":
        assert str(CHANGES[limit]["now"]) in said
        assert str(CHANGES[limit]["needed"]) in said


def test_a_course_that_is_opened_and_several_changes_are_said():
    fit = {"course": "TH-01", "start": "2027-04-05", "changes": [], "with": ["P7", "P8"]}
    assert ways_said.fit(fit, names=NAMES) == "Mở được TH-01 từ 5/4/2027 cùng 2 người đang chờ."
    changes = [{"limit": limit, **CHANGES[limit]} for limit in ("seats", "target", "abroad")]
    said = ways_said.fit({**fit, "changes": changes}, names=NAMES)
    assert said.endswith("(nay 20), chỉ tiêu Ngắn hạn là 251 (nay 250) và được 8 đoàn ở nước ngoài cùng lúc (nay 7).")


@pytest.mark.parametrize(
    ("swap", "level", "said"),
    [
        ({"status": "proven", "displaced": 2}, "pass", "2 người phải đổi hoặc nhường chỗ. Đã chứng minh"),
        ({"status": "proven", "displaced": 0}, "pass", "không ai phải đổi chỗ. Đã chứng minh"),
        ({"status": "found", "displaced": 2}, "warn", "chưa chứng minh"),
        ({"status": "impossible"}, "warn", "không cách đổi chỗ nào"),
        ({"status": "unknown"}, "unknown", "cũng chưa chứng minh là không có"),
    ],
)
def test_how_sure_an_exchange_is_stands_beside_it(swap, level, said):
    found = ways_said.verdict(swap)
    assert found[0] == level
    assert said in found[1]


def test_what_an_exchange_brings_with_it_is_listed():
    before = {"T1": 5, "T2": [1, 2, 3, 4, 5], "T3": 4, "T4": -90, "T5": 1, "T6": 100}
    after = {"T1": 5, "T2": [2, 2, 3, 4, 5], "T3": 4, "T4": -88, "T5": 1, "T6": 100}
    assert [(old, new) for _, old, new in ways_said.consequences(before, after)] == [(1, 2), (90, 88)]
    moves = [{"nominee": "P7", "from": None, "to": "A"}, {"nominee": "P8", "from": "A", "to": "B"}]
    said = [one.text for one in ways_said.exchange({"moves": moves}, names=NAMES)]
    assert said == ["Lê Thử An được xếp vào A", "Trần Thử Bình chuyển từ A sang B"]
