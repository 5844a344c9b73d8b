"""The office's own figures by workbook: seats of each unit and programme, entered as a whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from doanra.documents.quota_sheet import QuotaSheet as Paper
from doanra.documents.quota_sheet import render_quota_sheet
from doanra.intake.sheets.courses import SheetFault
from doanra.intake.sheets.quotas import KEY, QuotaRow
from doanra.policy import access
from doanra.records.models import Call, QuotaKind, Unit
from doanra.records.queries import quotas as queries
from doanra.stages import ledger
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas.entering import note, require_asked, require_on, require_unused
from doanra.stages.reading import sheets
from doanra.stages.telling import document as told
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme


@dataclass(slots=True)
class Loaded:
    """What came of a workbook: entries made, or the faults for which nothing was."""

    entries: int = 0
    seats: int = 0
    faults: list[SheetFault] = field(default_factory=list)


def workbook(call: Call, *, on: date) -> bytes:
    """The workbook to fill in, with the seats as they are now."""
    tables = [queries.table(call, programmes=[programme]) for programme in call.offered]
    seats = [{row.unit.pk: row.seats for row in table.rows} for table in tables]
    asked = set(call.invitations.values_list("unit_id", flat=True))
    rows = [row for row in tables[0].rows if row.unit.pk in asked]
    return render_quota_sheet(
        Paper(
            year=call.year,
            programmes=call.offered,
            plans=tuple(table.plan for table in tables),
            entries=call.quota_entries.count(),
            rows=tuple((row.unit.slug, row.name, tuple(own.get(row.unit.pk, 0) for own in seats)) for row in rows),
        ),
        on=on,
    )


def load(call: Call, *, name: str, content: bytes, ground: Ground, by: Actor) -> Loaded:
    """Enters the difference between the seats in a workbook and those of now: more is given, less taken back.

    Nothing is entered where any row has a fault. Refused as the reading is, as the ledger refuses, and for a workbook
    that was handed out before the last entries.
    """
    access.require(role_of(by), "quotas.change")  # before anything is opened for somebody who may not
    require_on(call)
    read = sheets.read_quotas(name, content)  # outside the act: a reading may take long, and nothing is held meanwhile
    with acting("quotas.change", by=by, verb="quotas.load") as act:
        require_on(call)
        units = {one.unit.slug: one.unit for one in call.invitations.select_related("unit")}
        faults = [*read.faults, *_strange(call, read.rows, units)]
        lines = [] if faults else _lines(call, read.rows, units)
        if lines:
            _require_fresh(call, read.entries)
            require_asked(call, lines)
            require_unused(call, lines)
            note(act, ledger.post(call, lines=lines, ground=ground, actor=by), call=call)
        act.ground = told(ground.document, ground.document_on)
        act.subject, act.year = call, call.year
        act.detail["faults"] = len(faults)
    return Loaded(len(lines), sum(line.seats for line in lines), faults)


def _require_fresh(call: Call, entries: int | None) -> None:
    """Refused for a workbook of before the last entries: it would take back what was given since."""
    now = call.quota_entries.count()
    if entries is not None and entries != now:
        raise Refused(
            "book_old",
            f"Bảng tính này tải khi sổ có {entries} dòng, nay sổ có {now} dòng: số chỗ đã khác. Chưa ghi gì.",
            remedy="Tải lại bảng đang có, ghi số của bạn vào đó rồi nộp.",
        )


def _strange(call: Call, rows: list[QuotaRow], units: dict[str, Unit]) -> list[SheetFault]:
    """Rows of units that were not asked, and seats of programmes that the year does not offer."""
    found = []
    for row in rows:
        if row.key not in units:
            said = f"“{row.key}” không phải mã của đơn vị được mời năm {call.year}"
            found.append(SheetFault(row.row, "A", KEY, said, "Tải lại bảng tính của năm này, không sửa cột mã."))
        for programme in Programme:
            if row.seats.get(programme.value) and programme not in call.offered:
                said = "năm này không mở chương trình này"
                found.append(SheetFault(row.row, "", programme.label, said, "Xoá số ở ô này."))
    return found


def _lines(call: Call, rows: list[QuotaRow], units: dict[str, Unit]) -> list[Line]:
    lines = []
    for programme in call.offered:
        now = {unit: one.seats for unit, one in ledger.held(call, programme).items()}
        for row in rows:
            if programme.value in row.seats:
                unit = units[row.key]
                change = row.seats[programme.value] - now.get(unit.pk, 0)
                if change > 0:
                    lines.append(Line(kind=QuotaKind.ENTITLED, programme=programme, seats=change, given_to=unit))
                elif change:
                    lines.append(Line(kind=QuotaKind.CUT, programme=programme, seats=-change, taken_from=unit))
    return lines
