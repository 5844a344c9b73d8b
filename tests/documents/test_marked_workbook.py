"""A unit's workbook with its marks: exactly the refused rows are marked, and nothing else is otherwise than before."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring  # of our own files: the quick reader may be used

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import column_index_from_string, get_column_letter
from python_calamine import CalamineWorkbook

from doanra.documents.marked_workbook import Fault, RowMark, SheetMarks, mark
from doanra.documents.marked_workbook.marks import AMBER, REASONS_HEADING, RED, RESULT_HEADING
from doanra.intake import Reading, read_file
from doanra.terms.words import Severity

SHARED = Path(__file__).resolve().parents[2] / "../shared"
CORPUS = SHARED / "samples" / "intake"
FILES = sorted(path for path in CORPUS.glob("*.*") if path.suffix in (".xlsx", ".xlsm", ".xls", ".ods", ".csv"))
ON = date(2022, 12, 31)
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def marks_of(reading: Reading) -> dict[str, SheetMarks]:
    """Every row of a reading with its problems, as the answer to the unit marks them."""
    heads = {sheet.name: sheet.header_rows[-1:] for sheet in reading.sheets}
    found: dict[str, list[RowMark]] = {}
    for row in reading.rows:
        faults = tuple(
            Fault(
                severity=one.severity,
                text=f"{one.message} {one.remedy}",
                columns=(one.column,) if one.column else (),
                row=one.row,
            )
            for one in row.problems
        )
        found.setdefault(row.sheet, []).append(
            RowMark(row=row.row, refused=row.refused, name=row.full_name, faults=faults)
        )
    return {name: SheetMarks(rows=rows, head_rows=heads[name]) for name, rows in found.items()}


def readable() -> list[tuple[Path, Reading]]:
    found = [(path, read_file(path.name, path.read_bytes(), call_on=ON)) for path in FILES]
    return [(path, reading) for path, reading in found if reading.rows]


def results(content: bytes) -> dict[tuple[str, int], tuple[str, str]]:
    """The two added cells by sheet and row, found by their heads or else at the end of the row."""
    found = {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        rows = [[str(value) for value in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        column = next((row.index(RESULT_HEADING) for row in rows if RESULT_HEADING in row), None)
        for number, row in enumerate(rows, 1):
            if column is not None and row[column] not in ("", RESULT_HEADING):
                found[name, number] = row[column], row[column + 1]
    return found


@pytest.fixture(scope="module")
def corpus() -> list[tuple[Path, Reading, bytes, str]]:
    if not FILES:
        pytest.skip("the public corpus of unit lists (shared/samples/intake) is not beside the checkout")
    made = []
    for path, reading in readable():
        done = mark(path.read_bytes(), marks_of(reading))
        made.append((path, reading, done.content, done.note))
    return made


def test_exactly_the_refused_rows_of_the_corpus_are_marked(corpus: Any) -> None:
    assert len(corpus) > 40
    for path, reading, content, _ in corpus:
        told = results(content)
        refused = {(row.sheet, row.row) for row in reading.refused}
        wrong = {place for place, (result, _) in told.items() if result.endswith("lỗi")}
        assert len(told) == len(reading.rows), path.name
        if path.suffix != ".csv":
            assert wrong == refused, path.name
        else:
            assert {row for _, row in wrong} == {row for _, row in refused}, path.name
        assert all(reasons for place, (result, reasons) in told.items() if result != "đạt"), path.name


def test_the_corpus_reads_as_before_once_it_is_marked(corpus: Any) -> None:
    for path, reading, content, _ in corpus:
        again = read_file(f"{path.stem}.xlsx", content, call_on=ON)
        said = [[(row.row, row.full_name, row.birth_date, row.programme, row.position, {p.code for p in row.problems})
                 for row in one.rows] for one in (reading, again)]  # fmt: skip
        assert said[0] == said[1], path.name


def test_workbooks_of_the_corpus_are_edited_in_place(corpus: Any) -> None:
    for path, _, content, note in corpus:
        is_package = path.read_bytes().startswith(b"PK") and b"content.xml" not in path.read_bytes()
        assert bool(note) != is_package, path.name
        if is_package:
            same_but_for_the_marks(path.read_bytes(), content, path.name)


def same_but_for_the_marks(before: bytes, after: bytes, name: str) -> None:
    """Every part but sheets and styles keeps its bytes; sheets keep all but the marks; old formats keep their place."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist(), name
        changed = {
            part: (old.read(part), new.read(part)) for part in old.namelist() if old.read(part) != new.read(part)
        }
    for part, (was, now) in changed.items():
        if part.endswith("styles.xml"):
            same_formats(fromstring(was), fromstring(now), name)
        else:
            assert "worksheets/" in part, (name, part)
            same_sheet(fromstring(was), fromstring(now), name)


