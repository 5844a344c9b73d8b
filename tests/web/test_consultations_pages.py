"""Pages of lists put before bodies: the office's table, a body's own page, two at once, vetting for the few."""

import io
from datetime import timedelta

import consulted
import factories
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from doanra.records.models import AppraisingBody, ApprovedVersion, Consultation, Event, Opinion
from doanra.stages import appraisals
from doanra.stages.consultations import approving, asking, freezing, opinions

pytestmark = pytest.mark.django_db
SAID = {"outcome": "agree", "document": "45-CV/CQM", "on": "2026-11-10"}
SIGNED = {"document": "21-TB/BCĐ", "on": "2026-11-10", "signer": "Phó Trưởng Ban"}


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def as_office(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def asked(call):
    """A list of three put before two bodies; the first request."""
    listed = consulted.frozen(call, 3)
    return consulted.asked(listed, consulted.body("Một"), consulted.body("Hai"))[0]


def at(name, *args):
    return reverse(f"web:{name}", args=args)


def sheet(request, name="consultations_sheet", *more):
    return at(name, 2027, request.consultation_id, request.body_id, *more)


def read(answer):
    return answer.content.decode()


def test_the_office_freezes_a_list_asks_bodies_and_sees_their_silence(as_office, call):
    factories.nominations(call, 2)
    one = consulted.body("Một")
    answer = as_office.post(at("consultations_new", 2027), {"programme": "", "standings": ["eligible", "unknown"]})
    listed = Consultation.objects.get()
    assert answer.url == at("consultations_ask", 2027, listed.pk)
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = read(as_office.post(answer.url, {"bodies": [one.pk], "due_on": due, "document": "30-CV"}, follow=True))
    assert "Đã hỏi Một" in page
    assert "còn 2 ý kiến chưa có" in page
    assert page.count("Chưa có ý kiến</span>") == 2 * 2  # in the table, and folded for a phone
    assert "Đồng ý</span>" not in page


def test_what_is_wrong_with_a_new_list_or_a_request_is_said_in_its_form(as_office, call):
    assert as_office.post(at("consultations_new", 2027), {"standings": ["eligible"]}).status_code == 400
    listed = consulted.frozen(call, 1)
    given = {"bodies": [consulted.body("Một").pk], "due_on": "2020-01-01"}
    answer = as_office.post(at("consultations_ask", 2027, listed.pk), given)
    assert (answer.status_code, "đã qua" in read(answer)) == (400, True)


def test_a_body_sees_its_own_requests_people_fields_and_column(client, asked, call):
    asked.body.sees = ["unit_name"]
    asked.body.save()
    client.force_login(consulted.appraiser("binh", of=asked.body))
    page = read(client.get(at("consultations", 2027)))
    assert "còn 3 người chưa có ý kiến" in page
    page = read(client.get(sheet(asked)))
    assert "Đơn vị cử" in page
    assert "Chức vụ" not in page
    assert "Hai" not in page
    for name in ("consultations_list", "consultations_table", "consultations_ask", "consultations_approve"):
        assert client.get(at(name, 2027, asked.consultation_id)).status_code == 403
    for name in ("nominations", "appraisals", "plans", "calls", "delegations", "courses"):
        assert client.get(at(name, 2027)).status_code == 403
    assert client.get(at("policy")).status_code == 200


def test_a_body_finds_no_request_to_another(client, asked):
    other = asked.consultation.requests.exclude(pk=asked.pk).get()
    client.force_login(consulted.appraiser("binh", of=asked.body))
    row = other.opinions.first()
    assert client.get(sheet(other)).status_code == 404
    assert client.get(sheet(other, "consultations_workbook")).status_code == 404
    assert client.get(sheet(other, "consultations_letter")).status_code == 404
    assert client.get(sheet(other, "consultations_opinion", row.pk)).status_code == 404
    assert client.get(sheet(asked, "consultations_opinion", row.pk)).status_code == 404
    assert client.post(sheet(other, "consultations_bulk"), SAID).status_code == 404


def test_a_body_speaks_singly_and_takes_back_with_a_reason(client, asked):
    client.force_login(consulted.appraiser("binh", of=asked.body))
    row = asked.opinions.first()
    page = sheet(asked, "consultations_opinion", row.pk)
    assert "Ghi ý kiến" in read(client.get(page))
    refused = client.post(page, {**SAID, "outcome": "disagree", "seen": 0})
    assert (refused.status_code, "phải nói rõ" in read(refused)) == (400, True)
    assert "Đã ghi ý kiến về" in read(client.post(page, {**SAID, "seen": 0}, follow=True))
    row.refresh_from_db()
    assert row.outcome == "agree"
    assert client.post(sheet(asked, "consultations_take_back", row.pk), {"reason": ""}).status_code == 400
    said = read(client.post(sheet(asked, "consultations_take_back", row.pk), {"reason": "nhầm"}, follow=True))
    assert "lại chưa có ý kiến" in said


def test_who_comes_second_sees_both_and_loses_no_word(as_office, asked):
    row = asked.opinions.first()
    page = sheet(asked, "consultations_opinion", row.pk)
    opinions.answer(
        asked, given=consulted.given(asked), by=consulted.appraiser("binh", of=asked.body), on=consulted.TODAY
    )
    typed = {"outcome": "more", "document": "77-CV", "on": "2026-11-12", "note": "thiếu bản nhận xét", "seen": "0"}
    answer = as_office.post(page, typed)
    said = read(answer)
    assert answer.status_code == 409
    assert "Binh đã ghi “Đồng ý”, 45-CV/CQM, 10/11/2026" in said
    assert all(word in said for word in ("77-CV", "2026-11-12", "thiếu bản nhận xét", "Ghi thay ý kiến kia"))
    assert 'name="seen" value="1"' in said
    as_office.post(page, {**typed, "seen": "1"})
    row.refresh_from_db()
    assert row.outcome == "more"


def test_in_bulk_the_ticked_are_recorded_and_the_rest_named(as_office, asked):
    rows = list(asked.opinions.order_by("pk"))
    ticks = [f"{row.pk}:0" for row in rows]
    consulted.answered(asked, "disagree")
    page = read(as_office.post(sheet(asked, "consultations_bulk"), {**SAID, "opinion": ticks}, follow=True))
    assert "Đã ghi ý kiến về 2 người" in page
    assert f"Để lại 1 người: {rows[0].person.full_name}" in page
    kept = as_office.post(sheet(asked, "consultations_bulk") + "?only=silent&all=1", {**SAID, "opinion": ticks})
    assert kept.url == sheet(asked) + "?only=silent"
    none = as_office.post(sheet(asked, "consultations_bulk"), SAID)
    assert (none.status_code, "Chưa chọn ai" in read(none)) == (400, True)


def test_a_foreign_tick_fails_the_whole_act(as_office, asked):
    other = asked.consultation.requests.exclude(pk=asked.pk).get()
    ticks = [f"{asked.opinions.first().pk}:0", f"{other.opinions.first().pk}:0"]
    answer = as_office.post(sheet(asked, "consultations_bulk"), {**SAID, "opinion": ticks})
    assert (answer.status_code, "Không dòng nào được ghi" in read(answer)) == (404, True)
    for tick in ("x", "²:0", f"{'9' * 30}:0", "1", "1:-1"):
        assert as_office.post(sheet(asked, "consultations_bulk"), {**SAID, "opinion": [tick]}).status_code == 404
    assert not Opinion.objects.exclude(outcome="").exists()


def test_what_was_ticked_stays_ticked_when_something_is_wrong(as_office, asked):
    row = asked.opinions.first()
    answer = as_office.post(sheet(asked, "consultations_bulk"), {**SAID, "on": "", "opinion": [f"{row.pk}:0"]})
    assert answer.status_code == 400
    assert f'id="o{row.pk}" checked' in read(answer)
    assert read(as_office.get(sheet(asked), {"all": 1})).count(" checked") == 3


def test_the_workbook_goes_out_and_comes_back_with_its_faults_named(client, asked):
    client.force_login(consulted.appraiser("binh", of=asked.body))
    book = openpyxl.load_workbook(io.BytesIO(client.get(sheet(asked, "consultations_workbook")).content))
    page = book.active
    first = next(cell.column for cell in page[4] if cell.value == "Ý kiến")
    for row, values in ((5, ("Đồng ý", "45-CV", "10/11/2026")), (6, ("ừ", "45-CV", "10/11/2026"))):
        for shift, value in enumerate(values):
            page.cell(row, first + shift, value)
    written = io.BytesIO()
    book.save(written)
    written.seek(0)
    written.name = "ykien.xlsx"
    answer = client.post(sheet(asked, "consultations_load"), {"sheet": written})
    said = read(answer)
    assert answer.status_code == 400
    assert "Đã ghi 1 ý kiến; 0 dòng như cũ; 1 dòng để trống" in said
    assert "“ừ” không phải là một ý kiến" in said
    assert client.post(sheet(asked, "consultations_load"), {}).status_code == 400


def test_a_reminder_is_a_letter_and_is_counted(as_office, asked):
    answer = as_office.post(sheet(asked, "consultations_remind"))
    assert answer["Content-Disposition"].startswith('attachment; filename="nhac-cho-y-kien-mot')
    asked.refresh_from_db()
    assert asked.reminders == 1
    assert "đã nhắc 1 lần" in read(as_office.get(at("consultations_list", 2027, asked.consultation_id)))
    assert as_office.get(sheet(asked, "consultations_remind")).status_code == 405


def test_to_withdraw_ask_again_drop_and_reopen_needs_a_reason(as_office, asked):
    listed = asked.consultation_id
    steps = [
        (sheet(asked, "consultations_withdraw"), {}, "Đã rút yêu cầu"),
        (
            sheet(asked, "consultations_again"),
            {"due_on": (timezone.localdate() + timedelta(9)).isoformat()},
            "Đã hỏi lại",
        ),
        (at("consultations_drop", 2027, listed), {}, "Đã bỏ danh sách"),
        (at("consultations_reopen", 2027, listed), {}, "Đã mở lại danh sách"),
    ]
    for address, given, said in steps:
        assert as_office.post(address, given).status_code == 400
        assert said in read(as_office.post(address, {**given, "reason": "gửi nhầm"}, follow=True))
    assert [event.detail.get("reason") for event in Event.objects.all()[:4]] == ["gửi nhầm"] * 4


@pytest.mark.parametrize(
    ("role", "reads"), [("office", True), ("leader", True), ("committee", False), ("inspector", False)]
)
def test_vetting_is_shown_to_the_few_and_its_absence_is_said(client, call, role, reads):
    (request,) = consulted.asked(consulted.frozen(call, 2), consulted.body("Bảo vệ", vets=True))
    consulted.answered(request, "disagree", "agree", note="", document="9-MẬT-THỬ")
    client.force_login(factories.account("doc", role=role))
    page = read(client.get(at("consultations_list", 2027, request.consultation_id)))
    assert ("9-MẬT-THỬ" in page) is reads
    assert ("Không đủ điều kiện</span>" in page) is reads
    assert ("Bảng này không có ý kiến của" in page) is not reads
    stopped = read(client.get(at("consultations_list", 2027, request.consultation_id), {"only": "stopped"}))
    assert ("1 trên 2 người khớp" in stopped) is reads
    book = client.get(at("consultations_table", 2027, request.consultation_id)).content
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row if cell]
    assert any("9-MẬT-THỬ" in cell for cell in cells) is reads
    assert any("Không có ý kiến của Bảo vệ" in cell for cell in cells) is not reads
    assert any("Lọc: Tất cả" in cell for cell in cells)
    assert any("người tải: Doc" in cell for cell in cells)


