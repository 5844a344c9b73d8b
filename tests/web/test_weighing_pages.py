"""Holidays, busy days and what is weighed: shown with their sources, changed by who may, light, refused in words."""

import re
from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.records.models import BusyDays, Delegation, Holiday, Member, Weighing
from doanra.records.queries.composition import Origin, compose
from doanra.stages import holidays, unavailable

pytestmark = pytest.mark.django_db
NATIONAL = date(2027, 9, 2)


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    factories.course(made, "NH-01", starts=(date(2027, 6, 14), NATIONAL), field="economy")
    return made


@pytest.fixture
def unit_desk(client, stranger):
    client.force_login(stranger)
    return client


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def queries(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# what is weighed


def test_what_is_weighed_is_told_with_its_sources_and_the_order(clerk, call):
    page = text(clerk.get("/2027/plans/weighing/"))
    assert "KL 39-KL/TW ngày 18/7/2022, mục 2.4" in page
    assert "vị trí lãnh đạo, quản lý và lĩnh vực công tác tương đồng ở Trung ương và địa phương" in page
    assert "bố trí thành phần tham dự lớp bồi dưỡng đa dạng" in page
    assert page.count("lệ của văn phòng, chưa có văn bản") == 7  # six lines and the help of the form
    assert "Không có trọng số" in page
    assert "8 người liền trước" in page


WEIGHED = {"band_span": 3, "field_share": 40, "largest_unit": 25, "holiday_starts": "leave", "source": "9-QĐ/VP"}


def test_the_office_changes_what_is_weighed_for_all_courses(clerk, call):
    answer = clerk.post("/2027/plans/weighing/", {**WEIGHED, "all_courses": "on"})
    assert answer.status_code == 302
    row, course = Weighing.objects.get(), call.courses.get()
    assert (row.band_span, float(row.field_share), row.holiday_starts, row.source) == (3, 0.4, "leave", "9-QĐ/VP")
    assert (course.band_span, float(course.field_share)) == (3, 0.4)
    page = text(clerk.get("/2027/plans/weighing/"))
    assert "9-QĐ/VP (của văn phòng)" in page
    assert "Khoá đặt số riêng" not in page


def test_courses_with_figures_of_their_own_are_named(clerk, call):
    clerk.post("/2027/plans/weighing/", WEIGHED)
    assert "Khoá đặt số riêng" in text(clerk.get("/2027/plans/weighing/"))


def test_a_setting_out_of_range_comes_back_in_words_and_readers_change_nothing(clerk, client, call, inspector):
    assert clerk.post("/2027/plans/weighing/", {**WEIGHED, "band_span": 9}).status_code == 400
    client.force_login(inspector)
    page = client.get("/2027/plans/weighing/")
    assert "Lưu thiết lập" not in text(page)
    assert client.post("/2027/plans/weighing/", WEIGHED).status_code == 403
    assert client.post("/2027/plans/weighing/", {}).status_code == 403
    assert not Weighing.objects.exists()


# holidays


def test_the_calendar_tells_what_meets_first_days_and_where_each_day_is_from(clerk, call):
    page = text(clerk.get("/2027/holidays/"))
    assert "1 ngày khai giảng trùng ngày nghỉ." in page
    assert "NH-01 · Hàn Quốc, 2/9/2027 : Quốc khánh (Việt Nam)" in page
    assert "bộ lịch holidays" in page
    assert "Hàn Quốc" in page


HOLIDAY = {"country": "KR", "day": "2027-06-14", "change": "add", "name": "Ngày giả định", "source": "thư giả định"}


def test_a_day_is_added_and_taken_back(clerk, call):
    assert clerk.post("/2027/holidays/", HOLIDAY).status_code == 302
    page = text(clerk.get("/2027/holidays/"))
    assert "2 ngày khai giảng trùng ngày nghỉ." in page
    assert "thư giả định" in page
    assert "Ngày giả định" in text(clerk.get("/2027/courses/"))
    clerk.post(f"/2027/holidays/{Holiday.objects.get().pk}/take-back/")
    assert not Holiday.objects.exists()


def test_a_link_of_the_table_fills_the_form_and_nonsense_does_not(clerk, call):
    page = clerk.get(
        "/2027/holidays/?country=VN&day=2027-09-02&change=rename&name=Qu%E1%BB%91c+kh%C3%A1nh"
    ).content.decode()
    assert 'value="2027-09-02"' in page
    assert 'value="Quốc khánh"' in page
    assert clerk.get("/2027/holidays/?country=XX&day=tomorrow&change=eat").status_code == 200


def test_what_makes_no_sense_comes_back_with_its_reason(clerk, call):
    answer = clerk.post("/2027/holidays/", {**HOLIDAY, "country": "VN", "day": "2027-09-02"})
    assert answer.status_code == 400
    assert "đã là ngày nghỉ trong bộ lịch" in text(answer)


def test_a_country_without_a_calendar_is_named(clerk, call):
    factories.course(call, "NH-09", country="Xứ giả định")
    assert "Không có lịch của: Xứ giả định." in text(clerk.get("/2027/holidays/"))


def test_only_the_office_changes_the_calendar(client, call, inspector, stranger):
    row = holidays.put(country="VN", day=NATIONAL, change="remove", name="", source="x", by=None)
    client.force_login(inspector)
    assert "Ghi ngày này" not in text(client.get("/2027/holidays/"))
    assert client.post("/2027/holidays/", HOLIDAY).status_code == 403
    assert client.post(f"/2027/holidays/{row.pk}/take-back/").status_code == 403
    client.force_login(stranger)
    assert client.get("/2027/holidays/").status_code == 403


def test_the_calendar_and_the_catalogue_stay_light(clerk, call):
    before = [queries(clerk, address) for address in ("/2027/holidays/", "/2027/courses/")]
    for code, country in (("NH-02", "Úc"), ("NH-03", "Nhật Bản")):
        factories.course(call, code, country=country)
        holidays.put(country="VN", day=date(2027, 6, int(code[-1])), change="add", name="x", source="x", by=None)
    assert [queries(clerk, address) for address in ("/2027/holidays/", "/2027/courses/")] == before
    assert max(before) <= 30


# busy days


BUSY = {"first_day": "2027-04-01", "last_day": "2027-04-09", "reason": "mission", "letter": "12-CV/TU"}


def test_the_office_finds_somebody_and_notes_their_busy_days(clerk, call):
    one = factories.nominations(call, 1)[0]
    name = one.person.full_name
    assert "Chưa ghi ngày bận của ai." in text(clerk.get("/2027/unavailable/"))
    assert name in text(clerk.get("/2027/unavailable/", {"q": name.lower()}))
    assert "Không ai trong danh sách" in text(clerk.get("/2027/unavailable/", {"q": "zzz"}))
    assert clerk.post(f"/2027/unavailable/{one.person_id}/", BUSY).status_code == 302
    page = text(clerk.get("/2027/unavailable/"))
    assert "1 người có ngày không đi được" in page
    assert "1/4 – 9/4/2027 Đi công tác 12-CV/TU" in page
    assert "Người có ngày không đi được 1" in text(clerk.get("/2027/plans/going-in/"))
    clerk.post(f"/2027/unavailable/{BusyDays.objects.get().pk}/remove/")
    assert not BusyDays.objects.exists()


def test_a_unit_sees_and_notes_its_own_people_alone(unit_desk, call):
    own, other = factories.nominations(call, 1)[0], factories.nominations(call, 1, unit="p-son-la")[0]
    unavailable.add(
        call, person=other.person_id, first_day=date(2027, 4, 1), last_day=date(2027, 4, 2), reason="duty", by=None
    )
    page = text(unit_desk.get("/2027/unavailable/"))
    assert own.person.full_name in page
    assert other.person.full_name not in page
    assert unit_desk.post(f"/2027/unavailable/{own.person_id}/", BUSY).status_code == 302
    assert unit_desk.get(f"/2027/unavailable/{other.person_id}/").status_code == 404
    assert unit_desk.post(f"/2027/unavailable/{other.person_id}/", BUSY).status_code == 404
    theirs = BusyDays.objects.get(person=other.person)
    assert unit_desk.post(f"/2027/unavailable/{theirs.pk}/remove/").status_code == 404


def test_words_in_place_of_a_letters_number_come_back(clerk, call):
    one = factories.nominations(call, 1)[0]
    answer = clerk.post(f"/2027/unavailable/{one.person_id}/", {**BUSY, "letter": "đang nằm viện"})
    assert answer.status_code == 400
    assert "không ghi lý do bằng lời" in text(answer)


def test_who_may_only_read_notes_nothing(client, call, inspector):
    one = factories.nominations(call, 1)[0]
    client.force_login(inspector)
    assert "Ghi cho ai?" not in text(client.get("/2027/unavailable/"))
    assert client.post(f"/2027/unavailable/{one.person_id}/", BUSY).status_code == 403


def test_the_list_of_busy_days_stays_light(clerk, call):
    seen = []
    for count in (1, 2):
        for one in factories.nominations(call, count, unit="p-son-la"):
            unavailable.add(
                call, person=one.person_id, first_day=date(2027, 4, 1), last_day=date(2027, 4, 2), reason="duty",
                by=None,
            )  # fmt: skip
        seen.append(queries(clerk, "/2027/unavailable/?q=th"))
    assert seen[0] == seen[1] <= 30


# what a delegation is made of


def origin(unit, *, kind="province", band=4, field="economy"):
    return Origin(unit, f"U{unit}", kind, band, field)


def test_a_composition_counts_units_levels_ranks_fields_and_pairs():
    people = [origin(1), origin(1), origin(1), origin(2, kind="central", band=3), origin(3, field="", band=0)]
    mix = compose(people, field="economy")
    assert (mix.people, mix.units, mix.central, mix.local) == (5, 3, 1, 4)
    assert (mix.largest, mix.most, mix.percent_largest, mix.pairs) == (("U1",), 3, 60, 3)
    assert (mix.lowest, mix.highest, mix.span) == (3, 4, 2)
    assert (mix.in_field, mix.percent_in_field, mix.fields) == (4, 80, 1)
    nobody = compose([], field="")
    assert (nobody.people, nobody.span, nobody.largest_share, nobody.percent_in_field) == (0, 0, 0, 0)


def test_board_course_and_delegation_show_what_it_is_made_of(clerk, call):
    named = [*factories.nominations(call, 2), *factories.nominations(call, 1, unit="p-son-la")]
    plan = factories.plan(call, seats={"NH-01": named})
    board = text(clerk.get(f"/2027/plans/{plan.pk}/"))
    assert "2 đơn vị , đông nhất 67% · bậc 4 · 0% đúng lĩnh vực" in board.replace("đơn vị,", "đơn vị ,")
    course = text(clerk.get(f"/2027/plans/{plan.pk}/courses/NH-01/"))
    going = Delegation.objects.create(
        course=call.courses.get(), first_day=date(2027, 6, 14), last_day=date(2027, 6, 27)
    )
    for one in named:
        Member.objects.create(delegation=going, person=one.person, unit_name=one.unit.short)
    for page in (course, text(clerk.get("/2027/delegations/NH-01/"))):
        assert "Cao Bằng: 2 người, 67%" in page
        assert "quá 20%" in page
        assert "Cặp người cùng đơn vị 1" in page
        assert "KL 39-KL/TW ngày 18/7/2022, mục 2.4" in page
        assert "hội nghị ngày 5/1/2024" in page


def test_a_new_course_begins_with_the_figures_of_the_year(clerk, call):
    clerk.post("/2027/plans/weighing/", WEIGHED)
    page = clerk.get("/2027/courses/add/").content.decode()
    assert re.search(r'name="band_span" value="3"', page)
    assert re.search(r'name="field_share" value="0.40"', page)
    assert re.search(r'name="band_span" value="2"', clerk.get("/2027/courses/course/NH-01/").content.decode())


def test_the_problem_that_is_downloaded_names_nobody(clerk, call):
    one = factories.nominations(call, 1)[0]
    plan = factories.plan(call, seats={})
    said = clerk.get(f"/2027/plans/{plan.pk}/problem.json").content.decode()
    assert f"P{one.person_id}" in said
    for word in (one.person.full_name, one.person.search_key, one.unit.short, one.unit.slug, one.position, "1975"):
        assert word not in said
