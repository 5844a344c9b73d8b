"""Nominating by form on the pages: one thing a page, check, letter, receipt; what is refused loses no text."""

from datetime import date

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from nominating_scene import DAY, PDF, PNG, Year, told

from doanra.records.models import DossierFile, KeptForm, LateRequest, Nomination, NominationDraft, Submission, Unit
from doanra.stages import needs
from doanra.stages.nominating import drafting, late, returning
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(monkeypatch):
    made = Year()
    made.call.closes_on = date(2099, 12, 31)  # pages ask the clock
    made.call.save()
    return made


def page(name, *args):
    return reverse(f"web:{name}", args=[2027, *args])


def scan(content=PDF, name="cong-van.pdf"):
    return SimpleUploadedFile(name, content)


def words(response):
    return response.content.decode()


@pytest.fixture
def clerk(client, year):
    client.force_login(year.clerk)
    return client


def test_a_clerk_drafts_page_by_page_and_gets_a_receipt(clerk, year):
    who = {name: told()[name] for name in ("full_name", "birth_date", "gender")}
    first = clerk.post(page("forms_new"), who)
    draft = NominationDraft.objects.get()
    assert first.url == page("forms_step", draft.pk, "post")
    onward = clerk.post(first.url, {"position": told()["position"], "workplace": "Sở Tài chính", "seen": 1})
    assert onward.url == page("forms_step", draft.pk, "course")
    onward = clerk.post(onward.url, {"programme": "language", "language": "lo", "priority": 2, "seen": 2})
    assert onward.url == page("forms_step", draft.pk, "record")
    onward = clerk.post(onward.url, {"evaluation": "Hoàn thành tốt nhiệm vụ", "discipline": "Không", "seen": 3})
    assert onward.url == page("forms_papers", draft.pk)
    clerk.post(onward.url, {"paper": "other", "file": scan(PNG, "ly-lich.png")})
    check = words(clerk.get(page("forms_draft", draft.pk)))
    assert "ly-lich.png" in check and "tiếng Lào" in check and "Xem lại, rồi nộp" in check
    sent = clerk.post(
        page("forms_submit"), {"draft": f"{draft.pk}:4", "number": "125-CV/TU", "day": "2026-10-01", "scan": scan()}
    )
    assert sent.url == page("forms_receipt", 1)
    assert "BN-2027-0001" in words(clerk.get(sent.url))
    nomination = Nomination.objects.get()
    assert (nomination.language, nomination.papers.get().paper) == ("lo", "other")


def test_an_answer_that_a_row_would_be_refused_for_is_refused_at_its_field(clerk, year):
    answer = clerk.post(page("forms_new"), {"full_name": "Nguyễn Thử An", "birth_date": "45/13/1975", "gender": "male"})
    assert answer.status_code == 400 and "45/13/1975" in words(answer)
    assert not NominationDraft.objects.exists()


def test_two_at_one_draft_the_second_reads_the_other_and_keeps_the_text(clerk, year):
    draft = year.draft()
    drafting.fill(draft, answers={"position": "Giám đốc Sở Nội vụ"}, seen=1, by=year.approver)
    typed = {"position": "Giám đốc Sở Tài chính", "workplace": "", "seen": 1}
    answer = clerk.post(page("forms_step", draft.pk, "post"), typed)
    assert answer.status_code == 409
    assert "Duyet đã sửa bản soạn" in words(answer)
    assert "Giám đốc Sở Nội vụ" in words(answer) and "Giám đốc Sở Tài chính" in words(answer)
    again = clerk.post(page("forms_step", draft.pk, "post"), {**typed, "seen": 2})
    assert again.status_code == 302
    assert NominationDraft.objects.get().answers["position"] == "Giám đốc Sở Tài chính"


def test_a_session_that_ends_in_a_step_keeps_what_was_typed(clerk, year):
    draft = year.draft()
    clerk.get(page("forms_step", draft.pk, "post"))
    clerk.cookies.pop("sessionid")
    typed = {"position": "Giám đốc Sở Tài chính", "workplace": "Sở", "seen": 1}
    answer = clerk.post(page("forms_step", draft.pk, "post"), typed)
    assert "kept" in answer.url
    clerk.force_login(year.clerk)
    kept = KeptForm.objects.get()
    assert "Giám đốc Sở Tài chính" in words(clerk.get(reverse("web:accounts_kept", args=[kept.pk])))


