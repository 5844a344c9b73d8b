"""A load is taken back as a whole while nothing depends on it, and says what does otherwise."""

from datetime import date

import factories
import pytest
from django.db import connection
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records import guard
from doanra.records.models import (
    Event,
    Evidence,
    FileState,
    Invitation,
    LoadChange,
    Nomination,
    PastCourse,
    Person,
    SourceFile,
)
from doanra.records.queries.undoing import dependents
from doanra.stages import appraisals, calls, nominations
from doanra.stages.nominations.undoing import undo_load
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
AN, BINH = "Nguyễn Thử An", "Trần Thử Bình"
HIGH = "Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh uỷ"


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def send(call, office):
    """Receives, saves and appraises a list; returns the file as it was saved."""

    def send(*rows, **more):
        file = nominations.receive(call, name="danh sach.xlsx", content=workbook(*rows, **more), by=office)
        saved = nominations.save_file(file, by=office, on=DAY)
        appraisals.appraise(call, nominations=saved, by=office)
        file.refresh_from_db()
        return file

    return send


def everything():
    """All that a load can touch, as it is stored."""
    return [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (
                Person,
                ("pk", "full_name", "search_key", "sort_key", "gender", "birth", "party_joined", "id_index", "unit"),
            ),
            (
                Nomination,
                ("pk", "person", "unit", "row", "programme", "position", "band", "audience", "state", "source"),
            ),
            (Evidence, ("pk", "nomination", "kind", "outcome", "on", "note", "source")),
            (Invitation, ("unit", "answered_on", "letter")),
        )
    ]


def undo(file, office, reason="nhận nhầm tệp"):
    return undo_load(file, by=office, reason=reason, on=date(2026, 10, 9))


def test_what_was_added_goes_and_the_history_stays(send, office):
    before = everything()
    file = send(line(AN), line(BINH))
    assert dependents(file) == []
    assert undo(file, office) == []
    assert everything() == before
    file.refresh_from_db()
    assert (file.state, file.rows.count(), file.rows_accepted) == (FileState.UNDONE, 2, 2)
    event = Event.objects.latest("id")
    assert (event.verb, event.subject_id, event.detail["reason"]) == ("nominations.undo", file.pk, "nhận nhầm tệp")
    assert event.detail["removed"] == {"person": 2, "nomination": 2, "evidence": 4}


def test_what_was_changed_is_as_it_was(send, office):
    send(line(AN, "1975", rating="", discipline=""))
    before = everything()
    mended = line(AN, "1975", "Giám đốc Sở Tài chính", rating="Không hoàn thành nhiệm vụ", number="001075000001")
    file = send(mended, head=HEAD_WITH_NUMBER)
    assert Person.objects.get().id_number == "001075000001"
    (restored,) = undo(file, office)
    assert everything() == before
    assert Person.objects.get().id_number == ""
    assert restored.position == "Phó Giám đốc Sở Tài chính"


def test_the_same_list_can_be_taken_in_again(send, office):
    undo(send(line(AN)), office)
    again = send(line(AN))
    assert (again.rows_accepted, Nomination.objects.count()) == (1, 1)


def test_doing_it_twice_does_nothing(send, office):
    file = send(line(AN))
    undo(file, office)
    last, before = Event.objects.latest("id").pk, everything()
    assert undo(file, office) == []
    assert everything() == before
    assert Event.objects.latest("id").pk == last


def test_the_unit_has_answered_by_its_other_list(send, office, call):
    send(line(AN))
    file = send(line(BINH))
    undo(file, office)
    assert call.invitations.get(unit__slug="p-cao-bang").answered_on is not None


def test_a_later_load_is_undone_first(send, office):
    first = send(line(AN))
    later = send(line(AN, position="Giám đốc Sở Tài chính"))
    (found, *_) = dependents(first)
    assert found.record == later
    with pytest.raises(Refused, match="Hoàn tác tệp đó trước"):
        undo(first, office)
    undo(later, office)
    assert dependents(first) == []
    undo(first, office)
    assert not Person.objects.exists()


