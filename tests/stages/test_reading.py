"""Reading away from this process: the same result, and whatever a file does, a refusal in words and nothing kept."""

import io
import os
import signal
import threading
import time
import zipfile
from datetime import date
from pathlib import Path

import factories
import pytest
from django.db import connection
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.intake import Reading, read_file
from doanra.records.models import Attempt, AttemptOutcome, FileRow, FileState, HandIn, HandInState, SourceFile
from doanra.stages import nominations
from doanra.stages.nominations import attempts
from doanra.stages.nominations.reading import Reader, Stopped, Understanding, reader, told
from doanra.stages.nominations.reading_program import as_json
from doanra.terms.refusal import Refused

CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
NOT_SENT = {"README.md", "truth.jsonl", "files.jsonl", "score.py"}
PLAIN = Understanding(call_on=date(2022, 12, 31))
GOOD = workbook(line(), line("Trần Thử Bình", "01/02/1980", number="001080000002"), head=HEAD_WITH_NUMBER)


def corpus():
    if not CORPUS.is_dir():
        pytest.skip("the public corpus is not beside this checkout")
    return [(path.name, path.read_bytes()) for path in sorted(CORPUS.iterdir()) if path.name not in NOT_SENT]


def everything(reading: Reading):
    rows = [(row.as_json(), row.row_end, row.raw, row.extra) for row in reading.rows]
    return (reading.refusal, reading.unit_hint, reading.letter_number, reading.letter_date, reading.notes, rows)


def test_a_reading_comes_over_whole():
    for name, content in corpus():
        here = read_file(name, content, call_on=PLAIN.call_on)
        assert everything(told(as_json(here)).reading) == everything(here), name


def test_one_process_reads_many_files_and_says_what_this_one_would():
    with reader() as read:
        for name, content in corpus()[::12]:
            here = read_file(name, content, call_on=PLAIN.call_on)
            assert everything(read(name, content, by=PLAIN).reading) == everything(here), name


def code_of(content, **settings_):
    with reader() as read:
        return read("a.xlsx", content, by=PLAIN).reading.refusal.code


def big_book():
    return workbook(*(line(f"Nguyễn Thử {number}") for number in range(3000)))


def test_a_file_that_takes_too_long_is_refused_and_its_process_ends(settings):
    settings.INTAKE_SECONDS = 0.0
    one = Reader()
    refusal = one.read("a.xlsx", big_book(), by=PLAIN, stop=lambda: False).reading.refusal
    assert refusal.code == "too_slow"
    assert "0 giây" in refusal.message
    assert refusal.remedy
    assert not one.usable


def test_a_file_that_needs_too_much_memory_is_refused(settings):
    settings.INTAKE_MEMORY, settings.INTAKE_SECONDS = 150 * 1024 * 1024, 300.0  # however busy the machine is
    one = Reader()
    huge = ("Họ và tên;Ngày sinh\n" + "Nguyễn Thử An;12/03/1975\n" * 400_000).encode()
    assert one.read("a.csv", huge, by=PLAIN, stop=lambda: False).reading.refusal.code in {"too_heavy", "too_large"}
    one.close()


def test_a_process_that_is_killed_while_it_reads_makes_a_refusal():
    one = Reader()
    pid = one._process.pid
    killer = threading.Timer(0.4, os.kill, (pid, signal.SIGKILL))
    killer.start()
    slow = workbook(*(line(f"Nguyễn Thử {number}") for number in range(20_000)))
    answer = one.read("a.xlsx", slow, by=PLAIN, stop=lambda: False)
    killer.join()
    assert answer.reading.refusal.code == "too_heavy"
    assert answer.reading.sha256
    assert not one.usable


def test_after_a_killed_one_the_next_file_is_read_by_another(settings):
    with reader() as read:
        settings.INTAKE_SECONDS = 0.0
        assert read("a.xlsx", big_book(), by=PLAIN).reading.refusal.code == "too_slow"
        settings.INTAKE_SECONDS = 30.0
        assert len(read("b.xlsx", GOOD, by=PLAIN).reading.rows) == 2


def test_reading_stops_at_once_when_asked():
    one = Reader()
    with pytest.raises(Stopped):
        one.read("a.xlsx", big_book(), by=PLAIN, stop=lambda: True)
    assert not one.usable


def test_an_unpacked_size_over_the_limit_is_refused(settings):
    settings.INTAKE_UNPACKED = 10_000
    assert code_of(big_book()) == "too_large"


def test_cells_over_the_limit_are_refused(settings):
    settings.INTAKE_CELLS = 50
    assert code_of(big_book()) == "too_large"


def test_a_bomb_is_refused_quickly():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 600_000_000)
    started = time.monotonic()
    assert code_of(packed.getvalue()) == "too_large"
    assert time.monotonic() - started < 10


