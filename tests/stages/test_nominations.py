"""A unit's file on its way: preview, saving as a whole, repeating, dropping."""

import hashlib
import io
from datetime import date

import factories
import pytest
import xlsxwriter

from doanra.records.models import (
    Evidence,
    FileRow,
    FileState,
    Nomination,
    Person,
    RowOutcome,
    SourceFile,
    Unit,
)
from doanra.stages import nominations
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db
HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình", "Đánh giá năm 2026", "Kỷ luật"]
GOOD = [
    1,
    "Nguyễn Thử An",
    "12/03/1975",
    "Nam",
    "Phó Giám đốc Sở Tài chính",
    "Ngắn hạn",
    "Hoàn thành tốt nhiệm vụ",
    "Không",
]
OTHER = [2, "Trần Thử Bình", "01/02/1980", "Nữ", "Trưởng phòng Sở Ngoại vụ", "Trung hạn", "", ""]
BAD = [3, "Lê Thử Chi", "31/02/1975", "Nữ", "Giám đốc Sở Y tế", "Ngắn hạn", "", ""]


def workbook(*rows, title="TỈNH UỶ CAO BẰNG"):
    """A list as a province sends it (invented)."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("DS")
    sheet.write(0, 0, title)
    sheet.write(2, 0, "DANH SÁCH CÁN BỘ ĐỀ CỬ BỒI DƯỠNG Ở NƯỚC NGOÀI NĂM 2027")
    for number, row in enumerate([HEAD, *rows], 4):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


@pytest.fixture
def call(db):
    return factories.call(2027)


def receive(call, *rows, by, name="Cao Bang.xlsx", **more):
    return nominations.receive(call, name=name, content=workbook(*rows, **more), by=by)


def test_a_preview_saves_no_person_and_no_nomination(call, office):
    file = receive(call, GOOD, OTHER, BAD, by=office)
    assert file.state == FileState.PREVIEW
    assert (file.rows_read, file.rows_accepted, file.rows_refused, file.rows_unchanged) == (3, 2, 1, 0)
    assert not Person.objects.exists()
    assert not Nomination.objects.exists()


def test_the_original_is_kept_with_its_hash(call, office):
    file = receive(call, GOOD, by=office)
    with file.content.open() as kept:
        assert hashlib.sha256(kept.read()).hexdigest() == file.sha256


def test_the_reason_stands_at_the_cell(call, office):
    file = receive(call, BAD, by=office)
    problem = file.rows.get().problems[0]
    assert (problem["code"], problem["column"]) == ("birth_date_invalid", "C")
    assert problem["message"]
    assert file.rows.get().raw["C"] == "31/02/1975"


def test_the_unit_is_told_by_the_title_as_of_the_call(call, office):
    assert receive(call, GOOD, by=office).unit == Unit.objects.get(slug="p-cao-bang")


def test_a_file_that_does_not_say_its_unit_waits_for_the_clerk(call, office):
    file = receive(call, GOOD, by=office, name="danh sach.xlsx", title="DANH SÁCH")
    assert file.unit is None
    with pytest.raises(Refused) as refused:
        nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert refused.value.code == "unit_missing"
    nominations.choose_unit(file, unit=Unit.objects.get(slug="p-son-la"), by=office)
    saved = nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert [one.unit.slug for one in saved] == ["p-son-la"]


def test_saving_makes_nominations_with_what_the_list_proves(call, office):
    file = receive(call, GOOD, OTHER, BAD, by=office)
    saved = nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert [one.person.full_name for one in saved] == ["Nguyễn Thử An", "Trần Thử Bình"]
    first = saved[0]
    assert (first.audience, first.band, first.field, first.leads) == ("E", 3, "economy", True)
    assert set(Evidence.objects.filter(nomination=first).values_list("kind", "outcome")) == {
        ("task_done", True),
        ("discipline_clear", True),
    }
    assert "dòng 6" in first.source
    assert call.invitations.get(unit__slug="p-cao-bang").answered_on == date(2026, 10, 1)
    file.refresh_from_db()
    assert file.state == FileState.SAVED


def test_the_same_file_again_changes_nothing(call, office):
    nominations.save_file(receive(call, GOOD, OTHER, by=office), by=office, on=date(2026, 10, 1))
    again = receive(call, GOOD, OTHER, by=office)
    assert (again.rows_read, again.rows_accepted, again.rows_unchanged) == (2, 0, 2)
    nominations.save_file(again, by=office, on=date(2026, 10, 2))
    assert (Person.objects.count(), Nomination.objects.count()) == (2, 2)


def test_a_corrected_row_updates_the_person_instead_of_doubling(call, office):
    nominations.save_file(receive(call, GOOD, by=office), by=office, on=date(2026, 10, 1))
    promoted = [*GOOD[:4], "Giám đốc Sở Tài chính", *GOOD[5:]]
    again = receive(call, promoted, by=office)
    assert again.rows_accepted == 1
    nominations.save_file(again, by=office, on=date(2026, 10, 2))
    assert Nomination.objects.get().position == "Giám đốc Sở Tài chính"


def test_a_repeated_row_is_told_and_counted_once(call, office):
    file = receive(call, GOOD, GOOD, by=office)
    assert (file.rows_read, file.rows_accepted, file.rows_unchanged) == (2, 1, 1)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a list", b"PK\x03\x04 broken"])
def test_a_file_that_cannot_be_read_is_kept_as_refused_with_its_reason(call, office, content):
    file = nominations.receive(call, name="la.xlsx", content=content, by=office)
    assert file.state == FileState.REFUSED
    assert file.refusal_code
    assert file.refusal
    with pytest.raises(Refused):
        nominations.save_file(file, by=office, on=date(2026, 10, 1))


def test_a_file_is_saved_once(call, office):
    file = receive(call, GOOD, by=office)
    nominations.save_file(file, by=office, on=date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert refused.value.code == "not_in_preview"


def test_a_dropped_file_stays_in_the_history(call, office):
    file = receive(call, GOOD, by=office)
    nominations.drop(file, by=office)
    assert SourceFile.objects.get().state == FileState.DROPPED


def test_only_the_office_receives_files(call, inspector):
    with pytest.raises(NotAllowed):
        receive(call, GOOD, by=inspector)
    assert not SourceFile.objects.exists()


def test_read_is_always_accepted_and_refused_and_unchanged(call, office):
    file = receive(call, GOOD, OTHER, BAD, GOOD, by=office)
    outcomes = list(FileRow.objects.values_list("outcome", flat=True))
    assert file.rows_read == len(outcomes) == 4
    assert outcomes.count(RowOutcome.REFUSED) == file.rows_refused
    assert file.rows_read == file.rows_accepted + file.rows_refused + file.rows_unchanged


def test_two_units_may_name_two_people_of_one_name(call, office):
    nominations.save_file(receive(call, GOOD, by=office), by=office, on=date(2026, 10, 1))
    other = [GOOD[0], GOOD[1], "05/06/1979", *GOOD[3:]]
    file = receive(call, other, by=office, name="Son La.xlsx", title="TỈNH UỶ SƠN LA")
    nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert Person.objects.count() == 2
