"""Answers to units, taking a load back, templates: the pages, and a whole year of a unit that never logs in."""

import io
import zipfile
from datetime import date

import factories
import openpyxl
import pytest
from django.urls import reverse
from documents.reading import text
from unit_lists import line, workbook

from doanra.records.models import Account, Appraisal, FileState, Nomination, NominationState, SourceFile
from doanra.stages import appraisals, nominations

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
ROWS = (line(), line("Trần Thử Bình", "31/02/1975"))


@pytest.fixture
def call(db):
    return factories.call(2027, closes_on=date(2099, 12, 31))


@pytest.fixture
def saved(call, office):
    def saved(*rows, **more):
        file = nominations.receive(call, name="Danh sách.xlsx", content=workbook(*(rows or ROWS), **more), by=office)
        done = nominations.save_file(file, by=office, on=DAY)
        appraisals.appraise(call, nominations=done, by=office)
        file.refresh_from_db()
        return file

    return saved


@pytest.fixture
def page(client, office):
    client.force_login(office)
    return client


def url(name, file, *more):
    return reverse(f"web:nominations_{name}", args=[file.call.year, file.pk, *more])


def test_right_after_saving_the_answer_is_there_to_send(page, saved):
    file = saved()
    shown = page.get(url("file", file)).content.decode()
    assert "Trả lời đơn vị" in shown
    assert 'value="2099-12-31"' in shown
    packet = page.get(url("answer", file), {"due": "2099-11-05"})
    assert packet["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(packet.content)) as packed:
        letter, book = packed.namelist()
        assert "trước ngày 05 tháng 11 năm 2099" in text(packed.read(letter))
        assert openpyxl.load_workbook(io.BytesIO(packed.read(book)))["DS"]["I7"].value == "1 lỗi"
    assert page.get(url("letter", file)).status_code == 200
    assert page.get(url("marked", file)).status_code == 200


def test_a_day_that_is_none_or_past_is_refused(page, saved):
    file = saved()
    assert page.get(url("answer", file), {"due": "mai"}).status_code == 400
    assert page.get(url("answer", file), {"due": "2001-01-01"}).status_code == 400


def test_many_units_are_answered_at_once(page, saved, call):
    files = [saved(), saved(line("Lê Thử Chi"), title="TỈNH UỶ SƠN LA")]
    shown = page.get(reverse("web:nominations_answers", args=[2027])).content.decode()
    assert "Sơn La" in shown
    assert "2 tệp có thể trả lời, 1 tệp có dòng phải sửa" in shown
    packed = page.get(reverse("web:nominations_packets", args=[2027]), {"file": [files[1].pk], "due": ""})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"01-p-son-la"}


def test_there_is_something_to_do_where_nothing_can_be_answered(page, call):
    assert "Chưa có tệp nào để trả lời" in page.get(reverse("web:nominations_answers", args=[2027])).content.decode()


def test_a_unit_gets_its_own_marked_list_and_nothing_else(client, stranger, saved):
    own, other = saved(), saved(line("Lê Thử Chi"), title="TỈNH UỶ SƠN LA")
    client.force_login(stranger)
    assert client.get(url("marked", own)).status_code == 200
    assert client.get(url("marked", other)).status_code == 404
    assert client.get(url("letter", own)).status_code == 403
    assert client.get(url("undo", own)).status_code == 403
    assert client.get(reverse("web:nominations_templates", args=[2027])).status_code == 403
    assert "Tải tệp đã đánh dấu" in client.get(url("file", own)).content.decode()


def test_a_load_is_undone_with_a_reason(page, saved):
    file = saved()
    shown = page.get(url("undo", file)).content.decode()
    assert "Chưa việc gì dựa vào tệp này" in shown
    assert page.post(url("undo", file), {"reason": ""}).status_code == 400
    assert page.post(url("undo", file), {"reason": "nhận nhầm"}, follow=True).status_code == 200
    file.refresh_from_db()
    assert (file.state, Nomination.objects.count()) == (FileState.UNDONE, 0)
    assert "Đã hoàn tác" in page.get(url("file", file)).content.decode()
    assert page.post(url("undo", file), {"reason": "lần nữa"}).status_code == 302


