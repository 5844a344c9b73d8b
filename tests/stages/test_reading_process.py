"""The reading process: whatever a file does to it, this one stays whole, hears how far it is, and says why in words."""

import os
import signal
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_lists import invented, line, workbook

from doanra.stages.reading import process
from doanra.stages.reading.process import ReadingProcess, Stopped, asking
from doanra.stages.reading.values import packed, unpacked
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused

QUESTION = {"kind": "list", "name": "a.xlsx", "call_on": "2026-12-31", "words": {}, "choices": []}
MANY = 5_000


@pytest.fixture(scope="module")
def big():
    return workbook(*(line(invented(number)) for number in range(MANY)))


@pytest.fixture
def one():
    one = ReadingProcess()
    yield one
    one.close()


def nothing(_row):
    pass


def refusal_of(one, content, **how):
    with pytest.raises(Refused) as refused:
        one.ask(QUESTION, content, take=nothing, **how)
    return refused.value


def test_a_file_that_takes_too_long_is_refused_and_its_process_ends(one, big, settings):
    settings.INTAKE_SECONDS = 0.0
    refusal = refusal_of(one, big)
    assert refusal.code == "too_slow"
    assert "0 giây" in refusal.message
    assert refusal.remedy
    assert not one.usable


def test_a_file_that_needs_too_much_memory_is_refused(settings):
    process._close_idle()  # those that live have the bounds they began with
    settings.INTAKE_MEMORY, settings.INTAKE_SECONDS = 150 * 1024 * 1024, 300.0  # however busy the machine is
    huge = ("Họ và tên;Ngày sinh\n" + "Nguyễn Thử An;12/03/1975\n" * 400_000).encode()
    with asking() as ask:
        try:
            code = ask(QUESTION, huge, take=nothing)["refusal"]["code"]
        except Refused as refused:
            code = refused.code
    process._close_idle()
    assert code in {"too_heavy", "too_large"}


def test_a_process_that_is_killed_while_it_reads_makes_a_refusal(one, big):
    killer = threading.Timer(0.1, os.kill, (one.pid, signal.SIGKILL))
    killer.start()
    assert refusal_of(one, big).code == "too_heavy"
    killer.join()
    assert not one.usable


def test_it_says_how_far_it_is_and_gives_the_rows_in_order(one, big):
    heard, rows = [], []
    rest = one.ask(QUESTION, big, take=rows.append, far=heard.append)
    assert [row["full_name"] for row in rows] == [invented(number) for number in range(MANY)]
    assert "rows" not in rest
    assert {(far.sheet, far.of) for far in heard} == {("DS", MANY)}
    assert [(far.read, far.told) for far in heard] == sorted((far.read, far.told) for far in heard)
    assert heard[0].told == 0
    assert (heard[-1].read, heard[-1].told) == (MANY, MANY)


def test_asked_to_stop_in_the_middle_of_a_big_file_it_is_gone_within_a_second(one, big):
    asked = []

    def stop():
        return bool(asked)

    def far(_far):
        asked.append(time.monotonic())

    with pytest.raises(Stopped):
        one.ask(QUESTION, big, take=nothing, stop=stop, far=far)
    assert time.monotonic() - asked[0] < 1
    assert not one.usable
    assert not Path(f"/proc/{one.pid}").exists()


def test_who_breaks_off_in_the_middle_of_a_reply_gets_another_process_next(big):
    with asking() as ask:
        with pytest.raises(ZeroDivisionError):
            ask(QUESTION, big, take=lambda _row: 1 // 0)
        rows = []
        ask(QUESTION, workbook(line()), take=rows.append)
        assert [row["full_name"] for row in rows] == ["Nguyễn Thử An"]


def test_it_knows_no_key_and_no_address_of_the_database(monkeypatch):
    monkeypatch.setenv("DOANRA_SECRET", "kept from it")
    one = ReadingProcess()
    environment = Path(f"/proc/{one.pid}/environ").read_bytes()
    one.close()
    assert b"DOANRA" not in environment
    assert b"DATABASE" not in environment


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals(allow_nan=False)
    | st.builds(PartialDate.of, st.dates()) | st.builds(PartialDate, st.integers(1900, 2100)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=2), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(VALUES)
def test_values_come_over_as_they_are(value):
    assert unpacked(packed(value)) == value


def test_kinds_are_not_confused():
    said = {
        "days": (date(2027, 4, 5),),
        "cost": Decimal("95000000"),
        "born": PartialDate(1975, 8),
        "title": "2027-04-05",
    }
    back = unpacked(packed(said))
    assert back == {**said, "days": [date(2027, 4, 5)]}
    assert [type(one) for one in back.values()] == [list, Decimal, PartialDate, str]
