"""Drawings: well-formed, named, nothing inline, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from doanra.web import drawings
from doanra.web.drawings.layouts import LETTERS, tile_name
from doanra.web.drawings.svg import share

NASTY = '<b onclick="x">&"'
STATES = ("accepted", "warned", "refused", "unchanged")


def parsed(markup: str) -> ElementTree.Element:
    """The markup as one tree; fails when a name breaks out of it."""
    return ElementTree.fromstring(f"<div>{markup}</div>")


def squares(markup: str) -> dict[str, int]:
    """How many boxes of each class there are."""
    names = [box.get("class") or "" for box in parsed(markup).iter("rect")]
    return {name: names.count(name) for name in set(names)}


def images(markup: str) -> list[ElementTree.Element]:
    return [svg for svg in parsed(markup).iter("svg") if svg.get("role") == "img"]


def every_drawing() -> dict[str, str]:
    bars = [drawings.TargetBar(label=NASTY, target=250, planned=174, done=140, aside=NASTY)]
    return {
        "bars": drawings.bars_against_target(bars, title=NASTY),
        "proof": drawings.proof_bar(seated=334, bound=335, target=410),
        "seats": drawings.seats(seated=14, minimum=15, maximum=20),
        "rows": drawings.row_strip(["accepted", "warned", "refused", "unchanged"]),
        "agencies": drawings.agency_squares([drawings.Agency(NASTY, False), drawings.Agency("Bộ Y tế", True)]),
        "tiles": drawings.tile_map([drawings.TileUnit(name=NASTY, answered=1, of=2, url=NASTY)]),
        "span": drawings.span_line(date(2023, 5, 15), date(2023, 5, 28), year=2023),
        "months": drawings.month_scale(2023),
        "curve": drawings.progress_curve([drawings.Moment(1, 300, 400)], target=410),
        "portion": drawings.portion(done=3, whole=4),
    }


@pytest.mark.parametrize("name", list(every_drawing()))
def test_each_is_well_formed_and_holds_nothing_inline(name: str) -> None:
    markup = every_drawing()[name]
    for element in parsed(markup).iter():
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]
    assert not re.search(r"#[0-9A-Fa-f]{6}", markup)


@pytest.mark.parametrize("name", ["bars", "proof", "seats", "rows", "agencies", "span", "curve"])
def test_each_image_has_a_name_and_a_title(name: str) -> None:
    assert images(every_drawing()[name])
    for svg in images(every_drawing()[name]):
        assert svg.get("aria-label")
        assert svg.findtext("title")


def test_a_name_says_what_the_eye_sees() -> None:
    with translation.override("vi"):
        assert images(drawings.seats(seated=14, minimum=15, maximum=20))[0].get("aria-label") == (
            "14 chỗ đã xếp, cần từ 15 đến 20"
        )
        assert images(drawings.row_strip(["accepted"] * 13 + ["refused"] * 3))[0].get("aria-label") == (
            "13 nhận, 3 trả lại"
        )
        span = drawings.span_line(date(2023, 9, 4), date(2023, 9, 17), year=2023)
        assert images(span)[0].get("aria-label") == "từ 4/9/2023 đến 17/9/2023"


@given(st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_every_seat_has_its_square(seated: int, low: int, high: int) -> None:
    minimum, maximum = sorted((low, high))
    found = squares(drawings.seats(seated=seated, minimum=minimum, maximum=maximum))
    assert found.get("f-actual", 0) == min(seated, maximum)
    assert found.get("f-block", 0) == max(0, seated - maximum)
    assert found.get("f-none", 0) == max(0, maximum - seated)


@given(st.lists(st.sampled_from(STATES), max_size=300))
def test_every_row_has_its_square(rows: Sequence[drawings.RowState]) -> None:
    found = squares(drawings.row_strip(rows))
    assert sum(found.values()) == len(rows)
    assert found.get("f-blockbox", 0) == rows.count("refused")


@given(st.integers(-5, 500), st.integers(0, 400))
def test_a_bar_never_leaves_its_place(part: int, whole: int) -> None:
    assert 0 <= share(part, whole, of=100) <= 100


def test_the_agency_that_is_silent_is_named() -> None:
    markup = drawings.agency_squares([drawings.Agency("Bộ Y tế", True), drawings.Agency("Tạp chí Cộng sản", False)])
    assert "Tạp chí Cộng sản" in (images(markup)[0].get("aria-label") or "")
    assert squares(markup) == {"f-agency": 1, "f-blockbox": 1}


@pytest.mark.parametrize(("layout", "count"), [(drawings.TILES_34, 34), (drawings.TILES_63, 63)])
def test_a_layout_has_each_province_once(layout: dict[str, tuple[int, int]], count: int) -> None:
    assert len(layout) == count == len(set(layout.values()))
    letters = [LETTERS[key] for key in layout]
    assert len(set(letters)) == count


@pytest.mark.parametrize(
    ("name", "key", "shown"),
    [
        ("TP. Hồ Chí Minh", "ho chi minh", "TP HCM"),
        ("Thành phố Hồ Chí Minh", "ho chi minh", "TP HCM"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau", "BR – VT"),
        ("Tỉnh uỷ Đồng Nai", "dong nai", "Đồng Nai"),
        ("tỉnh Khánh Hòa", "khanh hoa", "Khánh Hòa"),
        ("Thừa Thiên – Huế", "thua thien hue", "TT Huế"),
    ],
)
def test_a_province_is_found_by_any_form_of_its_name(name: str, key: str, shown: str) -> None:
    assert drawings.tile_key(name) == key
    assert tile_name(name) == shown


def test_a_unit_outside_the_layout_is_not_lost() -> None:
    units = [drawings.TileUnit(name=f"Nơi khác {number}", answered=0) for number in range(9)]
    places = [item.get("class") for item in parsed(drawings.tile_map(units)).iter("li") if item.get("class")]
    assert len(set(places)) == 9 + 2  # and the two archipelagos
    assert "c1 g15" in places


def test_the_archipelagos_stand_with_their_provinces() -> None:
    for layout in (drawings.TILES_34, drawings.TILES_63):
        markup = drawings.tile_map([drawings.TileUnit(name="Đà Nẵng", answered=1)], layout=layout)
        assert "Hoàng Sa (Đà Nẵng)" in markup
        assert "Trường Sa (Khánh Hoà)" in markup


def test_a_tile_says_its_fraction_only_where_it_says_something() -> None:
    joined = drawings.TileUnit(name="Phú Thọ", answered=2, of=3)
    assert "2/3" in drawings.tile_map([joined])
    assert "1/1" not in drawings.tile_map([drawings.TileUnit(name="Phú Thọ", answered=1)], layout=drawings.TILES_63)


def test_a_span_is_cut_at_the_year_and_a_window_shows_without_days() -> None:
    over = drawings.span_line(date(2023, 12, 20), date(2024, 1, 20), year=2023)
    box = next(box for box in parsed(over).iter("rect") if box.get("class") == "f-actual")
    assert float(box.get("x") or 0) + float(box.get("width") or 0) == 365
    waiting = drawings.span_line(None, None, year=2023, window=(date(2023, 2, 1), date(2023, 6, 30)))
    assert squares(waiting) == {"f-plan": 1}


def test_a_proof_without_a_limit_claims_none() -> None:
    with translation.override("vi"):
        assert "chưa chứng minh được trần" in drawings.proof_bar(seated=300, bound=None, target=410)
        assert "trần" not in drawings.progress_curve([], target=410)


def test_english_figures() -> None:
    with translation.override("en"):
        assert "1,250" in drawings.proof_bar(seated=1250, bound=1300, target=1400)
