"""Reading away from this process: the same result, and whatever a file does, a refusal in words and nothing kept."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import factories
import pytest
from django.db import connection
from unit_lists import HEAD_WITH_NUMBER, invented, line, workbook

from doanra.intake import Reading, read_file
from doanra.records.models import Attempt, AttemptOutcome, FileRow, FileState, HandIn, HandInState, SourceFile
from doanra.stages import nominations
from doanra.stages.nominations import attempts
from doanra.stages.nominations.reading import Understanding, reader, row_of, told
from doanra.stages.reading import program
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
        rows = [row_of(program.row_as_json(row)) for row in here.rows]
        assert everything(told(program.rest_as_json(here), rows).reading) == everything(here), name


def test_one_process_reads_many_files_and_says_what_this_one_would():
    with reader() as read:
        for name, content in corpus()[::12]:
            here = read_file(name, content, call_on=PLAIN.call_on)
            assert everything(read(name, content, by=PLAIN).reading) == everything(here), name


def code_of(content):
    with reader() as read:
        return read("a.xlsx", content, by=PLAIN).reading.refusal.code


def big_book():
    return workbook(*(line(invented(number)) for number in range(3000)))


def test_after_a_killed_one_the_next_file_is_read_by_another(settings):
    with reader() as read:
        settings.INTAKE_SECONDS = 0.0
        assert read("a.xlsx", big_book(), by=PLAIN).reading.refusal.code == "too_slow"
        settings.INTAKE_SECONDS = 30.0
        assert len(read("b.xlsx", GOOD, by=PLAIN).reading.rows) == 2


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
    assert hand_in.attempts.get().outcome == AttemptOutcome.INTERRUPTED


def test_how_far_a_file_is_stands_in_its_hand_in(call, office, monkeypatch):
    monkeypatch.setattr(attempts, "_BEAT", 0.0)  # somebody looks all the time
    seen = []
    far = ("sheet", "row_at", "row_of", "rows_put")
    monkeypatch.setattr(
        HandIn, "refresh_from_db", lambda one, **_: seen.append(tuple(getattr(one, name) for name in far))
    )
    nominations.receive(call, name="Cao Bang.xlsx", content=big_book(), by=office)
    assert ("DS", 0, 3000, 0) in seen
    assert [put for *_, put in seen] == sorted(put for *_, put in seen)
    kept = HandIn.objects.get()
    assert (kept.sheet, kept.current, kept.rows_read, kept.rows_put) == ("", "", 3000, 3000)


def test_a_closed_year_keeps_no_attempt(call, office):
    from doanra.stages import calls  # noqa: PLC0415 - Django must be awake

    calls.close(call, by=None)
    with pytest.raises(Refused):
        attempts.start(call, files=[("a.xlsx", GOOD)], by=office)
    assert not Attempt.objects.exists()
