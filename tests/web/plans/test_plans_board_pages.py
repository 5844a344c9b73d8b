"""The board: its state first, its columns, who has no seat; moving people on it."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from plan_pages import at, text, where

from doanra.stages.plans import changes

pytestmark = pytest.mark.django_db


def test_the_board_says_its_state_first(clerk, plan):
    page = text(clerk.get(at(plan)))
    assert 'Đã xếp <span class="num">5/6</span> chỗ' in page
    assert "Vì sao thiếu 1?" in page
    assert page.count("data-card=") == 6
    assert "6 người vào lần tính, trừ 5 đã xếp" in page


def test_a_column_that_blocks_is_marked_and_publishing_waits(clerk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(clerk.get(at(plan)))
    assert "has-block" in page
    assert "Gỡ 1 điều chặn thì công bố được." in page
    assert 'aria-disabled="true"' in page


def test_only_columns_in_trouble_are_left(clerk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(clerk.get(at(plan, "?flagged=1")))
    assert 'id="col-NH-01"' in page
    assert 'id="col-NH-02"' not in page


def test_only_people_of_one_unit_are_left(clerk, plan, named):
    page = text(clerk.get(at(plan, f"?unit={named[0].unit_id}")))
    assert f"card-{named[0].person_id}" in page
    assert f"card-{named[1].person_id}" not in page


def test_long_columns_show_the_rest_when_asked(clerk, call):
    wide = factories.course(call, "NH-09", seats_max=20)
    people = [one for slug in factories.PROVINCES[:6] for one in factories.nominations(call, 2, unit=slug)]
    plan = factories.plan(call, seats={"NH-09": people})
    page = text(clerk.get(at(plan)))
    assert "Hiện 5 người còn lại" in page
    assert text(clerk.get(at(plan, f"courses/{wide.code}/people/"))).count("data-card") == 12
    assert text(clerk.get(at(plan, "?open=NH-09"))).count("data-card=") == 12


def test_nonsense_in_the_address_is_passed_over(clerk, plan):
    assert clerk.get(at(plan, "?p=none&unit=x&at=99999999999999999999&course=%3C")).status_code == 200


def test_the_unplaced_stand_with_their_reason(clerk, plan, named):
    page = text(clerk.get(at(plan, "unplaced/free/")))
    assert "Còn chỗ mà chưa xếp" in page
    assert named[5].person.full_name in page
    assert clerk.get(at(plan, "unplaced/busy/")).status_code == 404


def test_pages_ask_as_often_for_three_rows_as_for_one(clerk, call):
    counts = []
    for many in (1, 3):
        people = factories.one_of_each_unit(call, many + 1)
        plan = factories.plan(call, seats={"NH-01": people})
        person = people[0].person_id
        pages = ["", "overview/", "why/", "publish/", "courses/NH-01/", f"move/{person}/", f"moves/{person}.json"]
        clerk.get(at(plan))
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert clerk.get(at(plan, page)).status_code == 200
            counts.append((page.split("/")[0], len(queries)))
        with CaptureQueriesContext(connection) as queries:
            clerk.get("/2027/plans/")
        counts.append(("list", len(queries)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert max(count for _, count in counts) <= 30


def test_ways_are_said_before_they_are_chosen(clerk, plan, named):
    page = text(clerk.get(at(plan, f"move/{named[0].person_id}/")))
    assert "NH-02 · Hàn Quốc" in page
    assert "NH-01 mất trưởng đoàn" in page
    menu = text(clerk.get(at(plan, f"move/{named[0].person_id}/"), headers={"HX-Request": "true"}))
    assert menu.startswith('<div class="moveto"')
    assert 'data-key="0"' in menu
    said = clerk.get(at(plan, f"moves/{named[0].person_id}.json")).json()["moves"]
    assert set(said) == {"NH-02", "out"}
    assert said["NH-02"]["level"] == "warn"


def test_a_person_is_moved(clerk, plan, named):
    person = named[5].person_id
    answer = clerk.post(at(plan, f"move/{person}/"), {"to": "NH-02", "revision": 0, "back": "flagged=1&evil=1"})
    assert answer.url == at(plan, f"?flagged=1&p=short&at={person}#card-{person}")
    assert where(plan)[person] == "NH-02"
    assert "Đã chuyển" in text(clerk.get(answer.url))


def test_a_person_is_taken_out(clerk, plan, named):
    clerk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "out", "revision": 0})
    assert named[0].person_id not in where(plan)


def test_a_move_that_breaks_a_block_is_refused_in_words(clerk, call):
    high = factories.nominations(call, 2, unit="p-cao-bang", band=5)
    (low,) = factories.nominations(call, 1, unit="p-son-la", band=2)
    plan = factories.plan(call, seats={"NH-01": high})
    answer = clerk.post(at(plan, f"move/{low.person_id}/"), {"to": "NH-01", "revision": 0})
    assert answer.status_code == 400
    assert "Từ bậc 2 đến bậc 5" in text(answer)
    assert low.person_id not in where(plan)
    plan.refresh_from_db()
    assert plan.revision == 0


@pytest.mark.parametrize(("rest", "form"), [("move/{p}/", {"to": "NH-02"}), ("pin/{p}/", {"pinned": "yes"})])
def test_two_editors_notice_each_other(clerk, plan, named, office, rest, form):
    changes.pin(plan, person=named[1].person_id, pinned=True, by=office)
    before = where(plan)
    answer = clerk.post(at(plan, rest.format(p=named[0].person_id)), {**form, "revision": 0})
    assert answer.status_code == 409
    assert "vừa được người khác sửa (An)" in text(answer)
    assert f'href="{at(plan)}"' in text(answer)
    assert where(plan) == before


def test_a_form_without_a_revision_is_refused(clerk, plan, named):
    assert clerk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "NH-02"}).status_code == 400
    assert clerk.post(at(plan, f"pin/{named[0].person_id}/"), {"revision": 0, "pinned": "x"}).status_code == 400


def test_who_is_not_in_the_problem_is_not_found(clerk, plan):
    assert clerk.get(at(plan, "move/999999/")).status_code in {400, 404}