@pytest.mark.parametrize(
    ("role", "reads"), [("office", True), ("committee", False), ("inspector", False), ("unit", False)]
)
def test_vetting_is_told_to_the_few_on_the_page_of_the_verdict_too(client, call, role, reads):
    (request,) = consulted.asked(consulted.frozen(call, 1), consulted.body("Bảo vệ", vets=True))
    consulted.answered(request, "disagree", note="", document="9-THỬ")
    client.force_login(factories.account("doc", role=role, unit="p-cao-bang" if role == "unit" else None))
    page = read(client.get(at("appraisals_why", 2027, request.consultation.people.get().nomination_id)))
    assert ("9-THỬ" in page) is reads
    assert ("chưa bảo đảm tiêu chuẩn theo kết quả thẩm định" in page) is reads
    assert ("Trang này không có kết quả thẩm tra" in page) is not reads


@pytest.mark.parametrize("role", ["inspector", "office"])
def test_vetting_is_told_to_the_few_in_the_trail_too(client, call, role):
    (request,) = consulted.asked(consulted.frozen(call, 1), consulted.body("Bảo vệ", vets=True))
    consulted.answered(request, "disagree", note="", document="9-THỬ")
    client.force_login(factories.account("doc", role=role))
    event = Event.objects.filter(verb="consultations.answer").first()
    story = at("trail_story", "nomination", request.consultation.people.get().nomination_id)
    for address in (at("trail"), at("trail_event", event.pk), story):
        assert ("9-THỬ" in read(client.get(address))) is (role == "office"), address


