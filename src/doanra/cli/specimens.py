"""`doanra specimens FOLDER`: writes one invented list for each unit of today, for trying without real data."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from doanra.intake.specimens import SpecimenUnit, write_specimens
from doanra.records.seeds import load_units
from doanra.terms.refusal import Refused

HELP = "writes invented unit files for trying"
_YEARS = range(2026, 2101)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, the year of the call and the seed."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files go; made if absent")
    parser.add_argument("--year", type=int, default=2027, help="year of the courses (2027)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other people (1)")


def run(options: argparse.Namespace) -> int:
    """Writes the files and says how many rows they hold."""
    _check(options.folder, year=options.year)
    units = specimen_units(date(options.year - 1, 11, 1))
    try:
        written = write_specimens(options.folder, year=options.year, seed=options.seed, units=units)
    except OSError as error:
        raise Refused(
            "folder_unwritable",
            f"Không ghi được vào {options.folder}: {error.strerror}.",
            remedy="Hãy chọn thư mục khác.",
        ) from error
    rows, refused = sum(file.rows for file in written), sum(file.refused for file in written)
    print(f"{options.folder}: {len(written)} tệp, {rows} dòng, trong đó {refused} dòng cố ý sai. Dữ liệu giả định.")
    return 0


def specimen_units(on: date) -> list[SpecimenUnit]:
    """The units of that day as the generator wants them."""
    named = [(unit, unit.name_on(on)) for unit in load_units().in_force(on)]
    return [
        SpecimenUnit(
            unit.slug, name.short if unit.is_province else name.name, name.party_body, name.kind, unit.letter_code
        )
        for unit, name in named
    ]


def _check(folder: Path, *, year: int) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refused(
            "not_a_folder", f"{folder} là một tệp, không phải thư mục.", remedy="Ví dụ: doanra specimens thu-muc-moi"
        )
    if year not in _YEARS:
        raise Refused(
            "year_out_of_range",
            f"Năm {year} nằm ngoài khoảng {_YEARS.start}-{_YEARS.stop - 1}.",
            remedy="Tệp mẫu chỉ có cho đơn vị từ sau sắp xếp năm 2025, ví dụ: --year 2027",
        )
