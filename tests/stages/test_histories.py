"""Old records find their people, change the verdicts, and wait where nobody is meant for certain."""

import io
from datetime import date

import factories
import pytest
import xlsxwriter
from unit_lists import line as nominee
from unit_lists import workbook

from doanra.records.models import FileState, PastCourse, Unit
from doanra.stages import appraisals, histories, nominations
from doanra.terms.refusal import Refused, Stale

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "Khoá học", "Nguồn kinh phí", "Loại hình", "Nước", "Từ ngày", "Đến ngày"]


def record(
    name="Nguyễn Thử An",
    born="12/03/1975",
    *,
    by="Đề án 165",
    kind="Ngắn hạn",
    starts="9/2012",
    unit="",
    title="Quản lý công",
):
    return [name, born, unit, title, by, kind, "Úc", starts, ""]


def book(*rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet("HS")
        for place, row in enumerate([HEAD, *rows]):
            sheet.write_row(place, 0, row)
    return content.getvalue()


@pytest.fixture
def load(office):
    def load(*rows):
        file = histories.receive(name="cu.xlsx", content=book(*rows), by=office, on=ON)
        histories.save_file(file, by=office)
        file.refresh_from_db()
        return file

    return load


@pytest.fixture
def nomination(db):
    call = factories.call(2027)
    unit = Unit.objects.get(slug="p-cao-bang")
    return factories.nomination(call, person=factories.person(unit, full_name="Nguyễn Thử An"))


def verdicts(nomination):
    answer = appraisals.judge(appraisals._fresh(nomination), on=date(2027, 4, 5))
    return {finding.rule: finding for finding in answer.findings}


def test_a_short_course_on_conclusion_39_money_decides_once_ever(load, nomination):
    assert verdicts(nomination)["short_once"].verdict == "met"
    load(record(by="Kết luận 39", starts="2023"))
    found = verdicts(nomination)["short_once"]
    assert (found.verdict, "2023, Quản lý công, Úc" in found.sentence) == ("not_met", True)


def test_scheme_165_is_shown_as_an_overlap_and_counts_for_no_frequency(load, nomination):
    load(record())
    found = verdicts(nomination)
    assert (found["short_once"].verdict, found["overlap"].verdict) == ("met", "unknown")
    assert "9/2012" in found["overlap"].sentence.replace("09/2012", "9/2012")


def test_a_course_of_the_year_before_is_consecutive_though_only_the_year_is_known(load, nomination):
    load(record(by="KL 39", kind="Ngoại ngữ", starts="2026"))
    assert verdicts(nomination)["consecutive_years"].verdict == "not_met"


def test_a_course_of_unknown_money_leaves_it_unknown(load, nomination):
    load(record(by=""))
    assert verdicts(nomination)["short_once"].verdict == "unknown"


def test_a_declaration_of_none_settles_the_overlap(load, nomination):
    assert verdicts(nomination)["overlap"].verdict == "unknown"
    load(record(title="Chưa tham gia", by="", kind="", starts=""))
    assert verdicts(nomination)["overlap"].verdict == "met"


def test_what_the_register_has_already_counts_once(load, nomination):
    nomination.person.participations.create(
        funded_by="kl39", programme="language", title="Tiếng Lào", starts_on=date(2027, 2, 1), ends_on=date(2027, 5, 1)
    )
    before = verdicts(nomination)["twice_a_year"].sentence
    load(record(by="KL 39", kind="Ngoại ngữ", starts="2/2026"))
    PastCourse.objects.update(starts="2027-02")
    assert verdicts(nomination)["twice_a_year"].sentence == before


def test_a_person_is_found_by_name_and_birth_to_the_day_or_by_unit(load, nomination):
    load(
        record(), record(starts="2013", born="1975"), record(starts="2014", born="1975", unit="Tỉnh Cao Bằng"),
        record(starts="2015", born="1/1/1975"),
    )  # fmt: skip
    found = {one.starts.year: one.person_id for one in PastCourse.objects.all()}
    assert found == {2012: nomination.person_id, 2013: None, 2014: nomination.person_id, 2015: None}


def test_whoever_is_unknown_waits_and_is_found_when_a_list_names_them(load, office):
    load(record())
    assert PastCourse.objects.get().person is None
    file = nominations.receive(factories.call(2027), name="a.xlsx", content=workbook(nominee()), by=office)
    (nomination,) = nominations.save_file(file, by=office, on=ON)
    assert PastCourse.objects.get().person == nomination.person


def test_a_clerk_says_whom_a_record_means(load, nomination, office):
    load(record(born="1975"))
    course = PastCourse.objects.get()
    assert histories.candidates(course) == [nomination.person]
    histories.settle(course, person=nomination.person, by=office)
    assert nomination.person.past_courses.get() == course
    stranger = factories.person(nomination.person.unit, full_name="Trần Thử Bình")
    with pytest.raises(Refused, match="không thể là"):
        histories.settle(course, person=stranger, by=office)
    histories.settle(course, person=None, by=office)
    assert histories.match_waiting([nomination.person]) == 0
    course.refresh_from_db()
    assert (course.person, course.settled) == (None, True)


def test_rows_with_faults_are_returned_and_the_same_again_is_unchanged(load, office):
    file = load(record(), record("Trần Thử Bình", starts="31/02/2012"))
    assert (file.rows_read, file.rows_accepted, file.rows_refused, file.rows_unchanged) == (2, 1, 1, 0)
    again = load(record(), record(), record(starts="2020"))
    assert (again.rows_read, again.rows_accepted, again.rows_refused, again.rows_unchanged) == (3, 1, 0, 2)
    assert PastCourse.objects.count() == 2


def test_a_load_is_undone_as_a_whole_and_once(load, nomination, office):
    kept, file = load(record(starts="2010")), load(record(), record(starts="2013"))
    assert histories.undo(file, by=office, reason="nạp nhầm") == [nomination.person]
    assert [one.row.file for one in PastCourse.objects.all()] == [kept]
    assert histories.undo(file, by=office, reason="nạp nhầm") == []
    with pytest.raises(Refused, match="lý do"):
        histories.undo(kept, by=office, reason="")


def test_an_unreadable_file_stays_in_the_history_with_its_reason(office):
    file = histories.receive(name="a.pdf", content=b"%PDF-1.7", by=office, on=ON)
    assert (file.state, bool(file.refusal)) == (FileState.REFUSED, True)
    with pytest.raises(Stale):
        histories.save_file(file, by=office)


def test_a_foreign_programme_keeps_its_name(load):
    load(record(by="Học bổng Chevening", title="Chính sách công"))
    course = PastCourse.objects.get()
    assert (course.funded_by, course.title) == ("other", "Chính sách công (Học bổng Chevening)")
