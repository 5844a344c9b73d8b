"""Units over time and how their names are recognised; the courses that are shipped. No database is touched."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook

from doanra.records.seeds import KINDS, UnitSeed, load_units, recognise
from doanra.terms.names import fold

SHARED = Path(__file__).resolve().parents[2] / "../shared"
LAST_OF_63 = date(2025, 6, 30)
FIRST_OF_34 = date(2025, 7, 1)
CALL_2023 = date(2022, 11, 1)
TODAY = date(2026, 11, 1)
UNITS = load_units()


def provinces(on: date) -> list[UnitSeed]:
    return [unit for unit in UNITS.in_force(on) if unit.is_province]


def central(on: date) -> list[UnitSeed]:
    return [unit for unit in UNITS.in_force(on) if not unit.is_province]


def gso(unit: UnitSeed, on: date) -> str:
    return unit.code_on(on, system="GSO")


def slug_of(text: str, on: date | None) -> str | None:
    return recognise(text, units=UNITS, on=on).slug


def test_provinces_are_63_and_then_34() -> None:
    assert len(provinces(LAST_OF_63)) == 63
    assert len(provinces(FIRST_OF_34)) == 34
    assert Counter(unit.kind for unit in provinces(FIRST_OF_34)) == {"province": 28, "city": 6}
    assert len({unit.slug for unit in provinces(LAST_OF_63)} & {unit.slug for unit in provinces(FIRST_OF_34)}) == 11


def test_central_bodies_of_2022_are_54_and_marked() -> None:
    assert len(central(CALL_2023)) == 54
    assert all(unit.illustrative for unit in central(CALL_2023))
    assert not any(unit.illustrative for unit in UNITS.units if unit.valid_from.year == 2025)


def test_the_government_of_today_has_22_bodies() -> None:
    kinds = Counter(unit.kind for unit in central(TODAY))
    assert kinds["ministry"] == 14 + 3
    assert kinds["government-agency"] == 5
    assert kinds["party-committee"] == 4


def test_every_ended_unit_has_an_heir_and_links_go_both_ways() -> None:
    for unit in UNITS.units:
        if unit.valid_to:
            assert unit.successors, unit.slug
            assert all(heir.in_force(TODAY) for heir in UNITS.successors_now(unit.slug, on=TODAY))
        for heir in unit.successors:
            assert unit.slug in UNITS.get(heir).predecessors
        for elder in unit.predecessors:
            assert unit.slug in UNITS.get(elder).successors


def test_what_is_not_known_for_sure_says_so() -> None:
    for unit in UNITS.units:
        assert unit.confidence in {"S", "C", "G"}
        changed = unit.valid_to or unit.valid_from.year == 2025
        assert not changed or unit.act or (unit.confidence == "G" and unit.note), unit.slug


def test_slugs_orders_names_and_kinds_are_sound() -> None:
    assert len({unit.slug for unit in UNITS.units}) == len(UNITS.units)
    assert len({unit.order for unit in UNITS.units}) == len(UNITS.units)
    for unit in UNITS.units:
        assert unit.kind in KINDS
        assert re.fullmatch(r"[pc](-[a-z0-9]+)+", unit.slug)
        assert unit.letter_code
        assert unit.names[0].valid_from == unit.valid_from
        assert unit.names[-1].valid_to == unit.valid_to
        assert all(alias == fold(alias) for alias in unit.aliases)
    assert len({unit.tile for unit in provinces(TODAY)} - {None}) == 34


def table_of_34() -> Iterator[tuple[str, set[str]]]:
    """Pairs (new code, old codes) of the table in domain.md, section 5."""
    path = SHARED / "domain.md"
    if not path.exists():
        pytest.skip("shared/domain.md stands beside the checkout only where the project is developed")
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("| New (code) | From"))
    for line in lines[start + 2 : start + 19]:
        cells = [cell.replace("*", "").strip() for cell in line.strip("|").split("|")]
        for new, old in zip(cells[::2], cells[1::2], strict=True):
            yield re.findall(r"\d\d", new)[0], set(re.findall(r"\d\d", old))


def test_the_34_come_from_the_63_as_the_table_says() -> None:
    ours = {
        gso(unit, TODAY): {gso(elder, LAST_OF_63) for elder in UNITS.predecessors_then(unit.slug, on=LAST_OF_63)}
        for unit in provinces(TODAY)
    }
    assert ours == dict(table_of_34())
    assert sum(map(len, ours.values())) == 63


@pytest.mark.parametrize("code", ["15", "24", "44", "52", "80", "82", "91"])
def test_a_code_used_again_means_another_name(code: str) -> None:
    then = next(unit for unit in provinces(LAST_OF_63) if gso(unit, LAST_OF_63) == code)
    now = next(unit for unit in provinces(FIRST_OF_34) if gso(unit, FIRST_OF_34) == code)
    assert then.slug != now.slug
    assert then.names[0].name != now.names[0].name


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("lao-cai", "10", "15"),
        ("bac-ninh", "27", "24"),
        ("quang-tri", "45", "44"),
        ("gia-lai", "64", "52"),
        ("tay-ninh", "72", "80"),
        ("dong-thap", "87", "82"),
        ("an-giang", "89", "91"),
    ],
)
def test_a_name_used_again_has_another_code(name: str, old: str, new: str) -> None:
    assert gso(UNITS.get(f"p-{name}"), LAST_OF_63) == old
    assert gso(UNITS.get(f"p-{name}"), FIRST_OF_34) == ""
    assert gso(UNITS.get(f"p-{name}-2025"), FIRST_OF_34) == new
    assert [heir.slug for heir in UNITS.successors_now(f"p-{name}", on=TODAY)] == [f"p-{name}-2025"]


def test_hue_is_one_unit_with_two_names() -> None:
    hue = UNITS.get("p-hue")
    assert (hue.name_on(date(2024, 12, 31)).short, hue.name_on(date(2024, 12, 31)).kind) == (
        "Thừa Thiên Huế",
        "province",
    )
    assert (hue.name_on(date(2025, 1, 1)).letterhead, hue.name_on(date(2025, 1, 1)).kind) == ("Thành uỷ Huế", "city")
    assert UNITS.successors_now("p-hue", on=TODAY) == [hue]


@given(st.dates(date(2022, 1, 1), date(2027, 12, 31)))
def test_on_any_day_everybody_has_somebody_who_answers(on: date) -> None:
    for unit in UNITS.units:
        answering = UNITS.successors_now(unit.slug, on=on) if unit.valid_from <= on else [unit]
        assert answering
    names = [unit.name_on(on).name for unit in UNITS.in_force(on)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "on", "slug"),
    [
        ("Tỉnh uỷ Lào Cai", CALL_2023, "p-lao-cai"),
        ("TỈNH ỦY LÀO CAI", TODAY, "p-lao-cai-2025"),
        ("thừa thiên huế", TODAY, "p-hue"),
        ("DS_TpHCM_2026.xlsx", TODAY, "p-ho-chi-minh-2025"),
        ("Thành uỷ TP. Hồ Chí Minh", CALL_2023, "p-ho-chi-minh"),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", CALL_2023, "c-hoc-vien-chinh-tri-quoc-gia-ho-chi-minh"),
        ("DS_TrungUongDoanTNCSHoChiMinh_2023.csv", CALL_2023, "c-trung-uong-doan-tncs-ho-chi-minh"),
        ("danh sách Bộ NN&PTNT.xls", CALL_2023, "c-bo-nong-nghiep-va-phat-trien-nong-thon"),
        ("bo nong nghiep.xls", TODAY, "c-bo-nong-nghiep-va-moi-truong"),
        ("Bộ Tài chính", CALL_2023, "c-bo-tai-chinh"),
        ("Bộ Tài chính", TODAY, "c-bo-tai-chinh-2025"),
        ("BỘ NỘI VỤ\nHà Nội, ngày 5 tháng 11 năm 2026\nKính gửi: Ban Tổ chức Trung ương", TODAY, "c-bo-noi-vu-2025"),
        ("Ban Tuyên giáo và Dân vận TW", TODAY, "c-ban-tuyen-giao-va-dan-van-trung-uong"),
        ("Tỉnh uỷ Cà Mau, phường Hoà Bình", CALL_2023, "p-ca-mau"),
    ],
)
def test_a_sender_is_recognised(text: str, on: date, slug: str) -> None:
    assert slug_of(text, on) == slug


@pytest.mark.parametrize(
    ("text", "on", "candidates"),
    [
        ("Tỉnh uỷ Lào Cai", None, {"p-lao-cai", "p-lao-cai-2025"}),
        ("Tỉnh uỷ Yên Bái", TODAY, {"p-lao-cai-2025"}),
        ("Ban Đối ngoại Trung ương", TODAY, {"c-bo-ngoai-giao"}),
        ("Hà Nam và Nam Định", CALL_2023, {"p-ha-nam", "p-nam-dinh"}),
        ("Danh sách cán bộ", TODAY, set()),
        ("Tỉnh đoàn TNCS Hồ Chí Minh", TODAY, set()),
        ("", TODAY, set()),
    ],
)
def test_what_is_open_stays_open(text: str, on: date | None, candidates: set[str]) -> None:
    seen = recognise(text, units=UNITS, on=on)
    assert (seen.slug, set(seen.candidates)) == (None, candidates)


@pytest.mark.parametrize("on", [CALL_2023, TODAY])
def test_every_unit_is_known_by_each_of_its_spellings(on: date) -> None:
    for unit in UNITS.in_force(on):
        name = unit.name_on(on)
        spellings = {name.name, name.short, name.letterhead, name.name.upper(), fold(name.short).replace(" ", "-")}
        assert {spelling: slug_of(spelling, on) for spelling in spellings} == dict.fromkeys(spellings, unit.slug)


def corpus() -> list[dict[str, str]]:
    """The lists of the public corpus; the unit of each is the truth."""
    path = SHARED / "samples/intake/files.jsonl"
    if not path.exists():
        pytest.skip("shared/samples stands beside the checkout only where the project is developed")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["kind"] == "list"]


def first_rows(path: Path) -> str:
    """The cells above the table, a line each; nothing if the file is no workbook (text files are tested by name)."""
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[:8]
    except CalamineError:
        return ""
    head: list[str] = []
    for row in rows:
        if any("tên" in str(cell).casefold() for cell in row):
            break
        head += [str(cell) for cell in row if cell]
    return "\n".join(head)


def test_all_lists_of_the_corpus_are_recognised_by_name_and_none_wrongly() -> None:
    by_name = {fold(text): u.slug for u in UNITS.in_force(CALL_2023) for text in (u.names[0].name, u.names[0].short)}
    said = Counter[str]()
    for row in corpus():
        truth = by_name[fold(row["unit"])]
        assert slug_of(row["file"], CALL_2023) == truth
        above = slug_of(first_rows(SHARED / "samples/intake" / row["file"]), CALL_2023)
        assert above in {truth, None}
        said["by the rows above"] += above == truth
    assert said["by the rows above"] >= 50


def test_dates_touch_without_gap() -> None:
    """Where a province ends its heir begins the next day."""
    for unit in provinces(LAST_OF_63):
        for heir in UNITS.successors_now(unit.slug, on=FIRST_OF_34):
            assert heir is unit or heir.valid_from - timedelta(days=1) == unit.valid_to
