"""The life of a saving: queued, worked off in one transaction, judged. Cancelled or broken off, it saved nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connections, transaction
from django.utils import timezone
from django_tasks import task

from doanra.policy import access
from doanra.records.models import FileState, Nomination, SavingRun, SavingState, SourceFile
from doanra.stages import appraisals, calls
from doanra.stages.acting import Actor, acting, role_of
from doanra.stages.nominations.saving import Cancelled, save_file
from doanra.stages.savings import signals
from doanra.terms.refusal import Refused, Stale

BIG = 1_000
"""From so many accepted rows on a file is saved in the background: below, it is done before the page answers."""
SILENCE = timedelta(seconds=60)
"""After so long without a sign of life a saving counts as broken off."""
_BEAT = 0.5  # seconds
_JUDGED_AT_ONCE = 500
_UNDER_WAY = (SavingState.QUEUED.value, SavingState.RUNNING.value)


def is_big(file: SourceFile) -> bool:
    """Whether saving the file takes longer than somebody should wait for a page."""
    return file.rows_accepted >= BIG


def start(file: SourceFile, *, by: Actor, on: date) -> SavingRun:
    """Puts the saving of a file, and the judging of its nominations, into the queue.

    Refused as ``save_file`` refuses what can be known before, and while the file is being saved already.
    """
    with acting("nominations.receive", by=by, verb="nominations.save_later") as act:
        held = SourceFile.objects.select_for_update(of=("self",)).select_related("call").get(pk=file.pk)
        sweep(held)
        _may_be_saved(held)
        run = SavingRun.objects.create(
            file=held, on=on, rows=held.rows_accepted, created_at=timezone.now(), created_by=by
        )
        act.added(run)
        act.subject, act.year, act.detail = held, held.call.year, {"file": held.name, "accepted": held.rows_accepted}
    transaction.on_commit(lambda: save_later.enqueue(run.pk))
    return run


def _may_be_saved(file: SourceFile) -> None:
    if file.savings.filter(state__in=_UNDER_WAY).exists():
        raise Refused("saving_under_way", f"Tệp “{file.name}” đang được lưu.", remedy="Chờ lưu xong, hoặc bấm “Dừng”.")
    if file.state != FileState.PREVIEW.value:
        raise Stale("not_in_preview", f"Tệp “{file.name}” không còn ở bước xem trước.", remedy="Mở lại tệp để xem.")
    if file.unit_id is None:
        raise Refused(
            "unit_missing", f"Chưa rõ tệp “{file.name}” của đơn vị nào.", remedy="Chọn đơn vị gửi rồi nhận tệp."
        )
    calls.require_open(file.call)


def cancel(run: SavingRun, *, by: Actor) -> None:
    """Asks a saving to stop: nothing of the file is saved, unless all of it is already."""
    access.require(role_of(by), "nominations.receive")
    signals.ask_to_stop(run)  # before anything is written: on SQLite the saving must end first
    with acting("nominations.receive", by=by, verb="nominations.save_cancel") as act:
        SavingRun.objects.filter(pk=run.pk, state=SavingState.QUEUED.value).update(
            state=SavingState.CANCELLED.value, cancel_requested=True
        )
        signals.ask_to_stop(run)
        act.changed(run, before={"cancel_requested": False}, after={"cancel_requested": True})
        act.subject, act.year = run.file, run.file.call.year


def newest(file: SourceFile) -> SavingRun | None:
    """The last saving of a file as far as it is now."""
    run = file.savings.select_related("created_by").first()
    return _true(run) if run else None


def sweep(file: SourceFile) -> None:
    """Marks savings of a file without a sign of life as broken off, so that they can be started again."""
    for run in file.savings.filter(state=SavingState.RUNNING.value):
        _true(run)


def _true(run: SavingRun) -> SavingRun:
    """A saving as it is now. Nothing is written while it lives: on SQLite nobody else could."""
    if run.state != SavingState.RUNNING.value:
        return run
    signals.told(run)
    if run.heartbeat_at and run.heartbeat_at < timezone.now() - SILENCE:
        run.state = SavingState.INTERRUPTED.value
        run.message = "Máy tính việc nền đã dừng giữa chừng. Chưa dòng nào được lưu; bấm “Nhận” để lưu lại."
        SavingRun.objects.filter(pk=run.pk).update(state=run.state, message=run.message)
        signals.clear(run.pk)
    return run


@task()
def save_later(run_id: int) -> None:
    """The background task of one saving."""
    now = timezone.now()
    taken = SavingRun.objects.filter(pk=run_id, state=SavingState.QUEUED.value).update(
        state=SavingState.RUNNING.value, started_at=now, heartbeat_at=now
    )
    if not taken:
        return
    run = SavingRun.objects.select_related("file__call", "created_by").get(pk=run_id)
    beat = _Beat(run.pk)
    state, message = SavingState.FAILED, "Lưu tệp dừng vì lỗi, chưa dòng nào được lưu. Nhật ký máy chủ có chi tiết."
    try:
        with _beating(beat):
            state, message = _work(run, beat)
    finally:
        SavingRun.objects.filter(pk=run.pk).update(
            state=state.value, message=message[:500], rows_saved=beat.saved if state is SavingState.DONE else 0,
            rows_judged=beat.judged, elapsed=beat.elapsed, heartbeat_at=timezone.now(),
        )  # fmt: skip
        signals.clear(run.pk)


def _work(run: SavingRun, beat: _Beat) -> tuple[SavingState, str]:
    file, by = run.file, run.created_by
    try:
        saved = save_file(file, by=by, on=run.on, progress=beat.note_saved, stopped=beat.asked)
    except Cancelled:
        return SavingState.CANCELLED, ""
    except Refused as refusal:
        return SavingState.FAILED, str(refusal)
    for some in _pieces(saved):
        if beat.asked():
            left = f"Đã lưu cả tệp; dừng khi còn {len(saved) - beat.judged} đề cử chưa thẩm định."
            return SavingState.DONE, f"{left} Thẩm định tiếp ở trang “Thẩm định”."
        appraisals.appraise(file.call, by=by, nominations=some)
        beat.judged += len(some)
    return SavingState.DONE, ""


def _pieces(saved: list[Nomination]) -> Iterator[list[Nomination]]:
    for begin in range(0, len(saved), _JUDGED_AT_ONCE):
        yield saved[begin : begin + _JUDGED_AT_ONCE]


class _Beat(threading.Thread):
    """Says twice a second how far the saving is, beside its transaction, and hears whether to stop."""

    def __init__(self, run: int) -> None:
        super().__init__(daemon=True, name=f"saving-{run}")
        self.run_id = run
        self.saved = self.judged = 0
        self.stopping, self.ended = threading.Event(), threading.Event()
        self._begun = time.monotonic()

    @property
    def elapsed(self) -> float:
        """Seconds since the saving began."""
        return time.monotonic() - self._begun

    def note_saved(self, saved: int, _of: int) -> None:
        """Told by the saving after each chunk."""
        self.saved = saved

    def asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self.stopping.is_set()

    def run(self) -> None:
        try:
            while True:
                signals.tell(self.run_id, saved=self.saved, judged=self.judged, elapsed=self.elapsed)
                if signals.stop_asked(self.run_id):
                    self.stopping.set()
                if self.ended.wait(_BEAT):
                    return
        finally:
            connections.close_all()


@contextmanager
def _beating(beat: _Beat) -> Iterator[None]:
    beat.start()
    try:
        yield
    finally:
        beat.ended.set()
        beat.join()
