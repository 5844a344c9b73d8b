"""Answering units that have no account: letter and marked workbook of one file or of many, and rows taken out."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import AbsenceAnswer, CallState
from doanra.records.queries import nomination_files
from doanra.stages.nominations import answering, templates
from doanra.stages.papers import Paper
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import today
from doanra.web.keys import keys
from doanra.web.nominations.answer_offer import DueForm
from doanra.web.nominations.files import file_of
from doanra.web.templatetags.doanra import num


def attached(paper: Paper) -> HttpResponse:
    """A paper as a file to save, never opened by the browser."""
    response = HttpResponse(paper.content, content_type=paper.kind)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _due(request: Request) -> date | None:
    form = DueForm(request.GET)
    if not form.is_valid():
        wrong = " ".join(str(error) for error in form["due"].errors)
        raise Refused("due_wrong", wrong, remedy=_("Chọn ngày trong lịch rồi tải lại."))
    due: date | None = form.cleaned_data["due"]
    return due


@require_GET
@asks("nominations.answer")
def packet(request: Request, year: int, file: int) -> HttpResponse:
    """Letter and marked workbook together."""
    one = file_of(request, year, file)
    return attached(answering.answer(one, by=request.user, on=today(), due=_due(request)))


@require_GET
@asks("nominations.answer")
def letter(request: Request, year: int, file: int) -> HttpResponse:
    """The letter alone."""
    one = file_of(request, year, file)
    return attached(answering.answer_letter(one, by=request.user, on=today(), due=_due(request)))


@require_GET
@asks("nominations.mark")
def workbook(request: Request, year: int, file: int) -> HttpResponse:
    """The unit's own workbook with its marks."""
    return attached(answering.marked_workbook(file_of(request, year, file), by=request.user))


@require_GET
@asks("nominations.answer")
def index(request: Request, year: int) -> HttpResponse:
    """The files of the year that can be answered, the newest first."""
    call = call_of(year)
    files = nomination_files.answerable(call)
    context = {
        "call": call,
        "files": files,
        "with_returned": sum(1 for file in files if file.rows_refused),
        "form": DueForm(initial={"due": answering.due_on(call, on=today())}),
    }
    return render(request, "nominations/answers.html", context)


@require_GET
@asks("nominations.answer")
def packets(request: Request, year: int) -> HttpResponse:
    """The answers to the chosen files in one archive; all of them where none is chosen."""
    call = call_of(year)
    chosen = set(request.GET.getlist("file"))
    files = [file for file in nomination_files.answerable(call) if not chosen or str(file.pk) in chosen]
    return attached(answering.answer_all(files, call=call, by=request.user, on=today(), due=_due(request)))


@require_POST
@asks("nominations.change")
def absent(request: Request, year: int, file: int) -> HttpResponse:
    """What it means that rows were taken out of a template."""
    one = file_of(request, year, file)
    if one.call.state == CallState.CLOSED.value or request.POST.get("answer") not in set(AbsenceAnswer):
        raise Refused("absence_answer", _("Chưa chọn ghi rút hay giữ đề cử."), remedy=_("Chọn một trong hai nút."))
    chosen = keys(request.POST.getlist("nomination"))
    answer = AbsenceAnswer(request.POST["answer"])
    told = templates.answer_absence(one, nominations=chosen, answer=answer, by=request.user)
    if answer is AbsenceAnswer.WITHDRAWN:
        say = ngettext("Đã ghi đơn vị rút %(n)s đề cử.", "Đã ghi đơn vị rút %(n)s đề cử.", len(told))
    else:
        say = ngettext("Giữ nguyên %(n)s đề cử.", "Giữ nguyên %(n)s đề cử.", len(told))
    messages.success(request, say % {"n": num(len(told))})
    return redirect("web:nominations_file", year, file)
