"""What came by form is told by its receipt wherever it is shown, never as a file with a row."""

import pytest
from django.urls import reverse
from nominating_scene import DAY, Year

from doanra.records.models import Evidence, Nomination, NominationDraft, SourceFile
from doanra.records.queries import people_sources
from doanra.stages.nominating import drafting, returning
from doanra.stages.nominations import undoing
from doanra.web.people import sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    made = Year()
    made.sent(made.draft())
    return made


def page(client, name, *args):
    return client.get(reverse(f"web:{name}", args=[2027, *args])).content.decode()


def test_the_list_leads_to_the_receipt(client, year):
    client.force_login(year.office)
    shown = page(client, "nominations")
    assert reverse("web:forms_receipt", args=[2027, 1]) in shown and "Biên nhận BN-2027-0001" in shown
    assert "0001.csv" not in shown and "Dòng 2" not in shown


def test_the_dossier_and_what_a_person_is_known_by_name_the_receipt(client, year):
    client.force_login(year.office)
    nomination = Nomination.objects.get()
    assert nomination.source == "biên nhận BN-2027-0001"
    assert {one.source for one in Evidence.objects.all()} == {"biên nhận BN-2027-0001"}
    shown = page(client, "appraisals_why", nomination.pk)
    assert "biên nhận BN-2027-0001" in shown and ".csv" not in shown
    found = people_sources.sources([nomination.person_id])[nomination.person_id]
    assert "Biên nhận BN-2027-0001" in sides.say(found["full_name"]) and "dòng" not in sides.say(found["full_name"])


def test_it_is_no_file_among_the_files(client, year):
    client.force_login(year.office)
    assert "BN-2027" not in page(client, "nominations_files")
    file = SourceFile.objects.get()
    answer = client.get(reverse("web:nominations_file", args=[2027, file.pk]))
    assert answer.url == reverse("web:forms_receipt", args=[2027, 1])
    client.force_login(year.clerk)
    assert "Biên nhận BN-2027-0001" in page(client, "year")


def test_the_story_names_the_receipt(client, year):
    client.force_login(year.office)
    shown = client.get(reverse("web:trail") + "?verb=forms.submit").content.decode()
    assert "Biên nhận BN-2027-0001" in shown and ".csv" not in shown


def test_the_office_undoes_it_as_a_submission(client, year):
    client.force_login(year.office)
    file = SourceFile.objects.get()
    undo = reverse("web:nominations_undo", args=[2027, file.pk])
    assert undo in page(client, "forms_receipt", 1)
    shown = client.get(undo).content.decode()
    assert "Hoàn tác lần nộp" in shown and "tệp" not in shown.split("<main")[1].split("</main")[0].lower()
    assert client.post(undo, {"reason": "nộp nhầm"}).status_code == 302
    assert not Nomination.objects.exists()
    assert "đã gỡ" in page(client, "forms_receipt", 1)


def test_an_answer_to_a_return_that_is_undone_waits_to_be_sent_again(year):
    nomination = Nomination.objects.get()
    returning.send_back(nomination, reasons={"position": "ghi đủ"}, by=year.office, on=DAY)
    draft = NominationDraft.objects.get(answers_to__nomination=nomination)
    drafting.fill(draft, answers={"position": "Giám đốc Sở Tài chính"}, seen=1, by=year.clerk)
    draft.refresh_from_db()
    made = year.sent(draft, number="126-CV/TU")
    undoing.undo_load(made.file, by=year.office, reason="nộp nhầm", on=DAY)
    nomination.refresh_from_db()
    draft.refresh_from_db()
    assert (nomination.state, draft.state, draft.submission) == ("returned", "draft", None)
    assert year.sent(draft, number="127-CV/TU").drafts.get() == draft


def test_what_a_form_told_is_overwritten_by_the_units_next_word_as_a_lists_would_be(year):
    year.sent(year.draft(priority="2", evaluation="Hoàn thành xuất sắc nhiệm vụ"), number="126-CV/TU")
    paper = Evidence.objects.get(kind="task_done")
    assert paper.note == "Hoàn thành xuất sắc nhiệm vụ" and paper.source == "biên nhận BN-2027-0002"
