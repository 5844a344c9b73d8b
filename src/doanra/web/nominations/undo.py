"""Taking back a load: first what would go and what stands against it, then the act."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from doanra.records.models import ChangedThing, FileState, Nomination, Person, Plan, PlanningRun, SourceFile
from doanra.records.queries.undoing import Dependent, dependents, touched_by
from doanra.stages import appraisals
from doanra.stages.acting import together
from doanra.stages.nominations.undoing import undo_load
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.frame import today
from doanra.web.nominations.files import file_of

_SHOWN = 50


class ReasonForm(forms.Form):
    """Why the load is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hoàn tác"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: nhận nhầm tệp cũ; đơn vị gửi lại danh sách khác."),
        error_messages={"required": gettext_lazy("Chưa ghi lý do hoàn tác.")},
    )


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that depends on the load, with the page that shows it, "" for none."""

    text: str
    url: str


@require_http_methods(["GET", "POST"])
@asks("nominations.undo")
def undo(request: Request, year: int, file: int) -> HttpResponse:
    """What would be taken back, and the act."""
    one = file_of(request, year, file)
    if one.state == FileState.UNDONE.value:
        messages.info(request, _("Đã hoàn tác từ trước; không đổi gì thêm."))
        return redirect("web:nominations_file", year, file)
    if one.state != FileState.SAVED.value:
        raise NotFound("not_saved", _("Tệp này chưa được nhận, không có gì để hoàn tác."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with together():
            restored = undo_load(one, by=request.user, reason=form.cleaned_data["reason"], on=today())
            if restored:
                appraisals.appraise(one.call, nominations=restored, by=request.user)
        if one.receipt_number is None:
            said = _("Đã hoàn tác tệp “%(name)s”. Tệp và các dòng vẫn ở trong lịch sử.")
        else:
            said = _("Đã hoàn tác %(name)s. Các đề cử của lần nộp đó không còn.")
        messages.success(request, said % {"name": _initial(one)})
        return redirect("web:nominations_file", year, file)
    return _page(request, one, form)


def _initial(file: SourceFile) -> str:
    """Its name within a sentence."""
    return file.name if file.receipt_number is None else file.name[:1].lower() + file.name[1:]


def _page(request: Request, file: SourceFile, form: ReasonForm) -> HttpResponse:
    if file.receipt_number is not None:
        form.fields["reason"].help_text = _("Ví dụ: đơn vị nộp nhầm danh sách chưa duyệt.")
    touched = touched_by(file)
    against = [_linked(file, one) for one in dependents(file, touched)]
    context = {
        "call": file.call,
        "file": file,
        "by_form": file.receipt_number is not None,
        "form": form,
        "against": against[:_SHOWN],
        "more": max(len(against) - _SHOWN, 0),
        "removed": [(thing, len(touched.added[thing])) for thing in _TOLD if touched.added[thing]],
        "restored": [(thing, len(touched.changed[thing])) for thing in _TOLD if touched.changed[thing]],
        "today": today(),
    }
    return render(request, "nominations/undo.html", context, status=400 if form.errors else 200)


_TOLD = (ChangedThing.PERSON, ChangedThing.NOMINATION, ChangedThing.EVIDENCE)


def _linked(file: SourceFile, one: Dependent) -> Against:
    return Against(one.text, _address(file.call.year, one.record))


def _address(year: int, record: Model | None) -> str:
    if isinstance(record, SourceFile):
        return reverse("web:nominations_file", args=[record.call.year, record.pk])
    if isinstance(record, Nomination):
        return reverse("web:appraisals_why", args=[record.call.year, record.pk])
    if isinstance(record, Plan):
        return reverse("web:plans_board", args=[record.call.year, record.pk])
    if isinstance(record, PlanningRun):
        return reverse("web:plans", args=[year])
    return reverse("web:histories_person", args=[record.pk]) if isinstance(record, Person) else ""
