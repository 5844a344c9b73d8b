"""What is done with old records: handed in, saved, dropped, taken back, given to a person; verdicts follow at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from doanra.records.models import FileState, HistoryFile, PastCourse, Person
from doanra.records.queries.histories import judged_by
from doanra.stages import appraisals, histories
from doanra.stages.acting import Actor, together
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, found
from doanra.web.frame import today
from doanra.web.histories import views
from doanra.web.histories.forms import SheetForm, UndoForm
from doanra.web.keys import key
from doanra.web.templatetags.doanra import num


@require_POST
@asks("histories.receive")
def upload(request: Request) -> HttpResponse:
    """Takes a workbook into a preview."""
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return views.page(request, form=form)
    given = form.cleaned_data["sheet"]
    file = histories.receive(name=given.name or "", content=given.read(), by=request.user, on=today())
    return redirect("web:histories_file", file.pk)


@require_POST
@asks("histories.receive")
def save(request: Request, file: int) -> HttpResponse:
    """Keeps the good rows, and judges anew whom they concern."""
    one = found(HistoryFile.objects.all(), what="tệp hồ sơ cũ", pk=file)
    with together():
        courses = histories.save_file(one, by=request.user)
        again = _judge_again([course.person for course in courses if course.person], by=request.user)
    waiting = sum(course.person is None for course in courses)
    say = _("Đã lưu %(n)s hồ sơ: %(matched)s có người, %(waiting)s chờ tìm người. Thẩm định lại %(again)s đề cử.")
    told = {"n": num(len(courses)), "matched": num(len(courses) - waiting), "waiting": num(waiting)}
    messages.success(request, say % {**told, "again": num(again)})
    return redirect("web:histories_file", file)


@require_POST
@asks("histories.receive")
def drop(request: Request, file: int) -> HttpResponse:
    """Puts a previewed workbook aside."""
    one = found(HistoryFile.objects.all(), what="tệp hồ sơ cũ", pk=file)
    histories.drop(one, by=request.user)
    messages.info(request, _("Đã bỏ tệp “%(name)s”. Không dòng nào được lưu.") % {"name": one.name})
    return redirect("web:histories")


@require_POST
@asks("histories.receive")
def undo(request: Request, file: int) -> HttpResponse:
    """Takes back what a saved workbook brought."""
    one = found(HistoryFile.objects.all(), what="tệp hồ sơ cũ", pk=file)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return views.one_file(request, one, form=form)
    if one.state == FileState.UNDONE.value:
        messages.info(request, _("Tệp này đã được hoàn tác; không đổi gì thêm."))
        return redirect("web:histories_file", file)
    with together():
        people = histories.undo(one, by=request.user, reason=form.cleaned_data["reason"])
        again = _judge_again(people, by=request.user)
    say = _("Đã hoàn tác tệp “%(name)s”. Thẩm định lại %(again)s đề cử.")
    messages.success(request, say % {"name": one.name, "again": num(again)})
    return redirect("web:histories_file", file)


@require_POST
@asks("histories.settle")
def settle(request: Request, course: int) -> HttpResponse:
    """Says whom a record means."""
    one: PastCourse = found(PastCourse.objects.select_related("person"), what="hồ sơ cũ", pk=course)
    chosen = request.POST.get("person")
    if chosen is None:
        choose = _("Chọn một người, hoặc “Không phải ai trong số này”.")
        raise Refused("nobody_chosen", _("Chưa chọn ai."), remedy=choose)
    person: Person | None = found(Person.objects.all(), what="người", pk=key(chosen)) if chosen else None
    concerned = [two for two in (one.person, person) if two]
    with together():
        histories.settle(one, person=person, by=request.user)
        again = _judge_again(concerned, by=request.user)
    if person:
        say = ngettext(
            "Hồ sơ là của %(name)s. Thẩm định lại %(again)s đề cử.",
            "Hồ sơ là của %(name)s. Thẩm định lại %(again)s đề cử.",
            again,
        )
        messages.success(request, say % {"name": person.full_name, "again": num(again)})
    else:
        messages.success(request, _("Hồ sơ được giữ lại, ghi là chưa gắn với ai."))
    return redirect("web:histories")


def _judge_again(people: list[Person], *, by: Actor) -> int:
    """Judges what these people are nominated for in open years."""
    return sum(
        appraisals.appraise(call, nominations=nominations, by=by) for call, nominations in judged_by(people).items()
    )
