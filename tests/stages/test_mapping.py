"""What the program is not sure of: corrected by a clerk, read again, remembered for the unit, forgotten when asked."""

import io

import factories
import pytest
import xlsxwriter
from unit_lists import HEAD, line, workbook

from doanra.records.models import ColumnMemory, FileLayout, FileState, RowOutcome, SourceFile, Unit
from doanra.stages import nominations, synonyms
from doanra.stages.nominations import mapping
from doanra.terms.refusal import NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
ODD = ["TT", "Nhân vật", "Chào đời", "Phận", "Nhiệm sở", "Nguyện", "Đánh giá năm 2026", "Kỷ luật"]
MEANT = {
    ("DS", "B"): "full_name", ("DS", "C"): "birth_date", ("DS", "D"): "gender", ("DS", "E"): "position",
    ("DS", "F"): "programme",
}  # fmt: skip


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def by(office):
    return office


def receive(call, *rows, by, name="Cao Bang.xlsx", **more):
    return nominations.receive(call, name=name, content=workbook(*rows, **more), by=by)


def test_a_file_whose_head_says_nothing_known_is_refused_and_can_be_shown_what_it_means(call, by):
    file = receive(call, line(), line("Trần Thử Bình"), by=by, head=ODD)
    assert file.state == FileState.REFUSED
    assert mapping.can_correct(file)
    file = mapping.correct(file, meanings=MEANT, headers={"DS": 5}, by=by)
    assert (file.state, file.rows_read, file.rows_accepted, file.refusal) == (FileState.PREVIEW, 2, 2, "")
    row = file.rows.first()
    assert (row.fields["full_name"], row.fields["position"]) == ("Nguyễn Thử An", "Phó Giám đốc Sở Tài chính")
    assert (row.fields["programme"], row.outcome) == ("short", RowOutcome.ACCEPTED)


def test_the_next_file_of_the_unit_is_read_as_decided(call, by):
    file = receive(call, line(), by=by, head=ODD)
    mapping.correct(file, meanings=MEANT, headers={"DS": 5}, by=by)
    again = receive(call, line("Lê Thử Chi"), by=by, head=ODD, name="Cao Bang bo sung.xlsx")
    assert (again.state, again.rows_accepted) == (FileState.PREVIEW, 1)
    assert ["DS", "E"] in again.layout.remembered
    assert again.layout.decided_at is None
    other = receive(call, line(), by=by, head=ODD, name="Son La.xlsx", title="TỈNH UỶ SƠN LA")
    assert other.state == FileState.REFUSED


def test_a_wrong_meaning_is_corrected_and_the_correction_holds_for_a_list_in_another_order(call, by):
    head = [*HEAD[:4], "Chức vụ", "Chương trình", "Ghi chú", "Kỷ luật"]
    file = receive(call, line(rating="Hoàn thành tốt nhiệm vụ"), by=by, head=head)
    assert "evaluation" not in file.rows.get().fields["extra"]
    mapping.correct(file, meanings={("DS", "G"): "evaluation"}, by=by)
    assert file.rows.get().fields["extra"]["evaluation"] == "Hoàn thành tốt nhiệm vụ"
    moved = ["TT", "Ghi chú", *head[1:6], "Kỷ luật"]
    row = line()
    again = receive(call, [row[0], "Hoàn thành tốt nhiệm vụ", *row[1:6], ""], by=by, head=moved)
    assert again.rows.get().fields["extra"]["evaluation"] == "Hoàn thành tốt nhiệm vụ"
    assert again.layout.remembered == [["DS", "B"]]


def test_a_column_can_be_passed_over_and_that_is_remembered(call, by):
    file = receive(call, line(), by=by)
    mapping.correct(file, meanings={("DS", "H"): None}, by=by)
    assert "discipline" not in file.rows.get().fields["extra"]
    again = receive(call, line(discipline="Khiển trách"), by=by, name="Cao Bang 2.xlsx")
    assert "discipline" not in again.rows.get().fields["extra"]
    assert ColumnMemory.objects.get().meaning == ""


