"""What the office does with a call: opens a year, changes its settings, writes chaser letters, ends the year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.records.models import CallState
from doanra.records.queries import calls as answering
from doanra.records.queries import frame as years
from doanra.records.queries import year as figures_of
from doanra.stages import calls, papers, seeing
from doanra.stages.acting import together
from doanra.terms.refusal import NotAllowed, Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.calls.forms import OpeningForm, SettingsForm, values_of
from doanra.web.calls.views import published_targets
from doanra.web.drawings.figures import figure
from doanra.web.frame import today
from doanra.web.keys import keys


@require_http_methods(["GET", "POST"])
@asks("calls.open")
def new(request: Request) -> HttpResponse:
    """Opens a year."""
    every = years.years()
    form = OpeningForm(request.POST or None, initial=OpeningForm.starting(every[0] if every else None, on=today()))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            call = calls.open_call(
                asked["year"], by=request.user, on=asked["on"], title=asked["title"], document=asked["document"],
                closes_on=asked["closes_on"],
            )  # fmt: skip
        except Refused as refusal:
            _say(form, refusal)
        else:
            say = _("Đã mở năm %(year)s và mời %(n)s đơn vị.")
            messages.success(request, say % {"year": call.year, "n": figure(call.invitations.count())})
            return redirect("web:calls", call.year)
    return _answer(request, "calls/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@asks("calls.change")
def settings(request: Request, year: int) -> HttpResponse:
    """Changes the settings of an open year."""
    call = call_of(year)
    published = published_targets(year)
    form = SettingsForm(request.POST or None, initial=values_of(call), published=published)
    if request.method == "POST" and form.is_valid():
        with told_beside(form):
            calls.change(call, by=request.user, values=form.cleaned_data, on=today(), seen=stood(request))
            messages.success(request, _("Đã lưu thiết lập của năm %(year)s.") % {"year": year})
            return redirect("web:calls", year)
    is_open = call.state == CallState.OPEN.value
    context = {
        "call": call, "form": form, "published": published, "is_open": is_open,
        "stood": seeing.mark(call, only=calls.SETTINGS),
    }  # fmt: skip
    return render(request, "calls/settings.html", context, status=status_of(form))


def _say(form: OpeningForm | SettingsForm, refusal: Refused) -> None:
    if isinstance(refusal, NotAllowed):
        raise refusal
    form.add_error(None, str(refusal))


def _answer(request: Request, template: str, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    wrong = isinstance(form, OpeningForm | SettingsForm) and form.is_bound and bool(form.errors)
    return render(request, template, context, status=400 if wrong else 200)


@require_POST
@asks("calls.remind")
def letters(request: Request, year: int) -> HttpResponse:
    """Chaser letters to the chosen units, or to all that have not answered; each counts as a reminder of this day."""
    call = call_of(year)
    chosen = keys(request.POST.getlist("units"))
    if request.POST.get("which") != "all" and not chosen:
        raise Refused(
            "no_unit_chosen",
            "Chưa chọn đơn vị nào để nhắc.",
            remedy="Đánh dấu một đơn vị, hoặc tải cho tất cả.",
        )
    silent = call.invitations.filter(answered_on=None).select_related("unit")
    if request.POST.get("which") != "all":
        silent = silent.filter(unit__in=chosen)
    units = [one.unit for one in silent]
    with together():
        calls.remind(call, units=units, by=request.user, on=today())
        archive = papers.chaser_letters(call, by=request.user, on=today(), units=[unit.pk for unit in units])
    return handed_out(archive)


def handed_out(paper: papers.Paper) -> HttpResponse:
    """A paper as a file to keep."""
    response = HttpResponse(paper.content, content_type=paper.kind)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    return response


@require_http_methods(["GET", "POST"])
@asks("calls.change")
def close(request: Request, year: int) -> HttpResponse:
    """The summary before the year ends, and its end."""
    call = call_of(year)
    if request.method == "POST":
        calls.close(call, by=request.user, on=today())
        messages.success(request, _("Đã tổng kết năm %(year)s.") % {"year": year})
        return redirect("web:year", year)
    year_now = figures_of.read(call, on=today())
    context = {
        "call": call,
        "is_open": call.state == CallState.OPEN.value,
        "sums": {name: year_now.total(name) for name in ("nominated", "gone", "home")},
        "coming": sum(not group.home for group in year_now.groups),
        "answers": answering.answers(call),
    }
    return render(request, "calls/close.html", context)
