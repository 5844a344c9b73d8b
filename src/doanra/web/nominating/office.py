"""What the office does: sends a nomination back with reasons, says who of a unit may send."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.stages.nominating import answers, returning, senders
from doanra.terms.refusal import NotAllowed, Refused, Stale
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.nominating.forms import ReturnForm, RulesForm
from doanra.web.nominating.scope import STALE, WRONG, nomination_of

_TERM = timedelta(days=10)


@require_http_methods(["GET", "POST"])
@asks("nominations.return")
@while_open
def send_back(request: Request, year: int, nomination: int) -> HttpResponse:
    """Names the fields and why; the unit's form opens only those."""
    call = call_of(year)
    one = nomination_of(request, call, nomination)
    form, stale = ReturnForm(request.POST or None, initial={"due_on": today() + _TERM}), None
    if request.method == "POST" and form.is_valid():
        try:
            returning.send_back(
                one, reasons=form.reasons(), due_on=form.cleaned_data["due_on"], by=request.user, on=today()
            )
        except NotAllowed:
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã trả lại đề cử %(name)s cho đơn vị.") % {"name": one.person.full_name})
            return redirect("web:forms", year)
    told = answers.of_nomination(one, row_key="")
    context = {
        "call": call,
        "nomination": one,
        "form": form,
        "stale": stale,
        "fields": [(form[f"why_{name}"], answers.shown(name, told)) for name in answers.RETURNABLE],
    }
    return render(request, "forms/return.html", context, status=STALE if stale else WRONG if form.errors else 200)


@require_POST
@asks("forms.rules")
def rules(request: Request, year: int) -> HttpResponse:
    """Who of a unit sends."""
    form = RulesForm(request.POST)
    form.is_valid()
    senders.put_rules(call_of(year), clerk_submits=form.cleaned_data["clerk_submits"], by=request.user)
    messages.success(request, _("Đã ghi ai của đơn vị được nộp."))
    return redirect("web:forms", year)
