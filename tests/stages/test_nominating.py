"""Nominating by form: drafts, one letter for many, returned with reasons, withdrawn, late; nothing by halves."""

from datetime import date

import factories
import pytest
from nominating_scene import AFTER, DAY, PDF, Year, letter, told
from unit_lists import line, workbook

from doanra.records.models import (
    Event,
    Evidence,
    FileState,
    Invitation,
    Nomination,
    NominationDraft,
    NominationState,
    Person,
    SourceFile,
    StoredFile,
    Submission,
    Unit,
)
from doanra.records.queries import nomination_totals
from doanra.stages import appraisals, duties, nominations
from doanra.stages.nominating import answers, drafting, late, returning, senders, submitting
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


def state_of(nomination):
    return Nomination.objects.get(pk=nomination.pk).state


def test_a_draft_is_counted_nowhere(year):
    year.draft()
    assert Nomination.objects.count() == Person.objects.count() == SourceFile.objects.count() == 0
    assert nomination_totals.year(year.call, within=None).totals.standing == 0
    assert not Invitation.objects.filter(call=year.call).exclude(answered_on=None).exists()


def test_what_is_drafted_lies_readable_nowhere(year):
    from django.db import connection  # noqa: PLC0415

    year.draft("Nguyễn Thử Kín")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM records_nominationdraft")
        assert "Kín" not in cursor.fetchone()[0]


def test_drafts_sent_with_a_letter_become_nominations_as_a_workbook_would(year):
    one, two = (
        year.draft("Nguyễn Thử An"),
        year.draft("Trần Thử Bình", programme="language", language="lo", priority="2"),
    )
    made = year.sent(one, two)
    assert made.receipt == "BN-2027-0001"
    assert made.file.state == FileState.SAVED.value and made.file.rows_accepted == 2
    first, second = Nomination.objects.order_by("person__full_name")
    assert (first.person.full_name, first.unit.slug, first.state) == ("Nguyễn Thử An", "p-cao-bang", "standing")
    assert (second.programme, second.language, second.priority) == ("language", "lo", 2)
    assert first.audience  # the post was read
    assert {paper.kind for paper in Evidence.objects.filter(nomination=first)} == {"task_done", "discipline_clear"}
    invitation = Invitation.objects.get(call=year.call, unit=year.clerk.unit)
    assert (invitation.answered_on, invitation.letter) == (DAY, "125-CV/TU")
    assert NominationDraft.objects.filter(state="sent", submission=made).count() == 2
    event = Event.objects.get(verb="forms.submit")
    assert event.ground == "125-CV/TU, 01/10/2026" and event.detail["receipt"] == made.receipt
    assert event.by == year.approver and event.unit == year.clerk.unit


def test_the_form_and_the_workbook_know_the_same_person(year):
    year.sent(year.draft("Nguyễn Thử An"))
    file = nominations.receive(year.call, name="a.xlsx", content=workbook(line()), by=year.office)
    nominations.save_file(file, by=year.office, on=DAY)
    assert Person.objects.count() == Nomination.objects.count() == 1


def test_receipts_follow_each_other_without_a_gap(year):
    assert year.sent(year.draft("Nguyễn Thử An")).number == 1
    with pytest.raises(Refused):
        year.sent(year.draft("Lê Thử Sai", birth_date="không nhớ"))
    assert year.sent(year.draft("Trần Thử Bình")).number == 2


def test_the_scan_is_kept_with_the_receipt(year):
    made = year.sent(year.draft())
    assert (made.scan.name, made.scan.kind, made.scan.unit) == ("cong-van.pdf", "pdf", year.clerk.unit)
    assert made.scan.content.open().read() == PDF


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"birth_date": "45/13/1975"}, "Lê Thử Sai"),
        ({"position": ""}, "Chức vụ"),
        ({"programme": "language"}, "Ngoại ngữ"),
        ({"full_name": ""}, "Họ và tên"),
    ],
)
def test_one_wrong_draft_stops_the_whole_letter_and_is_named(year, wrong, said):
    good, bad = (
        year.draft("Nguyễn Thử An"),
        year.draft(**{"name": "Lê Thử Sai", **wrong} if "full_name" not in wrong else {"name": ""}),
    )
    with pytest.raises(Refused, match=said):
        year.sent(good, bad)
    assert Nomination.objects.count() == Submission.objects.count() == StoredFile.objects.count() == 0
    assert set(NominationDraft.objects.values_list("state", flat=True)) == {"draft"}


