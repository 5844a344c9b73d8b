"""A template goes out with what is known, comes back edited, and means the same people."""

import io
from datetime import date

import factories
import openpyxl
import pytest
from unit_lists import line, workbook

from doanra.documents.nomination_template import KEY_HEADING
from doanra.records.models import AbsenceAnswer, Evidence, IssuedRow, Nomination, NominationState, Person, Unit
from doanra.stages import nominations
from doanra.stages.nominations import templates
from doanra.stages.nominations.undoing import undo_load
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
NAMES = ("Nguyễn Thử An", "Trần Thử Bình", "Lê Thử Chi")


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def unit(call, office):
    """Cao Bằng, which has named three people for a short course."""
    rows = [line(name, f"{n}/3/1970") for n, name in enumerate(NAMES, 1)]
    file = nominations.receive(call, name="a.xlsx", content=workbook(*rows), by=office)
    nominations.save_file(file, by=office, on=DAY)
    return file.unit


def issued(call, unit, office, **more):
    paper = templates.issue(call, unit=unit, programme=Programme.SHORT, by=office, on=DAY, **more)
    return openpyxl.load_workbook(io.BytesIO(paper.content))


def back(call, book, office, *, save=True):
    """The template as it is loaded again."""
    content = io.BytesIO()
    book.save(content)
    file = nominations.receive(call, name="bieu mau.xlsx", content=content.getvalue(), by=office)
    if save:
        nominations.save_file(file, by=office, on=DAY)
        file.refresh_from_db()
    return file


def counts(file):
    return file.rows_read, file.rows_accepted, file.rows_refused, file.rows_unchanged


def keys(sheet):
    column = next(cell.column for cell in sheet[5] if cell.value == KEY_HEADING)
    return column, [sheet.cell(row, column).value for row in range(6, 9)]


def test_it_comes_back_as_it_went_and_nothing_is_new(call, unit, office):
    book = issued(call, unit, office)
    sheet = book["Danh sách"]
    assert [sheet.cell(row, 2).value for row in (6, 7, 8, 9)] == [*NAMES, None]
    column, given = keys(sheet)
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden
    assert len(set(given)) == 3
    file = back(call, book, office)
    assert file.unit == unit
    assert counts(file) == (3, 0, 0, 3)
    assert not any(row.problems for row in file.rows.all())
    assert all(one["sure"] for one in file.columns if one["letter"])


def test_a_mended_name_or_birth_is_the_same_person(call, unit, office):
    book = issued(call, unit, office)
    sheet = book["Danh sách"]
    sheet["B6"], sheet["C7"], sheet["E8"] = "Nguyễn Thử Anh", "2/4/1970", "Giám đốc Sở Tài chính"
    before = set(Person.objects.values_list("pk", flat=True))
    file = back(call, book, office)
    assert counts(file) == (3, 3, 0, 0)
    assert set(Person.objects.values_list("pk", flat=True)) == before
    assert Nomination.objects.count() == 3
    assert {"Nguyễn Thử Anh", *NAMES[1:]} == set(Person.objects.values_list("full_name", flat=True))
    assert Person.objects.get(full_name=NAMES[1]).birth.iso() == "1970-04-02"
    assert Nomination.objects.filter(position="Giám đốc Sở Tài chính").count() == 1
    undo_load(file, by=office, reason="thử", on=date(2026, 10, 9))
    assert set(NAMES) == set(Person.objects.values_list("full_name", flat=True))


def test_somebody_else_written_over_a_row_is_somebody_else_and_it_is_said(call, unit, office):
    book = issued(call, unit, office)
    book["Danh sách"]["B6"], book["Danh sách"]["C6"] = "Phạm Thử Dung", "5/5/1980"
    file = back(call, book, office)
    assert Person.objects.count() == 4
    assert [p["code"] for p in file.rows.get(row=6).problems] == ["row_key_unknown"]
    assert [one.person.full_name for one in templates.absent(file)] == []  # its key is there: nobody was taken out


