"""Delegations: the list of a year, one delegation's life in days, its people, its papers."""

import io
import zipfile
from datetime import date, timedelta

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import page, text_of

from doanra.records.models import Delegation, Member
from doanra.records.queries import delegations
from doanra.records.queries.delegations import Phase
from doanra.stages.plans import publishing
from doanra.web.delegations import phases
from doanra.web.frame import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


def sent(call, *, code="NH-01", people=2, first_day=date(2027, 4, 5), leader=True, **course):
    """A delegation without a plan in the system."""
    made = factories.course(call, code, starts=(first_day,), **course)
    named = factories.nominations(call, people)
    one = Delegation.objects.create(
        course=made, first_day=first_day, last_day=first_day + timedelta(days=made.days - 1),
        leader=named[0].person if leader and named else None,
    )  # fmt: skip
    Member.objects.bulk_create(
        Member(delegation=one, person=each.person, position=each.position, unit_name="Tỉnh Cao Bằng") for each in named
    )
    return one


def published(call, office):
    factories.course(call)
    senders = ("p-cao-bang", "p-son-la", "p-lang-son")
    plan = factories.plan(call, seats={"NH-01": [factories.nominations(call, 1, unit=unit)[0] for unit in senders]})
    return publishing.publish(plan, by=office)


# The list


def test_a_year_without_delegations_says_how_they_come_about(clerk, call):
    text = text_of(page(clerk, "delegations", 2027))
    assert "đoàn thành hình khi kế hoạch của năm được công bố" in text
    assert "/2027/plans/" in text


def test_the_list_is_by_first_day_and_narrows_by_programme(clerk, call):
    sent(call, code="NH-02", first_day=date(2027, 9, 6))
    sent(call, code="NH-01")
    sent(call, code="NN-01", programme="language", language="en", first_day=date(2027, 5, 3))
    text = text_of(page(clerk, "delegations", 2027))
    assert text.index("NH-01") < text.index("NN-01") < text.index("NH-02")
    assert "3 đoàn, lớp với 6 người" in text
    text = text_of(page(clerk, "delegations", 2027, programme="language"))
    assert "NN-01" in text
    assert "NH-01" not in text
    assert page(clerk, "delegations", 2027, programme="moon").status_code == 200


def test_the_list_tells_who_has_no_head(clerk, call):
    sent(call, leader=False)
    assert "1 đoàn chưa có trưởng đoàn" in text_of(page(clerk, "delegations", 2027))


def test_the_list_asks_no_more_for_more_delegations(clerk, call):
    counts = []
    for codes in (("A-1",), ("B-1", "B-2", "B-3")):
        for code in codes:
            sent(call, code=code)
        with CaptureQueriesContext(connection) as asked:
            page(clerk, "delegations", 2027)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# One delegation


@pytest.mark.parametrize(
    ("on", "phase"),
    [
        (date(2027, 4, 4), Phase.TO_COME),
        (date(2027, 4, 5), Phase.AWAY),
        (date(2027, 4, 18), Phase.AWAY),
        (date(2027, 4, 19), Phase.BACK),
    ],
)
def test_where_a_delegation_is_follows_its_days(call, on, phase):
    one = sent(call)
    assert delegations.phase(one, on=on) is phase
    told = phases.phases(one, delegations.life(one, on=on), people=2, unsettled=0)
    assert [part.now for part in told] == [phase is wanted for wanted in (Phase.TO_COME, Phase.AWAY, Phase.BACK)]


def test_a_noted_return_ends_the_journey_early_but_not_before_its_day(call):
    one = sent(call)
    one.returned_on = date(2027, 4, 12)
    assert delegations.phase(one, on=date(2027, 4, 11)) is Phase.AWAY
    assert delegations.phase(one, on=date(2027, 4, 12)) is Phase.BACK


def test_the_days_abroad_are_part_of_the_course(call):
    one = sent(call, days=90, abroad_from=60, abroad_to=74, programme="medium")
    life = delegations.life(one, on=date(2027, 5, 1))
    assert (life.abroad_first, life.abroad_last) == (date(2027, 6, 4), date(2027, 6, 17))
    during = phases.phases(one, life, people=2, unsettled=0)[1]
    assert [(duty.title, duty.state) for duty in during.duties] == [
        ("Khai giảng", "done"), ("Ra nước ngoài", "todo"), ("Về nước", "todo"), ("Bế giảng", "todo"),
    ]  # fmt: skip
    assert during.aside == "ngày 27 / 90"