def test_the_page_of_vetting_has_no_room_for_a_note(client, call):
    (request,) = consulted.asked(consulted.frozen(call, 1), consulted.body("Bảo vệ", vets=True))
    client.force_login(consulted.appraiser("binh", of=request.body))
    page = sheet(request, "consultations_opinion", request.opinions.get().pk)
    assert 'name="note"' not in read(client.get(page))
    refused = client.post(page, {**SAID, "seen": 0, "note": "nội dung"})
    assert (refused.status_code, "chỉ ghi kết quả" in read(refused)) == (400, True)


def test_the_verdict_and_a_waiver_stand_beside_the_opinions(as_office, asked):
    one = asked.consultation.people.first()
    appraisals.waive(
        one.nomination, rule="short_once", document="118-CV/BCĐ", on=consulted.LETTER, signer="Phó Trưởng Ban", by=None
    )
    page = read(as_office.get(at("consultations_list", 2027, asked.consultation_id)))
    assert "miễn theo 118-CV/BCĐ, 10/11/2026, Phó Trưởng Ban ký" in page
    assert page.count("Chưa rõ</span>") == 3 * 2
    only = read(as_office.get(at("consultations_list", 2027, asked.consultation_id), {"only": "waived"}))
    assert "1 trên 3 người khớp" in only


