"""Files that are no lists, or mean harm: refused with their reason in bounded time, or read as data."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from doanra.intake import DEFAULT_LIMITS, read_file
from doanra.intake.containers.quiet import without_panics
from doanra.intake.containers.xls import scanned
from intake.mutations import damaged, faults_of
from intake.workbooks import CALL, codes, read, xlsx

HEAD = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chương trình đăng ký"]
AN = [1, "Nguyễn Văn An", 1975, "Vụ trưởng", "Ngắn hạn"]
PLAIN = xlsx([HEAD, AN])


def code_of(content: bytes, name: str = "danh-sach.xlsx") -> str | None:
    reading = read_file(name, content, call_on=CALL)
    if reading.refusal is None:
        return None
    assert reading.refusal.message.endswith(".")
    assert reading.refusal.remedy
    assert not reading.rows
    return reading.refusal.code


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return target.getvalue()


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7\n%\xe2\xe3", "not_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_spreadsheet"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "not_spreadsheet"),
        (b"{\\rtf1 abc}", "not_spreadsheet"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "corrupt_file"),
        (b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "unsupported_format"),
        (
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "unsupported_format",
        ),
        (b"PK\x03\x04" + b"\x00" * 100, "corrupt_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "corrupt_file"),
        (bytes(range(256)) * 20, "corrupt_file"),
        (PLAIN[: len(PLAIN) // 2], "corrupt_file"),
        ("Kính gửi Ban Tổ chức,\nĐơn vị không đăng ký ai.".encode(), "no_table"),
    ],
)
def test_other_kinds_whatever_their_name(content: bytes, expected: str) -> None:
    assert code_of(content) == expected
    assert code_of(content, "danh-sach.csv") == expected


def test_zips_that_are_no_workbooks() -> None:
    for name, expected in {
        "word/document.xml": "not_spreadsheet",
        "ppt/presentation.xml": "not_spreadsheet",
        "xl/workbook.bin": "unsupported_format",
        "anh.jpg": "corrupt_file",
    }.items():
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(name, "<x/>")
        assert code_of(target.getvalue()) == expected, name


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.ods", "a", "a.pdf"])
def test_the_name_does_not_matter(name: str) -> None:
    assert code_of(PLAIN, name) is None


def test_entities_and_document_types_are_not_followed() -> None:
    bad = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + sheet_of(PLAIN)
    assert code_of(rezipped(PLAIN, {"xl/worksheets/sheet1.xml": bad})) == "unsafe_file"
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    assert code_of(rezipped(PLAIN, {"xl/sharedStrings.xml": laughs})) == "unsafe_file"


def test_a_bomb_is_told_without_unpacking_it() -> None:
    bomb = rezipped(PLAIN, {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 500_000_000})
    begun = time.perf_counter()
    assert code_of(bomb) == "too_large"
    assert time.perf_counter() - begun < 5


def test_a_bomb_that_lies_about_its_size() -> None:
    bomb = bytearray(rezipped(PLAIN, {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 5_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.find(signature)
        while place >= 0:
            if b"sheet1.xml" in bomb[place : place + 120]:
                bomb[place + at : place + at + 4] = (1000).to_bytes(4, "little")
            place = bomb.find(signature, place + 4)
    assert code_of(bytes(bomb)) == "corrupt_file"


def test_too_many_cells_and_a_cell_at_the_end_of_the_world() -> None:
    few = replace(DEFAULT_LIMITS, cells=5)
    assert read_file("a.xlsx", PLAIN, limits=few).refusal is not None
    far = sheet_of(PLAIN).replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert code_of(rezipped(PLAIN, {"xl/worksheets/sheet1.xml": far})) == "too_large"


@pytest.mark.parametrize("column", ["C", "AZ"])
def test_a_stray_cell_on_the_last_row_loses_nobody(column: str) -> None:
    stray = f'<row r="1048576"><c r="{column}1048576"><v>1</v></c></row></sheetData>'
    far = sheet_of(PLAIN).replace(b"</sheetData>", stray.encode())
    reading = read_file("a.xlsx", rezipped(PLAIN, {"xl/worksheets/sheet1.xml": far}), call_on=CALL)
    assert [row.full_name for row in reading.rows] == ["Nguyễn Văn An"]
    assert reading.sheets[0].row_count == 1_048_576


def test_million_empty_formatted_rows() -> None:
    empty = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(3, 200_000))
    content = rezipped(
        PLAIN, {"xl/worksheets/sheet1.xml": sheet_of(PLAIN).replace(b"</sheetData>", empty + b"</sheetData>")}
    )
    assert code_of(content) is None


def ods(rows: str) -> bytes:
    target = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text", "style")
    )
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Ngắn hạn">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def ods_row(*texts: str, attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_ods_counts_repeated_rows_and_hidden_ones() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1024"/>'
    gap = f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
    content = ods(
        gap
        + ods_row("STT", "Họ và tên", "Năm sinh", "Chức vụ")
        + ods_row("1", "Nguyễn Văn An", "1975", "Vụ trưởng", attributes='table:visibility="collapse"')
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    )
    reading = read_file("a.ods", content, call_on=CALL)
    assert [(row.row, codes(row)) for row in reading.rows] == [(5, {"hidden_row"})]


@pytest.mark.parametrize("value", ["", ' office:value="1975x"', ' office:value="inf"'])
def test_a_number_that_damage_took_is_read_as_its_text(value: str) -> None:
    rows = ods_row("STT", "Họ và tên", "Năm sinh", "Chức vụ") + ods_row("1", "Nguyễn Văn An", "1975", "Vụ trưởng")
    content = ods(rows.replace('"string"><text:p>1975', f'"float"{value}><text:p>1975'))
    assert [row.full_name for row in read_file("a.ods", content, call_on=CALL).rows] == ["Nguyễn Văn An"]


def test_ods_repetition_is_no_bomb() -> None:
    many = 'table:number-rows-repeated="1000000"'
    assert code_of(ods(ods_row(*["x"] * 30, attributes=many))) == "too_large"


def test_csv_of_a_single_endless_line() -> None:
    assert code_of(b"a," * 5_000_000) == "too_large"
    assert code_of(b'"' + b"a" * 12_000_000) in ("corrupt_file", "no_table")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "Tuyệt mật", "[ MẬT ]", "Độ mật: MẬT", "  Mật  "])
def test_marked_files_are_refused_unread(mark: str) -> None:
    reading = read([["TỈNH UỶ MẪU", "", mark], HEAD, AN])
    assert reading.refusal is not None
    assert reading.refusal.code == "unsafe_file"
    assert "MẬT" in reading.refusal.message
    assert (reading.rows, reading.sheets, reading.unit_hint) == ((), (), "")


def test_a_mark_at_the_head_of_the_page_in_the_table_or_on_the_tab() -> None:
    page = sheet_of(PLAIN).replace(
        b"<pageMargins", "<headerFooter><oddHeader>&amp;C&amp;14MẬT</oddHeader></headerFooter><pageMargins".encode()
    )
    assert code_of(rezipped(PLAIN, {"xl/worksheets/sheet1.xml": page})) == "unsafe_file"
    assert code_of(xlsx([HEAD, AN, ["", "TUYỆT MẬT"]])) == "unsafe_file"
    assert code_of(xlsx({"TỐI MẬT": [HEAD, AN]})) == "unsafe_file"
    split = [["STT", "Họ đệm", "Tên", "Năm sinh", "Chức vụ"], [1, "Nguyễn Thị", "Mật", 1975, "Vụ trưởng"]]
    assert code_of(xlsx({"Ngắn hạn": split})) is None


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("docProps/core.xml", "<cp:coreProperties><dc:subject>TUYỆT MẬT</dc:subject></cp:coreProperties>"),
        ("docProps/core.xml", "<cp:coreProperties><cp:keywords>Độ mật: Tối mật</cp:keywords></cp:coreProperties>"),
        ("xl/drawings/drawing1.xml", "<a:p><a:r><a:t>TỐI </a:t></a:r><a:r><a:t>MẬT</a:t></a:r></a:p>"),
        ("xl/drawings/drawing1.xml", "<a:p><a:r><a:t>M Ậ T</a:t></a:r></a:p>"),
    ],
)
def test_a_mark_in_a_text_box_or_the_properties_of_the_file(part: str, text: str) -> None:
    assert code_of(rezipped(PLAIN, {part: text.encode()})) == "unsafe_file"


@pytest.mark.parametrize("wide", [True, False])
def test_a_mark_in_a_text_box_of_an_old_workbook(wide: bool) -> None:
    text = "TỐI MẬT" if wide else "TOI MAT"
    shown = b"\x01" + text.encode("utf-16-le") if wide else b"\x00" + text.encode("latin-1")
    cut = 7 if wide else 4  # the text goes on in a second record
    records = [
        (0x809, struct.pack("<HH", 0x600, 0x05)), (0x0A, b""), (0x809, struct.pack("<HH", 0x600, 0x10)),
        (0xEC, b"\x0f\x00" + "MẬT".encode("utf-16-le") + b"\x00\x00"),
        (0x1B6, struct.pack("<10xHH4x", len(text), 16)), (0x3C, shown[:cut]), (0x3C, shown[:1] + shown[cut:]),
        (0x3C, bytes(16)), (0x0A, b""),
    ]  # fmt: skip
    (sheet,) = scanned(b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records))
    assert [found for found in sheet.page_texts if len(found) > 2] == ["MẬT", text]


@pytest.mark.parametrize("mark", ["TÀI LIỆU MẬT", "Tài liệu này thuộc bí mật nhà nước độ Tối mật", "M Ậ T", "“MẬT”"])
def test_a_mark_in_words(mark: str) -> None:
    assert code_of(xlsx([[mark], HEAD, AN])) == "unsafe_file"
    assert code_of(f"{mark}\n{','.join(HEAD)}\n".encode()) == "unsafe_file"


@pytest.mark.parametrize("text", ["Cục Bảo mật", "BẢO MẬT DỮ LIỆU", "Quy chế bảo vệ bí mật nhà nước", "mật khẩu: abc"])
def test_words_that_are_no_marks(text: str) -> None:
    core = f"<cp:coreProperties><dc:title>{text}</dc:title></cp:coreProperties>".encode()
    assert code_of(rezipped(xlsx([[text], HEAD, AN]), {"docProps/core.xml": core})) is None


def test_a_given_name_in_capitals_in_its_own_column_is_no_mark() -> None:
    rows = [
        ["STT", "Họ đệm", "Tên", "Năm sinh", "Chức vụ"],
        [1, "NGUYỄN THỊ", "MẬT", 1975, "Vụ trưởng"],
        ["", "TRẦN VĂN", "MẬT", "", "Vụ trưởng"],
    ]
    assert code_of(xlsx({"Ngắn hạn": rows})) is None
    assert code_of(xlsx([HEAD, [1, "Công Văn Mật", *AN[2:]], [2, "HỒ VĂN MẬT", *AN[2:]]])) is None


def test_a_panic_of_the_library_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with without_panics():
        os.write(2, b"thread '<unnamed>' panicked at src/lib.rs:1:2:\nindex out of bounds\n")
        os.write(2, b"note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\nours\n")
    assert capfd.readouterr().err == "ours\n"


def test_text_has_its_own_limit() -> None:
    assert code_of(b"STT,ten\n" * 8_000_000) == "too_large"


def test_a_mark_in_the_file_name() -> None:
    assert code_of(PLAIN, "Danh sách cán bộ (MẬT).xlsx") == "unsafe_file"
    assert code_of(PLAIN, "DS tuyet mat 2023.xlsx") == "unsafe_file"


def test_words_that_only_sound_secret() -> None:
    rows = [
        ["Quy định về bí mật nhà nước, mật khẩu"],
        HEAD,
        [1, "Mật Văn Bảo", 1975, "Trưởng phòng Mật mã, Ban Cơ yếu Chính phủ", "Ngắn hạn"],
    ]
    assert read(rows).refusal is None
    assert read([HEAD, AN], name="Ban Co yeu - bao mat du lieu.xlsx").refusal is None


def test_formula_text_stays_text() -> None:
    row = read([HEAD, [1, "Nguyễn Văn An", 1975, "=cmd|' /C calc'!A0", "Ngắn hạn"]]).rows[0]
    assert row.position == "=cmd|' /C calc'!A0"


SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples/intake"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public corpus is not beside the checkout")
def test_damaged_files_are_never_silent_and_never_crash() -> None:
    files = sorted(
        path
        for path in SAMPLES.iterdir()
        if path.suffix not in {".md", ".py", ".jsonl"} and path.stat().st_size < 100_000
    )
    for number in range(150):
        r = random.Random(number)
        path = r.choice(files)
        reading = read_file(path.name, damaged(path.read_bytes(), r))
        assert faults_of(reading) == [], (number, path.name)