def test_what_somebody_recorded_stands_against_it(send, office):
    file = send(line(AN))
    nomination = Nomination.objects.get()
    appraisals.record_evidence(nomination, kind="health", outcome=True, document="1-GKS", on=DAY, by=office)
    (found,) = dependents(file)
    assert (found.record, AN in found.text) == (nomination, True)
    before = everything()
    with pytest.raises(Refused, match="Bằng chứng"):
        undo(file, office)
    assert everything() == before


def test_a_waiver_a_withdrawal_and_another_programme_stand_against_it(send, office, call):
    file = send(line(AN))
    nomination = Nomination.objects.get()
    appraisals.waive(nomination, rule="short_once", document="1-CV/BCĐ", on=DAY, signer="Phó Trưởng ban", by=office)
    nominations.withdraw(nomination, by=office, letter="2-CV")
    factories.nomination(call, person=nomination.person, programme="medium")
    told = " ".join(one.text for one in dependents(file))
    assert all(word in told for word in ("miễn", "rút", "Đề cử khác"))


def test_a_plan_made_from_the_list_stands_against_it_even_without_a_seat(send, office, call):
    factories.course(call)
    file = send(line(AN, position=HIGH), line(BINH, "1/2/1980", HIGH))
    plan = factories.plan(call)
    (found,) = [one for one in dependents(file) if one.record == plan]
    assert plan.name in found.text


def test_a_seat_stands_against_it(send, office, call):
    factories.course(call)
    file = send(line(AN, position=HIGH))
    plan = factories.plan(call, seats={"NH-01": list(Nomination.objects.all())})
    assert plan in [one.record for one in dependents(file)]
    with pytest.raises(Refused, match="Chỗ trong phương án"):
        undo(file, office)


def test_old_records_wait_for_their_person_again(send, office):
    file = send(line(AN))
    person = Person.objects.get()
    old = PastCourse.objects.create(
        full_name=AN, search_key=person.search_key, person=person, settled=True, starts=PartialDate(2012)
    )
    undo(file, office)
    old.refresh_from_db()
    assert (old.person, old.settled) == (None, False)


def test_a_mended_person_stands_against_it(send, office):
    send(line(AN))
    file = send(line(AN, position="Giám đốc Sở Tài chính"))
    Nomination.objects.update(position="Bí thư")
    assert "đã được sửa" in dependents(file)[0].text


def test_a_file_in_preview_or_a_closed_year_or_no_reason_is_refused(send, office, call):
    file = nominations.receive(call, name="a.xlsx", content=workbook(line(AN)), by=office)
    with pytest.raises(Refused, match="chưa được nhận"):
        undo(file, office)
    saved = send(line(BINH))
    with pytest.raises(Refused, match="lý do"):
        undo(saved, office, reason=" ")
    calls.close(call, by=office)
    with pytest.raises(Refused, match="tổng kết"):
        undo(saved, office)


def test_a_file_that_was_saved_before_changes_were_noted_is_refused(send, office):
    file = send(line(AN))
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor, tables=guard.LOADS)
    LoadChange.objects.all().delete()
    with pytest.raises(Refused, match="chưa ghi thay đổi"):
        undo(file, office)


def test_the_number_of_queries_does_not_grow_with_the_list(send, office, django_assert_max_num_queries):
    files = [send(*(line(f"Nguyễn Thử {name}", f"{n}/1/1970") for n, name in enumerate(names, 1)))
             for names in (["Một"], ["Hai", "Ba", "Bốn", "Năm", "Sáu"])]  # fmt: skip
    counts = []
    for file in files:
        with django_assert_max_num_queries(60) as asked:
            dependents(SourceFile.objects.select_related("call").get(pk=file.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