def test_the_process_knows_no_key_and_no_address_of_the_database(monkeypatch):
    monkeypatch.setenv("DOANRA_SECRET", "kept from it")
    one = Reader()
    environment = Path(f"/proc/{one._process.pid}/environ").read_bytes()
    one.close()
    assert b"DOANRA" not in environment
    assert b"DATABASE" not in environment


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "MẬT"])
def test_of_a_file_marked_secret_no_byte_is_kept(call, office, settings, tmp_path, monkeypatch, mark):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    secret = "Quách Thử Kín"
    file = nominations.receive(call, name="a.xlsx", content=workbook(line(secret), title=mark), by=office)
    assert (file.state, file.refusal_code, file.content.name) == (FileState.REFUSED, "unsafe_file", "")
    assert "không được lưu" in file.refusal
    assert not FileRow.objects.exists()
    assert file.columns == []
    assert not hasattr(file, "layout")
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size] == []
    assert not any(secret in text for text in _texts())
    attempt = Attempt.objects.get()
    assert (attempt.file, attempt.sha256, attempt.size) == (file, file.sha256, file.size)


def _texts():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (str(cell) for row in cursor.fetchall() for cell in row)


def test_of_a_file_that_could_not_be_looked_through_nothing_is_kept(call, office, settings):
    settings.INTAKE_SECONDS = 0.0
    file = nominations.receive(call, name="a.xlsx", content=big_book(), by=office)
    assert (file.state, file.refusal_code, file.content.name) == (FileState.REFUSED, "too_slow", "")


def test_long_numbers_in_the_words_of_a_problem_are_shortened(call, office):
    file = nominations.receive(call, name="a.xlsx", content=workbook(line(birth="001075000001")), by=office)
    problem = file.rows.get().problems[0]
    assert "001075000001" not in problem["message"]
    assert "00…01" in problem["message"]
    assert file.rows.get().raw["C"] == "001075000001"


# Attempts


def test_every_file_of_a_hand_in_is_an_attempt(call, office):
    files = [("Cao Bang.xlsx", GOOD), ("rong.xlsx", b""), ("Cao Bang.xlsx", GOOD)]
    nominations.receive_many(call, files=files, by=office)
    hand_in = HandIn.objects.get()
    assert (hand_in.state, hand_in.files_total, hand_in.files_done, hand_in.rows_read) == (HandInState.DONE, 3, 3, 4)
    assert hand_in.by == office
    kept = [(one.name, one.size, one.outcome, one.file.state) for one in hand_in.attempts.select_related("file")]
    assert kept == [
        ("Cao Bang.xlsx", len(GOOD), "read", FileState.PREVIEW),
        ("rong.xlsx", 0, "read", FileState.REFUSED),
        ("Cao Bang.xlsx", len(GOOD), "read", FileState.PREVIEW),
    ]


def test_a_hand_in_that_is_asked_to_stop_takes_nothing_and_says_so(call, office):
    files = [(f"{number}.xlsx", big_book()) for number in range(3)]
    hand_in = attempts.start(call, files=files, by=office)
    attempts.cancel(hand_in, by=office)
    assert attempts.work(hand_in, files=files) == []
    hand_in.refresh_from_db()
    assert hand_in.state == HandInState.CANCELLED
    assert set(hand_in.attempts.values_list("outcome", flat=True)) == {AttemptOutcome.CANCELLED}
    assert not SourceFile.objects.exists()


def test_a_hand_in_without_a_sign_of_life_is_broken_off(call, office):
    hand_in = attempts.start(call, files=[("a.xlsx", GOOD)], by=office)
    attempts.sweep(call)
    assert HandIn.objects.get().state == HandInState.READING
    HandIn.objects.update(heartbeat_at=hand_in.heartbeat_at - attempts.SILENCE * 2)
    attempts.sweep(call)
    assert HandIn.objects.get().state == HandInState.INTERRUPTED
    assert hand_in.attempts.get().outcome == AttemptOutcome.INTERRUPTED


def test_what_breaks_the_work_is_told_and_breaks_off_the_hand_in(call, office):
    hand_in = attempts.start(call, files=[("a.xlsx", GOOD)], by=office)
    with pytest.raises(ZeroDivisionError):
        attempts.work(hand_in, files=[("a.xlsx", GOOD)], progress=lambda done, total: 1 // 0)
    assert HandIn.objects.get().state == HandInState.INTERRUPTED


def test_a_closed_year_keeps_no_attempt(call, office):
    from doanra.stages import calls  # noqa: PLC0415 - Django must be awake

    calls.close(call, by=None)
    with pytest.raises(Refused):
        attempts.start(call, files=[("a.xlsx", GOOD)], by=office)
    assert not Attempt.objects.exists()