def test_a_class_at_home_never_leaves(call):
    one = sent(call, abroad_from=0, abroad_to=0)
    life = delegations.life(one, on=date(2027, 4, 1))
    assert life.abroad_first is None
    titles = [duty.title for duty in phases.phases(one, life, people=2, unsettled=0)[1].duties]
    assert titles == ["Khai giảng", "Bế giảng"]


def test_what_is_missing_before_the_journey_is_a_duty_with_its_day(call):
    one = sent(call, leader=False)
    before = phases.phases(one, delegations.life(one, on=date(2027, 4, 1)), people=2, unsettled=2)[0]
    open_duties = {duty.title: duty.when for duty in before.duties if duty.state == "now"}
    assert open_duties == {"Chọn trưởng đoàn": "5/4", "Bổ sung bằng chứng cho 2 người": "5/4"}
    after = phases.phases(one, delegations.life(one, on=date(2027, 4, 6)), people=2, unsettled=2)[0]
    assert [duty.state for duty in after.duties] == ["done", "late"]


def test_the_page_shows_the_people_by_given_name_with_their_head(clerk, call):
    one = sent(call, people=3)
    text = text_of(page(clerk, "delegations_detail", 2027, "NH-01"))
    names = [member.person.full_name for member in delegations.members(one)]
    roster = text.split("<tbody>")[1]
    assert sorted(names, key=roster.index) == names
    assert "trưởng đoàn" in roster
    assert roster.count("chưa rõ") == 3  # nothing was proven of these people
    assert "Kế hoạch của năm này không làm trong hệ thống" in text


def test_once_a_delegation_left_open_evidence_is_no_matter(clerk, call):
    one = sent(call)
    one.first_day, one.last_day = today() - timedelta(days=2), today() + timedelta(days=11)
    one.save()
    text = text_of(page(clerk, "delegations_detail", 2027, "NH-01"))
    assert "Đang học, ngày 3 trên 14" in text
    assert "chưa rõ" not in text.split("<tbody>")[1]


def test_an_unknown_delegation_is_not_found(clerk, call):
    answer = page(clerk, "delegations_detail", 2027, "NH-99")
    assert answer.status_code == 404
    assert "không có đoàn NH-99" in text_of(answer)


@pytest.mark.parametrize("role", ["unit", "administrator", "administrator"])
def test_delegations_are_not_for_everybody(client, call, role):
    sent(call)
    client.force_login(factories.account("la", role=role))
    assert page(client, "delegations", 2027).status_code == 403
    assert page(client, "delegations_detail", 2027, "NH-01").status_code == 403


def test_the_page_asks_no_more_for_more_people(clerk, call):
    counts = []
    for code, people in (("NH-01", 1), ("NH-02", 3)):
        sent(call, code=code, people=people)
        with CaptureQueriesContext(connection) as asked:
            page(clerk, "delegations_detail", 2027, code)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# Papers


def test_papers_of_a_published_plan_come_as_files(clerk, call, office):
    plan = published(call, office)
    text = text_of(page(clerk, "delegations_detail", 2027, "NH-01"))
    for name, args in (
        ("papers_delegation", (2027, plan.pk, "NH-01", "docx")),
        ("papers_delegation", (2027, plan.pk, "NH-01", "xlsx")),
        ("papers_year_plan", (2027, plan.pk)),
    ):
        answer = page(clerk, name, *args)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
        assert answer.wsgi_request.path in text


def test_a_draft_and_an_unknown_form_are_refused(clerk, call, office):
    plan = published(call, office)
    draft = publishing.next_draft(plan, by=office)
    assert page(clerk, "papers_year_plan", 2027, draft.pk).status_code == 400
    assert page(clerk, "papers_delegation", 2027, plan.pk, "NH-01", "pdf").status_code == 404
    assert page(clerk, "papers_delegation", 2027, plan.pk, "NH-99", "docx").status_code == 404


def test_a_plan_of_another_year_is_not_found(clerk, call, office):
    plan = published(call, office)
    factories.call(2028)
    assert page(clerk, "papers_year_plan", 2028, plan.pk).status_code == 404


def test_a_unit_gets_no_papers(client, stranger, call, office):
    plan = published(call, office)
    client.force_login(stranger)
    assert page(client, "papers_year_plan", 2027, plan.pk).status_code == 403
