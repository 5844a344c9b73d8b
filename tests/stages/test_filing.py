"""Files that people hand in: looked at by content, scanned by a server that speaks clamd's protocol, kept encrypted."""

import contextlib
import os
import socket
import struct
import threading
import time
import zlib

import factories
import pytest
from nominating_scene import PDF, PNG, Year

from doanra.records.models import Event, ScanState, StoredFile
from doanra.stages import filing
from doanra.stages.acting import OPERATOR, acting
from doanra.stages.filing import keeping, looking, scanning
from doanra.terms.refusal import NotFound, Refused

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner takes for a virus, and nothing else does."""


def _exactly(line, many):
    got = b""
    while len(got) < many:
        more = line.recv(many - len(got))
        if not more:
            raise EOFError
        got += more
    return got


class Scanner(threading.Thread):
    """Answers zINSTREAM as clamd does: lengths in four bytes, nought ends the stream."""

    def __init__(self, door, says=None):
        super().__init__(daemon=True)
        self.door, self.says, self.seen = door, says, []

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                line, _ = self.door.accept()
                with line, contextlib.suppress(EOFError, OSError):
                    self.answer(line)

    def answer(self, line):
        assert _exactly(line, 10) == b"zINSTREAM\0"
        content = b""
        while many := struct.unpack("!L", _exactly(line, 4))[0]:
            content += _exactly(line, many)
        self.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        line.sendall(self.says or found)


@contextlib.contextmanager
def scanner(settings, tmp_path, *, kind="unix", says=None):
    if kind == "unix":
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        place = os.path.relpath(tmp_path / "clamd.ctl")  # the path of a socket may have 107 bytes
        door.bind(place)
        settings.CLAMD = f"unix:{place}"
    else:
        door = socket.socket()
        door.bind(("127.0.0.1", 0))
        settings.CLAMD = f"tcp:127.0.0.1:{door.getsockname()[1]}"
    door.listen()
    thread = Scanner(door, says)
    thread.start()
    try:
        yield thread
    finally:
        door.close()


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_a_clean_file_and_eicar(settings, tmp_path, kind):
    with scanner(settings, tmp_path, kind=kind) as server:
        big = PDF + bytes(200_000)  # more than one piece
        assert filing.look("a.pdf", big).scanned.state.value == "clean"
        assert server.seen == [big]
        with pytest.raises(Refused, match="Eicar-Test-Signature"):
            filing.look("a.pdf", PDF + EICAR)


def test_off_by_default_and_said_so(settings):
    assert settings.CLAMD == ""
    assert filing.look("a.pdf", PDF + EICAR).scanned.state.value == "unscanned"


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: what OKAY\0"])
def test_an_answer_that_is_no_yes_leaves_the_file_waiting(settings, tmp_path, says):
    with scanner(settings, tmp_path, says=says):
        assert scanning.scan(PDF).state.value == "waiting"


@pytest.mark.parametrize("place", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1"])
def test_a_scanner_that_is_down_leaves_the_file_waiting(settings, place):
    settings.CLAMD = place
    said = scanning.scan(PDF)
    assert said.state.value == "waiting" and "không trả lời" in said.note


@pytest.mark.django_db
def test_what_waited_is_kept_not_handed_out_and_settled_when_the_scanner_is_back(settings, tmp_path):
    year = Year()
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    looked = [filing.look("a.pdf", PDF), filing.look("b.pdf", PDF + EICAR)]
    with acting("nominations.receive", by=year.office) as act:
        one, two = (filing.keep(each, call=year.call, unit=None, account=year.office, act=act) for each in looked)
    assert keeping.waiting(year.call) == 2
    with pytest.raises(Refused, match="chưa quét vi-rút được"):
        filing.open_file(one)
    with scanner(settings, tmp_path):
        assert keeping.scan_waiting(year.call, by=year.office) == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert filing.open_file(one) == PDF
    with pytest.raises(Refused, match="có vi-rút"):
        filing.open_file(two)
    assert Event.objects.get(verb="files.scan").detail == {"files": 2}


def waits(year, *names):
    """Files that came while the scanner was down."""
    looked = [filing.look(f"{name}.pdf", PDF + name.encode()) for name in names]
    with acting("nominations.receive", by=year.office) as act:
        return [filing.keep(each, call=year.call, unit=None, account=year.office, act=act) for each in looked]


@pytest.mark.django_db
def test_a_file_that_is_scanned_calls_for_those_that_waited(settings, tmp_path, django_capture_on_commit_callbacks):
    year = Year()
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    (late,) = waits(year, "a")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with scanner(settings, tmp_path), django_capture_on_commit_callbacks(execute=True):
        waits(year, "b")
    late.refresh_from_db()
    assert late.scan == "clean"
    assert Event.objects.get(verb="files.scan").by_name == OPERATOR


@pytest.mark.django_db
def test_the_run_of_every_few_minutes_scans_every_year_and_leaves_no_trace_of_nothing(settings, tmp_path):
    year = Year()
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    waits(year, "a", "b")
    assert keeping.scan_everything(by=None) == (0, 2)
    assert not Event.objects.filter(verb="files.scan").exists()
    with scanner(settings, tmp_path):
        assert keeping.scan_everything(by=None) == (2, 0)
        assert keeping.scan_everything(by=None) == (0, 0)
    assert Event.objects.filter(verb="files.scan").count() == 1


@pytest.mark.django_db
def test_a_scanner_that_does_not_answer_is_not_asked_for_each_file(settings, monkeypatch):
    year = Year()
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    waits(year, "a", "b", "c")
    asked = []
    silent = scanning.Scanned(ScanState.WAITING, "máy quét không trả lời", answered=False)
    monkeypatch.setattr(scanning, "scan", lambda content: asked.append(content) or silent)
    assert keeping.scan_waiting(year.call, by=None) == 0
    assert len(asked) == 1


@pytest.mark.django_db
def test_the_same_content_lies_on_the_disk_once_encrypted_and_comes_back_whole(settings):
    of, office = factories.call(2027), factories.account("vanphong", role="office")
    with acting("nominations.receive", by=office) as act:
        for name in ("a.pdf", "b.pdf"):
            filing.keep(filing.look(name, PDF), call=of, unit=None, account=office, act=act)
    (path,) = [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]
    assert b"PDF" not in path.read_bytes()
    assert [filing.open_file(one) for one in StoredFile.objects.all()] == [PDF, PDF]
    path.unlink()
    with pytest.raises(NotFound, match="không còn trong kho"):
        filing.open_file(StoredFile.objects.first())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.pdf", b"", "rỗng"),
        ("anh.pdf", b"GIF89a", "theo nội dung"),
        ("may.png", b"MZ\x90\x00", "theo nội dung"),
        ("trang.pdf", b"<html><script>", "theo nội dung"),
        ("DS cán bộ (MẬT).pdf", PDF, "chỉ độ mật"),
        ("to.pdf", PDF + bytes(looking.MOST), "quá 15 MB"),
    ],
)
def test_what_is_not_taken(name, content, said):
    with pytest.raises(Refused, match=said):
        filing.look(name, content)


def test_the_kind_is_told_by_content_not_by_name():
    assert [filing.look("x.exe", one).kind for one in (PDF, PNG, b"\xff\xd8\xff\xe0 jpeg")] == ["pdf", "png", "jpg"]
    with pytest.raises(Refused, match="không phải PDF"):
        filing.look("a.pdf", PNG, kinds=("pdf",))


@pytest.mark.parametrize("pack", [lambda page: page, zlib.compress])
def test_a_mark_of_secrecy_in_the_text_of_a_pdf(pack):
    page = pack("BT (TUYỆT MẬT) Tj ET".encode())
    marked = b"%PDF-1.4\n4 0 obj<<>>stream\n" + page + b"\nendstream endobj"
    with pytest.raises(Refused, match="chỉ độ mật"):
        filing.look("cong-van.pdf", marked)
    plain = b"%PDF-1.4\n4 0 obj<<>>stream\n" + pack("BT (Cục Bảo mật) Tj ET".encode()) + b"\nendstream endobj"
    assert filing.look("cong-van.pdf", plain).kind == "pdf"


def test_a_pdf_that_unpacks_without_end_is_looked_at_for_a_while_only():
    bomb = b"%PDF-1.4\n" + b"stream\n" + zlib.compress(bytes(50_000_000)) + b"\nendstream"
    assert filing.look("bom.pdf", bomb).kind == "pdf"


def test_streams_that_never_end_or_break_cost_no_time():
    packed = zlib.compress(bytes(3_900_000))[:-5] + b"broken"
    broken = b"stream\n" + packed + b"\nendstream\n"
    begun = time.process_time()
    for content in (b"stream\n" * 500_000, broken * 500):
        assert filing.look("a.pdf", PDF + content).kind == "pdf"
    assert time.process_time() - begun < 5
