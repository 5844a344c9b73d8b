"""Every address that takes a file: whatever is handed in, a page with the reason; only the reading process opens it."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import consulted
import factories
import nominating_scene
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from nominating_scene import PDF
from unit_lists import line, workbook

from doanra.config import urls
from doanra.intake.containers import opening
from doanra.records.models import (
    Call,
    DossierFile,
    FileRow,
    HistoryFile,
    HistoryRow,
    Opinion,
    QuotaEntry,
    SourceFile,
    StoredFile,
    Submission,
)
from doanra.stages import appraisals
from doanra.stages.consultations import approving
from doanra.stages.filing import looking

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
SOURCE = Path(urls.__file__).resolve().parents[1]
DOORS = {
    "nominations_upload": "lists",
    "courses_preview": "sheet",
    "histories_upload": "sheet",
    "consultations_load": "sheet",
    "calls_quota_load": "sheet",
}
"""Name of each address that takes a workbook → its field."""
PAPER_DOORS = {
    "forms_submit": "scan", "forms_papers": "file", "papers_dossier": "file", "consultations_version_scans": "file",
    "consultations_letters": "file", "appraisals_waiver_scans": "file",
}  # fmt: skip
"""Name of each address that takes a scan → its field. Nobody opens a scan: what it is is told by its first bytes."""
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


def workbook_door(door):
    """What stands in the address of a door, and what is typed beside the file; the year has what the door needs."""
    if door == "histories_upload":
        return [], {}
    if door == "consultations_load":
        asked = consulted.asked(consulted.frozen(Call.objects.get(), 2), consulted.body())[0]
        return [2027, asked.consultation_id, asked.body_id], {}
    if door == "calls_quota_load":
        Call.objects.update(quotas="inform")
        return [2027], {"document": "15-TB/BCĐ", "document_on": "2026-10-01"}
    return [2027], {}


@pytest.fixture
def said_to(clerk):
    """What the page says in the end of a file handed in at a door, and its state."""
    known = {}

    def said(door, name, content):
        if door not in known:
            known[door] = workbook_door(door)
        where, typed = known[door]
        address = reverse(f"web:{door}", args=where)
        response = clerk.post(address, {**typed, DOORS[door]: SimpleUploadedFile(name, content)}, follow=True)
        return response.status_code, response.content.decode()

    return said


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_refused_with_a_sentence_and_not_kept(said_to, door, kind, tmp_path):
    name, made, sentence = HOSTILE[kind]
    status, page = said_to(door, name, made())
    assert status in {200, 400}
    assert sentence in page
    assert "Quách Thử Kín" not in page
    assert not (SourceFile.objects.exclude(content="").exists() or HistoryFile.objects.exclude(content="").exists())
    assert not (FileRow.objects.exists() or HistoryRow.objects.exists() or QuotaEntry.objects.exists())
    assert not Opinion.objects.exclude(outcome="").exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("door", DOORS)
def test_a_file_that_takes_too_long_is_refused_at_every_door(said_to, door, settings):
    settings.INTAKE_SECONDS = 0.0
    _, page = said_to(door, "a.xlsx", workbook(line()))
    assert "quá 0 giây" in page


@pytest.mark.parametrize("door", DOORS)
def test_files_of_the_corpus_that_must_be_refused_break_no_door(said_to, door):
    if not CORPUS.is_dir():
        pytest.skip("the public corpus is not beside this checkout")
    told = [json.loads(one) for one in (CORPUS / "files.jsonl").read_text("utf-8").splitlines()]
    refused = [(one["file"], one["error_codes"]) for one in told if one["expect"] == "error"]
    assert refused
    for name, codes in refused:
        status, page = said_to(door, name, (CORPUS / name).read_bytes())
        assert status in {200, 400}, name
        if "password_protected" in codes:
            assert "mật khẩu" in page


LARGEST = looking.MOST
SCANS = {
    "a workbook": ("quet.pdf", lambda: workbook(line()), "không phải PDF, JPG, PNG"),
    "a program": ("quet.png", lambda: b"MZ" + bytes(500), "không phải PDF, JPG, PNG"),
    "a page": ("quet.pdf", lambda: b"<script>alert(1)</script>", "không phải PDF, JPG, PNG"),
    "nothing": ("quet.pdf", lambda: b"", "rỗng"),
    "too much": ("quet.pdf", lambda: PDF + bytes(LARGEST), "15 MB"),
    "a mark in the name": ("cv (MẬT).pdf", lambda: PDF, "bí mật nhà nước"),
    "a mark in the text": (
        "quet.pdf",
        lambda: PDF + b"stream\n(T\xe1\xbb\x90I M\xe1\xba\xacT) Tj\nendstream",
        "bí mật",
    ),
}


@pytest.fixture
def year(db):
    made = nominating_scene.Year()
    made.call.closes_on = date(2099, 12, 31)  # pages ask the clock
    made.call.save()
    return made


def paper_door(door, year):
    """Address of a door, and what is typed beside the file."""
    if door in DECISION_DOORS:
        return decision_door(door, year)
    if door == "papers_dossier":
        return reverse("web:papers_dossier", args=[2027, factories.nomination(year.call).pk]), {"paper": "other"}
    draft = year.draft()
    if door == "forms_papers":
        return reverse("web:forms_papers", args=[2027, draft.pk]), {"paper": "other"}
    typed = {"draft": f"{draft.pk}:{draft.version}", "number": "125-CV/TU", "day": "2026-10-01"}
    return reverse("web:forms_submit", args=[2027]), typed


DECISION_DOORS = {"consultations_version_scans", "consultations_letters", "appraisals_waiver_scans"}
"""Those of PAPER_DOORS at which the office hands in the scan of a decision or of a body's letter."""