def plain(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def whole(element: Any) -> tuple[Any, ...]:
    """Everything that an element says, to be compared."""
    return (element.tag, element.items(), element.text, element.tail, [whole(inside) for inside in element])


def same_formats(was: Any, now: Any, name: str) -> None:
    assert [plain(one) for one in was] == [plain(one) for one in now], name
    for old, new in zip(was, now, strict=True):
        pairs = zip(old, new, strict=False) if plain(old) in ("fills", "cellXfs") else [(old, new)]
        assert len(old) <= len(new)
        assert all(whole(one) == whole(other) for one, other in pairs), name


def same_sheet(was: Any, now: Any, name: str) -> None:
    columns = {letters(cell.get("r")) for cell in now.iter() if plain(cell) == "c" and RESULT_HEADING in text_of(cell)}
    columns |= {get_column_letter(column_index_from_string(one) + 1) for one in columns}
    rest = [
        {plain(one): whole(one) for one in sheet if plain(one) not in ("sheetData", "cols", "dimension")}
        for sheet in (was, now)
    ]
    assert rest[0] == rest[1], name
    assert widths(was, without=columns) == widths(now, without=columns), name
    assert lines(was) == lines(now, without=columns), name


def text_of(cell: Any) -> str:
    return "".join(cell.itertext())


def letters(place: str) -> str:
    return place.rstrip("0123456789")


def widths(sheet: Any, *, without: Any = ()) -> dict[int, dict[str, str]]:
    skipped = {column_index_from_string(letter) for letter in without}
    found = {}
    for one in sheet.iter():
        if plain(one) == "col":
            for column in range(int(one.get("min")), int(one.get("max")) + 1):
                found[column] = {key: value for key, value in one.items() if key not in ("min", "max")}
    return {column: said for column, said in found.items() if column not in skipped}


def lines(sheet: Any, *, without: Any = ()) -> list[Any]:
    """Rows with their settings, cells with value, formula and type; empty cells say nothing but their look."""
    found = []
    for row in (one for one in sheet.iter() if plain(one) == "row"):
        cells = [
            (cell.get("r"), cell.get("t"), [whole(inside) for inside in cell])
            for cell in row
            if len(cell) and letters(cell.get("r")) not in without
        ]
        found.append(({key: value for key, value in row.items() if key != "spans"}, cells))
    return found


def book(**more: Any) -> bytes:
    """A workbook with what people put into theirs: merges, a formula, a hidden range, an image's worth of settings."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("DS")
        red = made.add_format({"bold": True, "font_name": "Times New Roman", "border": 1})
        sheet.merge_range("A1:D1", "DANH SÁCH", red)
        sheet.write_row("A2", ["TT", "Họ và tên", "Năm sinh", "Tổng"], red)
        sheet.write_row("A3", [1, "Nguyễn Thử An", 1975], red)
        sheet.write_formula("D3", "=A3+1", None, 2)
        sheet.write_row("A4", [2, "Trần Thử Bình"])
        sheet.set_column("E:XFD", None, None, {"hidden": True})
        sheet.set_landscape()
        sheet.print_area("A1:D4")
        sheet.data_validation("C3:C9", {"validate": "integer", "criteria": ">", "value": 1900})
        made.add_worksheet("Khác").write("A1", "giữ nguyên")
        for name, value in more.items():
            sheet.write(name, value)
    return target.getvalue()


def fault(severity: Severity = ERROR, text: str = "Sai.", *columns: str) -> Fault:
    return Fault(severity=severity, text=text, columns=columns)


def marked(content: bytes, *rows: RowMark, heads: tuple[int, ...] = (2,)) -> Any:
    done = mark(content, {"DS": SheetMarks(rows=rows, head_rows=heads)})
    assert not done.note
    same_but_for_the_marks(content, done.content, "book")
    return openpyxl.load_workbook(io.BytesIO(done.content))["DS"]


def test_colours_stand_at_the_cells_and_words_beside_them() -> None:
    sheet = marked(
        book(),
        RowMark(row=3, refused=False, faults=(fault(WARNING, "Xem lại.", "C"),)),
        RowMark(row=4, refused=True, faults=(fault(WARNING, "Lạ.", "B"), fault(ERROR, "Thiếu năm sinh.", "C"))),
    )
    assert [sheet["E3"].value, sheet["F3"].value] == ["đạt, 1 cảnh báo", "Cảnh báo (cột C): Xem lại."]
    assert sheet["E4"].value == "1 lỗi"
    assert sheet["F4"].value == "Lỗi (cột C): Thiếu năm sinh.\nCảnh báo (cột B): Lạ."
    assert [sheet["E2"].value, sheet["F2"].value] == [RESULT_HEADING, REASONS_HEADING]
    fills = {place: sheet[place].fill.fgColor.rgb for place in ("C3", "B4", "C4", "E4")}
    assert fills == {"C3": AMBER, "B4": AMBER, "C4": RED, "E4": RED}
    assert sheet["E3"].fill.fill_type is None


def test_the_added_columns_are_seen_where_everything_to_the_right_was_hidden() -> None:
    sheet = marked(book(), RowMark(row=4, refused=True))
    assert not sheet.column_dimensions["E"].hidden
    assert sheet.column_dimensions["E"].width > 10
    assert sheet.column_dimensions["G"].hidden


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_none(text: str) -> None:
    row = RowMark(row=4, refused=True, name=text, faults=(fault(ERROR, text, "B"),))
    other = RowMark(row=4, refused=False, name="Bình")
    sheet = marked(book(), row, other)
    for place in ("E4", "F4"):
        assert sheet[place].data_type == "s"
        assert not str(sheet[place].value).lstrip().startswith(("=", "+", "-", "@"))


def test_a_workbook_that_comes_back_is_marked_over_its_old_marks() -> None:
    first = mark(book(), {"DS": SheetMarks(rows=[RowMark(row=4, refused=True, faults=(fault(ERROR, "Sai.", "B"),))])})
    again = mark(first.content, {"DS": SheetMarks(rows=[RowMark(row=4, refused=False)], columns=("E", "F"))})
    sheet = openpyxl.load_workbook(io.BytesIO(again.content))["DS"]
    assert (sheet["E4"].value, sheet["F4"].value, sheet["G4"].value) == ("đạt", None, None)
    assert sheet["B4"].fill.fill_type is None


def test_people_who_share_a_row_are_told_by_name() -> None:
    sheet = marked(book(), RowMark(row=3, refused=True, name="An"), RowMark(row=3, refused=False, name="Bình"))
    assert sheet["E3"].value == "An: 1 lỗi\nBình: đạt"


def test_what_is_no_workbook_comes_back_as_one_and_says_so() -> None:
    text = "TT,Họ và tên,Năm sinh\n1,=Nguyễn Thử An,1975\n2,Trần Thử Bình,\n".encode()
    reading = read_file("a.csv", text, call_on=ON)
    name = reading.sheets[0].name
    done = mark(text, {name: SheetMarks(rows=[RowMark(row=3, refused=True, faults=(fault(ERROR, "Thiếu.", "C"),))])})
    sheet = openpyxl.load_workbook(io.BytesIO(done.content)).worksheets[0]
    assert "không thuộc loại .xlsx" in done.note
    assert [cell.value for cell in sheet[2]][:3] == [1, "=Nguyễn Thử An", 1975] or sheet["B2"].data_type == "s"
    assert (sheet["D3"].value, sheet["C3"].fill.fgColor.rgb) == ("1 lỗi", RED)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_what_was_marked(corpus: Any, tmp_path: Path) -> None:
    kinds = {path.suffix: (path, content) for path, _, content, _ in corpus}
    for ending, (_, content) in kinds.items():
        (tmp_path / f"as{ending[1:]}.xlsx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command.append("csv:Text - txt - csv (StarCalc):44,34,76")
    books = [str(path) for path in tmp_path.glob("*.xlsx")]
    subprocess.run([*command, "--outdir", str(tmp_path), *books], check=True, capture_output=True, timeout=120)
    for made in books:
        assert "Kết quả kiểm tra" in Path(made).with_suffix(".csv").read_text("utf-8")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_people_in_columns_have_their_own_cells_coloured(ending: str) -> None:
    rows = [
        ["Họ và tên", "Nguyễn Văn An", "Trần Thị Bình"],
        ["Ngày sinh", "5/8/1975", "31/02/1980"],
        ["Chức vụ", "Vụ trưởng", "Chuyên viên"],
        ["Chương trình", "Dài hạn", "Ngắn hạn"],
    ]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("DS")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    content = target.getvalue() if ending == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    reading = read_file(f"a.{ending}", content, call_on=ON)
    back = openpyxl.load_workbook(io.BytesIO(mark(content, marks_of(reading)).content)).worksheets[0]
    red = {cell.coordinate for row in back["A1:C4"] for cell in row if cell.fill.fgColor.rgb == RED}
    assert red == {"C2", "B4"}
    assert str(back["D1"].value).startswith("Nguyễn Văn An: 1 lỗi")
    assert back["D2"].value is None
