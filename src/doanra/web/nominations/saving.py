"""Saving a big file: queued from the preview, watched each second, stopped; a small one is saved at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra.records.models import SavingRun, SavingState, SourceFile
from doanra.stages import savings
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.frame import today
from doanra.web.nominations.attempts import spoken
from doanra.web.nominations.files import file_of
from doanra.web.nominations.taking import take
from doanra.web.templatetags.doanra import num

_LONG_IN_QUEUE = 15  # seconds after which nobody seems to work off the queue
_UNDER_WAY = (SavingState.QUEUED.value, SavingState.RUNNING.value)


@require_POST
@asks("nominations.receive")
def save(request: Request, year: int, file: int) -> HttpResponse:
    """Saves the file as a whole and judges its nominations: now, or in the background where that takes long."""
    one = file_of(request, year, file)
    if savings.is_big(one):
        savings.start(one, by=request.user, on=today())
        return redirect("web:nominations_saving", year, file)
    saved = take(one, by=request.user, on=today())
    say = _("Đã nhận tệp “%(name)s”: %(count)s đề cử đã lưu và thẩm định.")
    messages.success(request, say % {"name": one.name, "count": num(len(saved))})
    return redirect("web:nominations_file", year, file)


@require_GET
@asks("nominations.receive")
def detail(request: Request, year: int, file: int) -> HttpResponse:
    """The page of the newest saving of a file."""
    one = file_of(request, year, file)
    return render(request, "nominations/saving.html", _context(one, _newest(one)))


@require_GET
@asks("nominations.receive")
def progress(request: Request, year: int, file: int) -> HttpResponse:
    """The part that changes, each second; when the saving is over the browser is sent on."""
    one = file_of(request, year, file)
    run = _newest(one)
    if run.state in _UNDER_WAY:
        return render(request, "nominations/saving_progress.html", _context(one, run))
    page = "web:nominations_file" if run.state == SavingState.DONE.value else "web:nominations_saving"
    return HttpResponseClientRedirect(reverse(page, args=[year, file]))


@require_POST
@asks("nominations.receive")
def cancel(request: Request, year: int, file: int) -> HttpResponse:
    """Asks the saving to stop; what is not saved as a whole is not saved at all."""
    savings.cancel(_newest(file_of(request, year, file)), by=request.user)
    messages.info(request, _("Đã yêu cầu dừng. Nếu tệp chưa lưu xong thì không dòng nào được lưu."))
    return redirect("web:nominations_saving", year, file)


def _newest(file: SourceFile) -> SavingRun:
    run = savings.newest(file)
    if run is None:
        raise NotFound("no_saving", _("Tệp này chưa được lưu lần nào."), remedy=_("Mở trang của tệp rồi bấm “Nhận”."))
    return run


def _context(file: SourceFile, run: SavingRun) -> dict[str, Any]:
    waited = (timezone.now() - run.created_at).total_seconds()
    steps = 2 * run.rows  # every row is saved, then judged
    return {
        "call": file.call,
        "file": file,
        "run": run,
        "running": run.state in _UNDER_WAY,
        "stuck": run.state == SavingState.QUEUED.value and waited > _LONG_IN_QUEUE,
        "say": _say(run),
        "judging": _is_judging(run),
        "elapsed": spoken(round(run.elapsed)),
        "share": round(100 * (run.rows_saved + run.rows_judged) / steps) if steps else None,
    }


def _is_judging(run: SavingRun) -> bool:
    """Whether all rows are saved already, so that to stop only leaves verdicts for later."""
    return run.state == SavingState.RUNNING.value and 0 < run.rows <= run.rows_saved


def _say(run: SavingRun) -> str:
    said = {
        SavingState.QUEUED: _("Đang chờ máy nhận việc"),
        SavingState.RUNNING: _("Đang lưu"),
        SavingState.DONE: _("Đã lưu cả tệp"),
        SavingState.CANCELLED: _("Đã dừng theo yêu cầu, chưa dòng nào được lưu"),
        SavingState.INTERRUPTED: _("Bị ngắt giữa chừng, chưa dòng nào được lưu"),
        SavingState.FAILED: _("Không lưu được, chưa dòng nào được lưu"),
    }[SavingState(run.state)]
    if _is_judging(run):
        said = _("Đã ghi hết các dòng, đang thẩm định")
    return str(said)
