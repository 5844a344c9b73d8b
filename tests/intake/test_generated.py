"""Lists in layouts thrown together by chance are read back as they were meant, as workbooks and as text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doanra.intake import Reading, read_file
from intake.generator import Listing, Maker
from intake.workbooks import CALL, xlsx


def expected(listing: Listing) -> list[tuple[object, ...]]:
    return [
        (t.row, t.full_name, t.gender, t.birth, t.position, t.programme, t.language, t.party) for t in listing.truth
    ]


def found(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            row.row,
            row.full_name,
            row.gender or "",
            str(row.birth_date or ""),
            row.position,
            row.programme or "",
            row.language or "",
            str(row.party_joined or ""),
        )
        for row in reading.rows
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(10_000, 1_000_000))
def test_any_layout_as_a_workbook(seed: int) -> None:
    listing = Maker(seed).make()
    content = xlsx({listing.sheet: listing.rows}, merges=listing.merges)
    assert found(read_file("a.xlsx", content, call_on=CALL)) == expected(listing)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("seed", range(3))
def test_any_layout_as_text(encoding: str, delimiter: str, seed: int) -> None:
    maker = Maker(seed * 17 + len(encoding))
    if maker.dates == "date":
        maker.dates = "/"
    listing = maker.make()
    target = io.StringIO()
    width = max(map(len, listing.rows))
    csv.writer(target, delimiter=delimiter).writerows([*row, *[""] * (width - len(row))] for row in listing.rows)
    name = f"{listing.sheet}.csv"
    assert found(read_file(name, target.getvalue().encode(encoding), call_on=CALL)) == expected(listing)
