"""What waits for whom: every role is asked, every duty leads to a page that is there, its key stays the same."""

from datetime import date, timedelta

import consulted
import factories
import pytest
from django.urls import reverse
from django.utils import timezone
from unit_lists import line, workbook

from doanra.policy import access
from doanra.records.models import (
    Account,
    AppraisingBody,
    Call,
    Consultation,
    Delegation,
    FormRules,
    Member,
    NominationDraft,
    Plan,
    RequiredPaper,
)
from doanra.stages import appraisals, calls, duties, nominations, requirements, trail
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


def test_a_clerk_who_may_not_submit_writes_what_the_approver_sends(call, stranger):
    approver = factories.account("duyet", role="approver", unit="p-cao-bang")
    now = timezone.now()
    NominationDraft.objects.create(call=call, unit=stranger.unit, started_at=now, changed_at=now)
    assert "Nộp 1 đề cử đã soạn" in says(stranger)
    FormRules.objects.create(call=call, clerk_submits=False)
    assert "Soạn xong 1 đề cử để người duyệt nộp" in says(stranger)
    assert "Nộp 1 đề cử đã soạn" in says(approver)


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


def test_members_of_the_committee_read_what_its_leaders_decide(call):
    consulted.answered(consulted.asked(consulted.frozen(call, 1), consulted.body())[0], "agree")
    member, leader = factories.account("uy-vien", role="committee"), factories.account("truong", role="leader")
    [reads], [decides] = duties.waiting_for(member, on=DAY), duties.waiting_for(leader, on=DAY)
    assert (reads.say, reads.route) == ("Xem danh sách đã đủ ý kiến", "consultations_list")
    assert (decides.say, decides.route) == ("Quyết định về danh sách đã đủ ý kiến", "consultations_approve")


def test_a_plan_that_is_proposed_waits_for_the_committee_until_a_version_is_newer(call):
    member = factories.account("uy-vien", role="committee")
    factories.course(call)
    plan = factories.plan(call, seats={"NH-01": factories.nominations(call, 2)})
    assert says(member) == [f"Xem {plan.name} trước khi công bố"]
    newer = factories.plan(call)
    Plan.objects.filter(pk=newer.pk).update(version=1, state="published")
    assert says(member) == []


# Who keeps the money


@pytest.fixture
def keeper(call):
    return factories.account("tien", role="finance")


def test_courses_without_a_price_and_with_an_assumed_one_wait_for_finance(call, keeper):
    factories.course(call)
    assert says(keeper) == []
    factories.course(call, "NH-02", cost_fixed=0, cost_per_head=0)
    factories.course(call, "NH-03", illustrative=True)
    assert says(keeper) == ["Cho giá của 1 khoá chưa có chi phí", "Soát giá giả định của 1 khoá"]


def test_a_plan_waits_for_finance_until_its_first_delegation_left_or_for_as_long_as_it_costs_too_much(call, keeper):
    factories.course(call)
    plan = factories.plan(call, seats={"NH-01": factories.nominations(call, 2)})
    [seen] = duties.waiting_for(keeper, on=DAY)
    assert (seen.say, seen.note) == (f"Xem kinh phí của {plan.name}", "260 triệu đồng; năm chưa đặt dự toán")
    published = timezone.now()
    Plan.objects.filter(pk=plan.pk).update(version=1, state="published", published_at=published)
    [seen] = duties.waiting_for(keeper, on=DAY)
    assert seen.until == date(2027, 4, 5)
    assert says(keeper, on=date(2027, 4, 6)) == []
    Call.objects.filter(pk=call.pk).update(budget=200_000_000)
    [seen] = duties.waiting_for(keeper, on=date(2027, 4, 6))
    assert (seen.say, seen.note) == (
        "Soát Kế hoạch bản số 1: vượt dự toán năm", "260 triệu đồng trên dự toán 200 triệu đồng",
    )  # fmt: skip


