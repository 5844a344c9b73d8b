"""The year at a glance: the published year 2023, tasks from the records, what each duty sees; and the search."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import BAD, GOOD, ODD, page, previewed, text_of

from doanra.records.models import Account, Call, UnitKind
from doanra.records.queries import calls as answering
from doanra.records.queries import year as figures_of
from doanra.stages import calls, duties, nominations, requirements
from doanra.stages.demonstration import year_2023
from doanra.terms.words import Role
from doanra.web.home import tasks, welcome

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def call(db):
    return factories.call(2027, on=date(2026, 9, 15))


def waiting(call, *, on=DAY):
    """The office's tasks as the page shows them, by their sentence."""
    clerk = Account(role="office")
    groups = tasks.by_time(duties.of_call(clerk, call, on=on), on=on)
    return {task.say: task for group in groups for task in group.tasks}


# The year 2023, whose counts are published


@pytest.fixture(scope="module")
def loaded(module_db):
    return year_2023.load()


@pytest.fixture
def published(loaded, db):
    return Call.objects.get(pk=loaded.pk)


def test_the_published_year_shows_the_published_counts(clerk, published):
    year, answers = figures_of.read(published, on=DAY), answering.answers(published)
    assert answers.share(UnitKind.PROVINCE) == (58, 63)
    assert answers.share(UnitKind.CENTRAL) == (50, 54)
    assert [line.nominated for line in year.lines] == [224, 103, 498]
    assert [(line.gone, line.groups) for line in year.lines] == [(140, 8), (24, 2), (102, 4)]
    assert year.lines[2].languages == 4
    text = text_of(page(clerk, "year", 2023))
    for figure in ("58/63", "50/54", ">224<", ">103<", ">498<", ">140<", ">24<", ">102<", "4 thứ tiếng", "266"):
        assert figure in text, figure
    assert "Việc của tôi</h1>" not in text  # the year is closed: nothing waits


def test_the_map_by_now_says_the_fraction_of_former_units(clerk, published):
    text = text_of(page(clerk, "year", 2023))
    assert "Phú Thọ: 2 trên 3 đơn vị đã trả lời, một phần" in text
    assert "Cà Mau: 0 trên 2 đơn vị đã trả lời, chưa trả lời" in text
    assert "Bản đồ ô của 34 tỉnh, thành" in text
    then = text_of(page(clerk, "year", 2023, map="then"))
    assert "Bản đồ ô của 63 tỉnh, thành" in then
    assert "Vĩnh Phúc: 0 trên 1 đơn vị đã trả lời" in then


def test_the_figures_add_up_and_are_defined(clerk, published):
    year = figures_of.read(published, on=DAY)
    for line in year.lines:
        assert line.nominated == line.eligible + line.unknown + line.not_eligible + line.unjudged
    text = text_of(page(clerk, "year_figures", 2023))
    assert "Cách đếm" in text
    assert "khoảng 400 người một năm" in text  # total and parts are kept apart
    assert "cộng lại là 410" in text


def test_before_anybody_left_nobody_has_gone(published):
    year = figures_of.read(published, on=date(2023, 4, 9))
    assert (year.total("gone"), year.total("groups"), len(year.away)) == (0, 14, 0)
    year = figures_of.read(published, on=date(2023, 4, 10))
    assert (year.total("gone"), [group.code for group in year.away]) == (32, ["NN-01"])


# What waits


def test_an_open_empty_year_says_what_to_do_first(clerk, call):
    text = text_of(page(clerk, "year", 2027))
    assert "chưa có đề cử nào" in text
    assert "/2027/nominations/files/" in text
    assert "Thử với tệp giả định" in text
    assert set(waiting(call)) == {"Nhắc 81 đơn vị chưa trả lời", "Nhập các khoá của năm"}


def test_a_year_in_earnest_offers_no_invented_people(clerk, call):
    call.synthetic = False
    call.save()
    assert "Thử với tệp giả định" not in text_of(page(clerk, "year", 2027))


