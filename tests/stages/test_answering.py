"""The answer to a unit: its own workbook with exactly the refused rows marked, and the letter that goes with it."""

import io
import zipfile
from datetime import date
from pathlib import Path

import factories
import openpyxl
import pytest
from documents.reading import text
from unit_lists import line, workbook

from doanra.records.models import FileState, RowOutcome, Unit
from doanra.stages import nominations
from doanra.stages.nominations import answering, marking
from doanra.terms.refusal import NotFound, Refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
ROWS = (line(), line("Trần Thử Bình", "31/02/1975"), line("Lê Thử Chi", "2/3/1970", programme="Cao cấp"))


@pytest.fixture
def call(db):
    return factories.call(2027, closes_on=date(2026, 12, 31))


@pytest.fixture
def file(call, office):
    """A list with two rows to be mended, taken in."""
    received = nominations.receive(call, name="Danh sách.xlsx", content=workbook(*ROWS), by=office)
    nominations.save_file(received, by=office, on=DAY)
    received.refresh_from_db()
    return received


def cells(paper):
    return openpyxl.load_workbook(io.BytesIO(paper.content))["DS"]


def test_the_workbook_tells_each_row_and_colours_the_faulty_cells(file, office):
    sheet = cells(answering.marked_workbook(file, by=office))
    told = {row: (sheet.cell(row, 9).value, sheet.cell(row, 10).value) for row in range(5, 9)}
    assert told[5][0].startswith("Kết quả")
    assert told[6] == ("đạt", None)
    assert [told[7][0], told[8][0]] == ["1 lỗi", "1 lỗi"]
    assert "31/02/1975" in told[7][1]
    assert sheet["C7"].fill.fgColor.rgb == "FFF4C7C3"
    assert sheet["F8"].fill.fgColor.rgb == "FFF4C7C3"
    assert sheet["B7"].fill.fill_type is None


def test_the_letter_adds_up_and_names_every_returned_row(file, office):
    said = text(answering.answer_letter(file, by=office, on=DAY).content)
    assert "3 | 1 | 0 | 2" in said
    assert "dòng 7 | Trần Thử Bình" in said
    assert "dòng 8 | Lê Thử Chi" in said
    assert "trước ngày 31 tháng 12 năm 2026" in said
    assert "Kính gửi: Tỉnh uỷ Cao Bằng" in said


def test_the_day_asked_for_is_the_clerks_or_the_calls_or_ten_days_away(file, office, call):
    assert answering.due_on(call, on=DAY) == date(2026, 12, 31)
    assert answering.due_on(call, on=date(2026, 12, 30)) == date(2027, 1, 9)
    said = text(answering.answer_letter(file, by=office, on=DAY, due=date(2026, 10, 20)).content)
    assert "trước ngày 20 tháng 10 năm 2026" in said
    with pytest.raises(Refused, match="đã qua"):
        answering.answer_letter(file, by=office, on=DAY, due=date(2026, 9, 20))


def test_both_go_out_together(file, office):
    paper = answering.answer(file, by=office, on=DAY)
    with zipfile.ZipFile(io.BytesIO(paper.content)) as packed:
        assert packed.namelist() == ["cong-van-tra-loi.docx", "danh-sach-da-kiem-tra.xlsx"]
    assert paper.name == "p-cao-bang-tra-loi.zip"


def test_many_files_are_answered_at_once(file, office, call):
    other = nominations.receive(call, name="b.csv", content="TT,Họ và tên,Chức vụ\n1,Ng,\n".encode(), by=office)
    with pytest.raises(Refused, match="Chưa rõ"):
        answering.answer_all([file, other], call=call, by=office, on=DAY)
    paper = answering.answer_all([file, file], call=call, by=office, on=DAY)
    with zipfile.ZipFile(io.BytesIO(paper.content)) as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"01-p-cao-bang", "02-p-cao-bang"}
    with pytest.raises(Refused, match="Chưa có tệp"):
        answering.answer_all([], call=call, by=office, on=DAY)


def test_a_file_that_could_not_be_read_gets_a_letter_with_the_reason(call, office):
    file = nominations.receive(call, name="Cao Bằng.xlsx", content=b"%PDF-1.7 ...", by=office)
    assert file.state == FileState.REFUSED
    file.unit = Unit.objects.get(slug="p-cao-bang")
    said = text(answering.answer_letter(file, by=office, on=DAY).content)
    assert file.refusal in said
    with pytest.raises(NotFound):
        answering.marked_workbook(file, by=office)


def test_a_row_that_was_mended_on_the_marked_workbook_is_taken_and_the_others_are_known(file, office, call):
    book = openpyxl.load_workbook(io.BytesIO(answering.marked_workbook(file, by=office).content))
    book["DS"]["C7"] = "28/02/1975"
    mended = io.BytesIO()
    book.save(mended)
    again = nominations.receive(call, name="Danh sách.xlsx", content=mended.getvalue(), by=office)
    assert (again.rows_read, again.rows_accepted, again.rows_unchanged, again.rows_refused) == (3, 1, 1, 1)
    sheet = cells(answering.marked_workbook(again, by=office))
    assert [sheet.cell(row, 9).value for row in (6, 7, 8)] == ["đạt, không đổi", "đạt", "1 lỗi"]
    assert sheet["C7"].fill.fill_type is None
    assert sheet.cell(5, 11).value is None


@pytest.mark.skipif(not CORPUS.exists(), reason="the public corpus (shared/samples/intake) is not beside the checkout")
def test_marks_of_stored_rows_are_exactly_the_refused_ones(call, office):
    for path in sorted(CORPUS.glob("*.xlsx"))[5:30:6]:
        file = nominations.receive(call, name=path.name, content=path.read_bytes(), by=office)
        for sheet, marks in marking.marks_of(file).items():
            refused = file.rows.filter(sheet=sheet, outcome=RowOutcome.REFUSED.value).values_list("row", flat=True)
            assert {mark.row for mark in marks.rows if mark.result.endswith("lỗi")} == set(refused)
