"""Old records: courses abroad since 2008 come in by a workbook, find their people, and wait where they find none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from doanra.intake.sheets.histories import HistoryLine, funding
from doanra.policy import access
from doanra.records.fields import blind_index
from doanra.records.models import (
    Did,
    FileState,
    HistoryFile,
    HistoryRow,
    PastCourse,
    Person,
    RowOutcome,
)
from doanra.stages import units
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.reading.sheets import read_histories
from doanra.stages.telling import Change
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold
from doanra.terms.refusal import Refused, Stale
from doanra.terms.words import Sensitivity

_BATCH = 1_000


def receive(*, name: str, content: bytes, by: Actor, on: date) -> HistoryFile:
    """Takes a workbook into a preview; one that can't be read is noted as refused, with its reason.

    ``on``: no course can have begun after it. A refused file is not kept itself.
    """
    access.require(role_of(by), "histories.receive")  # before anything is opened for somebody who may not
    lines, refusal = _read(name, content, on=on)
    with acting("histories.receive", by=by) as act:
        file = HistoryFile(
            name=" ".join(name.split())[:255] or "không tên",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            received_at=timezone.now(),
            received_by=by,
            state=(FileState.REFUSED if refusal else FileState.PREVIEW).value,
            refusal=str(refusal or ""),
        )
        if refusal is None:
            file.content.save(f"{file.sha256[:32]}.bin", ContentFile(content), save=False)
        file.save()
        HistoryRow.objects.bulk_create([_row(file, line) for line in lines], batch_size=_BATCH)
        _compare(file)
        act.added(file)
        act.subject, act.detail = file, {"file": file.name, "sha256": file.sha256, "read": file.rows_read}
    return file


def _read(name: str, content: bytes, *, on: date) -> tuple[list[HistoryLine], Refused | None]:
    try:
        return read_histories(name, content, on=on).rows, None
    except Refused as refusal:
        return [], refusal


def _row(file: HistoryFile, line: HistoryLine) -> HistoryRow:
    values = {key: value.iso() if isinstance(value, PartialDate) else value for key, value in line.values.items()}
    return HistoryRow(
        file=file,
        sheet=line.sheet[:80],
        row=line.row,
        outcome=(RowOutcome.REFUSED if line.faults else RowOutcome.ACCEPTED).value,
        fields={**values, "is_none": line.is_none},
        problems=[
            {"column": one.column, "heading": one.heading, "message": one.message, "remedy": one.remedy}
            for one in line.faults
        ],
    )


def _compare(file: HistoryFile) -> None:
    """Tells accepted rows from those that say what is known already or repeat an earlier row, and sums up."""
    rows = list(file.rows.all())
    names = {fold(row.fields["full_name"] or "") for row in rows}
    known = {_said(one) for one in PastCourse.objects.filter(search_key__in=names)}
    for row in rows:
        if row.outcome == RowOutcome.REFUSED.value:
            continue
        said = _said(_course(row))
        row.outcome = (RowOutcome.UNCHANGED if said in known else RowOutcome.ACCEPTED).value
        known.add(said)
    HistoryRow.objects.bulk_update(rows, ["outcome"], batch_size=_BATCH)
    outcomes = Counter(row.outcome for row in rows)
    file.rows_read, file.rows_accepted = len(rows), outcomes[RowOutcome.ACCEPTED.value]
    file.rows_refused, file.rows_unchanged = outcomes[RowOutcome.REFUSED.value], outcomes[RowOutcome.UNCHANGED.value]
    file.save()


def _said(one: PastCourse) -> tuple[object, ...]:
    born = one.birth.iso() if one.birth else ""
    began = one.starts.iso() if one.starts else ""
    return one.search_key, born, began, fold(one.title), one.funded_by, one.is_none


def _course(row: HistoryRow) -> PastCourse:
    """What the row tells, unsaved and without its person."""
    said: dict[str, Any] = row.fields
    payer = said["funded_by"] or ""
    funded_by, title = funding(payer), said["title"] or ""
    if funded_by == "other" and fold(payer) not in fold(f"{title} chuong trinh nuoc ngoai khac"):
        title = f"{title} ({payer})" if title else payer
    unit = said["unit"] or ""
    return PastCourse(
        row=row,
        full_name=said["full_name"] or "",
        search_key=fold(said["full_name"] or ""),
        birth=_date(said["birth"]),
        id_index=blind_index(said["id_number"]) if said["id_number"] else "",
        unit_text=unit,
        funded_by="" if said["is_none"] else funded_by,
        programme=said["programme"] or "",
        is_none=said["is_none"],
        title="" if said["is_none"] else title[:200],
        country=said["country"] or "",
        starts=_date(said["starts"]),
        ends=_date(said["ends"]),
        decision=said["decision"] or "",
        source=f"hồ sơ cũ “{row.file.name[:180]}”, dòng {row.row}",
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def save_file(file: HistoryFile, *, by: Actor) -> list[PastCourse]:
    """Keeps every accepted row as an old record, with its person where that is certain. All of them or none."""
    with acting("histories.receive", by=by, verb="histories.save_file") as act:
        held = _lock(file, FileState.PREVIEW)
        act.watch(held)
        _compare(held)
        rows = list(held.rows.filter(outcome=RowOutcome.ACCEPTED.value).select_related("file"))
        courses = [_course(row) for row in rows]
        for course in courses:
            day = course.starts.latest if course.starts else held.received_at.date()
            course.unit = units.recognise(course.unit_text, on=day) if course.unit_text else None
        matched = _match(courses)
        PastCourse.objects.bulk_create(courses, batch_size=_BATCH)
        act.touched("person", _told(courses, Did.CHANGED))
        act.touched("pastcourse", ((one.pk, Did.ADDED, []) for one in courses))
        held.state = FileState.SAVED.value
        held.save(update_fields=["state"])
        act.subject = held
        act.detail = {"file": held.name, "saved": len(courses), "matched": matched, "refused": held.rows_refused}
    return courses


def drop(file: HistoryFile, *, by: Actor) -> None:
    """Puts a previewed workbook aside; it stays in the history with its hash."""
    with acting("histories.receive", by=by, verb="histories.drop") as act:
        held = _lock(file, FileState.PREVIEW)
        act.watch(held)
        held.state = FileState.DROPPED.value
        held.save(update_fields=["state"])
        act.subject, act.detail = held, {"file": held.name}


def undo(file: HistoryFile, *, by: Actor, reason: str) -> list[Person]:
    """Takes back every record that a saved workbook brought; returns whose history changed. Twice does nothing."""
    access.require(role_of(by), "histories.receive")
    if HistoryFile.objects.get(pk=file.pk).state == FileState.UNDONE.value:
        return []
    with acting("histories.receive", by=by, verb="histories.undo") as act:
        held = _lock(file, FileState.SAVED)
        if not reason.strip():
            raise Refused("undo_needs_reason", "Chưa ghi lý do hoàn tác.", remedy="Ghi ngắn, ví dụ: nạp nhầm tệp.")
        courses = PastCourse.objects.filter(row__file=held)
        people = list(Person.objects.filter(past_courses__in=courses).distinct())
        act.touched("person", _told(courses, Did.REMOVED))
        act.touched("pastcourse", ((one.pk, Did.REMOVED, []) for one in courses))
        act.watch(held)
        count, _ = courses.delete()
        held.state = FileState.UNDONE.value
        held.save(update_fields=["state"])
        act.subject, act.detail = held, {"file": held.name, "reason": reason.strip()[:300], "removed": count}
    return people


def _told(courses: Iterable[PastCourse], did: Did) -> Iterator[tuple[int, Did, list[Change]]]:
    """In the stories of their people: a course of theirs that is known from now on, or no more."""
    kept = Sensitivity.PERSONAL.value
    for one in courses:
        if one.person_id is not None:
            old, new = (one.title, None) if did is Did.REMOVED else (None, one.title)
            yield one.person_id, Did.CHANGED, [["pastcourse", "title", old, new, kept]]


def _lock(file: HistoryFile, state: FileState) -> HistoryFile:
    held: HistoryFile = HistoryFile.objects.select_for_update().get(pk=file.pk)
    if held.state != state.value:
        now = FileState(held.state).label.lower()
        raise Stale(
            "not_in_state",
            f"Tệp “{held.name}” không còn ở bước “{state.label.lower()}” ({now}).",
            remedy="Tải lại trang để xem tệp đang ở đâu.",
        )
    return held


def match_waiting(people: Iterable[Person]) -> int:
    """Gives old records that await a person to those of these people whom they certainly mean; returns how many.

    For verbs that add or change people, some thousands at once: three queries, one where no record waits for them.
    """
    keys = {person.search_key for person in people}
    waiting = PastCourse.objects.filter(person=None, settled=False, search_key__in=keys).select_related("unit")
    courses = list(waiting) if keys else []
    if not courses:
        return 0
    matched = _match(courses)
    PastCourse.objects.bulk_update([one for one in courses if one.person_id], ["person"], batch_size=_BATCH)
    return matched


def _match(courses: list[PastCourse]) -> int:
    """Sets the person of each record that certainly means one; returns how many."""
    people = _named_alike(courses)
    for course in courses:
        certain = [one for one in people.get(course.search_key, ()) if _is_certain(course, one)]
        if len(certain) == 1:
            course.person = certain[0]
    return sum(course.person_id is not None for course in courses)


def _named_alike(courses: Iterable[PastCourse]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(search_key__in={one.search_key for one in courses}).defer("id_number"):
        found.setdefault(person.search_key, []).append(person)
    return found


def _is_certain(course: PastCourse, person: Person) -> bool:
    """One name and one identity number; or one name and birth to the day; or a birth that agrees, in one unit."""
    if course.id_index and person.id_index:
        return course.id_index == person.id_index
    if course.birth is None or person.birth is None:
        return False
    if course.birth == person.birth and course.birth.exact:
        return True
    return _agree(course.birth, person.birth) and course.unit_id is not None and _kin(course, person)


def _kin(course: PastCourse, person: Person) -> bool:
    """Whether the unit of the record is the person's, or one that went into it."""
    if course.unit_id == person.unit_id:
        return True
    return course.unit is not None and course.unit.successions.filter(successor=person.unit_id).exists()


