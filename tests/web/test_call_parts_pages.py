"""Quotas, needs, papers, days, the answer that names nobody, the letter of call, answers as of any day."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import page, text_of

from doanra.documents.quota_sheet import QuotaSheet, render_quota_sheet
from doanra.records.models import Event, Extension, Need, QuotaEntry, RequiredPaper, Unit, UnitKind
from doanra.records.queries import calls as answering
from doanra.records.queries import quotas as queries
from doanra.stages import calls, needs
from doanra.stages.demonstration import year_2023
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
OWN, OTHER = "p-cao-bang", "p-son-la"


@pytest.fixture
def call(db):
    return factories.call(2027, target_short=20, target_medium=0, target_language=0)


def unit(slug=OWN):
    return Unit.objects.get(slug=slug)


RULES = {"mode": "inform", "counts": "nominations", "few": "2", "document": "15-TB/BCĐ"}


def switch_on(clerk, **more):
    return clerk.post("/2027/calls/quotas/rules/", {**RULES, **more})


def enter(clerk, slug=OWN, seats="4", kind="entitled", **more):
    given = {"kind": kind, "programme": "short", "unit": unit(slug).pk, "seats": seats, "document": "15-TB/BCĐ"}
    return clerk.post("/2027/calls/quotas/enter/", {**given, **more})


# Quotas


def test_a_year_without_quotas_says_so_and_offers_to_set_them(clerk, call):
    text = text_of(page(clerk, "calls_quotas", 2027))
    assert "chưa đặt chỉ tiêu cho đơn vị" in text
    assert "Ghi vào sổ" not in text
    assert switch_on(clerk).status_code == 302
    assert "Chỉ tiêu của năm 20 chỗ: đã giao 0, chưa giao 20" in text_of(page(clerk, "calls_quotas", 2027))


def test_an_entry_is_written_and_the_totals_add_up(clerk, call):
    switch_on(clerk)
    assert enter(clerk).status_code == 302
    factories.nominations(call, 5)
    text = text_of(page(clerk, "calls_quotas", 2027, programme="short"))
    assert "đã giao 4, chưa giao 16; đã dùng 5" in text
    assert "quá 1" in text
    assert "15-TB/BCĐ" in text_of(page(clerk, "calls_quota_entries", 2027))


def test_an_entry_that_does_not_hold_says_why_and_keeps_what_was_typed(clerk, call):
    switch_on(clerk)
    before = QuotaEntry.objects.count()
    answer = enter(clerk, seats="21", reason="theo tờ trình")
    assert answer.status_code == 400
    text = text_of(answer)
    assert "Chỉ còn 20 chỗ ngắn hạn chưa giao" in text
    assert "theo tờ trình" in text
    assert QuotaEntry.objects.count() == before


def test_a_unit_sees_its_own_quota_and_no_other(client, clerk, call):
    switch_on(clerk)
    enter(clerk)
    enter(clerk, OTHER, "3")
    page(clerk, "calls_quotas", 2027)  # which says what was entered
    client.force_login(factories.account("chi", role="unit", unit=OWN))
    text = text_of(page(client, "calls_quotas", 2027))
    assert "Đơn vị của bạn có 4 chỗ" in text
    assert "Sơn La" not in text
    assert "Sơn La" not in text_of(page(client, "calls_quota_entries", 2027))
    assert client.post("/2027/calls/quotas/enter/").status_code == 403
    assert page(client, "calls_top_up", 2027).status_code == 403
    assert page(client, "calls_quota_workbook", 2027).status_code == 403


def test_shares_are_looked_at_before_they_are_given(clerk, call):
    switch_on(clerk)
    factories.nominations(factories.call(2026), 2)
    asked = {"programme": "short", "way": "last_year"}
    assert "1 đơn vị được 20 chỗ" in text_of(page(clerk, "calls_quota_share", 2027, **asked))
    assert queries.table(calls.of_year(2027), programmes=[Programme.SHORT]).not_given == 20
    given = {**asked, "document": "16-TB/BCĐ"}
    stale = clerk.post("/2027/calls/quotas/share/", {**given, "seen": "3"})
    assert stale.status_code == 400 and "bạn đã xem 3 chỗ, nay là 20 chỗ" in text_of(stale)
    assert clerk.post("/2027/calls/quotas/share/", given).status_code == 400
    assert queries.table(calls.of_year(2027), programmes=[Programme.SHORT]).not_given == 20
    assert clerk.post("/2027/calls/quotas/share/", {**given, "seen": "20"}).status_code == 302
    assert queries.table(calls.of_year(2027), programmes=[Programme.SHORT]).not_given == 0


def test_shares_that_give_nobody_anything_say_why(clerk, call):
    switch_on(clerk)
    text = text_of(page(clerk, "calls_quota_share", 2027, programme="short", way="equal"))
    assert "không đủ mỗi đơn vị một chỗ" in text


def test_a_workbook_is_taken_as_a_whole_or_its_faults_are_named(clerk, call):
    switch_on(clerk)

    def send(*rows):
        sheet = QuotaSheet(year=2027, programmes=(Programme.SHORT,), plans=(20,), rows=rows)
        book = SimpleUploadedFile("chi-tieu.xlsx", render_quota_sheet(sheet, on=DAY))
        return clerk.post("/2027/calls/quotas/load/", {"sheet": book, "document": "17-TB/BCĐ"})

    answer = send((OWN, "Cao Bằng", (4,)), ("p-khong-co", "Không có", (1,)))
    assert answer.status_code == 400
    assert "không phải mã của đơn vị được mời" in text_of(answer)
    assert send((OWN, "Cao Bằng", (4,)), (OTHER, "Sơn La", (2,))).status_code == 302
    assert "đã giao 6, chưa giao 14" in text_of(page(clerk, "calls_quotas", 2027, programme="short"))


def test_the_top_up_cites_what_the_committee_asked_and_is_decided_on_a_document(client, clerk, call):
    switch_on(clerk)
    for one in factories.nominations(call, 2):
        one.appraisal.standing = "eligible"
        one.appraisal.save()
    leader = factories.account("chu", role="leader")
    client.force_login(leader)
    text = text_of(page(client, "calls_top_up", 2027, programme="short"))
    assert "bổ sung cho những địa phương, đơn vị ít chỉ tiêu" in text
    assert "đề xuất bổ sung 2" in text
    given = {"programme": "short", f"u{unit().pk}": "2", "document": "18-QĐ/BCĐ", "document_on": "2026-09-30"}
    assert client.post("/2027/calls/quotas/top-up/", {**given, f"u{unit().pk}": "3"}).status_code == 400
    assert client.post("/2027/calls/quotas/top-up/", {**given, f"u{unit().pk}": "nhiều"}).status_code == 400
    assert client.post("/2027/calls/quotas/top-up/", given).status_code == 302
    event = Event.objects.get(verb="quotas.top_up")
    assert (event.by, event.ground) == (leader, "18-QĐ/BCĐ, 30/09/2026")


def test_the_tables_ask_no_more_for_more_units(clerk, call):
    switch_on(clerk)
    counts = {}
    for many in (1, 3):
        for slug in (OWN, OTHER, "p-lang-son")[:many]:
            enter(clerk, slug, "1")
            factories.nomination(call, unit=slug)
            needs.state(call, unit=unit(slug), stated=replace(STATED, people=many), by=None)
        for name in ("calls_quotas", "calls_quota_entries", "calls_top_up", "calls_needs", "calls_deadlines"):
            with CaptureQueriesContext(connection) as asked:
                page(clerk, name, 2027)
            counts.setdefault(name, []).append(len(asked))
    assert all(one == three <= 30 for one, three in counts.values()), counts


# Needs


STATED = needs.Stated(programme=Programme.SHORT, task="Mở cửa khẩu", gap="Chưa ai biết thông quan", people=2)
NEED = {"programme": "short", "task": "Mở cửa khẩu", "gap": "Chưa ai biết thông quan", "people": "2"}


def test_a_unit_states_what_it_needs_and_a_nomination_refers_to_it(client, call, stranger):
    client.force_login(stranger)
    assert client.post("/2027/calls/needs/", {**NEED, "unit": unit().pk}).status_code == 302
    need = Need.objects.get()
    needs.refer(factories.nomination(call), needs=[need.pk], by=stranger)
    text = text_of(page(client, "calls_needs", 2027))
    assert "Mở cửa khẩu" in text
    assert "1 nhu cầu của 1 đơn vị, 2 người cần cử" in text
    answer = client.post(f"/2027/calls/needs/{need.pk}/drop/")
    assert "1 đề cử đang gắn" in text_of(answer)


def test_a_need_that_is_sent_twice_stands_once_and_the_words_stay_in_the_form(client, call, stranger):
    client.force_login(stranger)
    assert client.post("/2027/calls/needs/", {**NEED, "unit": unit().pk}).status_code == 302
    answer = client.post("/2027/calls/needs/", {**NEED, "unit": unit().pk})
    text = text_of(answer)
    assert answer.status_code == 400
    assert "đã nêu đúng nhu cầu này của Cao Bằng" in text
    assert "sửa số người" in text
    assert 'value="Mở cửa khẩu"' in answer.content.decode()
    assert Need.objects.count() == 1
    assert client.post("/2027/calls/needs/", {**NEED, "unit": unit().pk, "people": "3"}).status_code == 302
    needs.drop(Need.objects.get(people=2), by=stranger)
    assert client.post("/2027/calls/needs/", {**NEED, "unit": unit().pk}).status_code == 302


def test_a_unit_states_nothing_for_another_and_reaches_no_need_of_it(client, call, stranger):
    other = needs.state(call, unit=unit(OTHER), stated=STATED, by=None)
    client.force_login(stranger)
    assert client.post("/2027/calls/needs/", {**NEED, "unit": unit(OTHER).pk}).status_code == 400
    assert client.get(f"/2027/calls/needs/{other.pk}/").status_code == 404
    assert client.post(f"/2027/calls/needs/{other.pk}/drop/").status_code == 404
    assert Need.objects.count() == 1


def test_the_second_to_change_a_need_is_told_what_the_first_wrote_and_loses_no_word(clerk, call):
    need = needs.state(call, unit=unit(), stated=STATED, by=None)
    other = needs.Stated(programme=Programme.SHORT, task="Việc của người trước", gap="Thiếu", people=3)
    needs.change(need, stated=other, seen=1, by=None)
    answer = clerk.post(f"/2027/calls/needs/{need.pk}/", {**NEED, "task": "Việc của tôi", "seen": "1"})
    text = text_of(answer)
    assert answer.status_code == 400
    assert "Việc của người trước" in text
    assert "Việc của tôi" in text
    assert 'name="seen" value="2"' in text


# Papers of a dossier


def test_an_offered_list_is_taken_over_with_one_click(clerk, call):
    shown = text_of(page(clerk, "calls_papers", 2027))
    assert "Danh mục gợi ý, chưa có căn cứ" in shown and not RequiredPaper.objects.exists()
    assert clerk.post("/2027/calls/papers/take/", {"paper": ["short:cv", "language:certificate"]}).status_code == 302
    assert {one.name for one in RequiredPaper.objects.all()} == {"Sơ yếu lý lịch", "Chứng chỉ ngoại ngữ"}
    shown = text_of(page(clerk, "calls_papers", 2027))
    assert 'value="short:cv"' not in shown and 'value="short:health"' in shown
    assert clerk.post("/2027/calls/papers/take/", {"paper": ["short:cv"]}).status_code == 400


def test_papers_are_added_changed_and_ended(clerk, call):
    assert "danh sách để trống" in text_of(page(clerk, "calls_papers", 2027))
    given = {"programme": "short", "name": "Bản cam kết", "order": "1", "valid_from": "2026-09-15"}
    assert clerk.post("/2027/calls/papers/", given).status_code == 302
    paper = RequiredPaper.objects.get()
    assert "đã có trong danh sách" in text_of(clerk.post("/2027/calls/papers/", given))
    assert clerk.post(f"/2027/calls/papers/{paper.pk}/", {**given, "valid_to": "2026-09-01"}).status_code == 400
    assert clerk.post(f"/2027/calls/papers/{paper.pk}/", {**given, "name": "Cam kết"}).status_code == 302
    assert "Cam kết" in text_of(page(clerk, "calls_papers", 2027))
    clerk.post(f"/2027/calls/papers/{paper.pk}/end/")
    paper.refresh_from_db()
    assert paper.valid_to is not None


# Days


def test_one_unit_gets_more_time_for_a_reason_and_on_a_document(client, clerk, call):
    given = {"unit": unit().pk, "kind": "unit", "due_on": "2027-01-20", "reason": "Kiện toàn", "document": "45-CV/TU"}
    assert clerk.post("/2027/calls/deadlines/", {**given, "due_on": "2026-12-01"}).status_code == 400
    assert clerk.post("/2027/calls/deadlines/", {**given, "reason": ""}).status_code == 400
    assert clerk.post("/2027/calls/deadlines/", given).status_code == 302
    assert Extension.objects.get().due_on == date(2027, 1, 20)
    assert "gia hạn đến 20/1/2027" in text_of(page(clerk, "calls", 2027))
    client.force_login(factories.account("chi", role="unit", unit=OWN))
    assert "20/1/2027" in text_of(page(client, "calls_deadlines", 2027))
    client.force_login(factories.account("son", role="unit", unit=OTHER))
    assert "20/1/2027" not in text_of(page(client, "calls_deadlines", 2027))


# Answers


def test_a_unit_answers_that_it_names_nobody(client, call, stranger):
    client.force_login(stranger)
    given = {"unit": unit().pk, "letter": "45-CV/TU", "letter_on": "2026-09-30", "on": "2026-10-02"}
    assert client.post("/2027/calls/nobody/", {**given, "unit": unit(OTHER).pk}).status_code == 400
    assert client.post("/2027/calls/nobody/", {**given, "letter": ""}).status_code == 400
    assert client.post("/2027/calls/nobody/", given).status_code == 302
    assert call.invitations.get(unit=unit()).names_nobody
    assert "không cử ai" in text_of(page(client, "calls", 2027))


def test_the_figure_is_that_of_the_end_of_any_day(clerk, call):
    calls.answer_none(call, unit=unit(), letter="45-CV/TU", letter_on=None, by=None, on=date(2026, 10, 5))
    for day, said in (("2026-10-04", "0 trên 81"), ("2026-10-05", "1 trên 81")):
        assert f"{said} đơn vị đã trả lời" in text_of(page(clerk, "calls", 2027, on=day))
    assert page(clerk, "calls", 2027, on="không").status_code == 200


def test_the_published_figures_of_2023_come_out_of_the_days(clerk):
    call = year_2023.load()
    answers = answering.answers(call, on=date(2022, 12, 31))
    assert [answers.share(kind) for kind in (UnitKind.PROVINCE, UnitKind.CENTRAL)] == [(58, 63), (50, 54)]
    earlier = answering.answers(call, on=date(2022, 11, 1))
    assert 0 < earlier.answered < answers.answered
    assert "58/63 tỉnh, thành và 50/54 cơ quan Trung ương" in text_of(page(clerk, "calls", 2023, on="2022-12-31"))


# The letter of call


def said_in(content):
    return re.sub("<[^>]+>", "", zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode())


def test_the_letter_of_call_lists_everybody_who_is_asked(clerk, call):
    switch_on(clerk)
    enter(clerk)
    answer = page(clerk, "calls_letter", 2027)
    words = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "DANH SÁCH NƠI NHẬN" in words
    assert "Tỉnh uỷ Cao Bằng" in words
    assert "ngắn hạn 4" in words
    assert Event.objects.filter(verb="calls.letter").count() == 1


def test_a_letter_for_each_unit_has_its_own_quota_and_day(clerk, call):
    switch_on(clerk)
    enter(clerk)
    answer = page(clerk, "calls_letter", 2027, each="1")
    parts = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(parts.namelist()) == 81
    own = next(name for name in parts.namelist() if OWN in name)
    words = zipfile.ZipFile(io.BytesIO(parts.read(own))).read("word/document.xml").decode()
    assert "ngắn hạn 4" in words
    assert "DANH SÁCH NƠI NHẬN" not in words


def test_a_unit_that_names_nobody_says_so_today_and_need_not_choose_itself(client, office, call):
    client.force_login(factories.account("an2", role="unit", unit=OWN))
    shown = page(client, "calls_nobody", 2027).content.decode()
    assert 'name="on"' not in shown
    assert shown.count("<option") == 1 and "Chọn đơn vị" not in shown
    client.force_login(office)
    assert 'name="on"' in page(client, "calls_nobody", 2027).content.decode()


def test_the_letter_of_call_bears_the_number_and_the_day_that_the_office_noted(clerk, call):
    call.document = "96-CV/BCĐ"
    call.save()
    said = said_in(clerk.get("/2027/calls/letter/").content)
    assert "Số 96-CV/BCĐ" in said and f"ngày {call.opened_on:%d} tháng {call.opened_on.month}" in said
    call.document = "12-CV/BTCTW"
    call.save()
    assert "Số .....-CV/BCĐ" in said_in(clerk.get("/2027/calls/letter/").content)


def test_the_home_of_a_closed_unit_points_to_who_followed_it(client, call):
    closed = Unit.objects.get(slug="p-yen-bai")
    client.force_login(factories.account("bai", role="unit", unit=closed.slug))
    shown = text_of(client.get("/2027/"))
    assert "Tỉnh Yên Bái đã kết thúc hoạt động ngày 30/6/2025" in shown
    assert "Đơn vị kế tục là Tỉnh Lào Cai" in shown and "Đề cử bằng biểu mẫu" not in shown
    assert "Đơn vị của bạn không được mời năm này" in text_of(page(client, "calls", 2027))
    assert "không đề cử được nữa" in text_of(client.get("/2027/nominations/form/new/"))
