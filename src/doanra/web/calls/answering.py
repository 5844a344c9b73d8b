"""By when a unit answers, more time for one unit, the answer that names nobody, the letter of call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doanra.policy import access
from doanra.records.models import Call, DeadlineOf
from doanra.records.queries import calling, reach
from doanra.stages import calls, deadlines, papers_of_call
from doanra.stages.deadlines import due, general
from doanra.web import closed
from doanra.web.asking import Request, asks, call_of
from doanra.web.calls.acts import handed_out
from doanra.web.calls.forms import day_field
from doanra.web.calls.grounds import GroundForm, UnitField, alone, units_of
from doanra.web.frame import today
from doanra.web.refusals import told_in


class ExtensionForm(GroundForm):
    """More time for one unit."""

    unit = UnitField(label=gettext_lazy("Đơn vị"), queryset=None)
    kind = forms.ChoiceField(label=gettext_lazy("Hạn"), widget=forms.RadioSelect)
    due_on = day_field(gettext_lazy("Gia hạn đến hết ngày"))
    field_order = ("unit", "kind", "due_on", "reason", "document", "document_on")

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = units_of(call)
        fields["kind"].choices = [(one.value, gettext(one.label)) for one in DeadlineOf]
        fields["reason"].required = True


class NobodyForm(forms.Form):
    """A letter by which a unit says that it names nobody."""

    unit = UnitField(label=gettext_lazy("Đơn vị"), queryset=None)
    letter = forms.CharField(
        label=gettext_lazy("Số công văn trả lời"), max_length=80, help_text=gettext_lazy("Ví dụ 45-CV/TU.")
    )
    letter_on = day_field(gettext_lazy("Ngày công văn"), required=False)
    on = day_field(gettext_lazy("Ngày trả lời"), help_text=gettext_lazy("Ngày văn phòng nhận được công văn."))

    def __init__(self, *args: Any, units: Any, by_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if not by_office:  # a unit that says so itself does so today
            del fields["on"]
        fields["unit"].queryset = units
        alone(fields["unit"])


@require_http_methods(["GET", "POST"])
@asks("calls.see")
def days(request: Request, year: int) -> HttpResponse:
    """The last days of the year, and longer ones of single units; a unit's account sees its own."""
    call = call_of(year)
    may = closed.may(request.user.duty, "deadlines.change", call=call)
    if request.method == "POST":
        access.require(request.user.duty, "deadlines.change")
    form = ExtensionForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with told_in(form):
            deadlines.extend(
                call, unit=given["unit"], kind=DeadlineOf(given["kind"]), due_on=given["due_on"],
                ground=form.ground(on=today()), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Đã gia hạn cho %(unit)s.") % {"unit": given["unit"].short})
            return redirect("web:calls_deadlines", year)
    own = reach.units(request.user)
    mine = request.user.unit if access.of_unit(request.user.duty) else None
    longer = calling.longer(call, units=own)
    context = {
        "call": call,
        "days": [
            (kind, due(call, mine.pk, kind, longer=longer) if mine else general(call, kind)) for kind in DeadlineOf
        ],
        "mine": mine,
        "rows": [(one, DeadlineOf(one.kind)) for one in calling.extensions(call, units=own)],
        "form": form if may else None,
        "day": today(),
    }
    return render(request, "calls/deadlines.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@asks("calls.answer_none")
@closed.while_open
def nobody(request: Request, year: int) -> HttpResponse:
    """A unit answers that it names nobody: it says so itself, or the office notes its letter."""
    call, own = call_of(year), reach.units(request.user)
    silent = units_of(call).filter(pk__in=call.invitations.filter(answered_on=None).values("unit"))
    units = silent if own is None else silent.filter(pk__in=own)
    form = NobodyForm(request.POST or None, units=units, by_office=own is None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with told_in(form):
            calls.answer_none(
                call, unit=given["unit"], letter=given["letter"], letter_on=given["letter_on"], by=request.user,
                on=given["on"] if own is None else today(), noted_on=today(),
            )  # fmt: skip
            messages.success(request, _("Đã ghi: %(unit)s không cử ai.") % {"unit": given["unit"].short})
            return redirect("web:calls", year)
    context = {"call": call, "form": form if units.exists() else None}
    return render(request, "calls/nobody.html", context, status=400 if form.errors else 200)


@require_GET
@asks("calls.letter")
def letter(request: Request, year: int) -> HttpResponse:
    """The letter of call with the list of recipients, or one letter for each unit with its own quota and days."""
    call = call_of(year)
    make = papers_of_call.letters if request.GET.get("each") else papers_of_call.letter
    return handed_out(make(call, by=request.user, on=today()))