def test_the_leader_approves_and_the_next_version_shows_its_difference(client, asked):
    client.force_login(factories.account("minh", role="leader"))
    people = list(asked.consultation.people.all())
    page = at("consultations_approve", 2027, asked.consultation_id)
    assert "3 người còn cơ quan chưa có ý kiến" in read(client.get(page))
    lines = [one.pk for one in people[:2]]
    said = read(client.post(page, {**SIGNED, "seen": 0, "line": lines}, follow=True))
    assert "Đã ghi bản số 1 với 2 người" in said
    given = {**SIGNED, "seen": 1, "reason": "đơn vị xin rút", "remove": [lines[0]], "add": [people[2].nomination_id]}
    said = read(client.post(at("consultations_amend", 2027, asked.consultation_id), given, follow=True))
    assert "Khác bản số 1" in said
    assert "Thêm</span>" in said
    assert "Bỏ</span>" in said
    assert "đơn vị xin rút" in said


def test_who_approves_second_is_told_and_keeps_what_was_typed(as_office, asked):
    approving.approve(
        asked.consultation, document="20-TB", on=consulted.LETTER, signer="Trưởng Ban", seen=0, by=None,
        today=consulted.TODAY,
    )  # fmt: skip
    lines = list(asked.consultation.people.values_list("pk", flat=True))
    answer = as_office.post(
        at("consultations_approve", 2027, asked.consultation_id), {**SIGNED, "seen": 0, "line": lines[:1]}
    )
    said = read(answer)
    assert answer.status_code == 409
    assert "vừa ghi bản số 1 theo 20-TB, Trưởng Ban ký" in said
    assert 'value="21-TB/BCĐ"' in said
    assert said.count(" checked") == 1
    assert ApprovedVersion.objects.count() == 1


def test_a_foreign_line_fails_the_approval(as_office, asked):
    address = at("consultations_approve", 2027, asked.consultation_id)
    for line in ("999999", "²", "9" * 30):
        assert as_office.post(address, {**SIGNED, "seen": 0, "line": [line]}).status_code == 404
    lines = list(asked.consultation.people.values_list("pk", flat=True))
    assert as_office.post(address, {**SIGNED, "seen": 7, "line": lines}).status_code == 409
    assert not ApprovedVersion.objects.exists()


