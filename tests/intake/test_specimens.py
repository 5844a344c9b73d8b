"""The invented unit files: read again by another reader they hold what was counted, and the same for the same seed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from doanra.cli import main
from doanra.cli.specimens import specimen_units
from doanra.intake.specimens import Specimen, SpecimenUnit, listings, write_specimens
from doanra.intake.specimens.layouts import LAYOUTS
from doanra.intake.specimens.units import in_party_style
from doanra.terms.names import fold
from doanra.terms.words import Programme

UNITS = specimen_units(date(2026, 11, 1))
GONE = re.compile(
    "huyện|quận|Ban Dân vận|Ban Tuyên giáo Tỉnh|Kế hoạch và Đầu tư|Giao thông vận tải|Thông tin và Truyền thông|"
    "Lao động|Tài nguyên|Phát triển nông thôn|Đối ngoại Trung ương|Tổng cục|ban cán sự|đảng đoàn"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Specimen]:
    return write_specimens(tmp_path_factory.mktemp("specimens"), units=UNITS)


def cells(path: Path) -> dict[str, list[list[object]]]:
    """All cells of all sheets, by another library than the one that wrote them."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def numbered(path: Path) -> list[list[object]]:
    """The rows of people: those with a running number."""
    return [row for rows in cells(path).values() for row in rows if isinstance(row[0], float)]


def is_mistake(cell: object) -> bool:
    """A day that does not exist, or a programme that the call does not have."""
    return str(cell).startswith("31/02/") or cell == "Dài hạn"


def test_there_is_one_file_for_each_unit_of_today(written: list[Specimen]) -> None:
    assert [specimen.unit for specimen in written] == [unit.slug for unit in UNITS]
    assert len(UNITS) == 34 + 47
    assert len({specimen.path.name for specimen in written}) == len(UNITS)
    assert all(fold(unit.name.split(" ")[-1])[-4:] in fold(s.path.name) for unit, s in zip(UNITS, written, strict=True))


def test_the_files_hold_the_counted_rows(written: list[Specimen]) -> None:
    assert {s.path.name: len(numbered(s.path)) for s in written} == {s.path.name: s.rows for s in written}


def test_a_row_to_be_refused_can_be_seen(written: list[Specimen]) -> None:
    for specimen in written:
        bad = [row for row in numbered(specimen.path) if not row[1] or any(map(is_mistake, row))]
        assert len(bad) == specimen.refused
    assert sum(specimen.refused for specimen in written) == len(UNITS) // 5


def test_about_900_are_named() -> None:
    people = [person for listing in listings(year=2027, seed=1, units=UNITS) for person in listing.people]
    assert Counter(p.programme for p in people if not p.faulty) == {"short": 300, "medium": 130, "language": 500}
    for listing in listings(year=2027, seed=1, units=UNITS):
        assert {person.programme for person in listing.people} >= set(Programme)


def test_every_sheet_says_in_its_title_that_it_is_invented(written: list[Specimen]) -> None:
    for specimen in written:
        for rows in cells(specimen.path).values():
            title = [str(row[0]) for row in rows if str(row[0]).startswith("DANH SÁCH")]
            assert title == ["DANH SÁCH TRÍCH NGANG - DỮ LIỆU GIẢ ĐỊNH"]


def test_the_head_names_the_unit_and_its_letter(written: list[Specimen]) -> None:
    for unit, specimen in zip(UNITS, written, strict=True):
        head = "\n".join(
            str(cell) for rows in cells(specimen.path).values() for row in rows[:8] for cell in row if cell
        )
        number = r"\d+-CV/" if in_party_style(unit) else r"\d+/"
        assert re.search(
            rf"số {number}{unit.letter_code} ngày \d\d/1[01]/2026 của {unit.party_body or unit.name}", head
        )


def test_all_layouts_are_used(written: list[Specimen]) -> None:
    used = Counter(listing.layout.name for listing in listings(year=2027, seed=1, units=UNITS))
    assert set(used) == {layout.name for layout in LAYOUTS}
    assert min(used.values()) >= len(UNITS) // len(LAYOUTS)


def test_posts_are_those_of_today() -> None:
    """Two-tier local government, ministries after the reorganisation of 2025."""
    posts = {person.position for listing in listings(year=2027, seed=1, units=UNITS) for person in listing.people}
    assert [post for post in posts if GONE.search(post)] == []
    assert [post for post in posts if "{" in post] == []


def test_evidence_is_there_in_part_only() -> None:
    people = [person for listing in listings(year=2027, seed=1, units=UNITS) for person in listing.people]
    for told in ("evaluation", "discipline", "planned", "level", "health", "abroad"):
        filled = sum(bool(getattr(person, told)) for person in people) / len(people)
        assert 0.4 < filled < 0.97, told


def test_the_same_seed_gives_the_same_cells_and_another_seed_others(written: list[Specimen], tmp_path: Path) -> None:
    again = write_specimens(tmp_path / "again", units=UNITS)
    assert [cells(s.path) for s in again] == [cells(s.path) for s in written]
    assert [s.path.read_bytes() for s in again] == [s.path.read_bytes() for s in written]
    other = write_specimens(tmp_path / "other", units=UNITS[:3], seed=2)
    assert [cells(s.path) for s in other] != [cells(s.path) for s in written[:3]]


def test_any_unit_will_do(tmp_path: Path) -> None:
    unit = SpecimenUnit("x", "Thử Nghiệm", "", "mass", "TN")
    (specimen,) = write_specimens(tmp_path, units=[unit], year=2030)
    assert specimen.rows == len(numbered(specimen.path)) >= 3


def test_the_command_writes_and_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["specimens", str(tmp_path / "new"), "--seed", "3"]) == 0
    assert "81 tệp, 946 dòng" in capsys.readouterr().out
    assert len(list((tmp_path / "new").glob("*.xlsx"))) == 81


@pytest.mark.parametrize("words", [["{file}"], ["{folder}", "--year", "1999"], ["{file}/below"]])
def test_bad_input_is_one_sentence(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    filled = [word.format(file=tmp_path / "file", folder=tmp_path / "folder") for word in words]
    assert main(["specimens", *filled]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert not (tmp_path / "folder").exists()