def test_a_draft_of_another_unit_fails_the_letter_and_is_named(year):
    mine, theirs = year.draft(), year.draft("Trần Thử Lạ", by=year.other)
    with pytest.raises(NotFound, match=f"Bản soạn số {theirs.pk}"):
        year.sent(mine, theirs)
    assert not Nomination.objects.exists()


def test_whom_another_unit_nominated_is_not_taken_and_the_unit_is_named(year):
    cold = factories.nomination(
        year.call,
        unit="p-son-la",
        person=factories.person(Unit.objects.get(slug="p-son-la"), full_name="Nguyễn Thử An"),
    )
    cold.person.id_number, cold.person.id_index = "040175000123", ""
    from doanra.records.fields import blind_index  # noqa: PLC0415

    Person.objects.filter(pk=cold.person_id).update(id_index=blind_index("040175000123"))
    with pytest.raises(Refused, match="Sơn La"):
        year.sent(year.draft("Nguyễn Thử An", id_number="040175000123"))


def test_what_says_nothing_new_is_not_sent_again(year):
    year.sent(year.draft())
    with pytest.raises(Refused, match="đúng như vậy rồi"):
        year.sent(year.draft())


def test_two_who_fill_the_same_draft_the_second_is_told(year):
    draft = year.draft()
    drafting.fill(draft, answers={"priority": "3"}, seen=1, by=year.approver)
    with pytest.raises(Stale, match="Duyet đã sửa bản soạn"):
        drafting.fill(draft, answers={"priority": "2"}, seen=1, by=year.clerk)
    assert NominationDraft.objects.get().answers["priority"] == "3"


def test_a_draft_changed_since_the_approver_saw_it_is_not_sent(year):
    draft = year.draft()
    drafting.fill(draft, answers={"priority": "3"}, seen=1, by=year.clerk)
    with pytest.raises(Stale, match="Soan đã sửa"):
        year.sent(draft)


def test_a_sent_draft_is_not_changed(year):
    draft = year.draft()
    year.sent(draft)
    with pytest.raises(Refused, match="Đã nộp"):
        drafting.fill(draft, answers={"priority": "3"}, seen=2, by=year.clerk)


def test_a_dropped_draft_is_not_sent(year):
    draft = year.draft()
    drafting.drop(draft, seen=1, by=year.clerk)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="Đã bỏ"):
        year.sent(draft)


def test_another_units_draft_is_not_there(year):
    with pytest.raises(NotFound):
        drafting.fill(year.draft(), answers={"priority": "3"}, seen=1, by=year.other)


def test_a_year_may_leave_sending_to_the_approver(year):
    senders.put_rules(year.call, clerk_submits=False, papers_limited=False, by=year.office)
    draft = year.draft()
    with pytest.raises(NotAllowed, match="người duyệt"):
        year.sent(draft, by=year.clerk)
    assert year.sent(draft, by=year.approver).number == 1


def test_the_office_does_not_send_for_a_unit(year):
    with pytest.raises(NotAllowed):
        year.sent(year.draft(), by=year.office)


def test_after_the_deadline_only_a_request_that_the_office_accepted(year):
    draft, other = year.draft(), year.draft("Trần Thử Bình")
    with pytest.raises(Refused, match="Hạn nộp 31/12/2026 đã qua"):
        year.sent(draft, on=AFTER)
    request = late.ask(year.call, drafts=[draft.pk], reason="Ban thường vụ họp muộn", by=year.clerk, on=AFTER)
    with pytest.raises(Refused, match="đã qua"):
        year.sent(draft, on=AFTER)
    late.accept(request, until=date(2027, 1, 10), by=year.office, on=AFTER)
    with pytest.raises(Refused, match="đã qua"):
        year.sent(draft, other, on=AFTER)
    with pytest.raises(Refused, match="đã qua"):
        year.sent(draft, on=date(2027, 1, 11))
    assert year.sent(draft, on=AFTER).late == request
    request.refresh_from_db()
    assert request.state == "used"


