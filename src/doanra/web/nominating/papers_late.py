"""After the day for papers: the unit asks to add some to one nominee's dossier."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doanra.stages.nominating import late, senders
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.nominating.forms import PapersLateForm
from doanra.web.nominating.scope import WRONG, nomination_of
from doanra.web.refusals import told_in


@require_http_methods(["GET", "POST"])
@asks("late.ask")
@while_open
def ask(request: Request, year: int, nomination: int) -> HttpResponse:
    """Why the papers of this person come late; the office answers as it answers a late list."""
    call = call_of(year)
    one = nomination_of(request, call, nomination)
    form = PapersLateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = late.ask_papers(one, by=request.user, on=today(), **form.cleaned_data)
            messages.success(request, _("Đã gửi đề nghị bổ sung giấy tờ. Văn phòng trả lời ở trang này."))
            return redirect("web:forms_late_request", year, made.pk)
    last = senders.papers_due(call, one.unit_id)
    context = {"call": call, "nomination": one, "form": form, "last": last}
    return render(request, "forms/late_papers.html", context, status=WRONG if form.errors else 200)
