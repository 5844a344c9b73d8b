"""Workbooks that are no units' lists, read away from this process: courses, old records, quotas, opinions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from doanra.intake.sheets import CourseRow, CourseSheet, SheetFault
from doanra.intake.sheets.histories import HistoryLine, HistorySheets
from doanra.intake.sheets.opinions import OpinionRow
from doanra.intake.sheets.quotas import QuotaRow, QuotaSheet
from doanra.stages.reading.process import asking
from doanra.stages.reading.values import unpacked
from doanra.terms.refusal import Refused


def read_courses(name: str, content: bytes, *, year: int) -> CourseSheet:
    """The courses of a year; Refused as ``intake.sheets.read_courses``, and for a file that breaks the bounds."""
    rows: list[CourseRow] = []
    rest = _asked({"kind": "courses", "name": name, "year": year}, content, rows, _course)
    return CourseSheet(rows, _faults(rest), rest["unread"])


def read_histories(name: str, content: bytes, *, on: date) -> HistorySheets:
    """Old records; Refused as ``intake.sheets.histories.read_histories``, and for a file that breaks the bounds."""
    rows: list[HistoryLine] = []
    rest = _asked({"kind": "histories", "name": name, "on": on.isoformat()}, content, rows, _line)
    return HistorySheets(rows, rest["unread"])


def read_quotas(name: str, content: bytes) -> QuotaSheet:
    """Seats by unit; Refused as ``intake.sheets.quotas.read_quotas``, and for a file that breaks the bounds."""
    rows: list[QuotaRow] = []
    rest = _asked({"kind": "quotas", "name": name}, content, rows, lambda said: QuotaRow(**said))
    return QuotaSheet(rows, _faults(rest), rest["entries"])


def read_opinions(name: str, content: bytes, *, outcomes: Mapping[str, str]) -> list[OpinionRow]:
    """A body's opinions; Refused as ``intake.sheets.opinions.read_opinions``, and for a file that breaks the bounds."""
    rows: list[OpinionRow] = []
    _asked({"kind": "opinions", "name": name, "outcomes": dict(outcomes)}, content, rows, _opinion)
    return rows


def _asked(question: dict[str, Any], content: bytes, rows: list[Any], made: Any) -> dict[str, Any]:
    with asking() as ask:
        rest = ask(question, content, take=lambda said: rows.append(made(said)))
    if why := rest.get("refusal"):
        raise Refused(why["code"], why["message"], remedy=why["remedy"])
    return rest


def _course(said: dict[str, Any]) -> CourseRow:
    row = unpacked(said)
    return CourseRow(row["row"], row["values"], tuple(row["starts"]))


def _line(said: dict[str, Any]) -> HistoryLine:
    return HistoryLine(said["sheet"], said["row"], unpacked(said["values"]), said["is_none"], tuple(_faults(said)))


def _opinion(said: dict[str, Any]) -> OpinionRow:
    return OpinionRow(**{**unpacked(said), "faults": tuple(_faults(said))})


def _faults(said: dict[str, Any]) -> list[SheetFault]:
    return [SheetFault(**fault) for fault in said["faults"]]