def test_two_of_the_office_who_decide_a_request_the_second_is_told(year):
    request = late.ask(year.call, drafts=[year.draft().pk], reason="họp muộn", by=year.clerk, on=AFTER)
    late.refuse(request, answer="Kế hoạch đã trình.", by=year.office)
    with pytest.raises(Stale, match=r"Vanphong đã quyết định.*Kế hoạch đã trình"):
        late.accept(request, until=AFTER, by=year.office, on=AFTER)


def test_no_late_request_before_the_deadline_or_for_a_stranger(year):
    draft = year.draft()
    with pytest.raises(Refused, match="Chưa quá hạn"):
        late.ask(year.call, drafts=[draft.pk], reason="muộn", by=year.clerk, on=DAY)
    with pytest.raises(NotFound, match=f"Bản soạn số {draft.pk}"):
        late.ask(year.call, drafts=[draft.pk], reason="muộn", by=year.other, on=AFTER)


def returned(year, **reasons):
    made = year.sent(year.draft())
    nomination = made.drafts.get().nomination
    returning.send_back(nomination, reasons=reasons, by=year.office, on=DAY, due_on=date(2027, 1, 20))
    return nomination, NominationDraft.objects.get(state="draft")


def test_a_returned_nomination_counts_nowhere_and_is_not_judged(year):
    nomination, _ = returned(year, birth_date="khác sơ yếu lý lịch")
    assert state_of(nomination) == NominationState.RETURNED.value
    totals = nomination_totals.year(year.call, within=None).totals
    assert (totals.standing, totals.returned, totals.withdrawn) == (0, 1, 0)
    assert appraisals.appraise(year.call, by=year.office) == 0


def test_only_the_named_fields_open_again_and_it_stands_when_sent(year):
    nomination, draft = returned(year, birth_date="khác sơ yếu lý lịch")
    with pytest.raises(Refused, match="Chức vụ"):
        drafting.fill(draft, answers={"position": "Giám đốc Sở"}, seen=1, by=year.clerk)
    draft = drafting.fill(draft, answers={"birth_date": "13/04/1976"}, seen=1, by=year.clerk)
    made = year.sent(draft, number="130-CV/TU", on=AFTER)  # after the call's deadline: the office gave a day
    nomination.refresh_from_db()
    assert (nomination.state, made.drafts.get().nomination) == ("standing", nomination)
    assert nomination.person.birth.iso() == "1976-04-13"
    assert Person.objects.count() == 1
    assert nomination.returns.get().answered_at


def test_a_return_sent_too_late_is_refused(year):
    _, draft = returned(year, birth_date="khác sơ yếu lý lịch")
    draft = drafting.fill(draft, answers={"birth_date": "13/04/1976"}, seen=1, by=year.clerk)
    with pytest.raises(Refused, match="hạn nộp lại 20/01/2027 đã qua"):
        year.sent(draft, on=date(2027, 1, 21))


def test_two_who_return_the_same_case_the_second_is_told_what_the_first_did(year):
    nomination, _ = returned(year, birth_date="khác sơ yếu lý lịch")
    with pytest.raises(Stale, match=r"Vanphong đã trả lại.*Ngày sinh"):
        returning.send_back(nomination, reasons={"position": "thiếu"}, by=year.office, on=DAY)


@pytest.mark.parametrize("reasons", [{}, {"birth_date": " "}, {"programme": "đổi"}])
def test_a_return_names_fields_and_reasons(year, reasons):
    nomination = year.sent(year.draft()).drafts.get().nomination
    with pytest.raises(Refused, match="mục"):
        returning.send_back(nomination, reasons=reasons, by=year.office, on=DAY)


def test_a_nomination_that_came_by_workbook_is_returned_too(year):
    file = nominations.receive(year.call, name="a.xlsx", content=workbook(line()), by=year.office)
    (nomination,) = nominations.save_file(file, by=year.office, on=DAY)
    returning.send_back(nomination, reasons={"full_name": "thiếu dấu"}, by=year.office, on=DAY)
    draft = drafting.fill(NominationDraft.objects.get(), answers={"full_name": "Nguyễn Thử Ân"}, seen=1, by=year.clerk)
    year.sent(draft)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.person.full_name) == ("standing", "Nguyễn Thử Ân")


