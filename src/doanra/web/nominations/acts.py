"""What is done with units' files: handed in, given a unit, saved, dropped."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra.records.models import Call, FileState, SourceFile
from doanra.records.queries import nomination_files
from doanra.stages import nominations
from doanra.stages.demonstration import year_2027
from doanra.stages.nominations import attempts
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import today
from doanra.web.nominations import files as pages
from doanra.web.nominations import sender
from doanra.web.nominations.forms import UploadForm
from doanra.web.nominations.taking import Taken, take_all
from doanra.web.refusals import refusal_page
from doanra.web.templatetags.doanra import num

_FEW = 8
"""So many light files are read before the page answers."""


@require_POST
@asks("nominations.receive")
def upload(request: Request, year: int) -> HttpResponse:
    """Takes files into previews; one file leads to its page, several to the list."""
    call = call_of(year)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        if request.htmx:
            return refusal_page(request, Refused("upload", form.wrong))
        return pages.page(request, call, form=form)
    given = [(file.name or "", file.read()) for file in form.cleaned_data["lists"]]
    if len(given) > _FEW or sum(len(content) for _name, content in given) > settings.INTAKE_AT_ONCE:
        return _in_background(request, call, given)
    return _received(request, call, nominations.receive_many(call, files=given, by=request.user))


def _in_background(request: Request, call: Call, given: list[tuple[str, bytes]]) -> HttpResponse:
    """Many or heavy files are read while the clerk watches or goes on."""
    hand_in = attempts.start(call, files=given, by=request.user)
    attempts.in_background(hand_in, files=given)
    target = redirect("web:nominations_hand_in", call.year, hand_in.pk)
    return HttpResponseClientRedirect(target.url) if request.htmx else target


@require_POST
@asks("nominations.receive")
def try_specimens(request: Request, year: int) -> HttpResponse:
    """Takes the invented unit files into previews, in a year that is for trying and has no files yet."""
    call = call_of(year)
    if not call.synthetic:
        raise Refused(
            "not_for_trying",
            _("Năm %(year)s là năm làm việc thật, không nhận tệp giả định.") % {"year": year},
            remedy=_("Tải tệp giả định về để xem mẫu, hoặc thử ở năm dùng thử."),
        )
    if call.files.exclude(state=FileState.DROPPED.value).exists():
        raise Refused(
            "specimens_late",
            _("Năm này đã có tệp, không thêm tệp giả định."),
            remedy=_("Mở trang “Tệp nhận” để xem các tệp đã có."),
        )
    invented = year_2027.specimen_files(year, on=call.opened_on)
    return _received(request, call, nominations.receive_many(call, files=invented, by=request.user))


def _received(request: Request, call: Call, received: list[SourceFile]) -> HttpResponse:
    unreadable = sum(file.state == FileState.REFUSED.value for file in received)
    if len(received) == 1:
        target = redirect("web:nominations_file", call.year, received[0].pk)
    else:
        say = _("Đã đọc %(files)s tệp, %(rows)s dòng. Chưa có gì được lưu: xem trước rồi nhận.")
        rows = sum(file.rows_read for file in received)
        messages.info(request, say % {"files": num(len(received)), "rows": num(rows)})
        if unreadable:
            many = ngettext("%(count)s tệp không đọc được.", "%(count)s tệp không đọc được.", unreadable)
            messages.warning(request, many % {"count": num(unreadable)})
        target = redirect("web:nominations_files", call.year)
    return HttpResponseClientRedirect(target.url) if request.htmx else target


@require_POST
@asks("nominations.receive")
def choose_unit(request: Request, year: int, file: int) -> HttpResponse:
    """The clerk says whose file it is."""
    one = pages.file_of(request, year, file)
    form = sender.form(one, request.POST)
    if not form.is_valid():
        return pages.one_file(request, one, form=form)
    unit = form.cleaned_data["unit"]
    nominations.choose_unit(one, unit=unit, by=request.user)
    messages.success(request, _("Tệp này là của %(unit)s.") % {"unit": unit.name})
    return redirect("web:nominations_file", year, file)


@require_POST
@asks("nominations.receive")
def drop(request: Request, year: int, file: int) -> HttpResponse:
    """Puts a previewed file aside."""
    one = pages.file_of(request, year, file)
    nominations.drop(one, by=request.user)
    messages.info(
        request, _("Đã bỏ tệp “%(name)s”. Không dòng nào được lưu; tệp vẫn có trong lịch sử.") % {"name": one.name}
    )
    return redirect("web:nominations_files", year)


@require_http_methods(["GET", "POST"])
@asks("nominations.receive")
def save_ready(request: Request, year: int) -> HttpResponse:
    """All files at once: first what would be taken and what stays, then the act, each file whole or not at all."""
    call = call_of(year)
    with_refused = request.POST.get("with_refused") == "yes"
    if request.method == "POST":
        ready = nomination_files.ready(call, clean_only=not with_refused)
        _tell(request, take_all(ready, by=request.user, on=today()))
        return redirect("web:nominations_files", year)
    waiting = nomination_files.waiting(call, within=None)
    context = {
        "call": call,
        "clean": [file for file in waiting if file.unit and not file.rows_refused],
        "with_refused": [file for file in waiting if file.unit and file.rows_refused],
        "without_unit": [file for file in waiting if not file.unit],
    }
    return render(request, "nominations/save_ready.html", context)


def _tell(request: Request, taken: Taken) -> None:
    say = _("Đã nhận %(files)s tệp: %(count)s đề cử đã lưu và thẩm định.")
    messages.success(request, say % {"files": num(taken.files), "count": num(taken.nominations)})
    if taken.later:
        many = ngettext(
            "%(n)s tệp lớn đang được lưu trong nền; xem tiến độ ở trang của tệp.",
            "%(n)s tệp lớn đang được lưu trong nền; xem tiến độ ở trang của tệp.",
            taken.later,
        )
        messages.info(request, many % {"n": num(taken.later)})
    for refusal in taken.refused[:10]:
        messages.warning(request, str(refusal))
