"""Needs before names: what units state, and the form in which they do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from doanra.policy import access
from doanra.policy.flows.needs import NEED
from doanra.records.models import Call, Need, NeedState, Unit
from doanra.records.queries import calling, reach
from doanra.stages import needs
from doanra.terms.refusal import NotAllowed, NotFound, Refused
from doanra.terms.words import Programme
from doanra.web import closed
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.calls.grounds import UnitField, alone, programme_choices, units_of
from doanra.web.frame import today
from doanra.web.refusals import told_in


class NeedForm(forms.Form):
    """One need; ``unit`` only where it is not settled by who asks."""

    unit = UnitField(label=gettext_lazy("Đơn vị"), queryset=None)
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    task = forms.CharField(
        label=gettext_lazy("Nhiệm vụ"), max_length=300,
        help_text=gettext_lazy("Việc phải làm được, ví dụ “Đàm phán hợp đồng khai thác cảng”."),
    )  # fmt: skip
    gap = forms.CharField(
        label=gettext_lazy("Điều còn thiếu"), max_length=300,
        help_text=gettext_lazy("Ví dụ “Chưa ai làm việc được bằng tiếng Anh”. Chưa ghi tên ai ở đây."),
    )  # fmt: skip
    people = forms.IntegerField(label=gettext_lazy("Số người cần cử"), min_value=1, max_value=needs.MOST, initial=1)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, call: Call, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].choices = programme_choices(call)
        if units is None:
            del fields["unit"]
        else:
            fields["unit"].queryset = units
            alone(fields["unit"])

    def stated(self) -> needs.Stated:
        """As the verb takes it."""
        given = self.cleaned_data
        return needs.Stated(
            programme=Programme(given["programme"]), task=given["task"], gap=given["gap"], people=given["people"]
        )


def _units(request: Request, call: Call) -> Any:
    """The units for which somebody may state needs; None where it is one."""
    own = reach.units(request.user)
    rows = units_of(call)
    return rows if own is None else rows.filter(pk__in=own)


@require_http_methods(["GET", "POST"])
@asks("needs.see")
def index(request: Request, year: int) -> HttpResponse:
    """The needs of a year: all of them, or those of the own unit; and the form for a new one."""
    call = call_of(year)
    may = closed.may(request.user.duty, "needs.change", call=call)
    if request.method == "POST":
        access.require(request.user.duty, "needs.change")
    units = _units(request, call)
    form = NeedForm(request.POST or None, call=call, units=units)
    if request.method == "POST" and form.is_valid():
        unit: Unit = form.cleaned_data["unit"]
        with told_in(form):
            needs.state(call, unit=unit, stated=form.stated(), by=request.user)
            messages.success(request, _("Đã nêu nhu cầu của %(unit)s.") % {"unit": unit.short})
            return redirect("web:calls_needs", year)
    rows = list(calling.needs(call, units=reach.units(request.user)))
    standing = [one for one in rows if one.state == NeedState.STANDING.value]
    context = {
        "call": call,
        "rows": [(one, NEED.state(one.state), may and one.state == NeedState.STANDING.value) for one in rows],
        "standing": len(standing),
        "people": sum(one.people for one in standing),
        "units": len({one.unit_id for one in standing}),
        "of_unit": access.of_unit(request.user.duty),
        "form": form if may and units.exists() else None,
    }
    return render(request, "calls/needs.html", context, status=400 if form.errors else 200)


def _need(request: Request, year: int, need: int) -> Need:
    own = reach.units(request.user)
    rows = Need.objects.select_related("unit", "call").filter(call__year=year)
    one: Need = found(rows if own is None else rows.filter(unit__in=own), what="nhu cầu", pk=need)
    return one


@require_http_methods(["GET", "POST"])
@asks("needs.change")
def change(request: Request, year: int, need: int) -> HttpResponse:
    """Other words for a need; what somebody else changed meanwhile is shown beside what was typed."""
    call, one = call_of(year), _need(request, year, need)
    started = {name: getattr(one, name) for name in ("programme", "task", "gap", "people")}
    form = NeedForm(request.POST or None, call=call, units=None, initial={**started, "seen": one.version})
    if request.method == "POST" and form.is_valid():
        try:
            needs.change(one, stated=form.stated(), seen=form.cleaned_data["seen"] or 0, by=request.user)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            again = request.POST.copy()
            again["seen"] = str(_need(request, year, need).version)
            form.data = again
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu nhu cầu."))
            return redirect("web:calls_needs", year)
    context = {"call": call, "need": one, "form": form, "day": today()}
    return render(request, "calls/need.html", context, status=400 if form.errors else 200)


@require_POST
@asks("needs.change")
def drop(request: Request, year: int, need: int) -> HttpResponse:
    """The unit no longer states it."""
    needs.drop(_need(request, year, need), by=request.user)
    messages.success(request, _("Đã bỏ nhu cầu."))
    return redirect("web:calls_needs", year)