def test_withdrawn_with_a_reason_and_made_to_stand_again(year):
    nomination = year.sent(year.draft()).drafts.get().nomination
    with pytest.raises(Refused, match="lý do"):
        nominations.withdraw(nomination, by=year.clerk)
    with pytest.raises(NotFound):
        nominations.withdraw(nomination, by=year.other, reason="chuyển công tác")
    nominations.withdraw(nomination, by=year.clerk, reason="chuyển công tác")
    assert state_of(nomination) == "withdrawn"
    with pytest.raises(Stale, match="Soan đã rút"):
        nominations.withdraw(nomination, by=year.approver, reason="chuyển công tác")
    with pytest.raises(Refused, match="lý do"):
        nominations.stand_again(nomination, by=year.clerk, reason="")
    nominations.stand_again(nomination, by=year.clerk, reason="rút nhầm")
    assert state_of(nomination) == "standing"
    assert nomination.withdrawals.get().undone_by == year.clerk


def test_the_office_withdraws_on_a_letter_only(year):
    nomination = year.sent(year.draft()).drafts.get().nomination
    with pytest.raises(Refused, match="công văn"):
        nominations.withdraw(nomination, by=year.office, reason="nghe nói")
    nominations.withdraw(nomination, by=year.office, letter="15-CV/TU")
    assert Event.objects.get(verb="nominations.withdraw").ground == "15-CV/TU"


def test_a_closed_unit_is_pointed_to_its_successor_by_form_and_by_workbook(year):
    gone = Unit.objects.exclude(valid_to=None).filter(successions__isnull=False).first()
    heir = gone.successions.first().successor
    clerk = factories.account("cu", role="unit", unit=gone.slug)
    with pytest.raises(Refused, match="đã kết thúc hoạt động") as refused:
        drafting.start(year.call, answers=told(), by=clerk, on=DAY)
    assert heir.name in refused.value.remedy
    file = nominations.receive(year.call, name="a.xlsx", content=workbook(line(), title="DANH SÁCH"), by=year.office)
    file = nominations.choose_unit(file, unit=gone, by=year.office)
    with pytest.raises(Refused, match="đã kết thúc hoạt động") as refused:
        nominations.save_file(file, by=year.office, on=DAY)
    assert heir.name in refused.value.remedy
    assert not Nomination.objects.exists()


def test_a_letter_needs_its_number_and_no_day_ahead(year):
    draft = year.draft()
    with pytest.raises(Refused, match="số công văn"):
        year.sent(draft, number=" ")
    with pytest.raises(Refused, match="sau hôm nay"):
        year.sent(draft, day=date(2026, 10, 2))


def test_problems_are_those_of_a_row(year):
    found = answers.problems(told(birth_date="45/13/1975"), call=year.call)
    assert {problem.field for problem in found} == {"birth_date"}
    assert answers.problems(told(), call=year.call) == []


def test_a_letter_is_looked_at_before_anything_is_written(year):
    with pytest.raises(Refused, match="theo nội dung"):
        letter(scan=b"MZ\x90 not a scan")


def test_nothing_is_sent_without_a_draft(year):
    with pytest.raises(Refused, match="Chưa chọn"):
        submitting.submit(year.call, drafts={}, letter=letter(), by=year.approver, on=DAY)


def test_what_waits_is_told_to_the_unit_and_to_the_office(year):
    draft = year.draft("Trần Thử Bình")
    assert says(year.clerk) == ["Gửi danh sách đề cử năm 2027 của Cao Bằng", "Nộp 1 đề cử đã soạn"]
    nomination = year.sent(year.draft()).drafts.get().nomination
    returning.send_back(nomination, reasons={"position": "thiếu"}, by=year.office, on=DAY)
    assert says(year.approver) == ["Nộp 1 đề cử đã soạn", "Sửa và nộp lại 1 đề cử bị trả lại"]
    assert "Theo dõi 1 đề cử đã trả lại" in says(year.office)
    request = late.ask(year.call, drafts=[draft.pk], reason="họp muộn", by=year.clerk, on=AFTER)
    assert "Trả lời 1 đề nghị nộp muộn" in says(year.office)
    late.accept(request, until=date(2027, 1, 9), by=year.office, on=AFTER)
    assert "Nộp các đề cử được cho nộp muộn" in says(year.clerk)
    nominations.withdraw(nomination, by=year.clerk, reason="việc riêng")
    assert "Sửa và nộp lại 1 đề cử bị trả lại" not in says(year.clerk)
    assert "Theo dõi 1 đề cử đã trả lại" not in says(year.office)


def says(account):
    return [duty.say for duty in duties.waiting_for(account, on=DAY)]
