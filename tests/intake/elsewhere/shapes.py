"""People who do not stand line by line: two lists beside each other, lists laid on their side, a card for each."""

from __future__ import annotations

import random
from typing import Any

from intake.elsewhere.columns import Maker
from intake.elsewhere.people import TONGUES, Nominee, nominee
from intake.elsewhere.tables import WORDS, Sheet


def _simple(r: random.Random, *, by: str) -> Maker:
    maker = Maker(r, by=by)
    maker.gender_by = r.choice(["column", "column", "address"])
    maker.name_by, maker.birth_by, maker.odd = "one", "one", False
    maker.programme_by = "words" if by == "row" else by
    return maker


def _people(r: random.Random, by: str, count: int) -> tuple[list[Nominee], str, str]:
    kind, tongue = r.choice(["short", "medium", "language"]), r.choice(list(TONGUES))
    fixed = {"programme": kind, "language": tongue} if by == "title" else {}
    return [nominee(r, **fixed) for _ in range(count)], kind, tongue


def _title(r: random.Random, sheet: Sheet, by: str, kind: str, tongue: str) -> None:
    what = "bồi dưỡng ở nước ngoài năm 2023"
    if by == "title":
        what = f"bồi dưỡng {WORDS[kind]}{f' (tiếng {TONGUES[tongue]})' if kind == 'language' else ''} năm 2023"
    sheet.rows += [["TỈNH UỶ MẪU"], [], [f"{r.choice(['DANH SÁCH', 'PHIẾU'])} CÁN BỘ ĐĂNG KÝ {what}".upper()], []]


def _place(person: Nominee, sheet: Sheet, first: int, last: int, keys: set[str]) -> None:
    person.row, person.row_end, person.sheet = first, last, sheet.name
    if "party" not in keys:
        person.party = ""
    if "priority" not in keys:
        person.priority = 0
    sheet.people.append(person)


def beside(r: random.Random) -> list[Sheet]:
    """Two lists of one header side by side."""
    sheet = Sheet("Danh sách")
    by = r.choice(["row", "title"])
    maker = _simple(r, by=by)
    columns = maker.columns()
    people, kind, tongue = _people(r, by, r.randrange(3, 9))
    _title(r, sheet, by, kind, tongue)
    gap = [""] * r.choice([0, 1])
    head = [column.path[0] for column in columns]
    sheet.rows.append([*head, *gap, *head])
    half = -(-len(people) // 2)
    for at in range(half):
        pair = [people[at], *people[at + half : at + half + 1]]
        cells: list[Any] = []
        for number, person in enumerate(pair):
            cells += [*(gap if number else []), *(column.cell(person, at + 1 + number * half) for column in columns)]
        sheet.rows.append(cells)
        for person in pair:
            _place(person, sheet, len(sheet.rows), len(sheet.rows), {column.key for column in columns})
    sheet.features = {f"by:{by}", f"gender:{maker.gender_by}"}
    return [sheet]


def turned(r: random.Random) -> list[Sheet]:
    """People as columns."""
    sheet = Sheet("Danh sách")
    by = r.choice(["row", "title"])
    maker = _simple(r, by=by)
    columns = maker.columns()
    people, kind, tongue = _people(r, by, r.randrange(2, 7))
    _title(r, sheet, by, kind, tongue)
    first = len(sheet.rows) + 1
    numbered = r.random() < 0.3
    for number, column in enumerate(columns, 1):
        lead: list[Any] = [number] if numbered else []
        colon = r.choice(["", "", ":"])
        sheet.rows.append([*lead, column.path[0] + colon, *(column.cell(p, n) for n, p in enumerate(people, 1))])
    for person in people:
        _place(person, sheet, first, len(sheet.rows), {column.key for column in columns})
    sheet.features = {f"by:{by}", f"gender:{maker.gender_by}"}
    return [sheet]


def cards(r: random.Random) -> list[Sheet]:
    """A block of labels and values for each person, one below the other."""
    sheet = Sheet("Phiếu")
    by = r.choice(["row", "title"])
    maker = _simple(r, by=by)
    columns = [column for column in maker.columns() if column.key != "index"]
    people, kind, tongue = _people(r, by, r.randrange(1, 6))
    _title(r, sheet, by, kind, tongue)
    style = r.choice(["cells", "colon", "inside", "pairs"])
    bullet = r.choice(["", "- ", "{}. "])
    for number, person in enumerate(people, 1):
        heading = r.choice(["", f"Cán bộ thứ {number}", f"{number}"])
        if heading:
            sheet.rows.append([heading])
        first = len(sheet.rows) + 1
        pairs = [
            (bullet.format(n) + column.path[0].replace("\n", " "), column.cell(person, number))
            for n, column in enumerate(columns, 1)
        ]
        sheet.rows += _card(pairs, style)
        _place(person, sheet, first, len(sheet.rows), {column.key for column in columns})
        sheet.rows += [[] for _ in range(r.randrange(0, 3))]
    sheet.features = {f"by:{by}", f"gender:{maker.gender_by}", f"card:{style}"}
    return [sheet]


def _card(pairs: list[tuple[str, Any]], style: str) -> list[list[Any]]:
    if style == "cells":
        return [[label, value] for label, value in pairs]
    if style == "colon":
        return [[f"{label}:", "", value] for label, value in pairs]
    if style == "inside":
        return [[f"{label}: {_written(value)}"] for label, value in pairs]
    rows = []
    for at in range(0, len(pairs), 2):
        row: list[Any] = []
        for label, value in pairs[at : at + 2]:
            row += [f"{label}:", value, ""]
        rows.append(row)
    return rows


def _written(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
