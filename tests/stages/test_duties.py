"""What waits for whom: every role is asked, every duty leads to a page that is there, its key stays the same."""

from datetime import date, timedelta

import consulted
import factories
import pytest
from django.urls import reverse
from unit_lists import line, workbook

from doanra.policy import access
from doanra.records.models import Account, AppraisingBody, Consultation, Delegation, Member
from doanra.stages import calls, duties, nominations
from doanra.stages.duties import Matter
from doanra.terms.words import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
BAD_DAY = "31/02/1975"


@pytest.fixture
def call():
    return factories.call(2027)


def says(account, on=DAY):
    return [duty.say for duty in duties.waiting_for(account, on=on)]


@pytest.mark.parametrize("role", Role)
def test_every_role_is_asked_and_every_duty_leads_to_a_page(call, role):
    factories.nominations(call, 2)
    of_unit = {"unit": "p-cao-bang"} if access.of_unit(role) else {}
    for duty in duties.waiting_for(factories.account("ai", role=role.value, **of_unit), on=DAY):
        assert reverse(f"web:{duty.route}", args=duty.args)
        assert duty.say[0].isupper()
        assert duty.matter in Matter


def test_a_unit_is_asked_for_its_list_until_it_answers(call, stranger):
    [asked] = duties.waiting_for(stranger, on=DAY)
    assert asked.say == "Gửi danh sách đề cử năm 2027 của Cao Bằng"
    assert (asked.since, asked.until) == (call.opened_on, call.closes_on)
    file = nominations.receive(call, name="a.xlsx", content=workbook(line(), line(birth=BAD_DAY)), by=None)
    nominations.save_file(file, by=None, on=DAY)
    assert says(stranger) == ["Sửa và gửi lại 1 dòng bị trả lại"]


def test_a_unit_hears_nothing_of_others_and_of_closed_years(call, stranger):
    assert says(factories.account("la", role="unit", unit="p-son-la")) == ["Gửi danh sách đề cử năm 2027 của Sơn La"]
    calls.close(call, by=None)
    assert says(stranger) == []


def test_keys_stay_from_day_to_day(call, office):
    before = {duty.key for duty in duties.waiting_for(office, on=DAY)}
    assert before == {duty.key for duty in duties.waiting_for(office, on=date(2026, 12, 30))} != set()


def test_who_leads_a_delegation_is_told_before_it_leaves(call):
    course = factories.course(call)
    one = factories.nomination(call)
    group = Delegation.objects.create(
        course=course, first_day=date(2027, 4, 5), last_day=date(2027, 4, 18), leader=one.person
    )
    Member.objects.create(delegation=group, person=one.person, unit_name="Cao Bằng")
    head = factories.account("dan", role="head")
    head.person = one.person
    head.save()
    assert says(head) == []
    assert says(head, on=date(2027, 3, 1)) == ["Chuẩn bị dẫn đoàn NH-01"]
    assert says(factories.account("khac", role="head"), on=date(2027, 3, 1)) == []


def test_an_appraiser_without_a_body_has_nothing(call):
    AppraisingBody.objects.create(slug="thu", name="Cơ quan giả định", short="CQ")
    assert says(factories.account("tham", role="appraiser")) == []


def test_every_role_opens_its_home_within_fifteen_questions(client, call, django_assert_max_num_queries):
    factories.course(call)
    factories.plan(call, seats={"NH-01": factories.nominations(call, 2)})
    for role in Role:
        of_unit = {"unit": "p-cao-bang"} if access.of_unit(role) else {}
        client.force_login(factories.account(f"ai-{role.value}", role=role.value, **of_unit))
        with django_assert_max_num_queries(15):
            assert client.get("/2027/").status_code == 200


def test_what_belongs_to_no_year_waits_with_none_open(call):
    factories.account("het", role="office")
    Account.objects.filter(username="het").update(ends_on=DAY + timedelta(days=5))
    keeper = factories.account("quantri", role="administrator")
    before = says(keeper)
    calls.close(call, by=None)
    assert says(keeper) == before != []


def test_a_leader_reads_of_a_list_in_its_own_year_alone(call):
    consulted.answered(consulted.asked(consulted.frozen(call, 1), consulted.body())[0], "agree")
    leader = factories.account("truong", role="leader")
    key = f"consultations:{Consultation.objects.get().pk}:decide"
    assert [duty.key for duty in duties.waiting_for(leader, on=DAY)] == [key]
    assert duties.of_call(leader, factories.call(2028), on=DAY) == []
