"""After the deadline: the unit asks, the office answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doanra.policy import access
from doanra.records.models import LateRequest
from doanra.records.queries import forms as queries
from doanra.stages.nominating import late, senders
from doanra.terms.refusal import NotAllowed, Refused, Stale
from doanra.web import closed
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.nominating.forms import DecideForm, LateForm
from doanra.web.nominating.scope import STALE, WRONG, within
from doanra.web.nominating.sending import as_lines, keys
from doanra.web.refusals import told_in


@require_http_methods(["GET", "POST"])
@asks("late.ask")
@while_open
def ask(request: Request, year: int) -> HttpResponse:
    """Asks for certain drafts to be taken late."""
    call = call_of(year)
    chosen = keys(request)
    form = LateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = late.ask(call, drafts=chosen, by=request.user, on=today(), **form.cleaned_data)
            messages.success(request, _("Đã gửi đề nghị nộp muộn. Văn phòng trả lời ở trang này."))
            return redirect("web:forms_late_request", year, made.pk)
    rows = [one for one in queries.drafts(call, within=within(request)) if not chosen or one.pk in chosen]
    context = {
        "call": call,
        "form": form,
        "rows": as_lines(rows),
        "chosen": chosen,
        "last": senders.deadline(call, request.user.unit) if request.user.unit else call.closes_on,
    }
    return render(request, "forms/late.html", context, status=WRONG if form.errors else 200)


@require_http_methods(["GET", "POST"])
@asks("forms.see")
def one(request: Request, year: int, late: int) -> HttpResponse:
    """A request and its answer; the office decides here. Who was slower reads what the first decided."""
    call = call_of(year)
    if request.method == "POST":
        access.require(request.user.duty, "late.decide")
    row: LateRequest = found(queries.late_requests(call, within=within(request)), what=_("đề nghị"), pk=late)
    may_decide = closed.may(request.user.duty, "late.decide", call=call)
    form, stale = DecideForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, row, form)
        except NotAllowed:
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã trả lời %(unit)s.") % {"unit": row.unit.short})
            return redirect("web:forms_late_request", year, row.pk)
    context = {
        "call": call,
        "late": found(queries.late_requests(call, within=within(request)), what=_("đề nghị"), pk=late),
        "drafts": row.people,  # type: ignore[attr-defined]  # counted by the query
        "form": form,
        "stale": stale,
        "may_decide": may_decide and (row.decided_at is None or stale is not None),
    }
    status = STALE if stale else WRONG if request.method == "POST" and form.errors else 200
    return render(request, "forms/late_request.html", context, status=status)


def _decide(request: Request, row: LateRequest, form: DecideForm) -> None:
    told = form.cleaned_data
    if told["accept"] == "yes":
        late.accept(row, until=told["until"], answer=told["answer"], by=request.user, on=today())
    else:
        late.refuse(row, answer=told["answer"], by=request.user)