def test_files_and_refused_rows_wait_until_they_are_dealt_with(office, call):
    file = previewed(call, GOOD, BAD, ODD, by=office)
    assert "Xem và nhận 1 tệp đang chờ" in waiting(call)
    nominations.save_file(file, by=office, on=DAY)
    says = waiting(call)
    assert "Xem và nhận 1 tệp đang chờ" not in says
    assert says["Trả lời về 1 dòng bị trả lại"].url == f"/2027/nominations/files/{file.pk}/"
    assert "Đọc 1 chức vụ chưa rõ" in says
    newer = previewed(call, GOOD, by=office, name="Cao Bang (sua).xlsx")
    nominations.save_file(newer, by=office, on=DAY)
    assert "Trả lời về 1 dòng bị trả lại" not in waiting(call)


def test_the_way_to_a_plan_is_a_chain_of_tasks(call):
    factories.course(call)
    factories.nomination(call)
    says = waiting(call)
    assert "Thẩm định 1 đề cử chưa xét" in says
    assert "Chạy bộ lập kế hoạch" in says
    people = factories.nominations(call, 2, unit="p-lang-son")
    plan = factories.plan(call, seats={"NH-01": people})
    says = waiting(call)
    assert "Chạy bộ lập kế hoạch" not in says
    assert f"Xem lại và công bố {plan.name}" in says
    assert says["Bổ sung bằng chứng cho 2 người còn “chưa rõ”"].due == date(2027, 4, 5)
    plan.courses.update(leader=None)
    assert f"Gỡ 1 điều chặn của {plan.name}" in waiting(call)
    people[0].state = "withdrawn"
    people[0].save()
    assert "Xếp lại chỗ của 1 người đã rút" in waiting(call)


def test_a_closed_year_waits_for_nobody(call, office):
    calls.close(call, by=office)
    call.refresh_from_db()
    assert waiting(call) == {}


@pytest.mark.parametrize(
    ("on", "group", "left"),
    [
        (date(2027, 1, 2), "late", "quá 2 ngày"),
        (date(2026, 12, 31), "today", "hôm nay"),
        (date(2026, 12, 30), "week", "còn 1 ngày"),
        (date(2026, 11, 22), "later", "còn 39 ngày"),
    ],
)
def test_tasks_stand_under_their_time(call, on, group, left):
    made = [duty for duty in duties.of_call(Account(role="office"), call, on=on) if duty.until]
    [one] = tasks.by_time(made, on=on)
    assert (one.kind, one.tasks[0].left) == (group, left)


def duty(say, matter, until=None):
    return duties.Duty(key=say, matter=matter, say=say, route="units", until=until)


LATE, LATER = date(2026, 1, 1), date(2027, 1, 1)
SOME = (
    duty("a", duties.Matter.PLAN),
    duty("b", duties.Matter.NOMINATIONS, LATER),
    duty("c", duties.Matter.PLAN, LATE),
    duty("d", duties.Matter.CALL),
)


def test_late_comes_first_and_no_date_last():
    assert [group.kind for group in tasks.by_time(SOME, on=DAY)] == ["late", "later", "none"]


def test_by_matter_what_is_late_has_a_group_of_its_own():
    groups = tasks.by_matter(SOME, on=DAY)
    assert [(group.kind, group.title, [task.say for task in group.tasks]) for group in groups] == [
        ("late", "", ["c"]),
        ("matter", "Mời đề cử", ["d"]),
        ("matter", "Đề cử", ["b"]),
        ("matter", "Kế hoạch", ["a"]),
    ]


# Who sees what


def test_the_committee_sees_the_year_without_tasks(client, call):
    client.force_login(factories.account("quan", role="committee"))
    text = text_of(page(client, "year", 2027))
    assert "Năm 2027 đang ở đâu" in text
    assert "Nhắc 81 đơn vị" not in text
    assert "Soạn công văn nhắc" not in text


def test_a_unit_sees_its_own_people_and_nobody_else(client, stranger, call):
    own, other = factories.nomination(call), factories.nomination(call, unit="p-lang-son")
    client.force_login(stranger)
    text = text_of(page(client, "year", 2027))
    assert own.person.full_name in text
    assert other.person.full_name not in text
    assert "Lạng Sơn" not in text