def test_what_depends_on_a_load_is_listed_with_links(page, saved, office):
    file = saved(line(position="Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh uỷ"))
    nomination = Nomination.objects.get()
    factories.course(file.call)
    plan = factories.plan(file.call, seats={"NH-01": [nomination]})
    later = saved(line(position="Phó Bí thư Tỉnh uỷ"))
    shown = page.get(url("undo", file)).content.decode()
    assert reverse("web:plans_board", args=[2027, plan.pk]) in shown
    assert url("file", later) in shown
    assert page.post(url("undo", file), {"reason": "nhầm"}).status_code == 400
    assert Nomination.objects.exists()


def test_an_undone_change_is_judged_again(page, saved):
    saved(line(position="Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh uỷ"))
    before = Appraisal.objects.get().standing
    file = saved(line(position="Chuyên viên"))
    assert Appraisal.objects.get().standing != before
    page.post(url("undo", file), {"reason": "nhầm"})
    assert Appraisal.objects.get().standing == before


def template(page, call, **more):
    asked = {"unit": "p-cao-bang", "programme": "short", **more}
    answer = page.post(reverse("web:nominations_templates", args=[call.year]), asked)
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_a_template_is_chosen_and_rows_taken_out_are_asked_about(page, saved, call, office):
    saved(line(), line("Lê Thử Chi", "2/3/1970"))
    assert page.get(reverse("web:nominations_templates", args=[2027])).status_code == 200
    assert page.post(reverse("web:nominations_templates", args=[2027]), {"unit": ""}).status_code == 400
    book = template(page, call)
    book["Danh sách"].delete_rows(6)
    content = io.BytesIO()
    book.save(content)
    file = nominations.receive(call, name="b.xlsx", content=content.getvalue(), by=office)
    nominations.save_file(file, by=office, on=DAY)
    shown = page.get(url("file", file)).content.decode()
    assert "Không còn trong biểu mẫu gửi lại" in shown
    gone = Nomination.objects.get(person__full_name="Nguyễn Thử An")
    assert page.post(url("absent", file), {"nomination": gone.pk, "answer": "?"}).status_code == 400
    page.post(url("absent", file), {"nomination": gone.pk, "answer": "withdrawn"})
    gone.refresh_from_db()
    assert gone.state == NominationState.WITHDRAWN
    assert "Không còn trong biểu mẫu" not in page.get(url("file", file)).content.decode()


def test_pages_ask_as_often_for_many_rows_as_for_one(page, saved, django_assert_max_num_queries):
    counts = []
    for names in (["Một"], ["Hai", "Ba", "Bốn"]):
        file = saved(*(line(f"Nguyễn Thử {name}", f"{n}/2/1971") for n, name in enumerate(names, 1)))
        with django_assert_max_num_queries(60) as asked:
            page.get(url("undo", file))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_whole_year_of_a_unit_that_never_logs_in(page, call, office):
    """The office loads the list, sends letter and marked list, gets the mended list back; the unit has no account."""
    assert not Account.objects.filter(role="unit").exists()
    upload = reverse("web:nominations_upload", args=[2027])
    page.post(upload, {"lists": named(workbook(*ROWS), "danh sach.xlsx")})
    first = SourceFile.objects.get()
    page.post(url("save", first), follow=True)
    first.refresh_from_db()
    assert (first.state, first.rows_accepted, first.rows_refused) == (FileState.SAVED, 1, 1)
    with zipfile.ZipFile(io.BytesIO(page.get(url("answer", first)).content)) as packed:
        letter, book = packed.namelist()
        said, marked = text(packed.read(letter)), openpyxl.load_workbook(io.BytesIO(packed.read(book)))
    assert "Kính gửi: Tỉnh uỷ Cao Bằng" in said
    assert "31/02/1975" in said
    marked["DS"]["C7"] = "28/02/1975"  # the unit mends the red cell and sends the same file back by letter
    mended = io.BytesIO()
    marked.save(mended)
    page.post(upload, {"lists": named(mended.getvalue(), "danh sach sua.xlsx")})
    second = SourceFile.objects.exclude(pk=first.pk).get()
    page.post(url("save", second), follow=True)
    second.refresh_from_db()
    assert (second.rows_accepted, second.rows_unchanged, second.rows_refused) == (1, 1, 0)
    assert Nomination.objects.count() == Appraisal.objects.count() == 2
    with zipfile.ZipFile(io.BytesIO(page.get(url("answer", second)).content)) as packed:
        assert "không có dòng nào phải sửa" in text(packed.read(packed.namelist()[0]))
    assert call.invitations.get(unit__slug="p-cao-bang").answered_on


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file
