"""Handing in: every file is an attempt that stays in the history, read away from this process, stopped when asked."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import connections, transaction
from django.utils import timezone

from doanra import intake
from doanra.policy import access
from doanra.records.models import Attempt, AttemptOutcome, Call, CallState, FileRow, HandIn, HandInState, SourceFile
from doanra.stages import telling
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.nominations.mapping_memory import UNFOUND, office_words
from doanra.stages.nominations.reading import Told, reader
from doanra.stages.nominations.reading_rows import file_rows, fill, read_for_unit, store_rows
from doanra.stages.reading.process import Far, Stopped
from doanra.terms.refusal import Refused

Files = Sequence[tuple[str, bytes]]
"""Names as the sender gave them, and contents."""
Progress = Callable[[int, int], None]

SILENCE = timedelta(seconds=120)
"""After so long without a sign of life a hand-in counts as broken off."""
_BEAT = 0.5  # seconds between signs of life
_PROGRESS = ("current", "files_done", "rows_read", "sheet", "row_at", "row_of", "rows_put")


def start(call: Call, *, files: Files, by: Actor) -> HandIn:
    """Notes that these files came, each an attempt; ``in_background`` or ``work`` then reads them.

    Refused as a whole once the year was closed.
    """
    with acting("nominations.receive", by=by, verb="nominations.hand_in") as act:
        hand_in = begin(call, files, by)
        act.added(hand_in)
        act.subject, act.year = hand_in, call.year
        act.detail = {"files": len(files), "bytes": sum(len(content) for _, content in files)}
    return hand_in


def begin(call: Call, files: Files, actor: Actor) -> HandIn:
    """The hand-in with an attempt for each file; what ``start`` does without a line in the trail."""
    access.require(role_of(actor), "nominations.receive")  # before anything is opened for somebody who may not
    if Call.objects.filter(pk=call.pk, state=CallState.CLOSED.value).exists():  # the table, not the object at hand
        raise Refused(
            "call_closed", f"Đợt năm {call.year} đã tổng kết, không nhận thêm tệp.", remedy="Chọn năm đang nhận đề cử."
        )
    now = timezone.now()
    with transaction.atomic():
        hand_in = HandIn.objects.create(call=call, by=actor, started_at=now, heartbeat_at=now, files_total=len(files))
        Attempt.objects.bulk_create(
            Attempt(
                hand_in=hand_in,
                name=plain(name)[:255],
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for name, content in files
        )
    return hand_in


def plain(name: str) -> str:
    """A file's name without folders and without what cannot be shown or stored."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in " ".join(last.split()) if char.isprintable())
    return shown if shown.strip(".") else "không tên"


def note_unread(call: Call, *, size: int, reason: str, by: Actor) -> HandIn:
    """Notes an upload that was turned away before a byte of it was read."""
    with acting("nominations.receive", by=by, verb="nominations.hand_in") as act:
        now = timezone.now()
        hand_in = HandIn.objects.create(
            call=call, by=by, state=HandInState.DONE.value, started_at=now, heartbeat_at=now, ended_at=now
        )
        Attempt.objects.create(hand_in=hand_in, size=size, outcome=AttemptOutcome.NOT_TAKEN.value, reason=reason)
        act.added(hand_in)
        act.subject, act.year, act.detail = hand_in, call.year, {"files": 0, "bytes": size}
    return hand_in


def cancel(hand_in: HandIn, *, by: Actor) -> None:
    """Asks a hand-in to stop: what is not yet in preview does not get there."""
    with acting("nominations.receive", by=by, verb="nominations.cancel_hand_in") as act:
        HandIn.objects.filter(pk=hand_in.pk).update(cancel_requested=True)
        act.changed(hand_in, before={"cancel_requested": False}, after={"cancel_requested": True})
        act.subject, act.year = hand_in, hand_in.call.year


def sweep(call: Call) -> None:
    """Marks hand-ins without a sign of life as broken off: the machine was restarted while it read."""
    stale = call.hand_ins.filter(state=HandInState.READING.value, heartbeat_at__lt=timezone.now() - SILENCE)
    for hand_in in stale:
        _end(hand_in, HandInState.INTERRUPTED, AttemptOutcome.INTERRUPTED)


def in_background(hand_in: HandIn, *, files: Files) -> threading.Thread:
    """Reads the files in a thread of this process; their bytes stay in memory and touch no disk."""

    def run() -> None:
        try:
            work(hand_in, files=files)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name=f"hand-in-{hand_in.pk}", daemon=True)
    thread.start()
    return thread


def work(hand_in: HandIn, *, files: Files, progress: Progress | None = None) -> list[SourceFile]:
    """Reads all files, then stores each in preview. One file's refusal stops no other; what was stopped stays so."""
    watch = _Watch(hand_in)
    state, left = HandInState.INTERRUPTED, AttemptOutcome.INTERRUPTED
    try:
        told = _read(hand_in, files, watch, progress)
        stored = _store(hand_in, told, files, watch)
        state = HandInState.DONE
    except Stopped:
        state, left = HandInState.CANCELLED, AttemptOutcome.CANCELLED
        stored = [attempt.file for attempt in hand_in.attempts.select_related("file") if attempt.file]
    finally:
        _end(hand_in, state, left)
    return stored


