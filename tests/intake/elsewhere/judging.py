"""Holds a reading against what was meant, by the rules of the public corpus."""

from __future__ import annotations

import re
import unicodedata

from doanra.intake import Reading, Row, read_file
from intake.elsewhere.files import Specimen
from intake.elsewhere.people import Nominee
from intake.workbooks import CALL


def faults(item: Specimen) -> list[str]:
    """Everything that a reading of the file has lost, invented or misread."""
    reading = read_file(item.name, item.content, call_on=CALL)
    if reading.refusal:
        return [f"refused: {reading.refusal.code}"]
    return [*_matched(item, reading)]


def _matched(item: Specimen, reading: Reading) -> list[str]:
    found: list[str] = []
    left = list(reading.rows)
    for person in item.people:
        row = _row_of(person, left, item)
        if row is None:
            found.append(f"lost: {person.sheet} {person.row} {person.name}")
            continue
        left.remove(row)
        found += [f"{person.sheet} {person.row} {person.name}: {fault}" for fault in _differences(person, row)]
    return found + [
        f"invented: {row.sheet} {row.row} {row.full_name!r} {[p.code for p in row.problems]}" for row in left
    ]


def _row_of(person: Nominee, rows: list[Row], item: Specimen) -> Row | None:
    near = [
        row for row in rows if person.row <= row.row <= person.row_end and (item.one_sheet or row.sheet == person.sheet)
    ]
    if len(near) > 1:
        near = [row for row in near if words(row.full_name) == words(person.name)] or near
    return near[0] if near else None


def words(text: str) -> str:
    """Letters and numbers alone."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))


def _differences(person: Nominee, row: Row) -> list[str]:
    codes = {problem.code for problem in row.problems if problem.severity == "error"}
    if person.codes:
        return [] if codes & set(person.codes) else [f"codes {sorted(codes)}, expected {person.codes}"]
    if codes:
        return [f"wrongly refused: {[p.message for p in row.problems]}"]
    pairs = [
        ("name", words(row.full_name), words(person.name)),
        ("gender", row.gender or "", person.gender),
        ("birth", str(row.birth_date or ""), person.birth),
        ("programme", row.programme or "", person.programme),
        ("language", row.language or "", person.language),
        ("party", str(row.party_joined or ""), person.party),
        ("priority", row.priority or 0, person.priority),
    ]
    found = [f"{what} {got!r}, expected {want!r}" for what, got, want in pairs if got != want]
    if words(row.position) not in (words(person.position), words(f"{person.position} {person.workplace}")):
        found.append(f"position {row.position!r}, expected {person.position!r}")
    return found
