"""Writes one list as a workbook: letterhead, title, table, signature. The title says that the data are invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from doanra.intake.specimens.layouts import Column, Layout
from doanra.intake.specimens.people import Nominee
from doanra.intake.specimens.units import Letter, SpecimenUnit, in_party_style, letterhead, place
from doanra.terms.words import Programme

SYNTHETIC = "DỮ LIỆU GIẢ ĐỊNH"
_ROMAN = ("I", "II", "III")
_STYLES: dict[str, dict[str, Any]] = {
    "centre": {"align": "center"},
    "bold": {"bold": True, "align": "center"},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "italic": {"italic": True, "align": "center"},
    "header": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "section": {"bold": True, "border": 1},
    "cell": {"border": 1, "valign": "top", "text_wrap": True},
    "day": {"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"},
}


@dataclass(frozen=True, slots=True)
class Listing:
    """All that one file says."""

    unit: SpecimenUnit
    letter: Letter
    year: int
    layout: Layout
    people: tuple[Nominee, ...]


@dataclass(slots=True)
class _Page:
    """A sheet being written from top to bottom."""

    sheet: Any
    styles: dict[str, Any]
    listing: Listing
    row: int = 0

    @property
    def last(self) -> int:
        """The last column; the running number is column 0."""
        return len(self.listing.layout.columns)

    def write(self, column: int, value: str | int | date, style: str) -> None:
        """One cell of the present row."""
        if isinstance(value, date):
            self.sheet.write_datetime(self.row, column, value, self.styles["day"])
        else:
            self.sheet.write(self.row, column, value, self.styles[style])


def write_listing(path: Path, listing: Listing) -> None:
    """Writes the file anew; the same listing gives the same cells."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        created = datetime.combine(listing.letter.day, time(8), tzinfo=UTC)
        book.set_properties({"title": SYNTHETIC, "created": created})
        styles = {name: book.add_format({"font_name": "Times New Roman", **style}) for name, style in _STYLES.items()}
        for name, people in _sheets(listing):
            _write_page(_Page(book.add_worksheet(name), styles, listing), people)


def _sheets(listing: Listing) -> Iterator[tuple[str, Sequence[Nominee]]]:
    if listing.layout.apart != "sheet":
        yield "Danh sách", listing.people
        return
    for programme in Programme:
        people = [person for person in listing.people if person.programme is programme]
        if people:
            yield programme.label, people


def _write_page(page: _Page, people: Sequence[Nominee]) -> None:
    page.sheet.set_landscape()
    page.sheet.set_paper(9)  # A4
    page.sheet.fit_to_pages(1, 0)
    _write_head(page, people)
    _write_header(page)
    if page.listing.layout.apart == "section":
        for number, programme in enumerate(Programme):
            page.write(1, f"{_ROMAN[number]}. BỒI DƯỠNG {programme.label.upper()}", "section")
            page.row += 1
            _write_rows(page, [person for person in people if person.programme is programme])
    else:
        _write_rows(page, people)
    _write_foot(page, len(people))


def _write_head(page: _Page, people: Sequence[Nominee]) -> None:
    listing = page.listing
    unit, (number, day) = listing.unit, listing.letter
    party = in_party_style(unit)
    nation = "ĐẢNG CỘNG SẢN VIỆT NAM" if party else "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    programme = people[0].programme if listing.layout.apart == "sheet" else None
    kind = f" {programme.label.lower()}" if isinstance(programme, Programme) else ""
    dated = f"{place(unit)}, ngày {day:%d} tháng {day:%m} năm {day.year}"
    left, right, whole = (0, 3), (page.last - 4, page.last), (0, page.last)
    lines = [
        [(left, letterhead(unit).upper(), "bold"), (right, nation, "bold")],
        [] if party else [(right, "Độc lập - Tự do - Hạnh phúc", "bold")],
        [(left, "*" if party else "-------", "centre"), (right, dated, "italic")],
        [],
        [(whole, f"DANH SÁCH TRÍCH NGANG - {SYNTHETIC}", "title")],
        [(whole, f"Cán bộ đăng ký tham gia bồi dưỡng{kind} ở nước ngoài năm {listing.year}", "bold")],
        [(whole, f"(Kèm theo Công văn số {number} ngày {day:%d/%m/%Y} của {letterhead(unit)})", "italic")],
        [],
    ]
    for line in lines:
        for (first, last), text, style in line:
            page.sheet.merge_range(page.row, first, page.row, last, text, page.styles[style])
        page.row += 1


def _write_header(page: _Page) -> None:
    layout, before = page.listing.layout, page.listing.year - 1
    page.sheet.set_column(0, 0, 5)
    last_row = page.row + layout.header_rows - 1
    columns = (Column("STT", lambda _: "", 5), *layout.columns)
    for spot, column in enumerate(columns):
        page.sheet.set_column(spot, spot, column.width)
        text = column.header.format(before=before)
        if column.part:
            same = [n for n, other in enumerate(columns) if other.header == column.header]
            if spot == same[0]:
                page.sheet.merge_range(page.row, same[0], page.row, same[-1], text, page.styles["header"])
            page.sheet.write(last_row, spot, column.part, page.styles["header"])
        elif last_row > page.row:
            page.sheet.merge_range(page.row, spot, last_row, spot, text, page.styles["header"])
        else:
            page.write(spot, text, "header")
    page.row = last_row + 1
    page.sheet.freeze_panes(page.row, 2)


def _write_rows(page: _Page, people: Sequence[Nominee]) -> None:
    for number, person in enumerate(people, start=1):
        page.write(0, number, "cell")
        for spot, column in enumerate(page.listing.layout.columns, start=1):
            page.write(spot, column.value(person), "cell")
        page.row += 1


def _write_foot(page: _Page, count: int) -> None:
    signer = "T/M BAN THƯỜNG VỤ" if in_party_style(page.listing.unit) else "TL. THỦ TRƯỞNG CƠ QUAN"
    page.write(1, f"Tổng cộng: {count} đồng chí", "section")
    for text, style, gap in ((signer, "bold", 2), ("(đã ký)", "italic", 3)):
        page.row += gap
        page.sheet.merge_range(page.row, page.last - 4, page.row, page.last, text, page.styles[style])