def test_a_foreign_draft_is_not_there(client, year):
    draft = year.draft()
    client.force_login(year.other)
    for name in ("forms_draft", "forms_papers"):
        assert client.get(page(name, draft.pk)).status_code == 404
    assert client.get(page("forms_step", draft.pk, "who")).status_code == 404
    answer = client.post(
        page("forms_submit"), {"draft": f"{draft.pk}:1", "number": "1-CV", "day": "2026-10-01", "scan": scan()}
    )
    assert answer.status_code == 404 and f"Bản soạn số {draft.pk}" in words(answer)
    assert not Submission.objects.exists()


def test_what_is_wrong_with_the_letter_is_said_and_nothing_is_sent(clerk, year):
    draft = year.draft()
    sent = {"draft": f"{draft.pk}:1", "number": "125-CV/TU", "day": "2026-10-01", "scan": scan(b"MZ not a scan")}
    answer = clerk.post(page("forms_submit"), sent)
    assert answer.status_code == 400 and "theo nội dung" in words(answer) and "125-CV/TU" in words(answer)
    assert not Submission.objects.exists()


def test_a_dossier_file_is_handed_out_by_reach_as_a_download(client, year):
    draft = year.draft()
    client.force_login(year.clerk)
    client.post(page("forms_papers", draft.pk), {"paper": "other", "file": scan(name="lý lịch.pdf")})
    paper = DossierFile.objects.get()
    address = page("papers_file", paper.pk)
    got = client.get(address)
    assert got.content == PDF and got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    for stranger in (year.other, year.office):  # a draft's files are its unit's alone
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    year.sent(draft)
    client.force_login(year.office)
    assert client.get(address).content == PDF
    client.force_login(year.other)
    assert client.get(address).status_code == 404
    client.force_login(factories.account("tien", role="finance"))
    assert client.get(address).status_code == 403


def test_nothing_of_a_file_lies_readable_on_the_disk(year, settings):
    year.sent(year.draft())
    stored = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert stored and not any(b"%PDF" in content or "Nguyễn".encode() in content for content in stored)


def test_the_page_says_plainly_that_files_are_not_scanned(clerk, year):
    assert "không được quét vi-rút" in words(clerk.get(page("forms_papers", year.draft().pk)))


def test_the_office_returns_and_the_unit_mends_only_that(client, year):
    nomination = year.sent(year.draft()).drafts.get().nomination
    client.force_login(year.office)
    assert client.post(page("forms_return", nomination.pk), {"due_on": ""}).status_code == 400
    typed = {"pick_birth_date": "on", "why_birth_date": "khác lý lịch", "due_on": ""}
    assert client.post(page("forms_return", nomination.pk), {**typed, "sure": "yes"}).status_code == 302
    typed = {"pick_position": "on", "why_position": "thiếu chức vụ Đảng", "due_on": "", "sure": "yes"}
    again = client.post(page("forms_return", nomination.pk), typed)
    assert again.status_code == 409 and "Vanphong đã trả lại" in words(again) and "thiếu chức vụ Đảng" in words(again)
    draft = NominationDraft.objects.get(state="draft")
    client.force_login(year.clerk)
    assert "khác lý lịch" in words(client.get(page("forms_draft", draft.pk)))
    form = client.get(page("forms_step", draft.pk, "who")).context["form"]
    assert set(form.fields) == {"seen", "birth_date"}
    assert client.post(page("forms_step", draft.pk, "who"), {"birth_date": "13/4/1976", "seen": 1}).status_code == 302
    sent = {"draft": f"{draft.pk}:2", "number": "9-CV", "day": "2026-10-02", "scan": scan()}
    assert client.post(page("forms_submit"), sent).status_code == 302
    nomination.refresh_from_db()
    assert nomination.state == "standing"


