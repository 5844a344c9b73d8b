"""Saving a previewed file: all of its accepted rows become nominations, or nothing does. Judging them comes after."""

from __future__ import annotations

from datetime import date

from doanra.policy.titles import TitleTable
from doanra.records.models import (
    Call,
    Evidence,
    FileRow,
    FileState,
    Invitation,
    Nomination,
    NominationState,
    Person,
    RowOutcome,
    SourceFile,
    Unit,
)
from doanra.stages import calls, evidence, posts
from doanra.stages.acting import Actor, acting
from doanra.stages.nominations.comparing import compare, particulars
from doanra.stages.nominations.receiving import lock
from doanra.stages.people import Register
from doanra.terms.refusal import Refused

_SOURCE_LENGTH = Evidence._meta.get_field("source").max_length or 0


def save_file(file: SourceFile, *, by: Actor, on: date) -> list[Nomination]:
    """Turns the accepted rows into nominations; refused rows stay with the file for the answer to the unit.

    Refused without a unit, after the year was closed, or if the file left the preview meanwhile.
    """
    with acting("nominations.receive", by=by, verb="nominations.save") as act:
        file = lock(file)
        if file.unit is None:
            raise Refused(
                "unit_missing", f"Chưa rõ tệp “{file.name}” của đơn vị nào.", remedy="Chọn đơn vị gửi rồi nhận tệp."
            )
        Call.objects.select_for_update().get(pk=file.call_id)  # two files of one year are saved one after the other
        calls.require_open(file.call)
        compare(file)  # another file may have been saved since the preview was made
        saved = _save_rows(file, file.unit)
        file.state = FileState.SAVED.value
        file.save(update_fields=["state"])
        _note_answer(file, file.unit, on=file.letter_date or on)
        act.subject, act.year = file, file.call.year
        act.detail = {
            "file": file.name, "unit": file.unit.slug, "read": file.rows_read, "accepted": file.rows_accepted,
            "refused": file.rows_refused, "unchanged": file.rows_unchanged,
        }  # fmt: skip
    return saved


def _save_rows(file: SourceFile, unit: Unit) -> list[Nomination]:
    rows = list(file.rows.filter(outcome=RowOutcome.ACCEPTED.value))
    register = Register(unit, [particulars(row) for row in rows])
    known = register.nominations(file.call)
    titles = posts.table()
    saved: dict[tuple[int, str], Nomination] = {}
    proofs: list[Evidence] = []
    for row in rows:
        person = register.take(particulars(row, synthetic=file.call.synthetic))
        key = (person.pk, row.fields["programme"])
        nomination = known.get(key) or Nomination(call=file.call, unit=unit, person=person, programme=key[1])
        _fill(nomination, row, unit=unit, person=person, titles=titles)
        news = evidence.news(nomination, row.fields["extra"])
        nomination.save()
        known[key] = saved[key] = nomination
        proofs += [_sourced(paper, nomination, row) for paper in news]
    Evidence.objects.bulk_create(
        {(proof.nomination_id, proof.kind): proof for proof in proofs}.values(),
        update_conflicts=True,
        unique_fields=["nomination", "kind"],
        update_fields=["outcome", "on", "note", "source"],
        batch_size=500,
    )
    return list(saved.values())


def _fill(nomination: Nomination, row: FileRow, *, unit: Unit, person: Person, titles: TitleTable) -> None:
    fields = row.fields
    nomination.person, nomination.unit, nomination.row = person, unit, row
    nomination.language = fields["language"] or ""
    nomination.priority = fields["priority"]
    nomination.position = (fields["position"] or "")[:500]
    nomination.workplace = (fields["workplace"] or "")[:300]
    nomination.state = NominationState.STANDING.value
    nomination.source = _source(row)
    day = posts.read_day(nomination)
    reading = posts.read(nomination.position, nomination.workplace, unit=unit, on=day, titles=titles)
    posts.apply(nomination, reading)


def _source(row: FileRow) -> str:
    sheet = f" trang “{row.sheet}”," if row.sheet else ""
    where = f"{sheet} dòng {row.row}"
    name = row.file.name[: _SOURCE_LENGTH - len(f"{evidence.FROM_LIST}”,{where}")]
    return f"{evidence.FROM_LIST}{name}”,{where}"


def _sourced(paper: Evidence, nomination: Nomination, row: FileRow) -> Evidence:
    paper.nomination, paper.source = nomination, _source(row)
    return paper


def _note_answer(file: SourceFile, unit: Unit, *, on: date) -> None:
    invitation, _ = Invitation.objects.get_or_create(call=file.call, unit=unit)
    invitation.answered_on = min(invitation.answered_on or on, on)
    invitation.letter = file.letter_number or invitation.letter
    invitation.save()


def withdraw(nomination: Nomination, *, by: Actor, letter: str) -> None:
    """The unit takes its word back; the nomination stays on record. ``letter`` is the number of the unit's paper."""
    with acting("nominations.change", by=by, verb="nominations.withdraw") as act:
        calls.require_open(nomination.call)
        nomination.state = NominationState.WITHDRAWN.value
        nomination.save(update_fields=["state"])
        act.subject, act.year, act.detail = nomination, nomination.call.year, {"letter": letter}
