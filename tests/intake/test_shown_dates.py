"""Dates that a cell shows in part stay partial, whatever the kind of workbook."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter

from doanra.intake import read_file
from doanra.intake.containers.shown import Partly, shown_by
from doanra.intake.containers.xls import scanned
from intake.workbooks import CALL

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình"]
MEANT = {
    "mm/yyyy": (date(1978, 4, 1), "1978-04"),
    "mmm-yy": (date(1978, 4, 1), "1978-04"),
    "[$-42A]mmmm yyyy;@": (date(1978, 4, 1), "1978-04"),
    '"tháng "m" năm "yyyy': (date(1978, 4, 1), "1978-04"),
    "yyyy": (date(1978, 1, 1), "1978"),
    "dd/mm/yyyy": (date(1978, 1, 1), "1978-01-01"),
    '"ngày "dd" tháng "mm" năm "yyyy': (date(1978, 4, 5), "1978-04-05"),
    "mm/yyyy;@": (date(1978, 4, 5), "1978-04-05"),
}


@pytest.mark.parametrize("form", MEANT)
def test_a_workbook_shows_the_month_or_the_year_alone(form: str) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("DS")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [1, "Nguyễn Văn An", "", "Nam", "Vụ trưởng", "Ngắn hạn"])
    sheet.write_datetime(1, 2, MEANT[form][0], book.add_format({"num_format": form}))
    book.close()
    (row,) = read_file("a.xlsx", target.getvalue(), call_on=CALL).rows
    assert str(row.birth_date) == MEANT[form][1]


@pytest.mark.parametrize(("code", "shows"), [("0.00", None), ("mm:ss", None), ("dd/mm", None), ("yyyy", "year")])
def test_what_a_format_shows(code: str, shows: str | None) -> None:
    assert shown_by(code) == shows


_CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="DS"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:default-cell-style-name="ce1"/>{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
_STYLES = """<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><number:date-style style:name="N1"><number:month/>
<number:text>/</number:text><number:year/></number:date-style></office:document-styles>"""


@pytest.mark.parametrize("own", ['table:style-name="ce1"', ""])
def test_an_open_document_shows_the_month_alone(own: str) -> None:
    born = f'<table:table-cell {own} office:value-type="date" office:date-value="1978-04-01"/>'
    cells = ["1", "Nguyễn Văn An", born, "Nam", "Vụ trưởng", "Ngắn hạn"]
    rows = [
        "".join(
            cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
            for cell in line
        )
        for line in (HEAD, cells)
    ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("styles.xml", _STYLES)
        lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        archive.writestr("content.xml", _CONTENT.format(lines))
    (row,) = read_file("a.ods", target.getvalue(), call_on=CALL).rows
    assert str(row.birth_date) == "1978-04"


def test_an_old_workbook_tells_which_cells_show_the_month_alone() -> None:
    form = b"mm/yyyy"
    records = [
        (0x809, struct.pack("<HH", 0x600, 5)),
        (0x41E, struct.pack("<HHB", 164, len(form), 0) + form),
        (0xE0, struct.pack("<HH", 0, 0)),
        (0xE0, struct.pack("<HH", 0, 164)),
        (0x0A, b""),
        (0x809, struct.pack("<HH", 0x600, 0x10)),
        (0x203, struct.pack("<HHHd", 1, 2, 1, 28581.0)),
        (0x203, struct.pack("<HHHd", 2, 2, 0, 28581.0)),
        (0x0A, b""),
    ]
    stream = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
    assert [sheet.partly for sheet in scanned(stream)] == [[Partly(2, 2, "month")]]
