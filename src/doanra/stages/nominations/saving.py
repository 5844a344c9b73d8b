"""Saving a previewed file: all of its accepted rows become nominations, or nothing does. Judging them comes after."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from doanra.records import bulk
from doanra.records.models import (
    Call,
    ChangedThing,
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
from doanra.records.queries.lineage import Lineage
from doanra.stages import calls, doubles, evidence, histories, posts, replies, telling, units
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.nominations.changes import Changes, values
from doanra.stages.nominations.comparing import chunks, compare, particulars
from doanra.stages.nominations.receiving import lock
from doanra.stages.people import Particulars, Register, overwrite
from doanra.terms.refusal import Refused

_SOURCE_LENGTH = Evidence._meta.get_field("source").max_length or 0
_FILLED = [
    "unit", "row", "language", "priority", "position", "workplace", "state", "source", *posts.READ_FIELDS,
]  # fmt: skip
_ROW: Any = Nomination._meta.get_field("row")
_PROVEN = ["outcome", "on", "note", "source"]

Progress = Callable[[int, int], None]
"""Told how many rows are saved, and of how many."""


class Cancelled(Refused):
    """Somebody asked the saving to stop: nothing of the file was saved."""


def save_file(
    file: SourceFile,
    *,
    by: Actor,
    on: date,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Nomination]:
    """Turns the accepted rows into nominations; refused rows stay with the file for the answer to the unit.

    Refused without a unit, after the year was closed, or if the file left the preview meanwhile. All of it is one
    transaction in chunks of rows: ``progress`` is told after each, and ``Cancelled`` is raised before the next once
    ``stopped`` says so.
    """
    with acting("nominations.receive", by=by, verb="nominations.save") as act, _no_collecting():
        return put_in(lock(file), act=act, on=on, progress=progress, stopped=stopped)


def put_in(
    file: SourceFile,
    *,
    act: Act,
    on: date,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Nomination]:
    """Within an act: the accepted rows of a file in preview become nominations. What ``save_file`` and a form share."""
    if file.unit is None:
        raise Refused(
            "unit_missing", f"Chưa rõ tệp “{file.name}” của đơn vị nào.", remedy="Chọn đơn vị gửi rồi nhận tệp."
        )
    Call.objects.select_for_update().get(pk=file.call_id)  # two files of one year are saved one after the other
    calls.require_open(file.call)
    units.require_living(file.unit, on=_sent_on(file, on))
    register = Register(file.unit)
    compare(file, register=register)  # another file may have been saved since the preview was made
    saving = _Saving(file, file.unit, register)
    saving.take_all(progress=progress, stopped=stopped)
    act.watch(file)
    file.state = FileState.SAVED.value
    file.save(update_fields=["state"])
    saving.note_answer(on=file.letter_date or on, noted_on=on)
    held = saving.changes.save()
    saving.changes.tell(act)
    act.ground = telling.document(file.letter_number, file.letter_date)
    doubles.flag_stored(saving.people.values())
    act.subject, act.year = file, file.call.year
    act.detail = {
        "file": file.name, "unit": file.unit.slug, "read": file.rows_read, "accepted": file.rows_accepted,
        "refused": file.rows_refused, "unchanged": file.rows_unchanged, "held": held,
    }  # fmt: skip
    return list(saving.saved.values())


def _sent_on(file: SourceFile, on: date) -> date:
    """The day on which the unit spoke: of its letter, else the day of saving, within the days of the call."""
    return file.letter_date or min(max(on, file.call.opened_on), max(file.call.closes_on, file.call.opened_on))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A load makes objects for every row and drops none: looking for garbage meanwhile takes a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Saving:
    """One load under way. People, nominations and papers stay the same objects from its first chunk to its last."""

    def __init__(self, file: SourceFile, unit: Unit, register: Register) -> None:
        self.file, self.unit, self.register = file, unit, register
        sent = getattr(file, "submission", None)  # what a form sent has no rows for anybody to look up
        self.receipt = f"{evidence.FROM_FORM}{sent.receipt}" if sent else ""
        self.known = register.nominations(file.call)
        self.changes = Changes(file)
        self.posts = posts.Reader(unit)
        self.saved: dict[int, Nomination] = {}
        self.people: dict[int, Person] = {}
        self.rows = 0
        self._papers: dict[int, dict[str, Evidence]] = {}

    def take_all(self, *, progress: Progress | None, stopped: Callable[[], bool] | None) -> None:
        """Saves chunk after chunk; told and stopped between two of them."""
        for rows in chunks(self.file, outcome=RowOutcome.ACCEPTED):
            if stopped and stopped():
                raise Cancelled(
                    "saving_cancelled", f"Đã dừng lưu tệp “{self.file.name}”.", remedy="Chưa dòng nào được lưu."
                )
            self.take(rows)
            if progress:
                progress(self.rows, self.file.rows_accepted)

    def take(self, rows: list[FileRow]) -> None:
        """Saves a chunk: people, then their nominations, then what the rows prove. A fixed number of queries."""
        touched: dict[int, Nomination] = {}
        papers: dict[int, Evidence] = {}
        for row in rows:
            nomination = self._nominate(row)
            touched[id(nomination)] = nomination
            papers |= {id(paper): paper for paper in self._prove(nomination, row)}
        people = self.register.store()
        self.people |= {person.pk: person for person in people}
        histories.match_waiting(people)
        _store(touched.values(), fields=_FILLED)
        _store(papers.values(), fields=_PROVEN)
        for nomination in touched.values():
            _ROW.delete_cached_value(nomination)  # what the row said would fill the memory
        self.saved |= touched
        self.rows += len(rows)

    def _nominate(self, row: FileRow) -> Nomination:
        who = particulars(row, synthetic=self.file.call.synthetic)
        person = self._person(row, who)
        key = (id(person), row.fields["programme"])
        nomination = self.known.get(key)
        if nomination is None:
            nomination = bulk.new(Nomination, call=self.file.call, unit=self.unit, person=person, programme=key[1])
            self.known[key] = nomination
            self._papers[id(nomination)] = {}
            self.changes.added(ChangedThing.NOMINATION, nomination, row=row)
        else:
            before = values(ChangedThing.NOMINATION, nomination)
            self.changes.touched(ChangedThing.NOMINATION, nomination, before=before, row=row)
        self._fill(nomination, row)
        return nomination

    def _person(self, row: FileRow, who: Particulars) -> Person:
        known = self.register.find(who)
        before = values(ChangedThing.PERSON, known) if known else None
        person = self.register.name(who)
        if before is None:
            self.changes.added(ChangedThing.PERSON, person, row=row)
        else:
            self.changes.touched(ChangedThing.PERSON, person, before=before, row=row)
        return person

    def _fill(self, nomination: Nomination, row: FileRow) -> None:
        fields = row.fields
        nomination.unit, nomination.row = self.unit, row
        nomination.language = fields["language"] or ""
        nomination.priority = fields["priority"]
        nomination.position = (fields["position"] or "")[:500]
        nomination.workplace = (fields["workplace"] or "")[:300]
        nomination.state = NominationState.STANDING.value
        nomination.source = _source(row, self.receipt)
        self.posts.read(nomination)

    def _prove(self, nomination: Nomination, row: FileRow) -> Iterator[Evidence]:
        """What a row's extra columns prove that was not known; what a person recorded from a paper stands."""
        known = self._papers.get(id(nomination))
        if known is None:
            known = self._papers[id(nomination)] = {paper.kind: paper for paper in nomination.evidence.all()}
        for news in evidence.news(known, row.fields["extra"], year=self.file.call.year):
            paper = known.setdefault(news.kind, news)
            if paper is news:
                paper.nomination = nomination
                self.changes.added(ChangedThing.EVIDENCE, paper, row=row)
            else:
                before = values(ChangedThing.EVIDENCE, paper)
                paper.outcome, paper.on, paper.note = news.outcome, news.on, news.note
                self.changes.touched(ChangedThing.EVIDENCE, paper, before=before, row=row)
            paper.source = nomination.source
            yield paper

    def note_answer(self, *, on: date, noted_on: date) -> None:
        """The unit has answered the call, as it was asked or as what the closed units became that were asked."""
        asked = list(self.file.call.invitations.filter(unit=self.unit))
        asked = asked or _followed(self.unit, call=self.file.call, on=noted_on)
        for one in asked:
            known = values(ChangedThing.INVITATION, one)
            self._note(one, on=on, noted_on=noted_on)
            self.changes.touched(ChangedThing.INVITATION, one, before=known)
        if not asked:
            call = self.file.call
            undone = Invitation.every.filter(call=call, unit=self.unit).first()  # a list of it was undone before
            one = undone or Invitation(call=call, unit=self.unit, asked_on=noted_on)
            self._note(one, on=on, noted_on=noted_on)
            self.changes.added(ChangedThing.INVITATION, one)

    def _note(self, invitation: Invitation, *, on: date, noted_on: date) -> None:
        before = invitation.answered_on
        if before is None or on < before or not invitation.letter:
            invitation.letter = self.file.letter_number or invitation.letter  # the letter by which it answered first
        invitation.answered_on = min(before or on, on)
        invitation.save()
        replies.note(invitation, on=on, noted_on=noted_on, before=before, file=self.file)


def _followed(unit: Unit, *, call: Call, on: date) -> list[Invitation]:
    """Invitations of units that are closed by a day and became this one."""
    closed = {one.unit_id: one for one in call.invitations.filter(unit__valid_to__lt=on)}
    return [closed[key] for key in sorted(closed.keys() & Lineage().kin(unit.pk))] if closed else []


def _store(rows: Iterable[Any], *, fields: Sequence[str]) -> None:
    """Adds the rows that are new, in one statement, and overwrites the others in another."""
    rows = list(rows)
    known = [row for row in rows if row.pk is not None]
    bulk.insert([row for row in rows if row.pk is None])
    overwrite(known, fields=fields)


def _source(row: FileRow, receipt: str) -> str:
    if receipt:
        return receipt
    sheet = f" trang “{row.sheet}”," if row.sheet else ""
    where = f"{sheet} dòng {row.row}"
    name = row.file.name[: _SOURCE_LENGTH - len(f"{evidence.FROM_LIST}”,{where}")]
    return f"{evidence.FROM_LIST}{name}”,{where}"
