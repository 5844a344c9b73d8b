"""Keeping a file that was looked at: encrypted, under its hash, outside what the web server serves."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doanra.policy import access
from doanra.records.models import Call, ScanState, StoredFile, Unit
from doanra.stages.acting import Act, Actor, acting, role_of
from doanra.stages.filing import scanning
from doanra.stages.filing.looking import Looked
from doanra.terms.refusal import NotFound, Refused

_SETTLED = (ScanState.CLEAN.value, ScanState.INFECTED.value)


def keep(looked: Looked, *, call: Call, unit: Unit | None, account: Actor, act: Act) -> StoredFile:
    """Stores the file within an act. The same content lies on the disk once; each use has a row of its own."""
    stored = StoredFile(
        call=call,
        unit=unit,
        name=looked.name,
        kind=looked.kind,
        sha256=looked.sha256,
        size=len(looked.content),
        scan=looked.scanned.state.value,
        scan_note=looked.scanned.note[:200],
        kept_at=timezone.now(),
        kept_by=account,
    )
    place = f"kept/{looked.sha256[:2]}/{looked.sha256}"
    storage = stored.content.storage
    stored.content.name = place if storage.exists(place) else storage.save(place, ContentFile(looked.content))
    stored.save()
    act.added(stored)
    if stored.scan in _SETTLED and waiting(call):  # the scanner answers again
        transaction.on_commit(lambda: scan_later.enqueue(call.pk))
    return stored


def open_file(stored: StoredFile) -> bytes:
    """The bytes as they came. Refused while a scanner that is on has not said that they are clean."""
    if stored.scan == ScanState.INFECTED.value:
        raise Refused(
            "file_infected", f"Tệp “{stored.name}” có vi-rút ({stored.scan_note}).", remedy="Xin đơn vị gửi tệp sạch."
        )
    if stored.scan == ScanState.WAITING.value:
        raise Refused(
            "file_waits",
            f"Tệp “{stored.name}” đã được giữ nhưng chưa quét vi-rút được: {stored.scan_note}.",
            remedy="Máy quét trả lời lại thì tệp tự được quét; văn phòng cũng bấm “Quét lại” được.",
        )
    if not stored.content or not stored.content.storage.exists(str(stored.content.name)):
        raise NotFound("not_kept", f"Tệp “{stored.name}” không còn trong kho.", remedy="Phục hồi từ bản sao lưu.")
    with stored.content.open("rb") as kept:
        return bytes(kept.read())


def scan_everything(*, by: Actor) -> tuple[int, int]:
    """Scans what waits of every year, as `scan_waiting`; returns how many are settled now and how many still wait."""
    years = Call.objects.filter(pk__in=StoredFile.objects.filter(scan=ScanState.WAITING.value).values("call"))
    done = sum(scan_waiting(call, by=by) for call in years)
    return done, StoredFile.objects.filter(scan=ScanState.WAITING.value).count()


@task()
def scan_later(call_id: int) -> None:
    """The background task that scans what waited, once the scanner has answered again."""
    scan_waiting(Call.objects.get(pk=call_id), by=None)


def waiting(call: Call) -> int:
    """How many files wait for the scanner. One query."""
    return StoredFile.objects.filter(call=call, scan=ScanState.WAITING.value).count()


def scan_waiting(call: Call, *, by: Actor) -> int:
    """Scans what waits; returns how many are settled now. The scanner is asked before anything is written, and asked
    no more once it does not answer.
    """
    access.require(role_of(by), "nominations.receive")  # before the scanner is asked
    found = []
    for stored in StoredFile.objects.filter(call=call, scan=ScanState.WAITING.value):
        with stored.content.open("rb") as kept:
            said = scanning.scan(kept.read())
        if not said.answered:
            break
        if said.state is not ScanState.WAITING:
            found.append((stored, said))
    if not found:
        return 0
    with acting("nominations.receive", by=by, verb="files.scan") as act:
        act.watch(*(stored for stored, _ in found))
        for stored, said in found:
            stored.scan, stored.scan_note = said.state.value, said.note[:200]
            stored.save(update_fields=["scan", "scan_note"])
        act.subject, act.year, act.detail = call, call.year, {"files": len(found)}
    return len(found)
