"""Sheets by chance as files: workbooks and texts, with the people that are in them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from intake.elsewhere.people import Nominee
from intake.elsewhere.shapes import beside, cards, turned
from intake.elsewhere.tables import Sheet, TableMaker


@dataclass
class Specimen:
    """A file with its truth; ``one_sheet`` where sheets have no names (texts)."""

    name: str
    content: bytes
    people: list[Nominee]
    features: set[str]
    one_sheet: bool = False


def _tables(r: random.Random) -> list[Sheet]:
    names = r.sample(["Sheet1", "Danh sách", "DS trích ngang", "Phụ lục 1", "Trang 2"], r.choice([1, 1, 1, 2, 3]))
    return [TableMaker(r, name).make() for name in names]


def _one_table(r: random.Random) -> list[Sheet]:
    return _tables(r)[:1]


SHAPES: dict[str, Callable[[random.Random], list[Sheet]]] = {
    "tables": _tables,
    "beside": beside,
    "turned": turned,
    "cards": cards,
    "texts": _one_table,
}
DELIMITERS = [",", ";", "\t", "|"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def specimen(seed: int, *, shape: str | None = None) -> Specimen:
    """The file of a seed."""
    r = random.Random(seed)
    shape = shape or r.choice(sorted(SHAPES))
    sheets = SHAPES[shape](r)
    features = {f"shape:{shape}", *(feature for sheet in sheets for feature in sheet.features)}
    people = [person for sheet in sheets for person in sheet.people]
    if shape == "texts":
        delimiter, encoding = r.choice(DELIMITERS), r.choice(ENCODINGS)
        features |= {f"delimiter:{delimiter!r}", f"encoding:{encoding}"}
        return Specimen("danh-sach.csv", text(sheets[0], delimiter).encode(encoding), people, features, one_sheet=True)
    return Specimen("danh-sach.xlsx", workbook(sheets), people, features)


def text(sheet: Sheet, delimiter: str) -> str:
    """The sheet as delimited text, each row a record."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    for row in sheet.rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    return target.getvalue()


def workbook(sheets: list[Sheet]) -> bytes:
    """The sheets as .xlsx."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(r, c, value)
                elif isinstance(value, str) and value:
                    page.write_string(r, c, value)
                elif value not in ("", None):
                    page.write(r, c, value)
        for top, left, bottom, right in sheet.merges:
            value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
            page.merge_range(top, left, bottom, right, value)
        for row in sheet.hidden_rows:
            page.set_row(row - 1, None, None, {"hidden": True})
    book.close()
    return target.getvalue()