def test_a_sheet_without_a_list_is_passed_over_and_that_is_remembered(call, by):
    file = nominations.receive(call, name="Cao Bang.xlsx", content=two_sheets("Nguyễn Thử An", "Bản Thử Cũ"), by=by)
    assert file.rows_read == 2
    file = mapping.correct(file, meanings={}, ignored=["Cũ"], by=by)
    assert [row.fields["full_name"] for row in file.rows.all()] == ["Nguyễn Thử An"]
    again = nominations.receive(call, name="Cao Bang 2.xlsx", content=two_sheets("Lê Thử Chi", "Trần Thử Cũ"), by=by)
    assert [row.fields["full_name"] for row in again.rows.all()] == ["Lê Thử Chi"]
    assert {sheet for sheet, _ in again.layout.remembered} == {"Cũ"}


def two_sheets(first, second):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name, head, who in (("DS", HEAD, first), ("Cũ", HEAD[:6], second)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, line(who)[: len(head)])
    book.close()
    return content.getvalue()


def test_what_is_confirmed_as_read_is_not_remembered(call, by):
    file = receive(call, line(), by=by)
    found = {(sheet["name"], one["letter"]): one["meaning"] for sheet in file.layout.sheets for one in sheet["columns"]}
    mapping.correct(file, meanings=found, by=by)
    assert not ColumnMemory.objects.exists()


def test_two_columns_of_one_head_are_remembered_by_their_place_in_the_same_table(call, by):
    head = [*HEAD[:5], "Chương trình", "Ghi chú", "Ghi chú"]
    file = receive(call, line(discipline="Không"), by=by, head=head)
    mapping.correct(file, meanings={("DS", "H"): "discipline"}, by=by)
    memory = ColumnMemory.objects.get()
    assert (memory.key, memory.letter, bool(memory.signature)) == ("", "H", True)
    again = receive(call, line(discipline="Không"), by=by, head=head, name="Cao Bang 2.xlsx")
    assert again.rows.get().fields["extra"]["discipline"] == "Không"


def test_a_forgotten_column_is_read_by_its_head_again(call, by):
    mapping.correct(receive(call, line(), by=by), meanings={("DS", "H"): None}, by=by)
    mapping.forget(ColumnMemory.objects.get(), by=by)
    again = receive(call, line(), by=by, name="Cao Bang 2.xlsx")
    assert again.rows.get().fields["extra"]["discipline"] == "Không"
    assert again.layout.remembered == []


def test_what_was_decided_before_the_unit_was_known_is_remembered_when_it_is(call, by):
    file = receive(call, line(), by=by, name="danh sach.xlsx", title="DANH SÁCH")
    mapping.correct(file, meanings={("DS", "H"): None}, by=by)
    assert not ColumnMemory.objects.exists()
    nominations.choose_unit(file, unit=Unit.objects.get(slug="p-cao-bang"), by=by)
    assert ColumnMemory.objects.get().unit.slug == "p-cao-bang"


def test_a_file_whose_unit_is_chosen_is_read_as_the_units_lists_were(call, by):
    mapping.correct(receive(call, line(), by=by), meanings={("DS", "H"): None}, by=by)
    file = receive(call, line(), by=by, name="danh sach.xlsx", title="DANH SÁCH")
    assert "discipline" in file.rows.get().fields["extra"]
    file = nominations.choose_unit(file, unit=Unit.objects.get(slug="p-cao-bang"), by=by)
    assert "discipline" not in file.rows.get().fields["extra"]
    assert file.layout.remembered == [["DS", "H"]]
    assert (file.rows_read, file.rows_accepted) == (1, 1)


def test_a_correction_after_which_nothing_can_be_read_changes_nothing(call, by):
    file = receive(call, line(), by=by)
    with pytest.raises(Refused) as refused:
        mapping.correct(file, meanings={}, ignored=["DS"], by=by)
    assert refused.value.code == "mapping_empty"
    file.refresh_from_db()
    assert (file.state, file.rows.count()) == (FileState.PREVIEW, 1)
    assert FileLayout.objects.get().decided_at is None


def test_a_meaning_that_is_none_is_refused(call, by):
    with pytest.raises(Refused) as refused:
        mapping.correct(receive(call, line(), by=by), meanings={("DS", "H"): "shoe_size"}, by=by)
    assert refused.value.code == "unknown_meaning"