def test_the_office_keeps_the_bodies(as_office, db):
    assert "Danh mục còn trống" in read(as_office.get(at("bodies")))
    given = {"name": "Cơ quan Mẫu Trung ương", "short": "Mẫu", "sees": ["birth", "position"]}
    as_office.post(at("bodies_add"), given)
    one = AppraisingBody.objects.get()
    assert one.sees == ["birth", "position"]
    as_office.post(at("bodies_change", one.pk), {**given, "short": "Mẫu mới", "order": 4})
    as_office.post(at("bodies_retire", one.pk))
    one.refresh_from_db()
    assert (one.short, one.order, one.retired_on is None) == ("Mẫu mới", 4, False)
    assert "thôi hỏi từ" in read(as_office.get(at("bodies")))
    as_office.post(at("bodies_restore", one.pk))
    again = as_office.post(at("bodies_add"), {**given, "short": "Mẫu mới"})
    assert (again.status_code, "Đã có cơ quan" in read(again)) == (400, True)


@pytest.mark.parametrize("role", ["unit", "approver", "finance", "head", "participant", "administrator"])
def test_strangers_get_nothing(client, asked, role):
    client.force_login(factories.account("la", role=role, unit="p-son-la" if role in ("unit", "approver") else None))
    row = asked.opinions.first().pk
    for address in (
        at("consultations", 2027), at("consultations_list", 2027, asked.consultation_id), sheet(asked),
        sheet(asked, "consultations_opinion", row), sheet(asked, "consultations_workbook"), at("bodies"),
    ):  # fmt: skip
        assert client.get(address).status_code == 403


def test_a_list_of_another_year_is_not_there(as_office, asked):
    factories.call(2028)
    assert as_office.get(at("consultations_list", 2028, asked.consultation_id)).status_code == 404
    assert as_office.get(at("consultations_version", 2027, asked.consultation_id, 1)).status_code == 404


@pytest.mark.parametrize("which", ["consultations", "list", "sheet", "approve", "opinion"])
def test_a_page_asks_a_fixed_number_of_queries(as_office, call, which):
    def asked_for(many):
        listed = consulted.frozen(call, many, unit="p-son-la" if many > 2 else "p-cao-bang")
        (request,) = asking.ask(
            listed, bodies=[consulted.body(f"Số {many}")], due_on=consulted.DUE, by=None, on=consulted.ASKED
        )
        consulted.answered(request, "agree")
        address = {
            "consultations": at("consultations", 2027),
            "list": at("consultations_list", 2027, listed.pk),
            "approve": at("consultations_approve", 2027, listed.pk),
            "sheet": sheet(request),
            "opinion": sheet(request, "consultations_opinion", request.opinions.first().pk),
        }[which]
        as_office.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert as_office.get(address).status_code == 200
        return len(queries)

    few = asked_for(2)
    assert few == asked_for(4) <= 30


def test_in_a_closed_year_the_pages_offer_no_act(as_office, asked, call):
    call.state = "closed"
    call.save()
    page = read(as_office.get(at("consultations_list", 2027, asked.consultation_id)))
    assert "Ghi quyết định duyệt" not in page
    assert "Rút yêu cầu" not in page
    assert freezing.choice(call).exists()


def test_looking_for_somebody_to_add_keeps_what_was_typed_and_ticked(client, asked):
    client.force_login(factories.account("minh", role="leader"))
    page = at("consultations_approve", 2027, asked.consultation_id)
    lines = list(asked.consultation.people.values_list("pk", flat=True))
    client.post(page, {**SIGNED, "seen": 0, "line": lines})
    amend = at("consultations_amend", 2027, asked.consultation_id)
    typed = {**SIGNED, "seen": 1, "reason": "đơn vị xin rút", "remove": [lines[0]], "q": "khong co ai", "find": "1"}
    answer = client.post(amend, typed)
    said = read(answer)
    assert answer.status_code == 200
    assert 'value="đơn vị xin rút"' in said
    assert f'name="remove" value="{lines[0]}" id="r{lines[0]}" checked' in said
    assert "Không có đề cử nào khớp “khong co ai” để thêm." in said
    assert ApprovedVersion.objects.count() == 1
