"""Every address that takes a file: whatever is handed in, a page with the reason; only the reading process opens it."""

import io
import json
import re
import zipfile
from pathlib import Path

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from unit_lists import line, workbook

from doanra.config import urls
from doanra.intake.containers import opening
from doanra.records.models import FileRow, HistoryFile, HistoryRow, SourceFile

pytestmark = pytest.mark.django_db
CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
SOURCE = Path(urls.__file__).resolve().parents[1]
DOORS = {
    "nominations_upload": ("lists", [2027]),
    "courses_preview": ("sheet", [2027]),
    "histories_upload": ("sheet", []),
}
"""Name of each address that takes a file → its field, what stands in the address."""
UNPACKED = 20_000_000


def rewritten(**parts):
    """A good list with some of its parts (by the end of their names) replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(line()))) as good, zipfile.ZipFile(packed, "w", 8) as bad:
        for name in good.namelist():
            ending = name.rsplit("/", 1)[-1].split(".")[0]
            bad.writestr(name, parts.get(ending, good.read(name)))
    return packed.getvalue()


def locked():
    """A zip whose parts are marked as encrypted, in both places that say so."""
    content = bytearray(workbook(line()))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + flags] |= 1
    return bytes(content)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><worksheet>&b;</worksheet>'
EMPTY_ROWS = b"<worksheet><sheetData>%s</sheetData></worksheet>" % (b"<row/>" * 1_000_000)
HOSTILE = {
    "a bomb": ("a.xlsx", lambda: rewritten(sheet1=b" " * (4 * UNPACKED)), "quá lớn"),
    "half a file": ("a.xlsx", lambda: workbook(line())[:3000], "Tệp hỏng"),
    "a locked file": ("a.xlsx", locked, "mật khẩu"),
    "entities": ("a.xlsx", lambda: rewritten(sheet1=ENTITIES), "không an toàn"),
    "rows without end": ("a.xlsx", lambda: rewritten(sheet1=EMPTY_ROWS), ""),
    "a picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "không phải là tệp bảng tính"),
    "bytes": ("a.xls", lambda: bytes(range(256)) * 40, ""),
    "a mark": ("a.xlsx", lambda: workbook(line("Quách Thử Kín"), title="TỐI MẬT"), "bí mật nhà nước"),
    "a mark in the name": ("DS (MẬT).xlsx", lambda: workbook(line("Quách Thử Kín")), "bí mật nhà nước"),
}


@pytest.fixture
def clerk(client, office, settings, monkeypatch):
    factories.call(2027)
    settings.INTAKE_UNPACKED = UNPACKED
    settings.INTAKE_AT_ONCE = 100 * UNPACKED  # so that the answer to the upload says what became of it

    def never(*_, **__):
        raise AssertionError("a file was opened in the web process")

    monkeypatch.setattr(opening, "open_grids", never)
    monkeypatch.setattr(opening, "_zip_grids", never)
    monkeypatch.setattr(opening, "_refuse_other_kinds", never)
    client.force_login(office)
    return client


def said_to(client, door, name, content):
    """What the page says in the end, and its state."""
    field, where = DOORS[door]
    address = reverse(f"web:{door}", args=where)
    response = client.post(address, {field: SimpleUploadedFile(name, content)}, follow=True)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_refused_with_a_sentence_and_not_kept(clerk, door, kind, tmp_path):
    name, made, sentence = HOSTILE[kind]
    status, page = said_to(clerk, door, name, made())
    assert status in {200, 400}
    assert sentence in page
    assert "Quách Thử Kín" not in page
    assert not (SourceFile.objects.exclude(content="").exists() or HistoryFile.objects.exclude(content="").exists())
    assert not (FileRow.objects.exists() or HistoryRow.objects.exists())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("door", DOORS)
def test_a_file_that_takes_too_long_is_refused_at_every_door(clerk, door, settings):
    settings.INTAKE_SECONDS = 0.0
    _, page = said_to(clerk, door, "a.xlsx", workbook(line()))
    assert "quá 0 giây" in page


@pytest.mark.parametrize("door", DOORS)
def test_files_of_the_corpus_that_must_be_refused_break_no_door(clerk, door):
    if not CORPUS.is_dir():
        pytest.skip("the public corpus is not beside this checkout")
    told = [json.loads(one) for one in (CORPUS / "files.jsonl").read_text("utf-8").splitlines()]
    refused = [(one["file"], one["error_codes"]) for one in told if one["expect"] == "error"]
    assert refused
    for name, codes in refused:
        status, page = said_to(clerk, door, name, (CORPUS / name).read_bytes())
        assert status in {200, 400}, name
        if "password_protected" in codes:
            assert "mật khẩu" in page


def test_these_are_all_doors_that_take_files():
    """A new form with a file needs its line in DOORS: then all of the above holds for it."""
    taking = [path for path in SOURCE.rglob("*.html") if "multipart/form-data" in path.read_text(encoding="utf-8")]
    named = {name for path in taking for name in re.findall(r"action=\"{% url 'web:(\w+)'", path.read_text("utf-8"))}
    assert set(DOORS) <= named
    for path in taking:
        forms = re.findall(r"<form[^>]*multipart/form-data[^>]*>", path.read_text(encoding="utf-8"))
        assert all(re.search(rf"web:(?:{'|'.join(DOORS)})'", form) for form in forms), path.name


OPENING = re.compile(
    r"\b(?:open_grids|open_sheets|load_workbook|CalamineWorkbook|read_file)\b"
    r"|intake\S* import .*\bread_(?:courses|histories)\b"
)
MAY_OPEN = {
    "stages/reading/program.py",  # the reading process
    "documents/marked_workbook/__init__.py",  # marks a file that the process has read and found harmless
    "cli/intake.py",  # a process of its own
}


def test_nobody_else_opens_what_is_handed_in():
    rooms = ("stages", "web", "api", "documents", "reports", "records")
    files = [path for room in rooms for path in (SOURCE / room).rglob("*.py")]
    opening_ones = {path.relative_to(SOURCE).as_posix() for path in files if OPENING.search(path.read_text("utf-8"))}
    assert opening_ones - MAY_OPEN == set()
    assert "stages/reading/program.py" in opening_ones