def test_a_unit_withdraws_and_undoes(clerk, year):
    nomination = year.sent(year.draft()).drafts.get().nomination
    assert clerk.post(page("forms_withdraw", nomination.pk), {"reason": ""}).status_code == 400
    assert clerk.post(page("forms_withdraw", nomination.pk), {"reason": "chuyển công tác"}).status_code == 302
    assert "chuyển công tác" in words(clerk.get(page("papers_dossier", nomination.pk)))
    assert clerk.post(page("forms_stand", nomination.pk), {"reason": "rút nhầm"}).status_code == 302
    nomination.refresh_from_db()
    assert nomination.state == "standing"


def test_after_the_deadline_a_request_and_the_second_to_decide_reads_the_first(client, year):
    year.call.closes_on = date(2026, 10, 15)
    year.call.save()
    draft = year.draft()
    client.force_login(year.clerk)
    assert "Xin nộp muộn" in words(client.get(page("forms")))
    assert client.post(page("forms_late"), {"draft": f"{draft.pk}:1", "reason": "họp muộn"}).status_code == 302
    request = LateRequest.objects.get()
    late.refuse(request, answer="Kế hoạch đã trình.", by=factories.account("truong", role="chief"))
    client.force_login(year.office)
    told_ = {"accept": "yes", "until": "2099-01-01", "answer": "Đồng ý, nộp gấp"}
    answer = client.post(page("forms_late_request", request.pk), told_)
    assert answer.status_code == 409
    assert "Kế hoạch đã trình" in words(answer) and "Đồng ý, nộp gấp" in words(answer)


def test_a_closed_unit_reads_who_followed_it(client, year):
    gone = Unit.objects.exclude(valid_to=None).filter(successions__isnull=False).first()
    heir = gone.successions.first().successor
    client.force_login(factories.account("cu", role="unit", unit=gone.slug))
    assert heir.name in words(client.get(page("forms")))
    answer = client.get(page("forms_new"))
    assert answer.status_code == 400 and heir.name in words(answer)


@pytest.mark.parametrize("name", ["forms", "forms_new", "forms_submit", "forms_late"])
def test_a_participant_gets_in_nowhere(client, year, name):
    client.force_login(factories.account("di", role="participant"))
    assert client.get(page(name)).status_code == 403


def test_the_list_asks_no_more_for_more_drafts(clerk, year):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            clerk.get(page("forms"))
        return len(seen)

    year.draft()
    one = asked()
    for number in range(3):
        year.draft(f"Trần Thử {number}")
    assert asked() == one <= 30


def test_the_office_sees_receipts_and_what_has_not_come_back(client, year):
    made = year.sent(year.draft())
    returning.send_back(made.drafts.get().nomination, reasons={"position": "thiếu"}, by=year.office, on=DAY)
    year.draft("Trần Thử Riêng")
    client.force_login(year.office)
    said = words(client.get(page("forms")))
    assert "BN-2027-0001" in said and "Nguyễn Thử An" in said and "Trần Thử Riêng" not in said


def test_a_nomination_refers_to_the_needs_of_its_unit(clerk, year):
    """Chosen on its dossier; a need of another unit fails the whole act and is not even there."""
    one = factories.nomination(year.call)
    stated = needs.Stated(programme=Programme.SHORT, task="Đàm phán hợp đồng cảng", gap="Chưa ai biết tiếng Anh")
    own = needs.state(year.call, unit=one.unit, stated=stated, by=None)
    foreign = needs.state(year.call, unit=Unit.objects.get(slug="p-son-la"), stated=stated, by=None)
    assert "Đàm phán hợp đồng cảng" in words(clerk.get(page("papers_dossier", one.pk)))
    assert clerk.post(page("papers_needs", one.pk), {"need": [own.pk, foreign.pk]}).status_code == 404
    assert not one.needs.exists()
    assert clerk.post(page("papers_needs", one.pk), {"need": [own.pk]}).url == page("papers_dossier", one.pk)
    assert [link.need for link in one.needs.all()] == [own]
    assert "checked" in words(clerk.get(page("papers_dossier", one.pk)))
    clerk.post(page("papers_needs", one.pk), {})
    assert not one.needs.exists()
