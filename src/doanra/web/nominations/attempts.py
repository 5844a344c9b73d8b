"""Handing in, watched and remembered: a hand-in while it is read and after, and the history of every attempt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import Attempt, Call, CallState, HandIn, HandInState
from doanra.records.queries import attempts as queries
from doanra.stages.nominations import attempts
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.nominations.attempts_form import WantedForm
from doanra.web.templatetags.doanra import num

_PER_PAGE = 100
_SPOKEN_OF = 60  # seconds that are told one by one
_READING, _MAKING_READY = 60, 25  # hundredths of the way


@require_GET
@asks("attempts.see")
def index(request: Request, year: int) -> HttpResponse:
    """Every attempt of the year, narrowed by the address."""
    call = call_of(year)
    attempts.sweep(call)
    form = WantedForm(request.GET, call=call)
    wanted = form.wanted()
    pages: Paginator[Attempt] = Paginator(queries.attempts(call, wanted), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    before = queries.earlier(shown)
    context = {
        "call": call,
        "form": form,
        "narrowed": wanted.narrows,
        "page_obj": page,
        "lines": [(one, before.get(one.pk)) for one in shown],
    }
    return render(request, "nominations/attempts.html", context)


@require_GET
@asks("attempts.see")
def hand_in(request: Request, year: int, hand_in: int) -> HttpResponse:
    """One hand-in: its progress while it is read, then its files and their sums."""
    one = _of_year(call_of(year), hand_in)
    if one.state == HandInState.READING.value:
        return render(request, "nominations/hand_in.html", _progress(one))
    shown = queries.of_hand_in(one)
    before = queries.earlier(shown)
    context = {
        "call": one.call,
        "hand_in": one,
        "is_open": one.call.state == CallState.OPEN.value,
        "sums": queries.sums(one),
        "lines": [(attempt, before.get(attempt.pk)) for attempt in shown],
    }
    return render(request, "nominations/hand_in.html", context)


@require_GET
@asks("attempts.see")
def progress(request: Request, year: int, hand_in: int) -> HttpResponse:
    """The progress alone, once a second; the whole page when it is over."""
    one = _of_year(call_of(year), hand_in)
    if one.state != HandInState.READING.value:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "nominations/hand_in_progress.html", _progress(one))


@require_POST
@asks("nominations.receive")
def cancel(request: Request, year: int, hand_in: int) -> HttpResponse:
    """Asks to stop."""
    attempts.cancel(_of_year(call_of(year), hand_in), by=request.user)
    return redirect("web:nominations_hand_in", year, hand_in)


def _of_year(call: Call, hand_in: int) -> HandIn:
    attempts.sweep(call)
    one: HandIn = found(call.hand_ins.select_related("by", "call"), what="lượt đưa tệp lên", pk=hand_in)
    return one


def _progress(one: HandIn) -> dict[str, Any]:
    return {
        "call": one.call,
        "hand_in": one,
        "running": True,
        "is_read": one.files_done >= one.files_total,
        "say": _say(one),
        "share": _share(one),
        "elapsed": elapsed(one.started_at),
    }


def _share(one: HandIn) -> int:
    """Hundredths of the way: reading, then making the rows ready, then writing, of which nothing is heard."""
    ready = one.rows_put / one.rows_read if one.rows_read else 0
    read = (one.files_done + _part_of_file(one)) / max(one.files_total, 1)
    return min(99, round(_READING * read + _MAKING_READY * ready))


def _part_of_file(one: HandIn) -> float:
    """How much of the file at hand is done: its rows are read one by one, then they come over from who read them."""
    if not one.row_of or one.files_done >= one.files_total:
        return 0
    over = one.rows_read / one.row_of if one.files_total == 1 else 0  # among many files one is too small to tell
    return (one.row_at / one.row_of + over) / 2


def _say(one: HandIn) -> str:
    if one.cancel_requested:
        return _("Đang dừng: tệp chưa đọc xong thì không vào xem trước.")
    if one.files_done >= one.files_total:
        if one.rows_put < one.rows_read:
            return _("Đã đọc hết, đang đưa vào xem trước.")
        return _("Đang ghi vào xem trước; bước này không dừng được nữa.")
    if one.files_total == 1:
        return one.current or "…"
    say = _("Tệp %(number)s trên %(total)s: %(name)s")
    return say % {"number": num(one.files_done + 1), "total": num(one.files_total), "name": one.current or "…"}


def elapsed(since: datetime) -> str:
    """How long it has been going on, in words."""
    return spoken(int((timezone.now() - since).total_seconds()))


def spoken(seconds: int) -> str:
    """A time in minutes and seconds."""
    if seconds < _SPOKEN_OF:
        return ngettext("%(count)s giây", "%(count)s giây", seconds) % {"count": num(seconds)}
    minutes, rest = divmod(seconds, _SPOKEN_OF)
    return _("%(minutes)s phút %(seconds)s giây") % {"minutes": num(minutes), "seconds": num(rest)}
