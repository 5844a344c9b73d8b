"""A workbook of opinions as bodies hand it in: heads wherever they stand, words however they are written."""

import io
import unicodedata
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from doanra.intake.sheets.opinions import HEADINGS, read_opinions
from doanra.terms.refusal import Refused

OUTCOMES = {"agree": "Đồng ý", "disagree": "Không đồng ý", "more": "Cần bổ sung"}
HEADS = (*HEADINGS.values(),)


def workbook(*rows, heads=HEADS, above=("Ý kiến về danh sách",)):
    book = Workbook()
    for line in (*((text,) for text in above), heads, *rows):
        book.active.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(*rows, **more):
    return read_opinions(workbook(*rows, **more), outcomes=OUTCOMES)


@pytest.mark.parametrize("word", ["Đồng ý", "ĐỒNG Ý", "đồng  ý", " dong y ", unicodedata.normalize("NFD", "Đồng ý")])
def test_an_opinion_is_known_however_it_is_written(word):
    (row,) = read(("YK-1-0-a", "Lê Mẫu An", word, "45-CV", "10/11/2026", None))
    assert (row.outcome, row.document, row.on, row.faults) == ("agree", "45-CV", date(2026, 11, 10), ())


@pytest.mark.parametrize("day", [date(2026, 11, 10), datetime(2026, 11, 10), "10-11-2026", "10.11.2026"])  # noqa: DTZ001
def test_a_day_is_known_however_it_is_written(day):
    (row,) = read(("YK-1-0-a", "Lê Mẫu An", "Đồng ý", "45-CV", day, None))
    assert row.on == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("cells", "heading", "place"),
    [
        (("Chắc vậy", "45-CV", "10/11/2026"), "Ý kiến", "C"),
        (("Đồng ý", "x" * 121, "10/11/2026"), "Số văn bản", "D"),
        (("Đồng ý", "45-CV", "2026"), "Ngày văn bản", "E"),
        (("Đồng ý", "45-CV", "hôm qua"), "Ngày văn bản", "E"),
    ],
)
def test_a_wrong_cell_is_named(cells, heading, place):
    (row,) = read(("YK-1-0-a", "Lê Mẫu An", *cells, None))
    (fault,) = row.faults
    assert (fault.row, fault.heading, fault.column) == (3, heading, place)
    assert fault.message and fault.remedy


def test_an_empty_row_is_silence_and_an_answer_without_its_key_is_a_fault():
    silent, lost = read(("YK-1-0-a", "Lê Mẫu An"), (None, "Lê Mẫu Ba", "Đồng ý", "45-CV", "10/11/2026"))
    assert (silent.is_silent, silent.faults) == (True, ())
    assert [fault.heading for fault in lost.faults] == [HEADINGS["key"]]


def test_columns_may_be_moved_and_others_stand_between():
    heads = ("Ghi chú", HEADINGS["outcome"], HEADINGS["key"], HEADINGS["on"], HEADINGS["document"])
    (row,) = read(("riêng", "Cần bổ sung", "YK-1-0-a", "10/11/2026", "45-CV"), heads=heads, above=("a", "b", "c"))
    assert (row.key, row.outcome, row.document, row.note) == ("YK-1-0-a", "more", "45-CV", "")


def test_a_workbook_without_the_heads_or_with_a_mark_of_secrecy_is_refused():
    with pytest.raises(Refused, match="Không tìm thấy bảng ý kiến"):
        read(("a",), heads=("Họ và tên",))
    with pytest.raises(Refused) as refused:
        read(("YK-1-0-a", "Lê Mẫu An"), above=("MẬT",))
    assert refused.value.code == "unsafe_file"
    with pytest.raises(Refused):
        read_opinions(b"not a workbook", outcomes=OUTCOMES)