def test_a_delegation_that_leaves_soon_waits_for_its_money(call, keeper):
    one = factories.nomination(call)
    group = Delegation.objects.create(
        course=factories.course(call), first_day=date(2027, 4, 5), last_day=date(2027, 4, 18)
    )
    Member.objects.create(delegation=group, person=one.person, unit_name="Cao Bằng")
    assert says(keeper, on=date(2027, 2, 3)) == []
    [seen] = duties.waiting_for(keeper, on=date(2027, 2, 4))
    assert (seen.say, seen.note) == ("Chuẩn bị kinh phí cho đoàn NH-01", "Dự toán 180 triệu đồng")
    assert says(keeper, on=date(2027, 4, 6)) == []


# Who inspects


def test_an_inspector_is_asked_to_take_the_trail_until_it_was_taken_whole(call):
    inspector = factories.account("kiem-tra", role="inspector")
    assert "Tải nhật ký để giữ ngoài hệ thống" in says(inspector)
    trail.export(by=inspector, form="xlsx", events=1, wanted={"year": 2027})
    assert "Tải nhật ký để giữ ngoài hệ thống" in says(inspector)  # a part is not the trail
    trail.export(by=inspector, form="xlsx", events=9, wanted={})
    calls.remind(call, units=[call.invitations.first().unit], by=None, on=DAY)
    today = timezone.localdate()
    assert says(inspector, on=today) == []
    assert says(inspector, on=today + timedelta(days=30)) == ["Tải nhật ký để giữ ngoài hệ thống"]


def test_an_inspector_hears_of_exceptions_since_the_trail_was_taken(call):
    inspector = factories.account("kiem-tra", role="inspector")
    [one] = factories.nominations(call, 1)
    appraisals.waive(one, rule="short_once", document="12-QĐ/BCĐ", on=DAY, signer="Trưởng ban giả định", by=None)
    [seen] = [duty for duty in duties.waiting_for(inspector, on=DAY) if "miễn" in duty.say]
    assert (seen.say, seen.query) == ("Xem 1 quyết định miễn mới ghi", "?verb=appraisals.waive")
    trail.export(by=inspector, form="xlsx", events=9, wanted={})
    assert says(inspector, on=timezone.localdate()) == []


# Who goes


def test_papers_that_did_not_come_wait_for_the_one_who_goes(call):
    one = factories.nomination(call)
    account = factories.account("nguoi-di", role="participant")
    account.person = one.person
    account.save()
    values = {"programme": "short", "name": "Sơ yếu lý lịch", "valid_from": call.opened_on}
    paper = requirements.add(values=values, by=None)
    Call.objects.filter(pk=call.pk).update(people_due_on=date(2026, 12, 1))
    [seen] = duties.waiting_for(account, on=DAY)
    assert (seen.say, seen.note) == ("Gửi đơn vị 1 giấy tờ còn thiếu của hồ sơ", "Sơ yếu lý lịch")
    assert seen.until == date(2026, 12, 1)
    RequiredPaper.objects.filter(pk=paper.pk).update(
        valid_to=call.opened_on - timedelta(days=1), valid_from=date(2020, 1, 1)
    )
    assert says(account) == []


def test_who_is_on_the_way_does_not_prepare_to_leave(call):
    one = factories.nomination(call)
    group = Delegation.objects.create(
        course=factories.course(call), first_day=date(2027, 4, 5), last_day=date(2027, 4, 18)
    )
    Member.objects.create(delegation=group, person=one.person, unit_name="Cao Bằng")
    account = factories.account("nguoi-di", role="participant")
    account.person = one.person
    account.save()
    assert says(account, on=date(2027, 4, 5)) == ["Chuẩn bị đi đoàn NH-01"]
    assert says(account, on=date(2027, 4, 6)) == []


def test_the_administrator_opens_exactly_those_who_lack_something(client, call):
    for role in ("office", "chief", "unit"):
        Account.objects.create_user(f"co-{role}", password="mot-mat-khau-thu", role=role)
    factories.account("khong-vao-duoc", role="finance")
    keeper = Account.objects.create_user("quantri", password="mot-mat-khau-thu", role="administrator")
    client.force_login(keeper)
    found = {duty.say: duty for duty in duties.waiting_for(keeper, on=timezone.localdate())}
    assert set(found) == {"Mời 1 người chưa có đường vào", "Nhắc 3 người thêm yếu tố thứ hai"}
    for duty in found.values():
        page = client.get(reverse("web:accounts") + duty.query)
        assert str(page.context["page_obj"].paginator.count) in duty.say


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
