"""Acts on a draft, publishing it and what follows; who may; every finding has its sentence."""

import json
import re
from datetime import date
from pathlib import Path

import factories
import pytest
from plan_pages import at, text, where

from doanra.planner import Finding, judge
from doanra.planner.explain import CODES
from doanra.records.models import Delegation, PlanState
from doanra.stages.plans import changes, publishing
from doanra.terms.words import Severity
from doanra.web.plans import sentences

pytestmark = pytest.mark.django_db


def test_pin_and_undo(clerk, plan, named):
    person = named[0].person_id
    clerk.post(at(plan, f"pin/{person}/"), {"pinned": "yes", "revision": 0})
    assert plan.seats.get(person_id=person).pinned
    assert "is-pinned" in text(clerk.get(at(plan)))
    answer = clerk.post(at(plan, "undo/"), {"revision": 1})
    assert answer.url.endswith(f"#card-{person}")
    assert not plan.seats.get(person_id=person).pinned
    assert clerk.post(at(plan, "undo/"), {"revision": 2}).status_code == 400


def test_the_head_is_chosen_among_members_who_can(clerk, plan, named):
    page = text(clerk.get(at(plan, "courses/NH-01/")))
    assert "3 người đủ điều kiện" in page
    clerk.post(at(plan, "courses/NH-01/head/"), {"person": named[1].person_id, "revision": 0})
    assert plan.courses.get(course__code="NH-01").leader_id == named[1].person_id
    assert clerk.post(at(plan, "courses/NH-01/head/"), {"person": named[4].person_id, "revision": 1}).status_code == 400


def test_another_day_is_chosen(clerk, plan):
    clerk.post(at(plan, "courses/NH-01/day/"), {"first_day": "2027-09-06", "revision": 0})
    assert plan.courses.get(course__code="NH-01").first_day == date(2027, 9, 6)
    assert clerk.post(at(plan, "courses/NH-01/day/"), {"first_day": "2027-09-07", "revision": 1}).status_code == 400


def test_an_idle_course_is_run_and_dropped_again(clerk, plan):
    page = text(clerk.get(at(plan, "courses/NH-03/")))
    assert "không chạy trong phương án này" in page
    clerk.post(at(plan, "courses/NH-03/run/"), {"first_day": "2027-04-05", "revision": 0})
    assert plan.courses.filter(course__code="NH-03").exists()
    clerk.post(at(plan, "courses/NH-03/drop/"), {"revision": 1})
    assert not plan.courses.filter(course__code="NH-03").exists()
    assert clerk.get(at(plan, "courses/NH-99/")).status_code == 404


def test_why_seats_are_missing(clerk, plan):
    page = text(clerk.get(at(plan, "why/")))
    assert "Vì sao thiếu 1 chỗ?" in page
    assert "NH-03" in page
    assert "Còn chỗ mà chưa xếp" in page


def test_the_overview_has_every_course(clerk, plan):
    page = text(clerk.get(at(plan, "overview/")))
    assert all(code in page for code in ("NH-01", "NH-02", "NH-03"))
    assert "2 khoá chạy, 1 khoá không chạy" in page


def test_the_summary_lists_open_evidence_before_the_act(clerk, plan, named):
    page = text(clerk.get(at(plan, "publish/")))
    assert "bản số 1" in page
    assert "btn-official" in page
    assert all(one.person.full_name in page for one in named[:5])


def test_publishing_is_refused_while_something_blocks(clerk, plan, office):
    changes.name_head(plan, course="NH-01", person=None, by=office)
    page = text(clerk.get(at(plan, "publish/")))
    assert "btn-official" not in page
    assert at(plan, "courses/NH-01/") in page
    assert clerk.post(at(plan, "publish/"), {"revision": 1}).status_code == 400
    assert not Delegation.objects.exists()


def test_who_has_withdrawn_blocks_on_the_board_and_in_the_summary(clerk, plan, named):
    named[0].state = "withdrawn"
    named[0].save()
    board = text(clerk.get(at(plan)))
    assert "Đơn vị đã rút đề cử" in board
    assert "Gỡ 1 điều chặn thì công bố được." in board
    assert 'id="col-NH-01"' in text(clerk.get(at(plan, "?flagged=1")))
    assert "Đơn vị đã rút đề cử" in text(clerk.get(at(plan, "publish/")))
    assert clerk.post(at(plan, "publish/"), {"revision": 0}).status_code == 400


def test_a_summary_that_is_out_of_date_publishes_nothing(clerk, plan, named, office):
    changes.pin(plan, person=named[0].person_id, pinned=True, by=office)
    assert clerk.post(at(plan, "publish/"), {"revision": 0}).status_code == 409
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_a_version_is_read_and_the_next_draft_starts_from_it(clerk, plan, named):
    answer = clerk.post(at(plan, "publish/"), {"revision": 0}, follow=True)
    page = text(answer)
    assert "Kế hoạch bản số 1" in page
    assert f"papers/{plan.pk}/year-plan.docx" in page
    board = text(clerk.get(at(plan, "?view=board")))
    assert "draggable" not in board
    assert clerk.get(at(plan, f"move/{named[0].person_id}/")).status_code == 400
    assert clerk.post(at(plan, f"move/{named[0].person_id}/"), {"to": "NH-02", "revision": 0}).status_code == 400
    draft = clerk.post(at(plan, "next/")).url
    assert draft != at(plan)
    assert "So với bản số 1" in text(clerk.get(draft))


def test_two_plans_are_compared_in_words(clerk, plan, named, office):
    other = publishing.next_draft(plan, by=office)
    changes.move(other, person=named[5].person_id, to="NH-02", by=office)
    page = text(clerk.get(at(other, f"compare/{plan.pk}/")))
    assert "Thêm 1 chỗ." in page
    assert named[5].person.full_name in page
    assert "Hai bản như nhau" in text(clerk.get(at(plan, f"compare/{plan.pk}/")))


def test_files_hold_no_name(clerk, plan, named):
    for name, schema in (("problem.json", "plan-problem/1"), ("plan.json", "plan/1")):
        answer = clerk.get(at(plan, name))
        assert json.loads(answer.content)["schema"] == schema
        assert "attachment" in answer["Content-Disposition"]
        assert not any(one.person.full_name in answer.content.decode() for one in named)


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


def test_a_plan_of_another_year_is_not_found(clerk, plan):
    factories.call(2026)
    assert clerk.get(f"/2026/plans/{plan.pk}/").status_code == 404


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


def test_a_course_left_short_says_what_it_needs(clerk, plan, named, office):
    changes.move(plan, person=named[4].person_id, to="NH-01", by=office)
    page = text(clerk.get(at(plan)))
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
