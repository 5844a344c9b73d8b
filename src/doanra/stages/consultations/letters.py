"""Papers of a consultation: the letter to a body, its reminder, its workbook, the table of all opinions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from doanra.documents.consultation_letter.context import AskedLine, ConsultationLetter
from doanra.documents.opinion_sheet import OpinionSheet, SheetPerson, render_opinion_sheet
from doanra.documents.opinion_table import TableLine, render_opinion_table
from doanra.documents.render import render_word
from doanra.policy import flow
from doanra.policy.flows.consultations import REQUEST
from doanra.records.models import Consultation, Eligibility, Opinion, OpinionOutcome, OpinionRequest
from doanra.records.queries.asked_fields import FIELDS, shown_to, word
from doanra.records.queries.opinion_table import Cell, Line, OpinionTable, Wanted
from doanra.records.queries.verdicts import standing_seen
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.consultations import sheets
from doanra.stages.consultations.asking import locked_request, told
from doanra.stages.consultations.opinions import require_own
from doanra.stages.consultations.words import ground
from doanra.stages.papers import BY_ORDER, EXCEL, LETTER_RECIPIENTS, WORD, Paper, letterhead
from doanra.terms.refusal import Refused
from doanra.terms.words import Role

_NEW_TERM = timedelta(days=10)
_POST = ("position", "workplace", "unit_name")


def letter(request: OpinionRequest, *, by: Actor, on: date) -> Paper:
    """The letter that asks the body, in Word, with the list and of each person only what the body is shown."""
    with acting("consultations.answer", by=by, verb="consultations.letter") as act:
        require_own(request, actor=by)
        content = _word(request, list(_rows(request)), on=on)
        told(act, request)
    return Paper(f"de-nghi-cho-y-kien-{request.body.slug}-{request.consultation_id}.docx", WORD, content)


def remind(request: OpinionRequest, *, by: Actor, on: date) -> Paper:
    """Notes that the body is reminded, once a day, and gives the letter with those on whom it is silent."""
    with acting("consultations.make", by=by, verb="consultations.remind") as act:
        fresh = locked_request(request)
        calls.require_open(fresh.consultation.call)
        flow.require(REQUEST, fresh.state, "consultations.remind")
        silent = list(_rows(fresh).filter(outcome=""))
        if not silent:
            raise Refused("nothing_to_chase", f"{fresh.body.short} đã trả lời đủ.", remedy="Không cần nhắc.")
        act.watch(fresh)
        if fresh.reminded_on != on:
            fresh.reminders, fresh.reminded_on = fresh.reminders + 1, on
            fresh.save(update_fields=["reminders", "reminded_on"])
        content = _word(fresh, silent, on=on, reminder=True)
        told(act, fresh, left=len(silent), times=fresh.reminders)
    return Paper(f"nhac-cho-y-kien-{fresh.body.slug}-{fresh.consultation_id}.docx", WORD, content)


def workbook(request: OpinionRequest, *, by: Actor, on: date) -> Paper:
    """The workbook in which the body may write its opinions and hand them in again."""
    with acting("consultations.answer", by=by, verb="consultations.workbook") as act:
        require_own(request, actor=by)
        rows = list(_rows(request))
        names = _shown(request)
        sheet = OpinionSheet(
            title=f"Ý kiến về {request.consultation.title}",
            body=request.body.name,
            due_on=request.due_on,
            fields=tuple(FIELDS[name] for name in names),
            choices=tuple(one.label for one in OpinionOutcome),
            with_note=not request.body.vets,
            people=tuple(_sheet_person(row, names) for row in rows),
        )
        content = render_opinion_sheet(sheet, on=on)
        told(act, request, people=len(rows))
    return Paper(f"y-kien-{request.body.slug}-{request.consultation_id}.xlsx", EXCEL, content)


def table(consultation: Consultation, *, wanted: Wanted, said: Sequence[str], by: Actor, on: date) -> Paper:
    """All opinions as the reader sees them; ``said`` are the lines above the table (filter, time, user)."""
    with acting("consultations.see", by=by, verb="consultations.table") as act:
        rows = OpinionTable(consultation, wanted=wanted, reader=by)
        notes = [*said, *(_left_out(body.short) for body in rows.kept)]
        content = render_opinion_table(
            [_table_line(line) for line in rows[:]],
            title=consultation.title,
            bodies=[one.body.short for one in rows.requests],
            notes=notes,
            on=on,
        )
        act.subject, act.year = consultation, consultation.call.year
        act.detail = {"list": consultation.title, "people": len(rows)}
    return Paper(f"y-kien-cac-co-quan-{consultation.pk}.xlsx", EXCEL, content)


def _left_out(body: str) -> str:
    return f"Không có ý kiến của {body}: kết quả thẩm tra chính trị nội bộ chỉ người được giao mới xem."


def _rows(request: OpinionRequest) -> QuerySet[Opinion]:
    rows = request.opinions.select_related("person__nomination__appraisal")
    return rows.order_by("person__sort_key", "person_id")


def _shown(request: OpinionRequest) -> tuple[str, ...]:
    """The fields that the body is shown: its setting, within what an appraiser may read."""
    return shown_to(Role.APPRAISER, request.body.sees)


def _sheet_person(row: Opinion, names: Sequence[str]) -> SheetPerson:
    return SheetPerson(
        key=sheets.key_of(row),
        full_name=row.person.full_name,
        shown=tuple(word(row.person, name, standing=_standing(row)) for name in names),
        outcome=OpinionOutcome(row.outcome).label if row.outcome else "",
        document=row.document,
        on=row.on,
        note=row.note,
    )


def _standing(row: Opinion) -> str:
    return standing_seen(getattr(row.person.nomination, "appraisal", None), vetting=False)


def _word(request: OpinionRequest, rows: list[Opinion], *, on: date, reminder: bool = False) -> bytes:
    names = _shown(request)
    first = f"Công văn số {request.document}" if request.document else f"đề nghị ngày {request.asked_on:%d/%m/%Y}"
    context = ConsultationLetter(
        year=request.consultation.call.year,
        letterhead=letterhead("CV", year=on.year),
        body=request.body.name,
        people=tuple(_asked_line(row, names) for row in rows),
        asked=request.opinions.count(),
        due_on=max(on, request.due_on) + _NEW_TERM if reminder else request.due_on,
        signature=BY_ORDER,
        recipients=LETTER_RECIPIENTS,
        about=request.body.asked_about,
        vets=request.body.vets,
        reminds_of=first if reminder else "",
        as_of=on,
    )
    return render_word("consultation_letter", context=context, on=on)


def _asked_line(row: Opinion, names: Sequence[str]) -> AskedLine:
    post = [said for name in _POST if name in names and (said := word(row.person, name))]
    others = ((name, word(row.person, name, standing=_standing(row))) for name in names if name not in _POST)
    return AskedLine(
        full_name=row.person.full_name,
        post=", ".join(post),
        details=tuple(f"{FIELDS[name]}: {said}" for name, said in others if said),
    )


def _table_line(line: Line) -> TableLine:
    person = line.person
    verdict = Eligibility(line.standing).label if line.standing else "Chưa thẩm định"
    waived = "".join(f"; miễn theo {ground(one.document, one.on)}" for one in line.waivers)
    words = (person.full_name, person.position, person.unit_name, word(person, "programme"), verdict + waived)
    return TableLine(words, tuple(_said(cell) for cell in line.cells))


def _said(cell: Cell) -> str:
    if cell.kept:
        return "không hiển thị"
    if cell.opinion is None:
        return "không hỏi"
    if not cell.opinion.outcome:
        return "chưa có ý kiến"
    words = f"{OpinionOutcome(cell.opinion.outcome).label}, {ground(cell.opinion.document, cell.opinion.on)}"
    return f"{words}. {cell.opinion.note}" if cell.opinion.note else words
