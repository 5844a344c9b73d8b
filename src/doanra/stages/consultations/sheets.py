"""The workbook that a body got and hands in again: rows known by key, wrong ones named, foreign ones fail all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.crypto import constant_time_compare, salted_hmac

from doanra.intake.sheets.courses import SheetFault
from doanra.intake.sheets.opinions import HEADINGS, OpinionRow
from doanra.records.models import Opinion, OpinionOutcome, OpinionRequest
from doanra.stages.acting import Actor
from doanra.stages.consultations.opinions import Done, Given, answer_many, check, require_own
from doanra.stages.reading import sheets
from doanra.terms.names import fold
from doanra.terms.refusal import NotFound, Refused

_KEY = re.compile(r"YK-(\d{1,18})-(\d{1,9})-([0-9a-f]{6})")


@dataclass(slots=True)
class Loaded:
    """What came of a workbook: what was recorded, rows with their faults, and how many rows stayed silent.

    ``names`` tells who stands in a row.
    """

    done: Done
    faults: list[SheetFault] = field(default_factory=list)
    silent: int = 0
    names: dict[int, str] = field(default_factory=dict)


def key_of(row: Opinion) -> str:
    """The key of a row in the workbook: which opinion, as of which version, and a check against slips and guesses."""
    return f"YK-{row.pk}-{row.version}-{_check(row.request_id, row.pk, row.version)}"


def _check(request: int, opinion: int, version: int) -> str:
    return salted_hmac("doanra.opinion-sheet", f"{request}.{opinion}.{version}").hexdigest()[:6]


def load(request: OpinionRequest, *, content: bytes, name: str = "", by: Actor, on: date) -> Loaded:
    """Records what the workbook says. Rows with faults are left out and named by row, cell and reason.

    Refused as a whole for no such workbook, and for a row of another request or a key that was altered.
    """
    require_own(request, actor=by)
    rows = sheets.read_opinions(name, content, outcomes={one.value: one.label for one in OpinionOutcome})
    keys = {one.row: _read(one, request) for one in rows if one.key}
    known = {one.pk: one for one in request.opinions.select_related("person")}
    loaded, given = Loaded(Done(), names={one.row: one.full_name for one in rows}), list[Given]()
    for one in rows:
        found = keys.get(one.row)
        if one.is_silent:
            loaded.silent += 1
        elif one.faults or found is None:
            loaded.faults += one.faults
        elif faults := _faults(one, known, found, request=request, on=on):
            loaded.faults += faults
        else:
            given.append(_given(one, found))
    loaded.faults += _twice(given)
    twice = {one.opinion for one in given if sum(other.opinion == one.opinion for other in given) > 1}
    loaded.done = answer_many(
        request, given=[one for one in given if one.opinion not in twice], by=by, on=on, way="sheet"
    )
    return loaded


def _read(row: OpinionRow, request: OpinionRequest) -> tuple[int, int]:
    """Opinion and version of a key; NotFound for one that is not of this request: then nothing is recorded."""
    match = _KEY.fullmatch(row.key.strip())
    if match is None or not constant_time_compare(match[3], _check(request.pk, int(match[1]), int(match[2]))):
        raise NotFound(
            "foreign_row",
            f"Dòng {row.row} (“{row.full_name or row.key}”): mã {row.key} không thuộc đề nghị gửi "
            f"{request.body.short}. Không dòng nào được ghi.",
            remedy="Dùng bảng tính tải từ trang của đề nghị này, không chép dòng từ bảng khác.",
        )
    return int(match[1]), int(match[2])


def _faults(
    row: OpinionRow, known: dict[int, Opinion], found: tuple[int, int], *, request: OpinionRequest, on: date
) -> list[SheetFault]:
    """What is wrong with a row that was read: another person's name beside the key, or what is no opinion."""
    mine = known.get(found[0])
    if mine is not None and fold(mine.person.full_name) != fold(row.full_name):
        said = f"mã của {mine.person.full_name} đứng cạnh tên “{row.full_name}”"
        place = row.letters.get("full_name", "")
        return [SheetFault(row.row, place, HEADINGS["full_name"], said, "Đặt lại tên và mã như bảng đã tải.")]
    try:
        check(_given(row, found), request=request, today=on)
    except Refused as refused:
        key = _AT.get(refused.code, "key")
        if key == "document" and row.document.strip():
            key = "on"  # the number is there: what is missing is the day
        place = row.letters.get(key, "")
        return [SheetFault(row.row, place, HEADINGS[key], refused.message.rstrip("."), refused.remedy)]
    return []


_AT = {
    "outcome_missing": "outcome", "letter_missing": "document", "letter_ahead": "on", "note_missing": "note",
    "vetting_note": "note",
}  # fmt: skip
"""The cell that a refusal of an opinion is about."""


def _given(row: OpinionRow, found: tuple[int, int]) -> Given:
    return Given(
        opinion=found[0], outcome=row.outcome, document=row.document, on=row.on, note=row.note, seen=found[1],
        place=f"dòng {row.row}",
    )  # fmt: skip


def _twice(given: Iterable[Given]) -> list[SheetFault]:
    """A person who stands in two rows: neither is taken."""
    first: dict[int, Given] = {}
    faults = []
    for one in given:
        if one.opinion in first:
            row = int(one.place.rpartition(" ")[2])
            said = f"cùng một người với {first[one.opinion].place}"
            faults.append(SheetFault(row, "A", HEADINGS["key"], said, "Để lại một dòng cho mỗi người."))
        else:
            first[one.opinion] = one
    return faults
