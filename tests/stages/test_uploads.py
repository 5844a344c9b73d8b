"""What senders may write into names and cells, meant well or not, and what is kept of it."""

import io
from datetime import date

import factories
import openpyxl
import pytest
from unit_lists import HEAD, line, workbook

from doanra.records.models import FileState, Nomination, Person, SourceFile
from doanra.stages import nominations
from doanra.terms.refusal import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/Cao Bang.xlsx", "Cao Bang.xlsx"),
        (r"C:\Users\An\Cao Bang.xlsx", "Cao Bang.xlsx"),
        ("Cao\nBang.xlsx", "Cao Bang.xlsx"),
        ("Cao\x00Bang\x1b[31m.xlsx", "CaoBang[31m.xlsx"),
        ("Cao Bang\udcff.xlsx", "Cao Bang.xlsx"),
        ("Cao Bang \u202excod.xlsx", "Cao Bang xcod.xlsx"),
        ("..", "không tên"),
        ("", "không tên"),
    ],
)
def test_a_file_name_is_shown_plainly_and_never_decides_where_the_original_lies(call, office, settings, name, shown):
    file = nominations.receive(call, name=name, content=workbook(line()), by=office)
    file.refresh_from_db()
    assert (file.name, file.state) == (shown, FileState.PREVIEW)
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.stem.split("_")[0] for path in kept] == [file.sha256[:32]]


@pytest.mark.parametrize("name", ["x" * 400 + ".xlsx", "DS. cán bộ. " * 40 + ".xlsx"])
def test_a_very_long_file_name_is_kept_as_far_as_the_column_goes(call, office, name):
    file = nominations.receive(call, name=name, content=workbook(line()), by=office)
    assert file.name == name[:255]
    assert file.content.name.endswith(".xlsx")


def test_the_same_name_twice_keeps_two_originals(call, office):
    first = nominations.receive(call, name="Cao Bang.xlsx", content=workbook(line()), by=office)
    second = nominations.receive(call, name="Cao Bang.xlsx", content=workbook(line()), by=office)
    assert first.content.name != second.content.name


def test_a_name_that_no_person_can_have_is_returned_with_its_reason(call, office):
    file = nominations.receive(call, name="a.xlsx", content=workbook(line("Nguyễn " + "Thử " * 60 + "An")), by=office)
    assert (file.rows_read, file.rows_refused) == (1, 1)
    assert [problem["code"] for problem in file.rows.get().problems] == ["name_too_long"]


def test_long_texts_of_cells_are_cut_to_their_columns(call, office):
    long = line(position="Giám đốc Sở " + "rất dài " * 200, rating="Hoàn thành tốt nhiệm vụ " + "x" * 900)
    file = nominations.receive(call, name="Cao Bang.xlsx", content=workbook(long), by=office)
    (saved,) = nominations.save_file(file, by=office, on=date(2026, 10, 1))
    assert len(Nomination.objects.get(pk=saved.pk).position) == 500


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil/","Giám đốc")', "@SUM(1)", "+1 Giám đốc", "-Giám đốc"])
def test_a_text_that_looks_like_a_formula_stays_a_text_from_the_cell_to_the_record(call, office, text):
    file = nominations.receive(call, name="Cao Bang.xlsx", content=workbook(line(position=text)), by=office)
    assert file.rows.get().raw["E"] == text
    with file.content.open() as kept:
        book = openpyxl.load_workbook(io.BytesIO(kept.read()))
    assert book.active["E6"].data_type == "s"


@pytest.mark.parametrize("char", ["\x00", "\x01", "\x1f", "\ufffe", "\ud800"])
def test_characters_that_no_paper_can_hold_break_nothing(call, office, char):
    cells = [1, "Nguyễn Thử An", "12/03/1975", "Nam", f"Phó Giám đốc{char} Sở Tài chính", "Ngắn hạn", "", ""]
    table = "\n".join([";".join(HEAD), ";".join(map(str, cells))]).encode("utf-8", "surrogatepass")
    file = nominations.receive(call, name="Cao Bang.csv", content=table, by=office)
    if file.state == FileState.PREVIEW and file.rows_accepted:
        nominations.save_file(file, by=office, on=date(2026, 10, 1))
        assert Person.objects.get().full_name == "Nguyễn Thử An"


def test_nothing_is_opened_for_somebody_who_may_not_send(call, inspector):
    with pytest.raises(NotAllowed):
        nominations.receive_many(call, files=[("a.xlsx", b"PK bomb")], by=inspector, progress=_never)
    with pytest.raises(NotAllowed):
        nominations.receive_many(call, files=[], by=inspector)
    assert not SourceFile.objects.exists()


def _never(done, total):
    raise AssertionError("a file was opened")