def test_a_unit_of_today_sees_what_its_former_units_did(client, published):
    client.force_login(factories.account("an-lao-cai", role="unit", unit="p-lao-cai-2025"))
    text = text_of(page(client, "year", 2023))
    assert "Yên Bái" in text


def test_an_account_of_a_unit_without_a_unit_is_told(client, call):
    factories.nomination(call)
    client.force_login(factories.account("lac", role="unit"))
    text = text_of(page(client, "year", 2027))
    assert "chưa gắn với đơn vị nào" in text
    assert call.nominations.get().person.full_name not in text


@pytest.mark.parametrize(
    ("role", "opens"), [("inspector", "/trail/"), ("head", "/units/"), ("finance", "/2027/plans/")]
)
def test_others_see_a_calm_page_of_what_they_can_open(client, call, role, opens):
    client.force_login(factories.account("em", role=role))
    text = text_of(page(client, "year", 2027))
    assert f'href="{opens}"' in text
    assert "<h1>Việc của tôi" in text


@pytest.mark.parametrize("role", Role)
def test_each_duty_has_its_sentence_of_what_will_come(role):
    assert welcome.coming(role).endswith(".")


def test_the_committee_without_a_duty_is_told_what_will_come(client, call):
    client.force_login(factories.account("quan", role="committee"))
    text = text_of(page(client, "year", 2027))
    assert "Không có việc nào đang chờ" in text
    assert "chờ công bố hiện ra ở đây để bạn xem trước" in text


def test_readers_see_the_pipeline_as_far_as_their_rights_go(client, call):
    client.force_login(factories.account("tra", role="inspector"))
    assert "Thẩm định" in text_of(page(client, "year", 2027)).partition('aria-labelledby="pipe"')[2]
    client.force_login(factories.account("tien", role="finance"))
    steps = text_of(page(client, "year", 2027)).partition('aria-labelledby="pipe"')[2]
    assert "Kế hoạch" in steps
    assert "Thẩm định" not in steps
    client.force_login(factories.account("dan", role="head"))
    assert 'id="pipe"' not in text_of(page(client, "year", 2027))


def test_who_was_nominated_sees_which_papers_came(client, call):
    one = factories.nomination(call)
    for name in ("Sơ yếu lý lịch", "Giấy khám sức khoẻ"):
        requirements.add(values={"programme": "short", "name": name, "valid_from": call.opened_on}, by=None)
    requirements.add(values={"programme": "language", "name": "Chứng chỉ", "valid_from": call.opened_on}, by=None)
    account = factories.account("di", role="participant")
    account.person = one.person
    account.save()
    client.force_login(account)
    text = text_of(page(client, "year", 2027))
    assert 'id="dossier"' in text
    assert text.count("còn thiếu</") == 2
    assert "Chứng chỉ" not in text


def test_figures_are_not_for_everybody(client, call, stranger):
    client.force_login(stranger)
    assert page(client, "year_figures", 2027).status_code == 403


def test_a_year_that_was_not_opened_is_not_there(clerk, call):
    assert page(clerk, "year", 1999).status_code == 404


def test_a_year_beyond_the_conclusion_has_no_targets_and_says_so(clerk):
    factories.call(2032, on=date(2031, 9, 15))
    text = text_of(page(clerk, "year", 2032))
    assert "Đặt chỉ tiêu của năm" in text


def asked(client, *address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(*address).status_code == 200
    return len(queries)


def test_the_page_asks_no_more_for_more_rows(clerk, office, call):
    factories.course(call)
    counts = []
    for many, unit in ((1, "p-cao-bang"), (3, "p-lang-son")):
        file = previewed(call, BAD, by=office, title=f"TỈNH UỶ {'CAO BẰNG' if many == 1 else 'LẠNG SƠN'}")
        nominations.save_file(file, by=office, on=DAY)
        people = factories.nominations(call, many, unit=unit)
        factories.plan(call, seats={"NH-01": people})
        clerk.get("/2027/")  # the problem of a plan is read once
        counts.append(asked(clerk, "/2027/"))
    assert counts[0] == counts[1] <= 15
