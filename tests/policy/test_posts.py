"""Positions as units write them, read by the table of titles as of a day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from doanra.policy.posts import read_post
from doanra.policy.titles import FieldRow, TitleRow, TitleTable, default_titles
from doanra.terms.words import Audience, Field

THEN = date(2022, 12, 1)
CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"


def _read(text: str, kind: str, unit: str = "", on: date = THEN, department: str = "") -> tuple[object, ...]:
    reading = read_post(text, unit_kind=kind, on=on, unit_name=unit, department=department)
    return reading.audience, reading.band, reading.field, reading.leads


@pytest.mark.parametrize(("text", "kind", "unit", "expected"), [
    ("Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh ủy", "province", "An Giang", ("D", 4, "mass-mobilisation", True)),
    ("ỦY VIÊN BTV TỈNH ỦY - CHỦ NHIỆM UBKT", "province", "An Giang", ("D", 4, "inspection", True)),
    ("UVBTV, Trưởng BTC Tỉnh uỷ", "province", "An Giang", ("D", 4, "party-organisation", True)),
    ("Phó Bí thư Tỉnh uỷ, Chủ tịch UBND tỉnh", "province", "An Giang", ("A", 5, "government", True)),
    ("Tỉnh ủy viên, Giám đốc Sở Nội vụ", "province", "Sơn La", ("E", 4, "government", True)),
    ("Phó Giám đốc Sở Tài chính", "province", "Sơn La", ("E", 3, "economy", True)),
    ("Phó Chủ tịch Thường trực HĐND tỉnh", "province", "Sơn La", (None, 4, "government", True)),
    ("Phó Trưởng phòng Tổ chức cán bộ, Ban Tổ chức Tỉnh ủy", "province", "Sơn La",
     ("F", 1, "party-organisation", True)),
    ("Chuyên viên chính Sở Ngoại vụ", "province", "Sơn La", ("F", 1, "foreign-affairs", False)),
    ("Phó Vụ trưởng Vụ Cơ sở đảng, đảng viên", "central", "Ban Tổ chức Trung ương",
     ("C", 3, "party-organisation", True)),
    ("Vụ trưởng", "central", "Bộ Công Thương", ("C", 4, "economy", True)),
    ("Phó Tổng cục trưởng Tổng cục Thuế", "central", "Bộ Tài chính", ("B", 4, "economy", True)),
    ("Thứ trưởng", "central", "Bộ Tư pháp", ("A", 5, "internal-affairs", True)),
    ("Giảng viên cao cấp", "central", "Học viện Chính trị quốc gia Hồ Chí Minh", ("F", 1, "propaganda", False)),
    ("Ủy viên Ban Thường vụ Trưởng Ban Dân vận Tỉnh ủy", "province", "Sơn La", ("D", 4, "mass-mobilisation", True)),
    ("Chánh Văn phòng Sở Y tế", "province", "Sơn La", ("F", 2, "health-social", True)),
    ("Trưởng Ban Tổ chức Huyện ủy Bắc Hà", "province", "Lào Cai", ("F", 1, "party-organisation", True)),
    ("Chánh Văn phòng Cục", "central", "Bộ Y tế", ("F", 2, "health-social", True)),
    # A body leaves its own name out of its own list: these are its leaders, not heads of a department.
    ("Phó Trưởng Ban", "central", "Ban Dân vận Trung ương", ("A", 5, "mass-mobilisation", True)),
    ("Phó Chánh Văn phòng", "central", "Văn phòng Trung ương Đảng", ("A", 5, "party-organisation", True)),
    ("Viện trưởng", "central", "Viện kiểm sát nhân dân tối cao", ("A", 5, "internal-affairs", True)),
    ("Phó Chánh Văn phòng", "central", "Bộ Y tế", ("C", 3, "health-social", True)),
    ("Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy", "central", "Đảng ủy Khối Doanh nghiệp Trung ương",
     ("D", 4, "inspection", True)),
    ("Phó Trưởng Ban Tổ chức Đảng ủy", "central", "Đảng ủy Khối các cơ quan Trung ương",
     (None, 3, "party-organisation", True)),
    ("Trưởng Ban Tổ chức Trung ương Đoàn", "central", "Trung ương Đoàn TNCS Hồ Chí Minh",
     ("C", 4, "party-organisation", True)),
])  # fmt: skip
def test_reads(text: str, kind: str, unit: str, expected: tuple[object, ...]) -> None:
    assert _read(text, kind, unit) == expected


@pytest.mark.parametrize("text", [
    "Phó Bí thư", "Phó Trưởng", "Giám đốc", "Chánh Văn phòng", "Thầy cúng", "", "=cmd|' /C calc'!A0",
    "Vụ trưởng Vụ Pháp chế", "Ủy viên Ban Thường vụ Tỉnh đoàn", "Trưởng Ban quản lý dự án",
    "Chủ tịch UBMTTQ xã An Bình",
])  # fmt: skip
def test_what_cannot_be_told_stays_unknown_and_is_handed_back(text: str) -> None:
    reading = read_post(text, unit_kind="province", on=THEN, unit_name="Lào Cai")
    assert (reading.audience, reading.band, reading.field, reading.leads) == (None, None, None, None)
    assert reading.unread == text


def test_a_row_that_tells_no_rank_decides_nothing() -> None:
    reading = read_post("Trưởng Ban Tổ chức Đảng uỷ Khối", unit_kind="province", on=THEN, unit_name="Lào Cai")
    assert (reading.band, reading.field, reading.unread) == (None, None, "Trưởng Ban Tổ chức Đảng uỷ Khối")


def test_an_unread_post_beside_a_read_one_leaves_the_band_open() -> None:
    reading = read_post("Ủy viên Ban Thường vụ, Phó Chủ tịch", unit_kind="province", on=THEN, unit_name="Lào Cai")
    assert reading.unread == "Phó Chủ tịch"
    assert (reading.audience, reading.band) == (Audience.D, None)
    lesser = read_post("Phó Giám đốc Sở Y tế, Chủ tịch", unit_kind="province", on=THEN, unit_name="Lào Cai")
    assert (lesser.audience, lesser.band) == (None, None)


def test_the_department_of_a_second_column_completes_the_title() -> None:
    assert _read("Phó Trưởng", "province", "Lào Cai", department="Ban Nội chính Tỉnh uỷ") == (
        "E", 3, "internal-affairs", True,
    )  # fmt: skip


@pytest.mark.parametrize(("unit", "expected"), [
    ("Hà Nội", ("E", 4, "party-organisation", True)),
    ("TP. Hồ Chí Minh", ("E", 4, "party-organisation", True)),
    ("TP.HCM", ("E", 4, "party-organisation", True)),
    ("Quảng Ninh", ("F", 1, "party-organisation", True)),
    ("", (None, None, None, None)),
])  # fmt: skip
def test_a_city_committee_is_of_the_province_level_only_in_centrally_run_cities(
    unit: str, expected: tuple[object, ...]
) -> None:
    assert _read("Trưởng Ban Tổ chức Thành ủy", "province", unit) == expected


@pytest.mark.parametrize(("text", "kind", "last", "band"), [
    ("Tổng cục trưởng", "central", date(2025, 2, 28), 4),
    ("Chủ tịch UBND huyện Bắc Hà", "province", date(2025, 6, 30), 3),
])  # fmt: skip
def test_titles_that_were_closed_are_unread_from_the_next_day(text: str, kind: str, last: date, band: int) -> None:
    assert _read(text, kind, "Lào Cai", on=last)[1] == band
    assert _read(text, kind, "Lào Cai", on=date.fromordinal(last.toordinal() + 1))[1] is None


def test_communes_stand_a_band_higher_once_districts_are_gone() -> None:
    assert _read("Phó Bí thư Đảng uỷ xã", "province", "Lào Cai", on=date(2025, 6, 30))[1] == 1
    assert _read("Phó Bí thư Đảng uỷ xã", "province", "Lào Cai", on=date(2025, 7, 1))[1] == 2


def test_tone_placement_unicode_form_and_case_do_not_matter() -> None:
    forms = ["Uỷ viên Ban Thường vụ", "Ủy viên Ban Thường vụ", "ỦY VIÊN BAN THƯỜNG VỤ", "Ủy  viên\xa0Ban Thường vụ"]
    assert {_read(form, "province", "Lào Cai") for form in forms} == {("D", 4, None, True)}


def test_the_office_can_use_a_table_of_its_own() -> None:
    rows = (TitleRow(pattern="trợ lý * bộ trưởng", unit_kinds=("central",), audience=Audience.C, band=3, leads=False),)
    fields = (FieldRow(pattern="bộ trưởng", field=Field.GOVERNMENT),)
    table = TitleTable(rows, fields)
    reading = read_post("Trợ lý của Bộ trưởng", unit_kind="central", on=THEN, titles=table)
    assert (reading.audience, reading.band, reading.field, reading.leads) == (Audience.C, 3, Field.GOVERNMENT, False)
    assert read_post("Vụ trưởng", unit_kind="central", on=THEN, titles=table).unread == "Vụ trưởng"


def test_every_row_of_the_delivered_table_is_whole() -> None:
    for row in default_titles().titles:
        assert row.source, row.pattern
        assert row.band in (None, 1, 2, 3, 4, 5), row.pattern
        assert row.band is not None or row.audience is None, row.pattern
    assert all(row.source for row in default_titles().fields)


def test_no_two_rows_claim_the_same_title_of_the_same_unit_on_the_same_day() -> None:
    table = default_titles()
    seen: dict[tuple[str, str], list[TitleRow]] = {}
    for row in table.titles:
        for kind in row.unit_kinds or ("any",):
            seen.setdefault((table.folded(row.pattern), kind), []).append(row)
    for key, rows in seen.items():
        starts = [row.valid_from or date.min for row in rows]
        assert all(sum(row.holds(unit_kind=key[1], on=start) for row in rows) <= 1 for start in starts), key


def test_share_read_of_the_public_corpus() -> None:
    """Positions alone, without the workplace that some lists keep in a second column (6 % are bare: "Phó Trưởng")."""
    if not CORPUS.is_dir():
        pytest.skip("the public corpus (shared/samples/intake) is not beside this checkout")
    units = {row["file"]: row["unit"] for row in _lines("files.jsonl")}
    people = [row for row in _lines("truth.jsonl") if row["counted"]]
    read = [
        read_post(row["position"], unit_kind=_kind(units[row["file"]]), on=THEN, unit_name=units[row["file"]])
        for row in people
    ]
    assert len(read) == 825
    assert sum(one.band is not None for one in read) / len(read) >= 0.93
    assert sum(one.field is not None for one in read) / len(read) >= 0.90
    assert sum(one.audience is not None for one in read) / len(read) >= 0.86
    bare = [row for row, one in zip(people, read, strict=True) if one.band is None]
    assert all(len(row["position"].split(", ")[-1].split()) <= 5 for row in bare)


def _lines(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def _kind(unit: object) -> str:
    central = ("Ban ", "Bộ ", "Báo ", "Bảo hiểm", "Học viện", "Kiểm toán", "Ngân hàng", "Nhà xuất bản", "Thanh tra",
               "Thông tấn", "Trung ương", "Tòa án", "Tạp chí", "Tổng Liên đoàn", "Viện ", "Văn phòng", "Đài ",
               "Đảng ủy", "Ủy ban")  # fmt: skip
    return "central" if str(unit).startswith(central) else "province"