def test_a_file_that_was_dropped_is_not_read_again(call, by):
    file = receive(call, line(), by=by)
    nominations.drop(file, by=by)
    with pytest.raises(Stale):
        mapping.correct(file, meanings={("DS", "H"): None}, by=by)
    stale = SourceFile.objects.get()
    stale.state = FileState.PREVIEW.value  # as it was on the screen of another clerk
    with pytest.raises(Stale):
        mapping.correct(stale, meanings={("DS", "H"): None}, by=by)


def test_a_warning_that_another_file_names_the_person_survives_a_correction(call, by):
    files = [("Cao Bang.xlsx", workbook(line())), ("Son La.xlsx", workbook(line(), title="TỈNH UỶ SƠN LA"))]
    first, _ = nominations.receive_many(call, files=files, by=by)
    mapping.correct(first, meanings={("DS", "H"): None}, by=by)
    assert [one["code"] for one in first.rows.get().problems] == ["duplicate_across_files"]


def test_only_the_office_says_what_columns_mean(call, by, inspector):
    with pytest.raises(NotAllowed):
        mapping.correct(receive(call, line(), by=by), meanings={}, by=inspector)


# Words for every unit


def test_a_taught_word_is_read_in_every_units_lists(call, by):
    for place, (_, letter) in enumerate(MEANT):
        synonyms.add(header=ODD["ABCDEFGH".index(letter)], meaning=list(MEANT.values())[place], by=by)
    file = receive(call, line(), by=by, head=ODD)
    assert (file.state, file.rows_accepted) == (FileState.PREVIEW, 1)


@pytest.mark.parametrize(
    ("header", "meaning", "code"),
    [
        ("", "position", "word_empty"),
        ("  12 ", "position", "word_empty"),
        ("x" * 121, "position", "word_long"),
        ("Nhiệm sở", "shoe_size", "unknown_meaning"),
        ("CHỨC VỤ", "position", "word_shipped"),
        ("Chức vụ", "workplace", "word_conflict"),
        ("nhiem so", "position", "word_known"),
        ("Nhiệm sở", "workplace", "word_known"),
    ],
)
def test_a_word_that_cannot_be_taught_is_refused_with_a_sentence(by, header, meaning, code):
    if code == "word_known":
        synonyms.add(header="Nhiệm sở", meaning="position", by=by)
    with pytest.raises(Refused) as refused:
        synonyms.add(header=header, meaning=meaning, by=by)
    assert refused.value.code == code
    assert refused.value.remedy


def test_a_removed_word_is_read_no_more(call, by):
    word = synonyms.add(header="Nhiệm sở", meaning="position", by=by)
    synonyms.remove(word, by=by)
    head = [*HEAD[:4], "Nhiệm sở", *HEAD[5:]]
    file = receive(call, line(), by=by, head=head)
    found = {one["letter"]: one["meaning"] for one in file.layout.sheets[0]["columns"]}
    synonyms.add(header="Nhiệm sở", meaning="workplace", by=by)
    taught = receive(call, line(), by=by, head=head)
    assert (
        {one["letter"]: one["meaning"] for one in taught.layout.sheets[0]["columns"]}["E"] == "workplace" != found["E"]
    )


def test_corrections_of_units_are_suggested_for_all_until_they_are_taught(call, by):
    mapping.correct(receive(call, line(), by=by, head=ODD), meanings=MEANT, headers={"DS": 5}, by=by)
    son_la = receive(call, line(), by=by, head=ODD, name="Son La.xlsx", title="TỈNH UỶ SƠN LA")
    mapping.correct(son_la, meanings={**MEANT, ("DS", "E"): "workplace"}, headers={"DS": 5}, by=by)
    found = {one.header: one for one in synonyms.suggestions()}
    assert found["Nhân vật"].units == ("Cao Bằng", "Sơn La")
    assert found["Nhân vật"].meanings == ("full_name",)
    assert set(found["Nhiệm sở"].meanings) == {"position", "workplace"}
    synonyms.add(header="Nhân vật", meaning="full_name", by=by)
    assert "Nhân vật" not in {one.header for one in synonyms.suggestions()}


def test_the_shipped_words_are_shown_as_they_are_written():
    words = dict(synonyms.defaults())
    assert "họ và tên" in words["full_name"]
    assert words[synonyms.IGNORED]