def decision_door(door, year):
    """The same for a decision, with what it decides on."""
    if door == "appraisals_waiver_scans":
        one = factories.nominations(year.call, 1)[0]
        said = {"document": "118-CV", "on": consulted.LETTER, "signer": "Phó Trưởng Ban", "by": None}
        return reverse(f"web:{door}", args=[2027, one.pk, appraisals.waive(one, rule="short_once", **said).pk]), {}
    listed = consulted.frozen(year.call, 1)
    if door == "consultations_letters":
        request = consulted.asked(listed, consulted.body())[0]
        return reverse(f"web:{door}", args=[2027, listed.pk, request.body_id]), {"document": "45-CV/CQM"}
    signed = {"document": "21-TB", "on": consulted.LETTER, "signer": "Phó Trưởng Ban", "today": consulted.TODAY}
    approving.approve(listed, seen=0, by=None, **signed)
    return reverse(f"web:{door}", args=[2027, listed.pk, 1]), {}


def handing_in(door, year):
    """Who hands something in there."""
    return factories.account("vanphong.thu", role="office") if door in DECISION_DOORS else year.clerk


@pytest.mark.parametrize("door", PAPER_DOORS)
@pytest.mark.parametrize("kind", SCANS)
def test_what_is_no_harmless_scan_is_refused_with_a_sentence_and_not_kept(client, year, door, kind, tmp_path):
    name, made, sentence = SCANS[kind]
    address, typed = paper_door(door, year)
    client.force_login(handing_in(door, year))
    response = client.post(address, {**typed, PAPER_DOORS[door]: SimpleUploadedFile(name, made())}, follow=True)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not (StoredFile.objects.exists() or Submission.objects.exists() or DossierFile.objects.exists())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("door", PAPER_DOORS)
def test_the_same_doors_take_a_scan(client, year, door):
    address, typed = paper_door(door, year)
    client.force_login(handing_in(door, year))
    response = client.post(address, {**typed, PAPER_DOORS[door]: SimpleUploadedFile("quet.pdf", PDF)})
    assert response.status_code == 302
    assert StoredFile.objects.exists()


def test_these_are_all_doors_that_take_files():
    """A new form with a file needs its line in DOORS or PAPER_DOORS: then what stands above holds for it."""
    taking = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.html")}
    taking = {path: text for path, text in taking.items() if "multipart/form-data" in text or 'type="file"' in text}
    named = {name for text in taking.values() for name in re.findall(r"action=\"{% url 'web:(\w+)'", text)}
    assert set(DOORS) <= named
    for path, text in taking.items():
        place = path.relative_to(path.parents[1]).as_posix()
        for form in re.findall(r"<form[^>]*multipart/form-data[^>]*>", text):
            to_itself = place in TO_THEIR_OWN_PAGE and "action=" not in form
            assert to_itself or re.search(rf"web:(?:{'|'.join(DOORS)})'", form), place
        assert "multipart/form-data" in text or place == "parts/drop.html", place


TO_THEIR_OWN_PAGE = {
    "forms/submit.html": ["forms_submit"],
    "forms/put.html": ["forms_papers", "papers_dossier"],  # a part of those two pages
    "consultations/scans.html": ["consultations_version_scans", "consultations_letters", "appraisals_waiver_scans"],
}
"""Templates whose form with a file goes to the address that shows it → those addresses."""


def test_forms_that_go_to_their_own_page_are_held_too():
    assert {door for doors in TO_THEIR_OWN_PAGE.values() for door in doors} == set(PAPER_DOORS)
    including = [path.name for path in SOURCE.rglob("*.html") if "forms/put.html" in path.read_text("utf-8")]
    assert sorted(including) == ["dossier.html", "papers.html"]


def test_every_view_that_reads_files_is_known():
    """Whatever a template says, a file comes in only where a view asks for it."""
    views = [path for path in (SOURCE / "web").rglob("*.py") if "request.FILES" in path.read_text("utf-8")]
    assert {path.relative_to(SOURCE / "web").as_posix() for path in views} == {
        "nominations/acts.py",
        "courses/sheets.py",
        "histories/acts.py",
        "consultations/sheets.py",
        "calls/quotas.py",
        "nominating/papers.py",
        "consultations/scans.py",
        "nominating/sending.py",
        "accounts/kept.py",  # keeps the names of files that were lost with a session, reads none
    }


OPENING = re.compile(
    r"\b(?:open_grids|open_sheets|load_workbook|CalamineWorkbook|read_file)\b"
    r"|intake\S* import .*\bread_(?:courses|histories|quotas|opinions)\b"
)
MAY_OPEN = {
    "stages/reading/program.py",  # the reading process
    "documents/marked_workbook/__init__.py",  # marks a file that the process has read and found harmless
    "cli/intake.py",  # a process of its own
    "stages/nominating/answers.py",  # reads the text that it wrote itself of typed answers
}


def test_nobody_else_opens_what_is_handed_in():
    rooms = ("stages", "web", "api", "documents", "reports", "records")
    files = [path for room in rooms for path in (SOURCE / room).rglob("*.py")]
    opening_ones = {path.relative_to(SOURCE).as_posix() for path in files if OPENING.search(path.read_text("utf-8"))}
    assert opening_ones - MAY_OPEN == set()
    assert "stages/reading/program.py" in opening_ones
