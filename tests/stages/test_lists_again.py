"""A unit sends its list again: only what is new is taken, nothing that a person recorded is lost, nobody is doubled."""

from datetime import date

import factories
import pytest
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records.models import Evidence, Nomination, NominationState, Person
from doanra.stages import appraisals, nominations

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def send(call, office):
    """Receives and saves a list; returns the file as it was saved."""

    def send(*rows, **more):
        file = nominations.receive(call, name="danh sach.xlsx", content=workbook(*rows, **more), by=office)
        nominations.save_file(file, by=office, on=DAY)
        file.refresh_from_db()
        return file

    return send


def test_a_rating_added_later_is_taken_though_the_rest_is_the_same(send):
    send(line(rating="", discipline=""))
    assert not Evidence.objects.exists()
    assert send(line(discipline="")).rows_accepted == 1
    assert Evidence.objects.get().kind == "task_done"
    assert send(line(discipline="")).rows_unchanged == 1


def test_a_list_overrides_its_own_evidence_and_never_a_clerks(send, office):
    send(line())
    nomination = Nomination.objects.get()
    appraisals.record_evidence(
        nomination, kind="discipline_clear", outcome=False, document="12-QĐ/UBKT", on=date(2026, 9, 1), by=office
    )
    assert send(line(rating="Không hoàn thành nhiệm vụ", discipline="Không có")).rows_accepted == 1
    papers = {paper.kind: (paper.outcome, paper.document) for paper in Evidence.objects.all()}
    assert papers == {"task_done": (False, ""), "discipline_clear": (False, "12-QĐ/UBKT")}
    assert send(line(rating="Không hoàn thành nhiệm vụ", discipline="Không có")).rows_unchanged == 1


def test_a_withdrawn_person_who_is_sent_again_stands_again(send, office):
    send(line())
    nominations.withdraw(Nomination.objects.get(), by=office, letter="15-CV/TU")
    assert send(line()).rows_accepted == 1
    assert Nomination.objects.get().state == NominationState.STANDING


def test_whom_another_unit_has_nominated_is_not_taken_until_that_unit_withdraws(send, office):
    numbered = {"head": HEAD_WITH_NUMBER}
    send(line(number="001075000001"), **numbered)
    second = send(line(number="001075000001"), title="TỈNH UỶ SƠN LA", **numbered)
    assert second.rows_unchanged == 1
    assert {problem["code"] for problem in second.rows.get().problems} == {"duplicate_across_files"}
    assert Nomination.objects.get().unit.slug == "p-cao-bang"
    nominations.withdraw(Nomination.objects.get(), by=office, letter="15-CV/TU")
    assert send(line(number="001075000001"), title="TỈNH UỶ SƠN LA", **numbered).rows_accepted == 1
    assert Nomination.objects.get().unit.slug == "p-son-la"


def test_a_mended_birth_date_reaches_the_person(send):
    send(line(number="001075000001"), head=HEAD_WITH_NUMBER)
    assert send(line(birth="13/03/1975", number="001075000001"), head=HEAD_WITH_NUMBER).rows_accepted == 1
    assert Person.objects.get().birth.iso() == "1975-03-13"


def test_a_number_of_somebody_else_is_told_and_not_kept(send):
    send(line(number="001075000001"), head=HEAD_WITH_NUMBER)
    other = line("Trần Thử Bình", "01/02/1980", number="001075000001")
    file = send(other, head=HEAD_WITH_NUMBER)
    assert [problem["code"] for problem in file.rows.get().problems] == ["id_number_taken"]
    assert Person.objects.get(full_name="Trần Thử Bình").id_number == ""
    assert send(other, head=HEAD_WITH_NUMBER).rows_unchanged == 1


def test_one_person_twice_for_one_programme_counts_once_whatever_the_language(send):
    rows = [line(programme="Ngoại ngữ (tiếng Anh)"), line(programme="Ngoại ngữ (tiếng Lào)")]
    file = send(*rows)
    assert (file.rows_accepted, file.rows_unchanged) == (1, 1)
    assert Nomination.objects.get().language == "en"
    assert send(*rows).rows_unchanged == 2


def test_the_source_of_a_nomination_keeps_its_line_under_a_very_long_file_name(call, office):
    file = nominations.receive(call, name="x" * 300 + ".xlsx", content=workbook(line()), by=office)
    (saved,) = nominations.save_file(file, by=office, on=DAY)
    assert saved.source.endswith("dòng 6")
    assert Evidence.objects.first().source.endswith("dòng 6")
    assert len(saved.source) <= 200
