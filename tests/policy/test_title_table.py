"""The table of titles: which row a text means, found by the heaviest rows first, is what all rows together say."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from doanra.policy.titles import TitleRow, TitleTable, default_titles

DAY = date(2026, 10, 1)


def table(*patterns: str, **more: object) -> TitleTable:
    return TitleTable(tuple(TitleRow(pattern=pattern, **more) for pattern in patterns), ())  # type: ignore[arg-type]


def slow(titles: TitleTable, text: str, *, unit_kind: str, on: date) -> TitleRow | None:
    """Every row tried, none left out."""
    key, fits = titles.folded(text), []
    for place, row in enumerate(titles.titles):
        hit = re.match(titles._words(row.pattern), key)
        if hit and row.holds(unit_kind=unit_kind, on=on):
            weight = len(row.pattern.replace("*", " ").replace("$", " ").split())
            fits.append((weight, hit.end(), bool(row.unit_kinds), -place, row))
    return max(fits, key=lambda fit: fit[:4])[4] if fits else None


def test_the_row_is_the_one_that_all_rows_together_give() -> None:
    titles, chance = default_titles(), random.Random(4)
    kinds = sorted({kind for row in titles.titles for kind in row.unit_kinds} | {"central", "province"})
    for _ in range(400):
        words = chance.choice(titles.titles).pattern.replace("*", chance.choice(["", "Tổ chức", "huyện Thử"]))
        text = words.replace("$", "") + chance.choice(["", " Sở Tài chính", " tỉnh uỷ", " 7"])
        asked = {"unit_kind": chance.choice(kinds), "on": chance.choice([DAY, date(2020, 1, 1)])}
        assert titles.title(text, **asked) == slow(titles, text, **asked), (text, asked)  # type: ignore[arg-type]


def test_more_words_win_then_reach_then_the_kind_of_unit() -> None:
    titles = TitleTable(
        (
            TitleRow(pattern="trưởng phòng", band=2),
            TitleRow(pattern="trưởng phòng", band=3, unit_kinds=("central",)),
            TitleRow(pattern="trưởng phòng tổ chức", band=4),
        ),
        (),
    )
    bands = [
        (row := titles.title(text, unit_kind=kind, on=DAY)) and row.band
        for text, kind in [("Trưởng phòng Thử", "province"), ("Trưởng phòng Thử", "central"),
                           ("Trưởng phòng Tổ chức Thử", "central"), ("Thử", "central")]
    ]  # fmt: skip
    assert bands == [2, 3, 4, None]


def test_a_row_is_asked_anew_for_another_day_and_unit() -> None:
    titles = table("vụ trưởng", valid_from=date(2026, 1, 1), unit_kinds=("central",))
    assert titles.title("Vụ trưởng", unit_kind="central", on=DAY)
    assert titles.title("Vụ trưởng", unit_kind="central", on=date(2025, 12, 31)) is None
    assert titles.title("Vụ trưởng", unit_kind="province", on=DAY) is None


@pytest.mark.parametrize(("key", "has"), [("tinh uy thu", True), ("uy thu", True), ("thu an", False)])
def test_only_names_that_a_title_ends_with_are_read_with_it(key: str, has: bool) -> None:
    assert table("bí thư", "phó bí thư tỉnh uỷ thử$").has_title_of(key) is has
    assert table("bí thư").has_title_of(key) is False
