"""Old records on the pages: handed in, previewed, saved, given to a person; the verdict follows."""

import io
from datetime import date

import factories
import pytest
from django.urls import reverse

from doanra.records.models import Appraisal, FileState, HistoryFile, PastCourse, Unit
from doanra.stages import appraisals, histories

pytestmark = pytest.mark.django_db
HEAD = "Họ và tên,Ngày sinh,Khoá học,Nguồn kinh phí,Loại hình,Nước,Từ ngày\n"
GOOD = "Nguyễn Thử An,12/3/1975,Quản lý công,Kết luận 39,Ngắn hạn,Úc,2023\n"
BAD = "Trần Thử Bình,1975,Quản lý công,Đề án 165,Ngắn hạn,Úc,31/02/2012\n"


@pytest.fixture
def page(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def nomination(db):
    call = factories.call(2027)
    unit = Unit.objects.get(slug="p-cao-bang")
    one = factories.nomination(call, person=factories.person(unit, full_name="Nguyễn Thử An"))
    appraisals.appraise(call, by=None)
    return one


def url(name, *args):
    return reverse(f"web:histories{name}", args=args)


def hand_in(page, *lines):
    content = io.BytesIO((HEAD + "".join(lines)).encode())
    content.name = "cu.csv"
    page.post(url("_upload"), {"sheet": content})
    return HistoryFile.objects.first()


def test_a_sheet_is_seen_first_then_saved_and_the_verdict_follows(page, nomination):
    file = hand_in(page, GOOD, BAD)
    shown = page.get(url("_file", file.pk)).content.decode()
    assert "không có ngày này" in shown
    assert not PastCourse.objects.exists()
    page.post(url("_save", file.pk))
    assert "short_once" in Appraisal.objects.get().not_met
    assert "Quản lý công" in page.get(url("_person", nomination.person_id)).content.decode()
    page.post(url("_undo", file.pk), {"reason": ""})
    assert PastCourse.objects.exists()
    page.post(url("_undo", file.pk), {"reason": "nhầm"})
    assert "short_once" not in Appraisal.objects.get().not_met
    assert "Chưa biết khoá nào" in page.get(url("_person", nomination.person_id)).content.decode()


def test_a_record_that_waits_is_given_to_a_person(page, nomination):
    file = hand_in(page, GOOD.replace("12/3/1975", "1975"))
    page.post(url("_save", file.pk))
    course = PastCourse.objects.get()
    assert "Chờ tìm người" in page.get(url("")).content.decode()
    assert "Cao Bằng" in page.get(url("_waiting", course.pk)).content.decode()
    assert page.post(url("_settle", course.pk)).status_code == 400
    page.post(url("_settle", course.pk), {"person": nomination.person_id})
    assert "short_once" in Appraisal.objects.get().not_met
    page.post(url("_settle", course.pk), {"person": ""})
    assert "short_once" not in Appraisal.objects.get().not_met


def test_a_file_is_dropped_or_refused_and_stays_in_the_list(page):
    file = hand_in(page, GOOD)
    page.post(url("_drop", file.pk))
    content = io.BytesIO(b"%PDF-1.7")
    content.name = "a.pdf"
    page.post(url("_upload"), {"sheet": content})
    assert list(HistoryFile.objects.values_list("state", flat=True)) == [FileState.REFUSED, FileState.DROPPED]
    shown = page.get(url("")).content.decode()
    assert "Không đọc được" in shown
    assert page.get(url("_file", HistoryFile.objects.first().pk)).status_code == 200
    assert page.post(url("_upload")).status_code == 400


def test_the_template_can_be_downloaded(page):
    assert page.get(url("_template")).content.startswith(b"PK")


def test_a_stranger_sees_nothing_and_an_inspector_changes_nothing(client, stranger, inspector, office):
    file = histories.receive(name="cu.csv", content=(HEAD + GOOD).encode(), by=office, on=date(2026, 11, 22))
    client.force_login(stranger)
    assert client.get(url("")).status_code == 403
    client.force_login(inspector)
    assert client.get(url("_file", file.pk)).status_code == 200
    assert client.post(url("_save", file.pk)).status_code == 403


def test_pages_ask_as_often_for_many_records_as_for_one(page, django_assert_max_num_queries):
    counts = []
    for many in (1, 4):
        file = hand_in(page, *(GOOD.replace("Thử An", f"Thử {many}{n}") for n in range(many)))
        histories.save_file(file, by=None)
        with django_assert_max_num_queries(30) as asked:
            page.get(url(""))
            page.get(url("_file", file.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