def _agree(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def candidates(course: PastCourse) -> list[Person]:
    """People whom a record may mean: of its name, with a birth date that does not contradict it."""
    named = Person.objects.filter(search_key=course.search_key).select_related("unit").defer("id_number")
    return [
        one
        for one in named
        if (course.birth is None or one.birth is None or _agree(course.birth, one.birth))
        and not (course.id_index and one.id_index and course.id_index != one.id_index)
    ]


def settle(course: PastCourse, *, person: Person | None, by: Actor) -> PastCourse:
    """Somebody says whom a record means; None: nobody whom the system knows. It can be said anew."""
    with acting("histories.settle", by=by) as act:
        held: PastCourse = PastCourse.objects.select_for_update().get(pk=course.pk)
        if person is not None and person.pk not in {one.pk for one in candidates(held)}:
            raise Refused(
                "not_a_candidate",
                f"Hồ sơ cũ của {held.full_name} không thể là của {person.full_name}: họ tên hoặc ngày sinh khác.",
                remedy="Chọn một người trong danh sách, hoặc sửa tệp hồ sơ rồi nạp lại.",
            )
        before = held.person_id
        act.watch(held)
        act.touched("person", ((key, Did.ABOUT, []) for key in (before, person and person.pk) if key))
        held.person, held.settled = person, True
        held.save(update_fields=["person", "settled"])
        act.subject, act.detail = held, {"before": before, "after": held.person_id}
    return held
