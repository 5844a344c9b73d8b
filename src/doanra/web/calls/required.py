"""The papers that a dossier must have, by programme, with the days from which and until which each is asked for."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import Call, RequiredPaper
from doanra.stages import requirements, seeing
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.calls.forms import day_field
from doanra.web.calls.grounds import programme_choices
from doanra.web.frame import today
from doanra.web.refusals import told_in


class PaperForm(forms.Form):
    """One paper of a dossier."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    name = forms.CharField(label=gettext_lazy("Giấy tờ"), max_length=160)
    note = forms.CharField(
        label=gettext_lazy("Hướng dẫn"), max_length=300, required=False,
        help_text=gettext_lazy("Ví dụ: bản chụp có xác nhận của cơ quan."),
    )  # fmt: skip
    document = forms.CharField(
        label=gettext_lazy("Theo văn bản"), max_length=120, required=False, help_text=gettext_lazy("Ví dụ 02-QĐ/BCĐ.")
    )
    order = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=0, max_value=99, initial=0)
    valid_from = day_field(gettext_lazy("Yêu cầu từ ngày"))
    valid_to = day_field(gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống: còn yêu cầu."))

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].choices = programmes


@require_http_methods(["GET", "POST"])
@asks("requirements.see")
def index(request: Request, year: int) -> HttpResponse:
    """What each programme asks for: what counts for this call first, then what no longer or not yet does."""
    call = call_of(year)
    may = access.may(request.user.duty, "requirements.change")
    if request.method == "POST":
        access.require(request.user.duty, "requirements.change")
    form = PaperForm(request.POST or None, programmes=programme_choices(call), initial={"valid_from": call.opened_on})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            requirements.add(values=form.cleaned_data, by=request.user)
            messages.success(request, _("Đã thêm giấy tờ “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect("web:calls_papers", year)
    papers = list(RequiredPaper.objects.all())
    groups = [_group(programme, papers, call) for programme in call.offered]
    context = {
        "call": call,
        "groups": groups,
        "many": sum(len(group["asked"]) for group in groups),
        "may": may,
        "offered": _offered(call) if may else [],
        "form": form if may else None,
        "yesterday": today() - timedelta(days=1),
    }
    return render(request, "calls/papers.html", context, status=400 if form.errors else 200)


@require_POST
@asks("requirements.change")
def take_over(request: Request, year: int) -> HttpResponse:
    """What was ticked of the offered list is asked for from the first day of the call on."""
    made = requirements.take_over(call_of(year), chosen=request.POST.getlist("paper"), by=request.user)
    messages.success(request, _("Đã nhận %(n)s giấy tờ của danh mục gợi ý.") % {"n": len(made)})
    return redirect("web:calls_papers", year)


def _offered(call: Call) -> list[dict[str, Any]]:
    """The offered list that is not taken over, by programme."""
    rows = [(programme, f"{programme.value}:{one.code}", one) for programme, one in requirements.offered(call)]
    return [
        {"programme": programme, "papers": [(key, one) for _programme, key, one in own]}
        for programme, own in groupby(rows, key=lambda row: row[0])
    ]


def _group(programme: Programme, papers: list[RequiredPaper], call: Any) -> dict[str, Any]:
    own = [paper for paper in papers if paper.programme == programme.value]
    asked = [
        paper
        for paper in own
        if paper.valid_from <= call.closes_on and (paper.valid_to is None or paper.valid_to >= call.opened_on)
    ]
    return {"programme": programme, "asked": asked, "others": [paper for paper in own if paper not in asked]}


@require_http_methods(["GET", "POST"])
@asks("requirements.change")
def change(request: Request, year: int, paper: int) -> HttpResponse:
    """Other words or days for a paper."""
    call = call_of(year)
    one: RequiredPaper = found(RequiredPaper.objects.all(), what="giấy tờ", pk=paper)
    form = PaperForm(
        request.POST or None, programmes=[(word.value, _(word.label)) for word in Programme],
        initial={name: getattr(one, name) for name in requirements.FIELDS},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with told_beside(form):
            requirements.change(one, values=form.cleaned_data, by=request.user, seen=stood(request))
            messages.success(request, _("Đã lưu giấy tờ “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect("web:calls_papers", year)
    context = {"call": call, "paper": one, "form": form, "stood": seeing.mark(one)}
    return render(request, "calls/paper.html", context, status=status_of(form))


@require_POST
@asks("requirements.change")
def end(request: Request, year: int, paper: int) -> HttpResponse:
    """The paper is asked for until today and no longer."""
    one: RequiredPaper = found(RequiredPaper.objects.all(), what="giấy tờ", pk=paper)
    requirements.end(one, on=today(), by=request.user)
    messages.success(request, _("Thôi yêu cầu “%(name)s” từ ngày mai.") % {"name": one.name})
    return redirect("web:calls_papers", year)