class _Watch:
    """Keeps the hand-in's row alive and true, and knows whether somebody asked to stop; asks at most twice a second."""

    def __init__(self, hand_in: HandIn) -> None:
        self._hand_in, self._last, self._before = hand_in, time.monotonic(), 0

    def stop(self) -> bool:
        """Whether to stop; a sign of life at the same time."""
        if time.monotonic() - self._last < _BEAT:
            return False
        self.say()
        self._hand_in.refresh_from_db(fields=["cancel_requested"])
        return self._hand_in.cancel_requested

    def say(self) -> None:
        """Writes down at once how far it is."""
        self._last = time.monotonic()
        self._hand_in.heartbeat_at = timezone.now()
        self._hand_in.save(update_fields=["heartbeat_at", *_PROGRESS])

    def opens(self, name: str) -> None:
        """The next file is begun."""
        self._before = self._hand_in.rows_read
        self._hand_in.current = name[:255]
        self.far(Far("", 0, 0))

    def far(self, far: Far) -> None:
        """Told by the reading process how far the file is."""
        one = self._hand_in
        one.sheet, one.row_at, one.row_of, one.rows_read = far.sheet[:80], far.read, far.of, self._before + far.told

    def has_read(self, rows: int) -> None:
        """The file is read whole; what is known of its unit may have changed how many rows it has."""
        self._hand_in.files_done, self._hand_in.rows_read = self._hand_in.files_done + 1, self._before + rows

    def put(self) -> None:
        """One more row is ready for the preview."""
        self._hand_in.rows_put += 1


def _read(hand_in: HandIn, files: Files, watch: _Watch, progress: Progress | None) -> list[Told]:
    """All readings first, so that a person named by two of the files is told at both."""
    words = office_words()
    found: list[Told] = []
    with reader() as read:
        for number, (name, content) in enumerate(files, 1):
            watch.opens(plain(name))
            if watch.stop():
                raise Stopped
            told = read_for_unit(
                read, plain(name), content, call=hand_in.call, words=words, stop=watch.stop, far=watch.far
            )
            found.append(told)
            watch.has_read(len(told.reading.rows))
            if progress:
                progress(number, len(files))
    marked = intake.mark_duplicates([one.reading for one in found])
    return [Told(reading, one.sheets) for reading, one in zip(marked, found, strict=True)]


def _store(hand_in: HandIn, told: Sequence[Told], files: Files, watch: _Watch) -> list[SourceFile]:
    stored = []
    for one, (_, content), attempt in zip(told, files, hand_in.attempts.all(), strict=True):
        if watch.stop():
            raise Stopped
        file = _file(hand_in, one, size=len(content))
        rows = _rows(file, one, watch)
        with acting("nominations.receive", by=hand_in.by) as act:
            _store_one(file, one, content, rows)
            attempt.file, attempt.outcome = file, AttemptOutcome.READ.value
            attempt.save(update_fields=["file", "outcome"])
            act.added(file)
            act.ground = telling.document(file.letter_number, file.letter_date)
            act.subject, act.year = file, hand_in.call.year
            act.detail = {"file": file.name, "sha256": file.sha256, "state": file.state, "read": file.rows_read}
        stored.append(file)
    return stored


def _file(hand_in: HandIn, told: Told, *, size: int) -> SourceFile:
    """The file with its sums, unsaved."""
    file = SourceFile(
        call=hand_in.call,
        name=told.reading.file[:255],
        sha256=told.reading.sha256,
        size=size,
        received_at=timezone.now(),
        received_by=hand_in.by,
    )
    fill(file, told)
    return file


def _rows(file: SourceFile, told: Told, watch: _Watch) -> list[FileRow]:
    """Makes the rows ready before the transaction begins: nobody waits for it meanwhile, and it can be stopped."""
    rows = []
    for row in file_rows(file, told):
        rows.append(row)
        watch.put()
        if watch.stop():
            raise Stopped
    watch.say()
    return rows


def _store_one(file: SourceFile, told: Told, content: bytes, rows: Sequence[FileRow]) -> None:
    # Of a file that could not be looked through nobody knows whether it bears the mark of a state secret.
    if told.reading.refusal is None or file.refusal_code in UNFOUND:
        file.content.save(_stored_name(told), ContentFile(content), save=False)
    file.save()
    store_rows(file, told, rows=rows)


def _stored_name(told: Told) -> str:
    """What the original is called on the disk: by its content, for what a sender writes may be anything."""
    ending = re.search(r"\.[a-z0-9]{1,5}\Z", told.reading.file.lower())
    return told.reading.sha256[:32] + (ending[0] if ending else "")


def _end(hand_in: HandIn, state: HandInState, left: AttemptOutcome) -> None:
    """Closes the hand-in; attempts that nobody came to are ``left``."""
    hand_in.state, hand_in.ended_at, hand_in.current, hand_in.sheet = state.value, timezone.now(), "", ""
    with transaction.atomic():
        hand_in.save(update_fields=["state", "ended_at", *_PROGRESS])
        hand_in.attempts.filter(outcome=AttemptOutcome.WAITING.value).update(outcome=left.value)
