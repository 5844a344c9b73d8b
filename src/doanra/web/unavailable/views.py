"""Days on which nominees cannot go: who is noted, finding somebody, noting and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import BusyDays, BusyReason, Call, CallState, Nomination
from doanra.records.queries import unavailable as queries
from doanra.stages import unavailable
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of, found, text_asked
from doanra.web.refusals import told_in
from doanra.web.unavailable.forms import BusyForm


@require_GET
@asks("unavailable.see")
def index(request: Request, year: int) -> HttpResponse:
    """All noted days that the account may see, and a search for whom to note more."""
    call = call_of(year)
    units = unavailable.units_of(request.user)
    text = text_asked(request)
    of_unit = access.of_unit(request.user.duty)
    rows = queries.noted(call, units=units)
    context = {
        "call": call,
        "rows": [(row, _(BusyReason(row.busy.reason).label)) for row in rows],
        "people": len({row.busy.person_id for row in rows}),
        "may_change": _may_change(request, call),
        "q": text,
        "found": queries.search(call, text=text, units=units) if text or of_unit else None,
        "most": queries.FOUND,
        "of_unit": of_unit,
    }
    return render(request, "unavailable/index.html", context)


@require_http_methods(["GET", "POST"])
@asks("unavailable.change")
def of_person(request: Request, year: int, person: int) -> HttpResponse:
    """Notes days of one nominee."""
    call = call_of(year)
    nomination = _nominee(request, call, person)
    form = BusyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with told_in(form):
            unavailable.add(call, person=person, by=request.user, **form.cleaned_data)
            said = _("Đã ghi ngày bận của %(name)s. Có hiệu lực từ lần tính sau.")
            messages.success(request, said % {"name": nomination.person.full_name})
            return redirect("web:unavailable", year=year)
    rows = call.busy_days.filter(person=person).select_related("recorded_by")
    context: dict[str, Any] = {
        "call": call,
        "nomination": nomination,
        "form": form,
        "rows": [(row, _(BusyReason(row.reason).label)) for row in rows],
        "may_change": _may_change(request, call),
    }
    return render(request, "unavailable/person.html", context, status=400 if form.is_bound else 200)


@require_POST
@asks("unavailable.change")
def remove(request: Request, year: int, pk: int) -> HttpResponse:
    """Takes noted days back."""
    row = found(BusyDays.objects.filter(call=call_of(year)), what="ngày bận", pk=pk)
    unavailable.remove(row, by=request.user)
    messages.success(request, _("Đã bỏ ngày bận."))
    return redirect("web:unavailable", year=year)


def _may_change(request: Request, call: Call) -> bool:
    return call.state == CallState.OPEN.value and access.may(request.user.duty, "unavailable.change")


def _nominee(request: Request, call: Call, person: int) -> Nomination:
    nomination = queries.nominee(call, person=person, units=unavailable.units_of(request.user))
    if nomination is None:
        raise NotFound(
            "no_nominee",
            _("Không có người này trong danh sách đề cử năm %(year)s của bạn.") % {"year": call.year},
            remedy=_("Tìm lại theo tên ở trang ngày bận."),
        )
    return nomination
