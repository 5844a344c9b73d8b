"""Pages of the catalogue: shown, begun three ways, changed, taken in from a workbook as a whole, taken away."""

import io
from datetime import date
from decimal import Decimal

import factories
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doanra.documents.course_catalogue import render_catalogue
from doanra.intake.sheets import read_courses
from doanra.records.models import CallState, Course, Event
from doanra.records.queries import courses as queries
from doanra.web.courses.holidays import notes_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def as_office(client, office):
    client.force_login(office)
    return client


def address(name, *args):
    return reverse(f"web:{name}", args=[2027, *args])


def form_of(course, **other):
    (offer,) = [one for one in queries.catalogue(course.call) if one.course.pk == course.pk]
    row = queries.as_row(offer)
    money = {name: int(row[name]) for name in ("cost_fixed", "cost_per_head")}
    given = {**row, **money, "audiences": list(row["audiences"]), "starts": [str(day) for day in row["starts"]]}
    given["interpreted"] = "on" if row["interpreted"] else ""
    return {**given, **other}


def workbook(call, *, change=None):
    content = render_catalogue(
        [queries.as_row(offer) for offer in queries.catalogue(call)], year=call.year, on=date(2026, 11, 1)
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    if change:
        change(book.active, {cell.value.rstrip(" *"): cell.column for cell in book.active[3]})
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile("khoa.xlsx", written.getvalue())


# --- the catalogue


def test_the_catalogue_says_its_sums(as_office, call):
    factories.course(call, "NH-01")
    factories.course(call, "TH-01", programme="medium", seats_min=5, seats_max=10)
    page = as_office.get(address("courses"))
    text = page.content.decode()
    assert "2 khoá để chọn: 1 ngắn hạn, 1 trung hạn, 0 ngoại ngữ; từ 7 đến 14 chỗ." in text
    assert page.context["sums"]["medium"].cost == Decimal(900_000_000)
    assert "1.320 triệu đồng" in text


def test_an_empty_catalogue_offers_three_ways(as_office, call):
    page = as_office.get(address("courses")).content.decode()
    assert all(address(name) in page for name in ("courses_add", "courses_upload", "courses_workbook"))
    assert "Chưa năm nào khác có danh mục để chép" in page
    factories.course(factories.call(2026, on=date(2025, 9, 15)))
    assert "Năm 2026, 1 khoá" in as_office.get(address("courses")).content.decode()


def test_a_reader_sees_and_changes_nothing(client, inspector, call):
    course = factories.course(call)
    client.force_login(inspector)
    page = client.get(address("courses")).content.decode()
    assert course.topic in page
    assert address("courses_add") not in page
    for name, args in (("courses_add", ()), ("courses_upload", ()), ("courses_change", ("NH-01",))):
        assert client.get(address(name, *args)).status_code == 403
    assert client.post(address("courses_remove", "NH-01")).status_code == 403
    assert Course.objects.exists()


def test_a_unit_has_no_business_here(client, stranger, call):
    client.force_login(stranger)
    assert client.get(address("courses")).status_code == 403


def test_queries_do_not_grow_with_courses(as_office, call):
    counts = []
    for codes in (["NH-01"], ["NH-02", "NH-03"]):
        for code in codes:
            factories.course(call, code)
        with CaptureQueriesContext(connection) as asked:
            as_office.get(address("courses"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# --- one course


def test_a_course_is_added_by_hand(as_office, call):
    course = factories.course(call)
    given = form_of(course, code="NH-02", abroad_first="2", abroad_last="", audiences=["D", "A"], starts=["2027-05-03"])
    answer = as_office.post(address("courses_add"), given, follow=True)
    assert "Đã lưu khoá NH-02" in answer.content.decode()
    made = Course.objects.get(code="NH-02")
    assert (made.audiences, made.abroad_from, made.abroad_to) == ("AD", 1, 14)
    assert [start.first_day for start in made.starts.all()] == [date(2027, 5, 3)]


def test_a_course_is_changed_with_its_days(as_office, call):
    course = factories.course(call)
    page = as_office.get(address("courses_change", "NH-01")).content.decode()
    assert 'value="2027-04-05"' in page
    as_office.post(
        address("courses_change", "NH-01"), form_of(course, topic="Chủ đề mới", starts=["2027-06-07", "", "2027-04-05"])
    )
    course.refresh_from_db()
    assert course.topic == "Chủ đề mới"
    assert [start.first_day for start in course.starts.all()] == [date(2027, 4, 5), date(2027, 6, 7)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": ["2026-04-05"]}, "không thuộc năm 2027"),
        ({"starts": ["mai"]}, "không phải là một ngày"),
        ({"starts": []}, "Chưa có ngày khai giảng"),
        ({"seats_min": "9"}, "số chỗ từ 9 đến 4"),
        ({"abroad_last": "15"}, "phải nằm trong 14 ngày"),
        ({"code": "NH 01/x"}, "mã khoá chỉ gồm"),
        ({"topic": ""}, "Chủ đề"),
    ],
)
def test_a_wrong_course_is_told_and_not_kept(as_office, call, wrong, said):
    course = factories.course(call)
    answer = as_office.post(address("courses_change", "NH-01"), form_of(course, **wrong))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    course.refresh_from_db()
    assert (course.topic, course.seats_min) == ("Chủ đề giả định NH-01", 2)


def test_a_course_is_removed_unless_a_plan_has_it(as_office, call):
    course = factories.course(call)
    factories.course(call, "NH-02")
    factories.plan(call, seats={"NH-01": factories.nominations(call, 2)})
    assert "không bỏ được" in as_office.get(address("courses_change", "NH-01")).content.decode()
    assert as_office.post(address("courses_remove", "NH-01")).status_code == 400
    as_office.post(address("courses_remove", "NH-02"))
    assert list(Course.objects.all()) == [course]


def test_an_unknown_course_is_not_found(as_office, call):
    assert as_office.get(address("courses_change", "XX-99")).status_code == 404


def test_a_closed_year_is_not_changed(as_office, call):
    factories.course(call)
    call.state = CallState.CLOSED.value
    call.save()
    assert address("courses_add") not in as_office.get(address("courses")).content.decode()
    assert as_office.get(address("courses_add")).status_code == 400


# --- from another year


def test_a_catalogue_is_copied_to_the_same_weekdays(as_office, call):
    source = factories.call(2026, on=date(2025, 9, 15))
    factories.course(source, starts=(date(2026, 4, 6), date(2026, 1, 1), date(2026, 12, 31)))
    answer = as_office.post(address("courses_copy"), {"source": "2026"}, follow=True)
    assert "Đã chép 1 khoá của năm 2026" in answer.content.decode()
    days = [start.first_day for start in call.courses.get().starts.all()]
    assert [day.weekday() for day in days] == [3, 0, 3]
    assert [day.year for day in days] == [2027] * 3
    assert days[1] == date(2027, 4, 5)
    assert Event.objects.filter(verb="courses.copy", year=2027).count() == 1


def test_nothing_is_copied_over_what_stands(as_office, call):
    factories.course(factories.call(2026, on=date(2025, 9, 15)))
    factories.course(call, "NH-07")
    assert as_office.post(address("courses_copy"), {"source": "2026"}).status_code == 400
    assert as_office.post(address("courses_copy"), {"source": "x"}).status_code == 404
    assert [course.code for course in call.courses.all()] == ["NH-07"]


# --- workbooks


def test_what_is_taken_away_can_be_handed_in_again(as_office, call):
    factories.course(call, audiences="AD", interpreted=True)
    answer = as_office.get(address("courses_workbook"))
    assert "danh-muc-khoa-2027.xlsx" in answer["Content-Disposition"]
    sheet = read_courses(answer.content, year=2027)
    assert (sheet.faults, [row.values["code"] for row in sheet.rows]) == ([], ["NH-01"])
    page = as_office.post(address("courses_preview"), {"sheet": workbook(call)})
    assert page.context["fates"] == {"same": 1}


def test_an_empty_catalogue_is_taken_away_as_a_template(as_office, call):
    answer = as_office.get(address("courses_workbook"))
    assert "mau-danh-muc-khoa-2027.xlsx" in answer["Content-Disposition"]
    assert "Cách điền" in openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames


def test_a_preview_saves_nothing_and_the_next_step_saves_all(as_office, call):
    factories.course(call)
    factories.course(call, "NH-02")

    def change(sheet, at):
        sheet.cell(4, at["Chủ đề"]).value = "Chủ đề mới"
        sheet.cell(5, at["Mã khoá"]).value = "NH-03"

    page = as_office.post(address("courses_preview"), {"sheet": workbook(call, change=change)})
    assert page.context["fates"] == {"changed": 1, "added": 1}
    assert page.context["kept"] == ["NH-02"]
    assert next(one.differs for one in page.context["compared"]) == ("Chủ đề",)
    assert Course.objects.count() == 2
    answer = as_office.post(address("courses_save"), {"rows": page.context["rows"]}, follow=True)
    assert "Đã nhận 2 khoá từ bảng tính" in answer.content.decode()
    assert {course.code: course.topic for course in Course.objects.all()} == {
        "NH-01": "Chủ đề mới",
        "NH-02": "Chủ đề giả định NH-02",
        "NH-03": "Chủ đề giả định NH-02",
    }


def test_one_fault_keeps_all_out_and_is_named_at_its_cell(as_office, call):
    factories.course(call)

    def change(sheet, at):
        sheet.cell(4, at["Chương trình"]).value = "Dài hạn"

    page = as_office.post(address("courses_preview"), {"sheet": workbook(call, change=change)})
    assert page.status_code == 400
    text = page.content.decode()
    assert "B4" in text
    assert "“Dài hạn” không có trong danh sách" in text
    assert page.context["rows"] == ""


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_in_words(as_office, call, content):
    answer = as_office.post(address("courses_preview"), {"sheet": SimpleUploadedFile("khoa.xlsx", content)})
    assert answer.status_code == 400
    assert 'class="wrong"' in answer.content.decode()


def test_no_file_is_refused_in_words(as_office, call):
    answer = as_office.post(address("courses_preview"))
    assert answer.status_code == 400
    assert "Chưa chọn tệp nào" in answer.content.decode()


def test_rows_that_are_not_ours_are_refused(as_office, call):
    assert as_office.post(address("courses_save"), {"rows": "x:y:z"}).status_code == 409
    assert not Course.objects.exists()


def test_a_preview_that_no_longer_fits_saves_nothing(as_office, call):
    factories.course(call)
    page = as_office.post(address("courses_preview"), {"sheet": workbook(call)})
    call.state = CallState.CLOSED.value
    call.save()
    answer = as_office.post(address("courses_save"), {"rows": page.context["rows"]})
    assert answer.status_code == 400


# --- holidays


def test_holidays_of_both_countries_are_told():
    first, second, third = notes_on(
        (date(2027, 4, 19), date(2027, 6, 14), date(2027, 9, 4)), days=14, country="Hàn Quốc"
    )  # fmt: skip
    assert any("30/4" in note and "Việt Nam" in note for note in first.notes)
    assert second.notes == ()
    assert "khai giảng vào thứ Bảy" in third.notes
    assert any("Hàn Quốc" in note for note in third.notes)


def test_of_a_long_course_only_the_first_day_is_looked_at():
    free, tet = notes_on((date(2027, 3, 1), date(2027, 2, 8)), days=240, country="nước không rõ")
    assert free.notes == ()
    assert any("Tết" in note for note in tet.notes)


@pytest.mark.parametrize("country", ["Xin-ga-po", "Singapore", "Úc", "Ô-xtrây-li-a", "New Zealand", "Lào", "Pháp"])
def test_countries_are_known_by_the_names_that_people_write(country):
    (note,) = notes_on((date(2027, 1, 1),), days=1, country=country)
    assert len(note.notes) == 2