def test_forged_keys_and_keys_of_another_unit_mean_nobody(call, unit, office):
    other = factories.nomination(call, unit="p-son-la")
    foreign = keys(issued(call, other.unit, office)["Danh sách"])[1][0]
    book = issued(call, unit, office)
    sheet = book["Danh sách"]
    column, _ = keys(sheet)
    sheet["B6"] = "Nguyễn Thử Anh"
    sheet.cell(6, column).value = foreign
    sheet.cell(7, column).value = "f" * 20
    file = back(call, book, office)
    assert [p["code"] for row in file.rows.filter(row__in=(6, 7)) for p in row.problems] == ["row_key_unknown"] * 2
    assert Person.objects.filter(unit=unit).count() == 4
    assert Person.objects.get(pk=other.person_id).full_name == other.person.full_name


def test_rows_taken_out_are_asked_about_and_never_withdrawn_by_themselves(call, unit, office):
    book = issued(call, unit, office)
    book["Danh sách"].delete_rows(7, 2)
    file = back(call, book, office)
    standing = Nomination.objects.filter(state=NominationState.STANDING.value)
    assert standing.count() == 3
    binh, chi = templates.absent(file)
    assert (binh.person.full_name, chi.person.full_name) == (NAMES[1], NAMES[2])
    templates.answer_absence(file, nominations=[binh.pk], answer=AbsenceAnswer.WITHDRAWN, by=office)
    templates.answer_absence(file, nominations=[chi.pk], answer=AbsenceAnswer.KEPT, by=office)
    assert templates.absent(file) == []
    assert set(standing.values_list("person__full_name", flat=True)) == {NAMES[0], NAMES[2]}
    with pytest.raises(Refused, match="không thuộc số vắng"):
        templates.answer_absence(file, nominations=[binh.pk], answer=AbsenceAnswer.KEPT, by=office)


def test_a_list_without_keys_asks_about_nobody(call, unit, office):
    file = nominations.receive(call, name="b.xlsx", content=workbook(line(NAMES[0], "1/3/1970")), by=office)
    nominations.save_file(file, by=office, on=DAY)
    file.refresh_from_db()
    assert templates.absent(file) == []


def test_people_of_earlier_years_are_offered_when_asked_for(call, unit, office):
    later = factories.call(2028)
    assert issued(later, unit, office)["Danh sách"]["B6"].value is None
    book = issued(later, unit, office, with_earlier=True)
    assert [book["Danh sách"].cell(row, 2).value for row in (6, 7, 8)] == [*NAMES]
    book["Danh sách"].delete_rows(8)
    file = back(later, book, office)
    assert counts(file) == (2, 2, 0, 0)
    assert templates.absent(file) == []
    assert Person.objects.count() == 3


def test_lists_to_choose_from_read_back_as_what_they_say(call, office):
    unit = Unit.objects.get(slug="p-cao-bang")
    paper = templates.issue(call, unit=unit, programme=Programme.LANGUAGE, by=office, on=DAY)
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    sheet = book["Danh sách"]
    offered = {
        str(rule.sqref).split(":")[0][0]: rule.formula1.strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
    }
    heads = {cell.value: cell.column_letter for cell in sheet[5]}
    assert offered[heads["Giới tính"]] == ["Nam", "Nữ"]
    row = {
        "Họ và tên": "Nguyễn Thử An", "Ngày sinh": "1975", "Giới tính": "Nữ", "Chức vụ": "Chuyên viên",
        "Chương trình đăng ký": offered[heads["Chương trình đăng ký"]][2],
        "Ngoại ngữ đăng ký học": offered[heads["Ngoại ngữ đăng ký học"]][1], "Kỷ luật": offered[heads["Kỷ luật"]][0],
        "Đánh giá, xếp loại năm 2026": "Hoàn thành tốt nhiệm vụ", "Số định danh cá nhân": "001075000001",
    }  # fmt: skip
    for head, value in row.items():
        sheet[f"{heads[head]}6"] = value
    file = back(call, book, office)
    assert counts(file) == (1, 1, 0, 0)
    nomination = Nomination.objects.get()
    assert (nomination.programme, nomination.language, nomination.person.gender) == ("language", "lo", "female")
    assert nomination.person.id_number == "001075000001"
    assert set(Evidence.objects.values_list("kind", "outcome")) == {("task_done", True), ("discipline_clear", True)}


def test_keys_are_drawn_anew_each_time(call, unit, office):
    first, second = (set(keys(issued(call, unit, office)["Danh sách"])[1]) for _ in range(2))
    assert not first & second
    assert IssuedRow.objects.count() == 6
